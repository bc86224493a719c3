"""What text boxes and table cells inherit in a company's deck, and the list style that shuts it out.

Text in no placeholder takes after the presentation's `defaultTextStyle` (ECMA-376 part 1, 19.2.1.8), and in
some programs after the master's `otherStyle`: fonts, alignment, bullets and direction of another deck.
"""

from __future__ import annotations

from collections.abc import Iterator

from kamdeck.pptxio.binding import ANS, PNS
from kamdeck.pptxio.xml import Node, local

EMPTY = "<a:lstStyle/>"
PLAIN = (
    '<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l" rtl="0">'
    '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
    '<a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
    '<a:defRPr b="0" i="0" u="none" strike="noStrike" cap="none" spc="0" baseline="0">'
    '<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></a:lstStyle>'
)
_PARAGRAPH = {"marL": ("0",), "indent": ("0",), "algn": ("l",), "rtl": ("0", "false")}
_CHARACTERS = {
    "b": ("0", "false"), "i": ("0", "false"), "u": ("none",), "strike": ("noStrike",), "cap": ("none",),
    "spc": ("0",), "baseline": ("0",),
}  # fmt: skip
_SPACING = {"lnSpc": "100000", "spcBef": "0", "spcAft": "0"}
_FONTS = ("", "+mn-lt")


def list_style(show: Node, master: Node) -> str:
    """The `a:lstStyle` of our text boxes and cells in a deck: empty where they inherit nothing but what ours
    have."""
    return EMPTY if all(_is_plain(level) for level in _levels(show, master)) else PLAIN


def runs_from_right(show: Node, master: Node) -> bool:
    """Whether a deck's paragraphs run from right to left unless they say otherwise."""
    titles = (master.find(f"{PNS}txStyles/{PNS}{name}Style/{ANS}lvl1pPr") for name in ("title", "body"))
    levels = (*_levels(show, master), *(level for level in titles if level is not None))
    return any(level.get("rtl") in ("1", "true") for level in levels)


def _levels(show: Node, master: Node) -> Iterator[Node]:
    """The first levels of the styles that text boxes take after."""
    for holder in (show.find(f"{PNS}defaultTextStyle"), master.find(f"{PNS}txStyles/{PNS}otherStyle")):
        if holder is not None:
            yield from (child for child in holder if local(child) in ("defPPr", "lvl1pPr"))


def _is_plain(level: Node) -> bool:
    if any(level.get(name, plain[0]) not in plain for name, plain in _PARAGRAPH.items()):
        return False
    for child in level:
        kind = local(child)
        if kind in _SPACING and any(value.get("val", "").rstrip("%") != _SPACING[kind] for value in child):
            return False
        if kind in ("buChar", "buAutoNum", "buBlip"):
            return False
    run = level.find(f"{ANS}defRPr")
    if run is None:
        return True
    latin = run.find(f"{ANS}latin")
    font = latin.get("typeface", "") if latin is not None else ""
    return font in _FONTS and all(run.get(n, plain[0]) in plain for n, plain in _CHARACTERS.items())
