"""Marks that bind shapes and slides to the spec: tags parts and shape names.

PowerPoint stores tag names in upper case and may do so with values, so that a key is stored as the
upper-case hexadecimal form of its UTF-8 bytes.
"""

from __future__ import annotations

from kamdeck.pptxio.markup import HEAD, P
from kamdeck.pptxio.package import Package

KEY_TAG, EDITION_TAG = "KAMDECK_KEY", "KAMDECK_EDITION"
NAME_PREFIX = "kd:"

TAGS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
TAGS_PATTERN = "ppt/tags/tag{}.xml"


def encoded(key: str) -> str:
    """A key as a tag value, which survives a change of case."""
    return key.encode("utf-8", "surrogatepass").hex().upper()


def decoded(value: str) -> str | None:
    """The key in a tag value; None where a value is not one of ours."""
    try:
        return bytes.fromhex(value).decode("utf-8", "surrogatepass")
    except ValueError:
        return None


def tag_list(**values: str) -> bytes:
    """A tags part with a tag for each value that is not empty."""
    rows = "".join(f'<p:tag name="{n}" val="{encoded(v)}"/>' for n, v in values.items() if v)
    return f'{HEAD}<p:tagLst xmlns:p="{P}">{rows}</p:tagLst>'.encode()


def tagged(package: Package, part: str, key: str, edition: str = "") -> str:
    """Puts a new tags part for `key` under slide `part`; the `p:custDataLst` that leads to it."""
    name = package.free_name(TAGS_PATTERN)
    package.write(name, tag_list(**{KEY_TAG: key, EDITION_TAG: edition}), TAGS_TYPE)
    rel_id = package.add_rel(part, "tags", name)
    return f'<p:custDataLst><p:tags r:id="{rel_id}"/></p:custDataLst>'
