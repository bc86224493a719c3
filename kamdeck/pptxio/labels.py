"""Data labels of chart series and points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.deck.spec import Labels, Para, Plot, Run
from kamdeck.errors import DeckError
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import quote
from kamdeck.pptxio.text import paragraphs

_PLAIN_BOX = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_NOTHING = Labels("none")


def show_xml(show: str) -> str:
    """The six switches that say what a label shows."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(show == "value")}"/>'
        f'<c:showCatName val="{int(show == "category")}"/><c:showSerName val="{int(show == "series")}"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def labels_xml(labels: Labels | None, points: Mapping[int, Labels], plot: Plot, ink: Ink) -> str:
    """`c:dLbls` of a series with labels of its own for some points; "" where there are none at all."""
    if labels is None and not points:
        return ""
    own = "".join([_point(i, points[i], plot, ink) for i in sorted(points)])
    whole = labels or _NOTHING
    if whole.show == "none":
        return f"<c:dLbls>{own}{show_xml('none')}</c:dLbls>"
    words = text_properties(whole, ink)
    return f"<c:dLbls>{own}{_format(whole)}{_PLAIN_BOX}{words}{_tail(whole, plot)}</c:dLbls>"


def _point(index: int, labels: Labels, plot: Plot, ink: Ink) -> str:
    if labels.show == "none" and not labels.paras:
        return f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'
    words = ""
    if labels.paras:
        rich = paragraphs([_inked(para, labels) for para in labels.paras], ink)
        words = f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/>{rich}</c:rich></c:tx>"
    shape = _PLAIN_BOX if words else f"{_PLAIN_BOX}{text_properties(labels, ink)}"
    return f'<c:dLbl><c:idx val="{index}"/>{words}{_format(labels)}{shape}{_tail(labels, plot)}</c:dLbl>'


def _inked(para: Para, labels: Labels) -> Para:
    """The paragraph with the label's format where a run has none of its own."""
    runs = tuple(
        [
            Run(
                run.text,
                labels.size if run.size is None else run.size,
                labels.bold if run.bold is None else run.bold,
                run.color or labels.color,
                run.italic,
                run.spacing,
            )
            for run in para.runs
        ]
    )
    return Para(runs, para.align, para.before, para.after, para.line, para.tabs)


def _format(labels: Labels) -> str:
    if not labels.format:
        return ""
    return f'<c:numFmt formatCode="{quote(labels.format)}" sourceLinked="0"/>'


def _tail(labels: Labels, plot: Plot) -> str:
    show = "value" if labels.paras else labels.show
    if labels.position is None:
        return show_xml(show)
    legal = positions(plot)
    if labels.position not in legal:
        raise DeckError(
            f"A label of a {plot.grouping} {plot.kind} plot cannot stand at {labels.position!r}.",
            f"Possible: {', '.join(legal) or 'none'}. PowerPoint refuses a file with another one.",
        )
    return f'<c:dLblPos val="{labels.position}"/>{show_xml(show)}'


def positions(plot: Plot) -> Sequence[str]:
    """Where PowerPoint lets the labels of such a plot stand."""
    if plot.kind == "doughnut":
        return ()
    if plot.kind in ("line", "scatter", "bubble"):
        return ("t", "b", "l", "r", "ctr")
    if plot.grouping in ("stacked", "percentStacked"):
        return ("ctr", "inEnd", "inBase")
    return ("ctr", "inEnd", "inBase", "outEnd")


def text_properties(labels: Labels, ink: Ink) -> str:
    """`c:txPr` of labels."""
    return text_format(labels.size, labels.bold, labels.color, ink)


def text_format(size: float, bold: bool, color: str, ink: Ink, body: str = "<a:bodyPr/>") -> str:
    """`c:txPr`: size in points, color by role; `body` is the `a:bodyPr` (it turns axis labels)."""
    fill = ink.palette.text_fill(color)
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill}</a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="{ink.lang}"/></a:p></c:txPr>'
    )
