"""The manifest in the package: sources, settings, key figures of each run, and the ledger.

It is a custom XML part beside the presentation, which PowerPoint and LibreOffice keep as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from kamdeck.deck.ledger import Ledger, decode, decode_first, encode
from kamdeck.errors import DeckError
from kamdeck.pptxio.markup import HEAD, escape_once
from kamdeck.pptxio.package import Package
from kamdeck.text import told

NAMESPACE = "urn:kamdeck:manifest"
VERSION = 2
RUNS = 24  # how many runs' key figures are kept, newest last
FIGURES = "figures"
ONCE = ("names", "shorts", "people", "formerly")
LONG = ("revenue_of", "mrr_of", "ranking", "combined")  # kept of the newest run of a day, and of the
LISTED = 8  # newest runs

_ITEM_PATTERN, _PROPERTIES_PATTERN = "customXml/item{}.xml", "customXml/itemProps{}.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID = "{6B616D64-6563-6B00-8000-6D616E696665}"
_OPEN, _CLOSE = f'<kamdeck xmlns="{NAMESPACE}">', "</kamdeck>"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


# How the ledger of each version is read; what a newer one writes is not known.
READERS: Mapping[int, Callable[[object], Ledger | None]] = {1: decode_first, 2: decode}


def read_manifest(package: Package) -> tuple[dict[str, object], Ledger | None]:
    """The manifest without its ledger, and the ledger; empty and None where there is none of ours.

    Raises:
        DeckError: it is damaged, or a newer kamdeck wrote it.
    """
    part = _part(package)
    if part is None:
        return {}, None
    text = package.read(part).decode("utf-8", "replace")
    start, end = text.find(">", text.find("<kamdeck")) + 1, text.rfind(_CLOSE)
    try:
        found = json.loads(_unescaped(text[start:end]))
    except (ValueError, RecursionError):
        found = None
    version = found.get("version") if isinstance(found, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise DeckError(
            told("refused.newer", name=package.label),
            told("refused.newer_hint", version=version, known=VERSION),
        )
    read = READERS.get(version) if isinstance(version, int) else None
    ledger = read(found.pop("ledger", None)) if read else None
    if ledger is None:
        raise damaged(package.label)
    return found, ledger


def damaged(label: str) -> DeckError:
    """The error for a deck whose memory cannot be read."""
    return DeckError(
        told("refused.memory", name=label),
        told("refused.memory_hint"),
    )


def write_manifest(
    package: Package, entries: tuple[tuple[str, object], ...], before: Mapping[str, object], ledger: Ledger
) -> None:
    """Put the manifest of this run into the package; the same manifest leaves the part as it is.

    The run's key figures go to the end of `runs`, unless they are those of the last run. Names of accounts
    and people are kept once: a run that has the same as the next leaves them out. Of several runs for one
    as-of date only the newest keeps its lists by account, since a later deck compares with that one, and of
    all runs no more than the newest eight.
    """
    head = json.dumps(_manifest(entries, before), ensure_ascii=False, separators=(",", ":"))
    pieces = (f'{head[:-1]},"ledger":', *encode(ledger), "}")
    texts = (f"{HEAD}{_OPEN}", *map(escape_once, pieces), _CLOSE)
    content = b"".join([text.encode("utf-8", "surrogatepass") for text in texts])
    part = _part(package)
    if part is None:
        _create(package, content)
    elif package.read(part) != content:
        package.write(part, content)


def is_manifest(entries: tuple[tuple[str, object], ...], before: Mapping[str, object]) -> bool:
    """Whether the manifest of this run is the one that is there, the ledger aside."""
    return json.dumps(_manifest(entries, before)) == json.dumps(before)


def _manifest(entries: tuple[tuple[str, object], ...], before: Mapping[str, object]) -> dict[str, object]:
    """The manifest of this run without its ledger; `before` is that of the last one."""
    wanted = dict(entries)
    runs = before.get("runs")
    history: list[object] = list(runs) if isinstance(runs, list) else []
    figures = wanted.pop(FIGURES, None)
    if isinstance(figures, dict) and (not history or history[-1] != figures):
        last = history[-1] if history else None
        if isinstance(last, dict) and all(last.get(name) == figures.get(name) for name in ONCE):
            history[-1] = last = _without(last, ONCE)
        if isinstance(last, dict) and figures.get("as_of") and last.get("as_of") == figures["as_of"]:
            history[-1] = _without(last, LONG)
        history.append(figures)
    older = [_without(run, LONG) for run in history[-RUNS:-LISTED]]
    return {"version": VERSION, **wanted, "runs": [*older, *history[-LISTED:]]}


def _without(run: object, names: tuple[str, ...]) -> object:
    """A run's figures without some of them."""
    return {name: value for name, value in run.items() if name not in names} if isinstance(run, dict) else run


def _unescaped(text: str) -> str:
    """Element content as text; LibreOffice writes quotation marks as references."""
    for reference, char in (("&quot;", '"'), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(reference, char)
    return text


def _part(package: Package) -> str | None:
    """The custom XML part that is ours."""
    mark = NAMESPACE.encode()
    for name in package.names:
        if name.startswith("customXml/item") and "Props" not in name and mark in package.read(name)[:400]:
            return name
    return None


def _create(package: Package, content: bytes) -> None:
    part, properties = package.free_name(_ITEM_PATTERN), package.free_name(_PROPERTIES_PATTERN)
    package.write(part, content, "application/xml")
    store = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="{_ITEM_ID}" '
        f'xmlns:ds="{_STORE}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
        "</ds:datastoreItem>"
    )
    package.write(properties, store.encode(), _PROPERTIES_TYPE)
    package.add_rel(part, "customXmlProps", properties)
    package.add_rel(package.main_part, "customXml", part)
