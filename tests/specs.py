"""A small deck spec with every kind of element, made from a few figures: the refresh tests' own story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Cell,
    Chart,
    Column,
    Connector,
    Data,
    DeckSpec,
    End,
    Grid,
    Group,
    Input,
    Labels,
    Line,
    Marker,
    Para,
    Plot,
    Point,
    Row,
    Run,
    Series,
    Shape,
    SlideSpec,
    Table,
    Text,
    inches,
    para,
)

FIRST = {"Acme": (5.0, 6.0), "Bolt": (4.0, 3.5), "Cyan": (2.0, 2.5), "Dune": (1.0, 0.5)}
# A year more, Cyan gone, Echo new, and the order changed.
SECOND = {"Bolt": (4.0, 3.5, 8.0), "Acme": (5.0, 6.0, 7.0), "Echo": (0.0, 1.0, 3.0), "Dune": (1.0, 0.5, 0.25)}
STAFF = (("ann", ""), ("bob", "ann"), ("cid", "ann"), ("dot", "bob"))


@dataclass(frozen=True, slots=True)
class Figures:
    """Revenue by account and year, in drawing order, and a staff tree (id, boss)."""

    revenue: Mapping[str, Sequence[float]]
    staff: Sequence[tuple[str, str]] = STAFF
    first_year: int = 2024

    @property
    def years(self) -> tuple[int, ...]:
        """The years, oldest first."""
        count = max((len(values) for values in self.revenue.values()), default=0)
        return tuple(range(self.first_year, self.first_year + count))

    @property
    def now(self) -> tuple[float, ...]:
        """The newest year's figures."""
        return tuple(values[-1] for values in self.revenue.values())


def deck(
    figures: Figures, *, slides: str = "cover bars table staff cloud", notes: str = "Say this."
) -> DeckSpec:
    """The whole story; `slides` picks some."""
    makers = {"cover": cover, "bars": bars, "table": table, "staff": staff, "cloud": cloud}
    made = tuple(makers[name](figures, notes) for name in slides.split())
    return DeckSpec(made, title="Story", manifest=(("figures", {"total": sum(figures.now)}),))


def block(view: str, title: str) -> tuple[Text, ...]:
    """The placeholders that every finding slide has."""
    return (
        Text(f"{view}/kicker", (para("KICKER"),), placeholder="kicker"),
        Text(f"{view}/title", (para(title),), placeholder="title"),
        Text(f"{view}/source", (para(f"Source: sample workbook, {view}"),), placeholder="source"),
    )


def cover(figures: Figures, notes: str) -> SlideSpec:
    """Placeholders only."""
    texts = (
        Text("cover/title", (para("Key account review"),), placeholder="title"),
        Text("cover/subtitle", (para(f"{len(figures.revenue)} accounts"),), placeholder="subtitle"),
        Text("cover/company", (para("Sample company"),), placeholder="company"),
    )
    return SlideSpec("cover", "cover", texts)


def bars(figures: Figures, notes: str) -> SlideSpec:
    """A combined chart with a highlighted bar, labels in words, and a rail of facts."""
    now, names = figures.now, tuple(figures.revenue)
    total = sum(now) or 1.0
    best = names[now.index(max(now))] if names else ""
    shares = [sum(now[: i + 1]) / total for i in range(len(now))]
    grid = Grid(
        keys=names,
        labels=names,
        columns=(
            Data("revenue", f"Revenue {figures.years[-1] if names else ''}", now, "0.0"),
            Data("share", "Cumulative share", tuple(shares), "0%", "=SUM($B${first}:B{r})/{in:total}"),
        ),
        inputs=(Input("total", "Total", total, "0.0", "=SUM(B{first}:B{last})"),),
        label_head="Account",
    )
    points = (
        (Point(best, "accent", Labels(paras=(para(f"{max(now):.1f} best", bold=True),))),) if names else ()
    )
    chart = Chart(
        "bars/chart",
        inches(0.5, 1.56, 9.29, 5.3),
        grid,
        (
            Plot(
                "column",
                (Series("revenue", "revenue", fill="tier_a", labels=Labels(format="0.0"), points=points),),
            ),
            Plot(
                "line",
                (Series("share", "share", line=Line("accent", 2.0), marker=Marker()),),
                grouping="standard",
                is_secondary=True,
            ),
        ),
        y=Axis(min=0, max=max(10.0, 5.0 * round(max(now, default=0) / 4)), format="0"),
        y2=Axis(min=0, max=1, format="0%"),
        alt=f"Columns of revenue; {best} leads.",
    )
    title = f"{best} leads with {max(now, default=0):.1f} of {total:.1f}"
    return SlideSpec(
        "bars", "rail", (*block("bars", title), chart, *facts(best, max(now, default=0), total)), notes
    )


def facts(best: str, top: float, total: float) -> tuple[Text | Shape, ...]:
    """Two facts with a hairline between them; the first has a figure in a larger type."""
    words = (Para((Run(f"{top / total:.0%}", 22, True, "ink"),)), Para((Run(f"of revenue is {best}", 11.5),)))
    return (
        Text("bars/fact:top", words, inches(10.4, 2.0, 2.2, 1.0)),
        Shape("bars/bar", Box(9_500_000, 3_000_000, round(2_000_000 * top / total), 90_000), fill="tier_a"),
        Text("bars/fact:sum", (para(f"Total {total:.1f}", size=11.5),), inches(10.4, 3.4, 2.2, 0.5)),
    )


def table(figures: Figures, notes: str) -> SlideSpec:
    """A table by account and year, with marks laid on its rows, and a note in our own words."""
    years, width = figures.years, round(6.0 * EMU / max(1, len(figures.years)))
    columns = (Column("account", 2 * EMU), *(Column(str(y), width) for y in years), Column("note", EMU))
    head = ("Account", *map(str, years), "Note")
    rows = [Row("head", 300_000, tuple(Cell((para(t, bold=True),), bottom=Line("ink", 1.0)) for t in head))]
    marks = []
    for i, (name, values) in enumerate(figures.revenue.items()):
        cells = [Cell((para(name),))]
        for value in values:
            fill = "up_tint" if value >= 4 else "down_tint" if value < 1 else None
            cells.append(Cell((para(f"{value:.1f}", align="r"),), fill=fill))
        word = "large" if values[-1] >= 4 else "small"
        rows.append(Row(name, 320_000, (*cells, Cell((para(word),), is_data=False))))
        y = round(1.56 * EMU) + 300_000 + 320_000 * i
        fill = "good" if values[-1] >= values[0] else "risk"
        marks.append(
            Shape(f"table/marks/{name}", Box(9 * EMU, y + 60_000, 150_000, 150_000), "ellipse", fill)
        )
    made = Table("table/table", EMU // 2, round(1.56 * EMU), columns, tuple(rows), alt="Revenue by account")
    layer = (Group("table/marks", tuple(marks), follows="table/table"),) if marks else ()
    return SlideSpec(
        "table", "wide", (*block("table", f"{len(rows) - 1} accounts by year"), made, *layer), notes
    )


def staff(figures: Figures, notes: str) -> SlideSpec:
    """An organisation chart: boxes and glued elbow connectors, some of them free."""
    levels: dict[str, int] = {}
    shapes: list[Shape | Connector] = []
    for i, (name, boss) in enumerate(figures.staff):
        levels[name] = levels.get(boss, -1) + 1
        box = Box(round((0.6 + 2.2 * i) * EMU), round((1.8 + 1.6 * levels[name]) * EMU), 1_700_000, 800_000)
        shapes.append(
            Shape(f"staff/box/{name}", box, "roundRect", "panel", Line("ink"), (para(name.title()),))
        )
    for name, boss in figures.staff:
        if boss:
            ends = End(f"staff/box/{boss}", 2), End(f"staff/box/{name}", 0)
            shapes.append(Connector(f"staff/line/{name}", *ends, kind="elbow", tail=True))
    rule = Connector("staff/rule", points=(EMU, 6 * EMU, 9 * EMU, 6 * EMU), line=Line("hairline"))
    return SlideSpec("staff", "wide", (*block("staff", f"{len(figures.staff)} people"), *shapes, rule), notes)


def cloud(figures: Figures, notes: str) -> SlideSpec:
    """A scatter chart, one point an account, and stacked columns by year."""
    names = tuple(figures.revenue)
    firsts = tuple(values[0] for values in figures.revenue.values())
    grid = Grid(
        names, names, (Data("first", "First", firsts), Data("now", "Now", figures.now)), label_head="Account"
    )
    points = tuple(Point(name, labels=Labels(show="value", paras=(para(name),))) for name in names)
    series = Series("now", "now", x="first", marker=Marker(size=9, fill="tier_b"), points=points)
    scatter = Chart(
        "cloud/scatter", inches(0.5, 1.6, 6, 5), grid, (Plot("scatter", (series,)),), alt="Then and now"
    )
    return SlideSpec("cloud", "wide", (*block("cloud", "Then and now"), scatter, stacked(figures)), notes)


def stacked(figures: Figures) -> Chart:
    """Stacked columns: one category a year, one series an account."""
    years = tuple(map(str, figures.years))
    roles = ("tier_a", "tier_b", "tier_c", "accent", "watch", "risk")
    columns = tuple(Data(name, name, tuple(values), "0.0") for name, values in figures.revenue.items())
    series = tuple(Series(name, name, fill=roles[i % 6]) for i, name in enumerate(figures.revenue))
    grid = Grid(years, years, columns, label_head="Year")
    plot = Plot("column", series, "stacked", overlap=100)
    return Chart("cloud/years", inches(6.8, 1.6, 6, 5), grid, (plot,), alt="Revenue by year")
