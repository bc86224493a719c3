"""What we want a deck to hold: slides, their elements and each element's stable key.

A spec is partial: it says only what kamdeck has an opinion on. Lengths are EMU (914,400 to the inch),
type sizes are points, colours are role names (`COLORS`), never RGB. Keys read `view/element`, and
`view/element/part` inside a group; points, rows and nodes have keys of their own (the account, never
its position).
"""

from __future__ import annotations

from typing import Literal

from kamdeck.record import record

EMU = 914_400

COLORS = (
    "ink",  # titles, text, tier A: theme tx1 (navy)
    "paper",  # slide background: bg1
    "muted",  # secondary text: tx2 (slate)
    "sheet",  # laid over a ground on which words could not be read
    "panel",  # rail and stripe fill: bg2
    "hairline",  # table rules: bg2 darkened
    "grid",  # chart grid: bg2 slightly darkened
    "tier_a",  # accent1 (navy)
    "tier_b",  # accent2 (blue)
    "tier_c",  # accent3 (pale blue)
    "accent",  # accent4 (teal)
    "accent_deep",  # dark enough for white text
    "tier_a_soft",  # lighter forms, for past years in small columns
    "tier_b_soft",
    "tier_c_soft",
    "total_soft",
    "total",
    "stayed",  # cell fills of the migration matrix
    "up_tint",
    "open_low",  # tints of the white-space map, small to large
    "open_mid",
    "open_high",
    "down_tint",
    "watch_tint",
    "loss",  # figures below zero
    "loss_light",  # cell fills by size of the loss
    "loss_mid",
    "loss_deep",
    "good",  # status colours: the same in every brand
    "watch",
    "risk",
    "good_mid",  # a lighter form, for gains that are summed
    "risk_mid",  # lighter forms of the same, for shares of what is at risk
    "risk_light",
    "unknown",
    "cover",  # cover background and its columns, darkest to lightest
    "cover_far",
    "cover_near",
    "cover_text",
    *(f"ramp{i}" for i in range(1, 11)),  # score ramp, light to dark
)

Align = Literal["l", "ctr", "r"]
Anchor = Literal["t", "ctr", "b"]
Dash = Literal["solid", "dash", "sysDash", "sysDot"]


@record
class Box:
    """A rectangle on the slide, in EMU."""

    x: int
    y: int
    w: int
    h: int

    def moved(self, dx: int, dy: int) -> Box:
        """The same rectangle, shifted."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)


def inches(x: float, y: float, w: float, h: float) -> Box:
    """A box from inches."""
    return Box(round(x * EMU), round(y * EMU), round(w * EMU), round(h * EMU))


# ------------------------------------------------------------------ text


@record
class Run:
    """Characters of one format. `None` inherits from the placeholder, table or shape; `\\v` in the text is
    a line break inside the paragraph."""

    text: str
    size: float | None = None
    bold: bool | None = None
    color: str | None = None
    italic: bool | None = None
    spacing: float | None = None  # letter spacing in points


@record
class Para:
    """One paragraph. `before` and `after` are points, `line` is a multiple of single spacing."""

    runs: tuple[Run, ...] = ()
    align: Align | None = None
    before: float = 0
    after: float = 0
    line: float | None = None
    tabs: tuple[tuple[int, Align], ...] = ()  # EMU from the text's left edge

    @property
    def text(self) -> str:
        """The characters without their format."""
        return "".join(run.text for run in self.runs)


def para(text: str, *, align: Align | None = None, before: float = 0, **run: object) -> Para:
    """A paragraph of one run; `run` are the fields of `Run`."""
    return Para((Run(text, **run),), align=align, before=before)  # type: ignore[arg-type]


# ------------------------------------------------------------------ shapes


@record
class Line:
    """An outline or a rule; `width` in points."""

    color: str
    width: float = 0.75
    dash: Dash = "solid"


@record
class Text:
    """A placeholder of the layout (`placeholder` names it; `box` None = the layout's), or a text box.

    Text boxes never resize or wrap differently by themselves: the view measures its text first.
    """

    key: str
    paras: tuple[Para, ...]
    box: Box | None = None
    placeholder: str | None = None
    anchor: Anchor = "t"
    wrap: bool = True
    inset: tuple[int, int, int, int] = (0, 0, 0, 0)  # left, top, right, bottom
    rot: float = 0.0  # degrees clockwise
    alt: str = ""


@record
class Shape:
    """A drawn shape: `geom` is a DrawingML preset name (rect, roundRect, ellipse, triangle, ...).

    `fill` None draws no fill, `line` None no outline. `adjust` holds the preset's guide values in
    order. Decorative shapes (`alt` empty) are marked so for screen readers.
    """

    key: str
    box: Box
    geom: str = "rect"
    fill: str | None = None
    line: Line | None = None
    paras: tuple[Para, ...] = ()
    anchor: Anchor = "ctr"
    inset: tuple[int, int, int, int] = (0, 0, 0, 0)
    wrap: bool = True
    rot: float = 0.0
    flip_v: bool = False
    flip_h: bool = False
    adjust: tuple[int, ...] = ()
    alt: str = ""


@record
class End:
    """Where a connector is glued: a shape's key and its connection site (rect: 0 top, 1 left, 2 bottom,
    3 right)."""

    key: str
    site: int


@record
class Connector:
    """A line between two glued ends, or between two free points (`points`, EMU).

    Glued connectors have no box of their own: their geometry follows the shapes, also after a person
    moved one. `bend` is the coordinate (EMU) of the middle piece of an elbow: y when it leaves a top or
    bottom site, x when it leaves a side; None puts it half way.
    """

    key: str
    start: End | None = None
    end: End | None = None
    points: tuple[int, int, int, int] | None = None  # x1, y1, x2, y2
    kind: Literal["straight", "elbow"] = "straight"
    line: Line = Line("muted", 1.0)
    head: bool = False  # arrow at the start
    tail: bool = False  # arrow at the end
    bend: int | None = None
    alt: str = ""


# ------------------------------------------------------------------ tables


@record
class Cell:
    """One cell. `span`/`vspan` above 1 merge to the right/down; cells covered by a merge are `COVERED`.

    `is_data` cells come from the workbook: a refresh always writes them. Others are our wording: a
    person's rewording is kept.
    """

    paras: tuple[Para, ...] = ()
    fill: str | None = None
    anchor: Anchor = "ctr"
    top: Line | None = None
    bottom: Line | None = None
    left: Line | None = None
    right: Line | None = None
    inset: tuple[int, int, int, int] = (0, 0, 0, 0)
    span: int = 1
    vspan: int = 1
    is_covered: bool = False
    is_data: bool = True

    @property
    def text(self) -> str:
        """The characters, paragraphs joined by line feeds."""
        return "\n".join(p.text for p in self.paras)


COVERED = Cell(is_covered=True)


@record
class Column:
    """A table column: stable key and width in EMU."""

    key: str
    width: int


@record
class Row:
    """A table row: stable key, height in EMU, one cell per column."""

    key: str
    height: int
    cells: tuple[Cell, ...]


@record
class Table:
    """A native table without style; its height is the sum of its rows."""

    key: str
    x: int
    y: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    has_header: bool = True
    alt: str = ""

    @property
    def box(self) -> Box:
        """Where the table stands."""
        return Box(self.x, self.y, sum(c.width for c in self.columns), sum(r.height for r in self.rows))


# ------------------------------------------------------------------ charts


@record
class Data:
    """One column of a chart's sheet.

    `formula` is a template filled per row: `{r}` this row's number, `{first}` and `{last}` the first
    and last row of the block, `{prev}` the row above, `{NAME}` the letter of the column with that key
    (or of `label`), `{in:NAME}` the absolute address of an input cell. `values` hold what the formula
    gives, so that caches are right without a recalculation. `formulas`, one per row, where they differ.
    """

    key: str
    head: str
    values: tuple[float | None, ...]
    format: str = "General"
    formula: str = ""
    formulas: tuple[str, ...] = ()


@record
class Input:
    """A named number beside the block (a threshold, a total), two columns to the right of it."""

    key: str
    head: str
    value: float
    format: str = "General"
    formula: str = ""


@record
class Grid:
    """The chart's embedded sheet: header row, labels in column A, then the columns; one cell model for
    workbook and caches. `keys` are the rows' stable keys (the account), `labels` what is shown."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    columns: tuple[Data, ...]
    inputs: tuple[Input, ...] = ()
    sheet: str = "Data"
    label_head: str = ""


@record
class Labels:
    """Data labels of a series or point. `paras` are words of our own, otherwise `show` says what."""

    show: Literal["value", "category", "series", "none"] = "value"
    position: Literal["t", "b", "l", "r", "ctr", "inEnd", "outEnd", "inBase"] | None = None
    format: str = ""
    size: float = 10
    bold: bool = False
    color: str = "ink"
    paras: tuple[Para, ...] = ()


@record
class Point:
    """What is special about one point of a series, found by the row's key in the grid."""

    key: str
    fill: str | None = None
    labels: Labels | None = None


@record
class Marker:
    """A marker of a line or scatter series; `size` in points."""

    symbol: Literal["circle", "diamond", "square", "triangle", "dash"] = "circle"
    size: int = 5
    fill: str | None = "paper"
    line: Line | None = None


@record
class Series:
    """One series: `values` (y), and for scatter and bubble `x` and `size`, are column keys of the grid.

    `rows` (first, stop) limits the series to part of the block. `trend` draws a linear trend line
    through an otherwise invisible series, half a category beyond both ends: a threshold that spans the
    plot. The series' name is its column's head.
    """

    key: str
    values: str
    x: str | None = None
    size: str | None = None
    rows: tuple[int, int] | None = None
    fill: str | None = None
    line: Line | None = None
    marker: Marker | None = None
    labels: Labels | None = None
    points: tuple[Point, ...] = ()
    trend: Line | None = None


@record
class Plot:
    """A group of series of one kind. `gap` and `overlap` in percent, for bars only."""

    kind: Literal["column", "bar", "line", "scatter", "bubble", "doughnut"]
    series: tuple[Series, ...]
    grouping: Literal["clustered", "stacked", "percentStacked", "standard"] = "clustered"
    gap: int = 50
    overlap: int = 0
    is_secondary: bool = False
    hole: int = 60
    first_angle: int = 0


@record
class Axis:
    """A category or value axis."""

    min: float | None = None
    max: float | None = None
    major: float | None = None
    format: str = "General"
    is_visible: bool = True
    grid: Line | None = None
    line: Line | None = None
    size: float = 10
    color: str = "muted"
    bold: bool = False
    rot: float = 0.0  # degrees, negative turns counter-clockwise
    is_reversed: bool = False
    has_labels: bool = True
    crosses_at: float | None = None


@record
class Chart:
    """A native chart with an embedded sheet. `inner` is the plot area inside the axes, as fractions of
    the box (x, y, w, h), so that shapes laid over it meet it; None leaves it to the program."""

    key: str
    box: Box
    grid: Grid
    plots: tuple[Plot, ...]
    x: Axis = Axis()
    y: Axis = Axis()
    y2: Axis | None = None
    inner: tuple[float, float, float, float] | None = None
    alt: str = ""


# ------------------------------------------------------------------ groups, slides, deck


@record
class Group:
    """Shapes that move together; children have absolute boxes. The group's box is their hull.

    `follows` names an element that the group is laid upon (marks on a table): where a person moved
    that element, the group is written with the same shift.
    """

    key: str
    children: tuple[Text | Shape | Connector, ...]
    follows: str | None = None
    alt: str = ""

    @property
    def box(self) -> Box:
        """The smallest box around all children but connectors glued at both ends, which lie between them."""
        boxes = [hull_of(c) for c in self.children if not isinstance(c, Connector) or c.points]
        x, y = min(b.x for b in boxes), min(b.y for b in boxes)
        return Box(x, y, max(b.x + b.w for b in boxes) - x, max(b.y + b.h for b in boxes) - y)


Element = Text | Shape | Connector | Table | Chart | Group


def hull_of(element: Text | Shape | Connector) -> Box:
    """The box of a child, of a free connector too."""
    if isinstance(element, Connector):
        x1, y1, x2, y2 = element.points or (0, 0, 0, 0)
        return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    return element.box or Box(0, 0, 0, 0)


Verb = Literal["save", "plan", "grow", "hold", "cut"]


@record
class Ask:
    """What a text asks to be done at some accounts: win them back to safety, agree or do a plan, sell more,
    keep what there is, spend less on them. `amount` is the money a year that it asks for, 0 where none."""

    verb: Verb
    accounts: tuple[str, ...]
    amount: float = 0.0


@record
class SlideSpec:
    """One slide: its key (the view's name, `decision:Mount Sinai` for one of several), the layout of the
    master, its elements in reading order (first drawn lowest) and its speaker notes. `asks` are what its
    texts ask for: nothing of them is drawn."""

    key: str
    layout: str
    elements: tuple[Element, ...]
    notes: str = ""
    asks: tuple[Ask, ...] = ()


@record
class DeckSpec:
    """The whole deck. `manifest` (names to JSON values) is kept in the deck for the next refresh:
    source workbook, settings, choice of views, snapshot of key figures. `held` are views that cannot be made
    today because their data are faulty: the slides of theirs that a deck has stay as they are. `edition` is
    marked on the deck and its slides where it is for fewer readers than our own ("" where it is not)."""

    slides: tuple[SlideSpec, ...]
    lang: str = "en-US"
    title: str = ""
    author: str = ""
    created: str = "2020-01-01T00:00:00Z"
    manifest: tuple[tuple[str, object], ...] = ()
    held: tuple[str, ...] = ()
    edition: str = ""
