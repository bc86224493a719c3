"""Paragraphs and runs as DrawingML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kamdeck.deck.spec import Para, Run
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import escape

_FIRST_RTL = "\u0590"  # no character before the Hebrew block runs from right to left
_EMPTY_SIZE = 8.0  # an empty cell of the default 18 pt would push its row apart


def paragraphs(paras: Sequence[Para], ink: Ink) -> str:
    """The `a:p` elements; one empty small paragraph where there are none, since every body needs one."""
    if not paras:
        return f'<a:p><a:endParaRPr lang="{ink.lang}" sz="{round(_EMPTY_SIZE * 100)}"/></a:p>'
    return "".join([_paragraph(para, ink) for para in paras])


def body_properties(anchor: str, inset: tuple[int, int, int, int], wrap: bool) -> str:
    """`a:bodyPr` of a text that never changes its size or its box by itself; insets in EMU."""
    left, top, right, bottom = inset
    return (
        f'<a:bodyPr wrap="{"square" if wrap else "none"}" lIns="{left}" tIns="{top}" rIns="{right}" '
        f'bIns="{bottom}" rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    )


def runs_right_to_left(text: str) -> bool:
    """Whether all strong characters run from right to left.

    The sentences around a Hebrew or Arabic name are English or French: they keep their direction also
    where the name comes first (unlike Unicode bidirectional rule P2).
    """
    if text.isascii() or max(text) < _FIRST_RTL:
        return False
    from unicodedata import bidirectional  # a large library, which few decks need

    kinds = {bidirectional(char) for char in text}
    return bool(kinds & {"R", "AL"}) and "L" not in kinds


def _paragraph(para: Para, ink: Ink) -> str:
    properties = _paragraph_properties(para, ink)
    runs = [_run(run, ink) for run in para.runs if run.text]
    if runs:
        return f"<a:p>{properties}{''.join(runs)}</a:p>"
    size = para.runs[0].size if para.runs and para.runs[0].size else _EMPTY_SIZE
    return f'<a:p>{properties}<a:endParaRPr lang="{ink.lang}" sz="{round(size * 100)}"/></a:p>'


def _paragraph_properties(para: Para, ink: Ink) -> str:
    attributes = f' algn="{para.align}"' if para.align else ""
    if runs_right_to_left(para.text):
        attributes += ' rtl="1"'
    elif ink.is_turned:
        attributes += ' rtl="0"'
    inner = ""
    if para.line is not None:
        inner = f'<a:lnSpc><a:spcPct val="{round(para.line * 100_000)}"/></a:lnSpc>'
    if para.before:
        inner += f'<a:spcBef><a:spcPts val="{round(para.before * 100)}"/></a:spcBef>'
    if para.after:
        inner += f'<a:spcAft><a:spcPts val="{round(para.after * 100)}"/></a:spcAft>'
    if para.tabs:
        stops = "".join([f'<a:tab pos="{pos}" algn="{align}"/>' for pos, align in para.tabs])
        inner += f"<a:tabLst>{stops}</a:tabLst>"
    if inner:
        return f"<a:pPr{attributes}>{inner}</a:pPr>"
    return f"<a:pPr{attributes}/>" if attributes else ""


def _run(run: Run, ink: Ink) -> str:
    fill = "" if run.color is None else ink.palette.text_fill(run.color)
    properties = _run_properties(run.size, run.bold, run.italic, run.spacing, fill, ink.lang)
    if "\v" not in run.text and "\n" not in run.text:
        return f"<a:r>{properties}<a:t>{escape(run.text)}</a:t></a:r>"
    pieces = run.text.replace("\n", "\v").split("\v")
    runs = [f"<a:r>{properties}<a:t>{escape(piece)}</a:t></a:r>" if piece else "" for piece in pieces]
    return f"<a:br>{properties}</a:br>".join(runs)


@lru_cache(maxsize=1024)
def _run_properties(
    size: float | None,
    bold: bool | None,
    italic: bool | None,
    spacing: float | None,
    fill: str,
    lang: str,
) -> str:
    """`a:rPr`; sizes and letter spacing in points. None inherits."""
    attributes = f' lang="{lang}"'
    if size is not None:
        attributes += f' sz="{round(size * 100)}"'
    if bold is not None:
        attributes += f' b="{int(bold)}"'
    if italic is not None:
        attributes += f' i="{int(italic)}"'
    if spacing:
        attributes += f' spc="{round(spacing * 100)}"'
    return f'<a:rPr{attributes} dirty="0">{fill}</a:rPr>' if fill else f'<a:rPr{attributes} dirty="0"/>'
