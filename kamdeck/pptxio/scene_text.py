"""Text bodies of any deck, with everything resolved that they inherit: sizes, colors, bullets, spacing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamdeck.deck.spec import Align, Anchor, Para, Run
from kamdeck.pptxio.look import text_of
from kamdeck.pptxio.markup import A
from kamdeck.pptxio.scene_colors import Tints
from kamdeck.pptxio.xml import Node, local, whole
from kamdeck.record import record, replace

NS = f"{{{A}}}"
_INSETS = (("lIns", 91_440), ("tIns", 45_720), ("rIns", 91_440), ("bIns", 45_720))
_LINE = 1.15  # single spacing, as a multiple of the type size
_ALIGNS: dict[str, Align] = {"l": "l", "ctr": "ctr", "r": "r", "just": "l", "dist": "l"}
_BULLET = "\u2022"


@record
class Style:
    """What a paragraph and its characters look like; sizes and spacing in points, margins in EMU."""

    size: float = 18.0
    bold: bool = False
    italic: bool = False
    color: str = "#000000"
    spacing: float = 0.0
    is_caps: bool = False
    align: Align = "l"
    line: float | None = None
    before: float = 0.0
    after: float = 0.0
    margin: int = 0
    indent: int = 0
    bullet: str = ""
    tabs: tuple[tuple[int, Align], ...] = ()


@record
class Body:
    """How a text stands in its box."""

    anchor: Anchor = "t"
    inset: tuple[int, int, int, int] = (91_440, 45_720, 91_440, 45_720)
    wrap: bool = True
    turn: float = 0.0  # degrees clockwise of upright text
    scale: float = 1.0  # of the type, where a program made it fit
    lines: float = 1.0  # of the spacing, likewise


def styled(style: Style, properties: Node | None, tints: Tints) -> Style:
    """A style with what a `a:lvlNpPr` or `a:pPr` says of its own."""
    if properties is None:
        return style
    changes: dict[str, object] = {}
    for name, field in (("marL", "margin"), ("indent", "indent")):
        if properties.get(name) is not None:
            changes[field] = whole(properties.get(name))
    if (align := properties.get("algn")) is not None:
        changes["align"] = _ALIGNS.get(align, "l")
    for child in properties:
        kind = local(child)
        if kind == "lnSpc":
            changes["line"] = _spacing(child, style.size, is_line=True)
        elif kind in ("spcBef", "spcAft"):
            changes["before" if kind == "spcBef" else "after"] = _spacing(child, style.size) or 0.0
        elif kind in ("buNone", "buChar", "buAutoNum", "buBlip"):
            changes["bullet"] = {"buNone": "", "buChar": child.get("char", _BULLET)}.get(kind, _BULLET)
        elif kind == "tabLst":
            changes["tabs"] = tuple(
                [(whole(tab.get("pos")), _ALIGNS.get(tab.get("algn", "l"), "l")) for tab in child]
            )
    made = replace(style, **changes) if changes else style
    return inked(made, properties.find(f"{NS}defRPr"), tints)


def listed(styles: tuple[Style, ...], body: Node | None, tints: Tints) -> tuple[Style, ...]:
    """The styles of a text's levels with what the list style of its body says of its own."""
    own = body.find(f"{NS}lstStyle") if body is not None else None
    if own is None or not len(own):
        return styles
    return tuple([styled(s, own.find(f"{NS}lvl{i}pPr"), tints) for i, s in enumerate(styles, 1)])


def inked(style: Style, properties: Node | None, tints: Tints) -> Style:
    """A style with what a `a:rPr` or `a:defRPr` says of its own."""
    if properties is None:
        return style
    changes: dict[str, object] = {}
    if (size := properties.get("sz")) is not None:
        changes["size"] = whole(size, 1800) / 100
    for name, field in (("b", "bold"), ("i", "italic")):
        if (flag := properties.get(name)) is not None:
            changes[field] = flag in ("1", "true")
    if (spacing := properties.get("spc")) is not None:
        changes["spacing"] = whole(spacing) / 100
    if (caps := properties.get("cap")) is not None:
        changes["is_caps"] = caps != "none"
    if (color := tints.fill(properties)) is not None:
        changes["color"] = color
    return replace(style, **changes) if changes else style


def _spacing(holder: Node, size: float, *, is_line: bool = False) -> float | None:
    """Spacing as points, of a line as a multiple of single spacing."""
    for child in holder:
        number = whole(child.get("val", "").rstrip("%"))
        if local(child) == "spcPct":
            share = number / 100_000
            return share if is_line else share * size * _LINE
        points = number / 100
        return points / (size * _LINE) if is_line else points
    return None


def body_of(bodies: Iterable[Node | None]) -> Body:
    """How a text stands in its box; `bodies` are its own `a:bodyPr` and those it inherits, nearest first."""
    nodes = [node for node in bodies if node is not None]

    def first(name: str) -> str | None:
        return next((value for node in nodes if (value := node.get(name)) is not None), None)

    left, top, right, bottom = (whole(first(name), default) for name, default in _INSETS)
    anchor: Anchor = {"ctr": "ctr", "b": "b"}.get(first("anchor") or "t", "t")  # type: ignore[assignment]
    turn = {"vert": 90.0, "vert270": -90.0, "eaVert": 90.0}.get(first("vert") or "", 0.0)
    fit = nodes[0].find(f"{NS}normAutofit") if nodes else None
    scale = whole(fit.get("fontScale"), 100_000) / 100_000 if fit is not None else 1.0
    lines = 1 - whole(fit.get("lnSpcReduction")) / 100_000 if fit is not None else 1.0
    return Body(anchor, (left, top, right, bottom), first("wrap") != "none", turn, scale, lines)


def paras_of(
    body: Node | None, styles: Sequence[Style], tints: Tints, fit: Body, number: int
) -> tuple[Para, ...]:
    """The paragraphs of a text body; `styles` by level, `number` what a slide number shows."""
    if body is None or not text_of(body)[0].strip():
        return ()
    made = []
    for node in body.findall(f"{NS}p"):
        properties = node.find(f"{NS}pPr")
        level = min(whole(properties.get("lvl")) if properties is not None else 0, len(styles) - 1)
        style = styled(styles[level], properties, tints)
        made.append(_para(node, style, tints, fit, number))
    return tuple(made)


def _para(node: Node, style: Style, tints: Tints, fit: Body, number: int) -> Para:
    runs = []
    for child in node:
        kind = local(child)
        look = inked(style, child.find(f"{NS}rPr"), tints)
        if kind == "br":
            runs.append(_run("\v", look, fit))
        elif kind in ("r", "fld"):
            words = child.findtext(f"{NS}t") or ""
            if child.get("type") == "slidenum":
                words = str(number)
            runs.append(_run(words, look, fit))
    if not runs:
        runs = [_run("", inked(style, node.find(f"{NS}endParaRPr"), tints), fit)]
    tabs = style.tabs
    if style.bullet and any(run.text.strip() for run in runs):
        # The mark and a tab: the lines hang at the tab stop.
        runs = [replace(runs[0], text=f"{_BULLET}\t", bold=False), *runs]
        tabs = ((max(style.margin, round(style.size * 12_700)), "l"), *tabs)
    line = style.line if fit.lines == 1 else (style.line or 1.0) * fit.lines
    return Para(tuple(runs), style.align, style.before * fit.scale, style.after * fit.scale, line, tabs)


def _run(text: str, style: Style, fit: Body) -> Run:
    words = text.upper() if style.is_caps else text
    return Run(words, style.size * fit.scale, style.bold, style.color, style.italic, style.spacing)
