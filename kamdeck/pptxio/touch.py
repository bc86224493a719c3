"""Whether anybody worked on an element since we wrote it: a digest over all of its XML, and what only a
person puts there.

The digest stands for every tag with its attributes, in whatever order, but for what programs write anew when
they save: ids, relation ids, languages, proofing marks, extensions with ids, ends of paragraphs, and runs
that are split or joined. Words, numbers, boxes and lengths are left out too: they are fields, which are
compared with the tolerance that rounding asks for.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from zlib import crc32

# What is taken out: texts and places with their tags, and what programs note for themselves.
_TAKEN = (
    r"[ac]:(?:t|v|f|formatCode)>[^<]*</[^>]*>|a:(?:off|ext|chOff|chExt)\b[^>]*/>"
    r"|a:endParaRPr\b(?:[^>]*/>|.*?</a:endParaRPr>)|p:custDataLst>.*?</p:custDataLst>"
)
# These two cost twice as much to look for as all else.
_EXTENDED = (
    r"|(\w+):extLst\b[^>]*>.*?</\1:extLst>"
    r"|mc:AlternateContent\b[^>]*><mc:Choice\b[^>]*><c14:style\b.*?</mc:AlternateContent>"
)
_NOISE = re.compile(f"<(?:{_TAKEN})", re.DOTALL)
_MORE_NOISE = re.compile(f"<(?:{_TAKEN}{_EXTENDED})", re.DOTALL)
_IDLE = r"xmlns(?::\w+)?|r:\w+|lang|altLang|dirty|err|noProof|smtClean|smtId|bmk|kumimoji"  # attributes
# Extensions that tell of a person's work; all others are programs' own.
_TELLING = re.compile(
    r"<(adec:decorative|c15:(?:filtered\w+|datalabelsRange|showDataLabelsRange|tx))\b(?![^>]*val=\"0\")"
)
_ATTRIBUTE = re.compile(rf' (?!(?:{_IDLE})=)([\w:]+)="([^"]*)"')

# Attributes that are fields, or numbered anew by a program that saves.
_UNTOLD = {
    "p:cNvPr": {"id", "name"}, "a:stCxn": {"id"}, "a:endCxn": {"id"}, "a:gridCol": {"w"}, "a:tr": {"h"},
    "c:pt": {"idx"}, "c:ptCount": {"val"}, "c:idx": {"val"}, "c:order": {"val"}, "c:axId": {"val"},
    "c:crossAx": {"val"}, "c:lang": {"val"}, "a:fld": {"id"},
}  # fmt: skip
# What programs add or leave out at will, since it says what holds anyway.
_NEUTRAL = {
    "a:lstStyle", "a:avLst", "a:pPr", "a:rPr", "p:nvPr", "a:effectLst", "p:grpSpPr", "c:pt", "c:ptCount",
    "c:idx", "c:order", "c:lang", "c:date1904 val=0", "c:roundedCorners val=0", "c:invertIfNegative val=0",
    "c:smooth val=0", "c:varyColors val=0", "c:showLegendKey val=0", "c:showVal val=0", "c:showPercent val=0",
    "c:showCatName val=0", "c:showSerName val=0", "c:showBubbleSize val=0", "c:showLeaderLines val=0",
    "c:dLbls", "c:style val=2", "c:autoUpdate val=0", "c:externalData", "c:numCache", "c:strCache",
    "a:t", "c:t", "c:v", "c:f", "c:formatCode",  # empty ones, which are written in two ways
    "c:delete val=0", "c:overlay val=0", "c:marker val=1", "c:noMultiLvlLbl val=0", "c:auto val=1",
    "c:lblOffset val=100", "c:lblAlgn val=ctr", "c:printSettings", "c:headerFooter", "c:pageSetup",
    "c:orientation val=minMax", "c:layout",
}  # fmt: skip

# What our own writer never writes: links, effects, underline and the like. `_ANYWHERE` holds in a deck that
# LibreOffice saved too, which writes out bullets, typefaces and margins that nobody gave.
_ANYWHERE = (
    r"<a:hlink\w+|<a:(?:outerShdw|innerShdw|prstShdw|glow|softEdge|reflection|blur|fillOverlay|effectDag)\b"
    r'|<a:(?:scene3d|sp3d|highlight)\b| u="(?!none)| strike="(?!noStrike)| cap="(?:all|small)"'
    r'| baseline="(?!0[%"])| hidden="(?:1|true)"| numCol="[2-9]| vert="(?!horz)'
    r"|<c:(?:trendline|errBars|title|userShapes|dTable|minorGridlines|upDownBars|dropLines)\b"
)
_ONLY_OURS = (
    r"|<a:(?:bu[A-Z]\w+|latin|ea|cs|sym|normAutofit|spAutoFit)\b|<a:pPr\b[^>]* (?:lvl|marL|indent)="
    r"|<c:(?:legend|hiLowLines)\b"
)


@cache
def _personal(*, is_flattened: bool) -> re.Pattern[str]:
    return re.compile(_ANYWHERE if is_flattened else _ANYWHERE + _ONLY_OURS)


class Digests(dict[str, int]):
    """Digests of elements, and what each tag adds to them: found once."""

    def of(self, xml: str, *marks: str) -> str:
        """Eight hexadecimal digits for the XML of an element; `marks` are what else belongs to it.

        The digest is the sum of what its tags amount to: the same tags in another order give the same.
        """
        has_more = "extLst" in xml or "AlternateContent" in xml
        bare = (_MORE_NOISE if has_more else _NOISE).sub("", xml)
        if "</a:r><a:r>" in bare:
            bare = _joined(bare)
        found = sum(map(self.__getitem__, bare.split("<")))
        told = _TELLING.findall(xml) if has_more else ()
        for mark in (*told, *marks):
            found += crc32(mark.encode())
        return f"{found & 0xFFFF_FFFF:08x}"

    def __missing__(self, tag: str) -> int:
        """What a tag adds, from its name to the next tag; nothing where it says nothing."""
        text = _normal(tag)
        self[tag] = found = crc32(text.encode()) if text else 0
        return found


@lru_cache(maxsize=20_000)
def _normal(tag: str) -> str:
    """A tag with its attributes in order, "" for one that says nothing."""
    if not tag or tag[0] in "/?!":
        return ""
    inner = tag.rpartition(">")[0].rstrip("/ ")
    name = inner.split(None, 1)[0] if inner else ""
    if not name:
        return ""
    untold = _UNTOLD.get(name, ())
    pairs = sorted(f"{key}={value}" for key, value in _ATTRIBUTE.findall(inner) if key not in untold)
    text = " ".join([name, *pairs])
    return "" if text in _NEUTRAL else text


def _joined(xml: str) -> str:
    """Neighbouring runs of one look as one."""
    bare = re.sub(rf' (?:{_IDLE})="[^"]*"', "", xml)
    return re.sub(r"(<a:r>(?:(?!</a:r>).)*</a:r>)(?:\1)+", r"\1", bare, flags=re.DOTALL)


def is_plain(xml: str, *, is_flattened: bool) -> bool:
    """Whether an element has nothing but what our writer writes, or (`is_flattened`) LibreOffice adds.

    It tells where no digest was kept: in decks of version 0.1.0, or after another program wrote all anew.
    """
    return _personal(is_flattened=is_flattened).search(xml) is None
