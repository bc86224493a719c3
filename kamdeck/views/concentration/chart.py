"""The concentration curves: one line per year, the line of equality, and the markers at the top share."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.concentration import Concentration
from kamdeck.deck.spec import (
    Axis,
    Chart,
    Data,
    Grid,
    Input,
    Line,
    Marker,
    Plot,
    Series,
    inches,
)
from kamdeck.record import record
from kamdeck.text import Say

BOX = inches(0.50, 1.74, 5.50, 5.00)
PLOT = inches(0.96, 1.85, 4.79, 4.53)
MOST_POINTS = 200


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


def make_chart(view: str, say: Say, years: Sequence[Year], share: float | None, alt: str) -> Chart:
    """Scatter lines over a sheet whose shares are formulas on the revenue columns."""
    steps = {year.year: year.spread.steps(MOST_POINTS, share or 0) for year in years}
    rows = max(len(places) for places in steps.values())
    newest = years[-1]
    names = tuple(str(i) for i in range(rows))
    columns = _columns(say, years, steps, rows, share)
    inputs = () if share is None else (Input("top", say("concentration.top_input"), share, "0%"),)
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
    level = Series(
        "level",
        "level",
        f"x_{newest.year}",
        rows=(0, len(steps[newest.year])),
        line=Line("muted", 1.0, "dash"),
    )
    drop = Series("drop", "drop", "drop_x", rows=(0, 2), line=Line("ink", 1.25, "sysDot"))
    axis = Axis(0, 1, 0.2, "0%", line=Line("muted", 1.0))
    return Chart(
        f"{view}/chart",
        BOX,
        Grid(names, names, columns, inputs, label_head=say("concentration.step")),
        (Plot("scatter", (level, drop, *lines, *marks), grouping="standard"),),
        x=axis,
        y=Axis(0, 1, 0.2, "0%", grid=Line("grid", 0.75)),
        inner=(
            (PLOT.x - BOX.x) / BOX.w,
            (PLOT.y - BOX.y) / BOX.h,
            PLOT.w / BOX.w,
            PLOT.h / BOX.h,
        ),
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
    x = f"x_{newest.year}"
    places = steps[newest.year]
    equal = [place / newest.spread.accounts for place in places]
    out.append(
        Data(
            "level",
            say("concentration.level"),
            _filled(equal, rows),
            "0%",
            formulas=_each(f"{{{x}}}{{r}}", len(places), rows),
        )
    )
    for year in (y for y in reversed(years) if y.mark):
        out += _mark_columns(say, year, rows, share)
    mark = newest.mark or (0.0, 0.0)
    at = f"{{at_{newest.year}}}${{first}}"
    top = f"{{mark_{newest.year}}}${{first}}"
    out.append(
        Data(
            "drop_x",
            say("concentration.drop_x"),
            _filled([mark[0], mark[0]], rows),
            "0%",
            formulas=_each(at, 2, rows),
        )
    )
    out.append(
        Data(
            "drop",
            say("concentration.drop"),
            _filled([0.0, mark[1]], rows),
            "0.0%",
            formulas=("", *_each(top, 1, rows - 1)),
        )
    )
    return tuple(out)


def _year_columns(say: Say, year: Year, places: tuple[int, ...], rows: int) -> list[Data]:
    spread, y = year.spread, year.year
    before = (0, *places[:-1])
    sums = [sum(spread.revenue[start:stop]) for start, stop in zip(before, places, strict=True)]
    n = len(places)
    fields = {"year": str(y)}
    count, revenue = f"{{count_{y}}}", f"{{revenue_{y}}}"
    share = f"{count}{{r}}/MAX({count}${{first}}:{count}${{last}})"
    curve = f"SUM({revenue}${{first}}:{revenue}{{r}})/SUM({revenue}${{first}}:{revenue}${{last}})"
    return [
        Data(f"count_{y}", say("concentration.count", **fields), _filled(places, rows), "#,##0"),
        Data(f"revenue_{y}", say("concentration.revenue", **fields), _filled(sums, rows), "#,##0"),
        Data(
            f"x_{y}",
            say("concentration.x", **fields),
            _filled([place / spread.accounts for place in places], rows),
            "0.0%",
            formulas=_each(share, n, rows),
        ),
        Data(
            f"curve_{y}",
            str(y),
            _filled([spread.curve[place] for place in places], rows),
            "0.0%",
            formulas=_each(curve, n, rows),
        ),
    ]


def _mark_columns(say: Say, year: Year, rows: int, share: float | None) -> list[Data]:
    """Where the marker stands: at the first account, or between the two steps around the share."""
    y, (at, top) = year.year, year.mark or (0.0, 0.0)
    xs = f"{{x_{y}}}${{first}}:{{x_{y}}}${{last}}"
    ys = f"{{curve_{y}}}${{first}}:{{curve_{y}}}${{last}}"
    name = "mark_largest" if share is None else "mark"
    if share is None:
        x_formula, y_formula = f"INDEX({xs},2)", f"INDEX({ys},2)"
    else:
        x_formula, m = "{in:top}", f"MATCH({{in:top}},{xs},1)"
        rise = f"(INDEX({ys},{m}+1)-INDEX({ys},{m}))/(INDEX({xs},{m}+1)-INDEX({xs},{m}))"
        y_formula = f"INDEX({ys},{m})+({{in:top}}-INDEX({xs},{m}))*{rise}"
    return [
        Data(
            f"at_{y}",
            say("concentration.at", year=str(y)),
            _filled([at], rows),
            "0.0%",
            formulas=_each(x_formula, 1, rows),
        ),
        Data(
            f"mark_{y}",
            say(f"concentration.{name}", year=str(y)),
            _filled([top], rows),
            "0.0%",
            formulas=_each(y_formula, 1, rows),
        ),
    ]


def _filled(values: Sequence[float], rows: int) -> tuple[float | None, ...]:
    return (*values, *(None,) * (rows - len(values)))


def _each(formula: str, n: int, rows: int) -> tuple[str, ...]:
    return (*(formula,) * n, *("",) * (rows - n))
