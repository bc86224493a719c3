"""The concentration curves: one line per year, the line of equality, and the markers at the top share."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.concentration import Concentration
from kamdeck.deck.spec import EMU, Axis, Box, Chart, Data, Grid, Input, Line, Marker, Plot, Series
from kamdeck.layout.charts import inner_of, widened
from kamdeck.record import record
from kamdeck.text import Say

_HEADS = (round(0.18 * EMU), round(0.14 * EMU))  # above and below the chart: for the heads of its axes
_AROUND = tuple(
    round(inch * EMU) for inch in (0.46, 0.11, 0.25, 0.36)
)  # of the plot: left, top, right, bottom
MOST_POINTS = 200


def boxes_in(room: Box) -> tuple[Box, Box]:
    """The chart's box in a room that its words share, and the plot in it."""
    box = widened(room, 0, -_HEADS[0], 0, -_HEADS[1])
    return box, widened(box, *(-each for each in _AROUND))


@record
class Year:
    """One year's curve: `style` is newest, before, first or between; `mark` is where its marker stands
    (shares of accounts and of revenue), None for a year between."""

    year: int
    spread: Concentration
    style: str
    mark: tuple[float, float] | None

    @property
    def color(self) -> str:
        """The colour of line and marker."""
        return {"newest": "tier_a", "before": "tier_b", "first": "ramp8"}.get(self.style, "tier_c")

    @property
    def weight(self) -> float:
        """The width of the line in points."""
        return {"newest": 2.5, "before": 1.5, "first": 1.5}.get(self.style, 0.75)


def choose_years(spreads: Sequence[tuple[int, Concentration]], share: float | None) -> tuple[Year, ...]:
    """The years oldest first: the newest, the one before and the first are marked and named.

    `share` is the top share of accounts that is marked; None marks the largest account.
    """
    last = len(spreads) - 1
    styles = {0: "first", last - 1: "before", last: "newest"}
    if last == 1:
        styles[0] = "before"
    out = []
    for i, (year, spread) in enumerate(spreads):
        style = styles.get(i, "between")
        x = 1 / spread.accounts if share is None else share
        mark = None if style == "between" else (x, spread.top_share(x))
        out.append(Year(year, spread, style, mark))
    return tuple(out)


# ------------------------------------------------------------------ the native chart


def make_chart(view: str, say: Say, years: Sequence[Year], share: float | None, room: Box, alt: str) -> Chart:
    """Scatter lines over a sheet whose shares are formulas on the revenue columns."""
    box, plot = boxes_in(room)
    steps = {year.year: year.spread.steps(MOST_POINTS, share or 0) for year in years}
    rows = max(len(places) for places in steps.values())
    newest = years[-1].year
    names = tuple(str(i) for i in range(rows))
    inputs = (
        ()
        if share is None
        else (Input("top", say("concentration.top_input"), share, say.percent_format(share)),)
    )
    lines = [
        Series(
            f"curve_{y.year}",
            f"curve_{y.year}",
            f"x_{y.year}",
            rows=(0, len(steps[y.year])),
            line=Line(y.color, y.weight),
        )
        for y in years
    ]
    marks = [
        Series(
            f"mark_{y.year}",
            f"mark_{y.year}",
            f"at_{y.year}",
            rows=(0, 2),  # with a blank second row: a series of one row would bear that row's label
            marker=Marker("circle", 8, y.color, Line("paper", 1.0)),
        )
        for y in years
        if y.mark
    ]
    level_line = Line("muted", 1.0, "dash")
    level = Series("level", "level", f"x_{newest}", rows=(0, len(steps[newest])), line=level_line)
    drop = Series("drop", "drop", "drop_x", rows=(0, 2), line=Line("ink", 1.25, "sysDot"))
    columns = _columns(say, years, steps, rows, share)
    return Chart(
        f"{view}/chart",
        box,
        Grid(names, names, columns, inputs, label_head=say("concentration.step")),
        (Plot("scatter", (level, drop, *lines, *marks), grouping="standard"),),
        x=Axis(0, 1, 0.2, "0%", line=Line("muted", 1.0)),
        y=Axis(0, 1, 0.2, "0%", grid=Line("grid", 0.75)),
        inner=inner_of(box, plot),
        alt=alt,
    )


def _columns(
    say: Say, years: Sequence[Year], steps: dict[int, tuple[int, ...]], rows: int, share: float | None
) -> tuple[Data, ...]:
    """Per year, newest first: accounts so far, revenue of the step, both shares, and the marker."""
    out: list[Data] = []
    for year in reversed(years):
        out += _year_columns(say, year, steps[year.year], rows)
    newest = years[-1]
    equal = [place / newest.spread.accounts for place in steps[newest.year]]
    own = f"{{x_{newest.year}}}{{r}}"
    out.append(_column("level", say("concentration.level"), equal, rows, "0%", own))
    for year in reversed(years):
        if year.mark:
            out += _mark_columns(say, year, year.mark, rows, share)
    at, top = newest.mark or (0.0, 0.0)
    place, height = f"{{at_{newest.year}}}${{first}}", f"{{mark_{newest.year}}}${{first}}"
    out.append(_column("drop_x", say("concentration.drop_x"), [at, at], rows, "0%", place))
    out.append(_column("drop", say("concentration.drop"), [0.0, top], rows, "0.0%", height, start=1))
    return tuple(out)


def _year_columns(say: Say, year: Year, places: tuple[int, ...], rows: int) -> list[Data]:
    spread, y = year.spread, year.year
    before = (0, *places[:-1])
    sums = [sum(spread.revenue[start:stop]) for start, stop in zip(before, places, strict=True)]
    named = str(y)
    count, revenue = f"{{count_{y}}}", f"{{revenue_{y}}}"
    share = f"{count}{{r}}/MAX({count}${{first}}:{count}${{last}})"
    curve = f"SUM({revenue}${{first}}:{revenue}{{r}})/SUM({revenue}${{first}}:{revenue}${{last}})"
    xs = [place / spread.accounts for place in places]
    ys = [spread.curve[place] for place in places]
    return [
        _column(f"count_{y}", say("concentration.count", year=named), places, rows, "#,##0"),
        _column(f"revenue_{y}", say("concentration.revenue", year=named), sums, rows, "#,##0"),
        _column(f"x_{y}", say("concentration.x", year=named), xs, rows, "0.0%", share),
        _column(f"curve_{y}", named, ys, rows, "0.0%", curve),
    ]


def _mark_columns(
    say: Say, year: Year, mark: tuple[float, float], rows: int, share: float | None
) -> list[Data]:
    """Where the marker stands: at the first account, or between the two steps around the share."""
    y, named = year.year, str(year.year)
    xs = f"{{x_{y}}}${{first}}:{{x_{y}}}${{last}}"
    ys = f"{{curve_{y}}}${{first}}:{{curve_{y}}}${{last}}"
    if share is None:
        name, across, up = say("concentration.mark_largest", year=named), f"INDEX({xs},2)", f"INDEX({ys},2)"
    else:
        m = f"MATCH({{in:top}},{xs},1)"
        rise = f"(INDEX({ys},{m}+1)-INDEX({ys},{m}))/(INDEX({xs},{m}+1)-INDEX({xs},{m}))"
        name, across = say("concentration.mark", year=named), "{in:top}"
        up = f"INDEX({ys},{m})+({{in:top}}-INDEX({xs},{m}))*{rise}"
    return [
        _column(f"at_{y}", say("concentration.at", year=named), [mark[0]], rows, "0.0%", across),
        _column(f"mark_{y}", name, [mark[1]], rows, "0.0%", up),
    ]


def _column(
    key: str,
    head: str,
    values: Sequence[float],
    rows: int,
    code: str,
    formula: str = "",
    start: int = 0,
) -> Data:
    """A column of `rows` cells, of which the first hold values, from `start` on by the formula."""
    blank = rows - len(values)
    formulas = ("",) * start + (formula,) * (len(values) - start) + ("",) * blank if formula else ()
    return Data(key, head, (*values, *(None,) * blank), code, formulas=formulas)
