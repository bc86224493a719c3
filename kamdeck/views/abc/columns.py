"""The picture of the tiers: one 100% stacked column chart, a pair of columns per year, and its marks."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import TIERS, Tiers
from kamdeck.deck.spec import (
    EMU,
    Align,
    Axis,
    Box,
    Chart,
    Connector,
    Data,
    Grid,
    Group,
    Labels,
    Line,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Shape,
    Text,
    para,
)  # fmt: skip
from kamdeck.figures.context import Context
from kamdeck.figures.standing import share_text, shown_shares
from kamdeck.layout.charts import inner_of, widened
from kamdeck.layout.marks import chip, label
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import fit, width

KINDS = ("accounts", "revenue")
GAP = 17  # gap width of the columns, in percent of a column
_ABOVE, _BELOW = (
    round(0.59 * EMU),
    round(0.75 * EMU),
)  # the plot: heads; axis and note
_NAMES, _NAMES_THIN = round(0.67 * EMU), round(1.35 * EMU)  # left of it, for the tiers' names
_ONE, _TWO = round(3.65 * EMU), round(8.0 * EMU)  # the width of a single pair, of two
_FIGURES = round(0.95 * EMU)  # right of the last column, for the labels of thin segments
HIGH, LOW = round(0.44 * EMU), round(0.17 * EMU)  # a segment below takes one line, or no label inside
LINE_HEIGHT = round(0.17 * EMU)
_ON_TIER = {"A": "paper", "B": "paper", "C": "ink"}


@record
class Pair:
    """One year's two columns: by kind (accounts, revenue) the amounts by tier and the shares as shown."""

    tiers: Tiers
    amounts: tuple[Sequence[float], Sequence[float]]
    shown: tuple[Sequence[float], Sequence[float]]


def make_pair(tiers: Tiers) -> Pair:
    """The two columns of a year."""
    return Pair(tiers, (tiers.sizes, tiers.sums), (shown_shares(tiers.sizes), shown_shares(tiers.sums)))


@record
class Plan:
    """Where the categories stand: their room, the plot's left edge, the width of a category (EMU), their
    number."""

    room: Box
    left: int
    step: int
    count: int

    @property
    def plot(self) -> Box:
        """The plot."""
        top = self.room.y + _ABOVE
        return Box(self.left, top, self.step * self.count, self.room.h - _ABOVE - _BELOW)

    @property
    def foot(self) -> int:
        """Where the columns stand."""
        return self.plot.y + self.plot.h

    @property
    def wide(self) -> int:
        """The width of a column in EMU."""
        return self.step * 100 // (100 + GAP)

    def column(self, pair: int, which: int) -> tuple[int, int]:
        """Left and right edge of a column."""
        x = self.left + (3 * pair + which) * self.step + (self.step - self.wide) // 2
        return x, x + self.wide

    def height(self, pair: Pair, which: int, tier: int) -> int:
        """The height of a segment in EMU."""
        return round(self.plot.h * pair.amounts[which][tier] / sum(pair.amounts[which]))

    def middle(self, pair: Pair, which: int, tier: int) -> int:
        """The y of a segment's middle."""
        below = sum(pair.amounts[which][:tier]) / sum(pair.amounts[which])
        return self.foot - round(self.plot.h * below) - self.height(pair, which, tier) // 2

    def is_thin(self, pair: Pair, which: int, tier: int) -> bool:
        """Whether a segment is too low for a label in it."""
        return pair.amounts[which][tier] > 0 and self.height(pair, which, tier) < LOW


def lay_out(pairs: Sequence[Pair], room: Box, beside: int) -> Plan:
    """The categories of up to three pairs; less wide where thin segments need labels beside them. A table
    that stands right of a single pair begins after `beside`."""
    plan, count = Plan(room, room.x, 0, 0), 3 * len(pairs) - 1
    thin = [any(plan.is_thin(pair, which, tier) for pair in pairs for tier in range(3)) for which in (0, 1)]
    left, end = room.x + (_NAMES_THIN if thin[0] else _NAMES), room.x + room.w
    wide = {1: _ONE, 2: _TWO}.get(len(pairs), room.w)
    right = min(room.x + wide, end - (_FIGURES if thin[1] else 0), beside)
    return Plan(room, left, (right - left) // count, count)


# ------------------------------------------------------------------ chart


def make_chart(view: str, ctx: Context, pairs: Sequence[Pair], plan: Plan, alt: str) -> Chart:
    """The chart: three series, two categories a year, an empty one between years."""
    margin = round(0.05 * EMU)
    box = widened(plan.plot, margin, margin, margin, round(0.34 * EMU))
    series = tuple(
        Series(
            f"tier_{name.lower()}",
            f"share_{name.lower()}",
            fill=f"tier_{name.lower()}",
            line=Line("paper", 1.5),
            labels=Labels("none"),
            points=_points(ctx, pairs, tier, plan),
        )
        for tier, name in enumerate(TIERS)
    )
    return Chart(
        f"{view}/chart",
        box,
        _grid(ctx.say, pairs),
        (Plot("column", series, "percentStacked", gap=GAP, overlap=100),),
        x=Axis(color="ink"),
        y=Axis(min=0, max=1, format="0%", is_visible=False),
        inner=inner_of(box, plan.plot),
        alt=alt,
    )


def _grid(say: Say, pairs: Sequence[Pair]) -> Grid:
    """Shares are formulas of the counts and amounts beside them, so that an edit there moves the chart."""
    keys: list[str] = []
    labels: list[str] = []
    rows: list[Sequence[float | None]] = []
    for pair in pairs:
        if keys:
            keys.append(f"blank:{pair.tiers.year}")
            labels.append("")
            rows.append((None, None, None))
        keys += [f"{kind}:{pair.tiers.year}" for kind in KINDS]
        labels += [say(f"abc_tiers.{kind}") for kind in KINDS]
        rows += pair.amounts
    totals = [sum(v or 0 for v in row) if row[0] is not None else None for row in rows]
    shares, plain = [], []
    for i, name in enumerate(TIERS):
        letter, values = name.lower(), tuple(row[i] for row in rows)
        part = tuple(None if t is None else (v or 0) / t for v, t in zip(values, totals, strict=True))
        formulas = tuple("" if t is None else f"{{value_{letter}}}{{r}}/{{total}}{{r}}" for t in totals)
        shares.append(Data(f"share_{letter}", say("abc.tier", tier=name), part, "0%", formulas=formulas))
        plain.append(Data(f"value_{letter}", say("abc_tiers.amount", tier=name), values, "#,##0"))
    sums = tuple("" if t is None else "SUM({value_a}{r}:{value_c}{r})" for t in totals)
    total = Data("total", say("abc_tiers.total"), tuple(totals), "#,##0", formulas=sums)
    return Grid(tuple(keys), tuple(labels), (*shares, *plain, total))


def _points(ctx: Context, pairs: Sequence[Pair], tier: int, plan: Plan) -> tuple[Point, ...]:
    """The labels of one tier: two lines in a high segment, one in a low one, none in a thin one."""
    out, room = [], plan.wide * 9 // 10  # programs wrap a label near the edge
    for pair in pairs:
        for which, kind in enumerate(KINDS):
            height = plan.height(pair, which, tier)
            if height >= LOW:
                paras = _label(ctx, pair, which, tier, height >= HIGH, room)
                out.append(Point(f"{kind}:{pair.tiers.year}", labels=Labels(position="ctr", paras=paras)))
    return tuple(out)


def _label(ctx: Context, pair: Pair, which: int, tier: int, has_two: bool, room: int) -> tuple[Para, ...]:
    """Share and amount on two lines or one; what does not fit in `room` is left out."""
    say, paint = ctx.say, _ON_TIER[TIERS[tier]]
    amount = pair.amounts[which][tier]
    percent = share_text(ctx, pair.shown[which][tier], amount)
    detail = say.money(amount) if which else say.number(amount)
    if has_two:
        full = detail if which else say("abc.accounts", n=int(amount))
        shown = full if width(full, 10) <= room else detail
        return Para((Run(percent, 14, True, paint),)), Para((Run(shown, 10, None, paint),))
    first = Run(f"{percent}  ", 10, True, paint)
    if width(first.text, 10, True) + width(detail, 10) > room:
        return (Para((Run(percent, 10, True, paint),)),)
    return (Para((first, Run(detail, 10, None, paint))),)


# ------------------------------------------------------------------ marks


def make_marks(view: str, ctx: Context, pairs: Sequence[Pair], plan: Plan) -> Group:
    """What lies on the chart: join lines, years and totals, tier names, labels of thin segments."""
    say = ctx.say
    group = f"{view}/marks"
    names = _names(group, ctx, pairs[0], plan)
    marks = (*_joins(group, pairs, plan), *_heads(group, say, pairs, plan), *names)
    return Group(group, (*marks, *_outside(group, ctx, pairs, plan)), f"{view}/chart", say("abc_tiers.marks"))


def _joins(group: str, pairs: Sequence[Pair], plan: Plan) -> list[Connector]:
    """Slanted lines from the tier borders of the left column to those of the right; a base line a pair."""
    out = []
    lip = round(0.06 * EMU)
    for i, pair in enumerate(pairs):
        (start, from_x), (to_x, stop) = plan.column(i, 0), plan.column(i, 1)
        for tier, name in enumerate(TIERS[:-1]):
            if not sum(pair.tiers.sizes[tier + 1 :]):
                break  # nothing stands above: the line would run along the top
            ends = [
                plan.foot - round(plan.plot.h * sum(amounts[: tier + 1]) / sum(amounts))
                for amounts in pair.amounts
            ]
            key = f"{group}/join:{pair.tiers.year}:{name}"
            out.append(Connector(key, points=(from_x, ends[0], to_x, ends[1]), line=Line("muted", 0.75)))
        base = (start - lip, plan.foot, stop + lip, plan.foot)
        out.append(Connector(f"{group}/base:{pair.tiers.year}", points=base, line=Line("muted", 0.75)))
    return out


def _heads(group: str, say: Say, pairs: Sequence[Pair], plan: Plan) -> list[Text]:
    """The year over each pair, the totals over each column."""
    out = []
    for i, pair in enumerate(pairs):
        year = pair.tiers.year
        left, right = plan.column(i, 0)[0], plan.column(i, 1)[1]
        box = Box(left, plan.room.y, right - left, round(0.24 * EMU))
        out.append(
            label(f"{group}/year:{year}", say.year(year), box, size=13, bold=True, color="ink", align="ctr")
        )
        count = len(pair.tiers.accounts)
        texts = (say("abc.accounts", n=count), say.number(count)), (say.money(pair.tiers.total),)
        for which, kind in enumerate(KINDS):
            x, end = plan.column(i, which)
            lip = plan.step // 14
            box = Box(x - lip, plan.room.y + round(0.30 * EMU), end - x + 2 * lip, round(0.19 * EMU))
            out.append(
                label(f"{group}/total_{kind}:{year}", fit(texts[which], 10, box.w, 1), box, align="ctr")
            )
    return out


def _names(group: str, ctx: Context, pair: Pair, plan: Plan) -> list[Shape | Text]:
    """Chip and cut of each tier beside its segment of the first column; grey where the tier is empty."""
    say, (a, b) = ctx.say, pair.tiers.cuts
    captions = (
        say("abc_tiers.name_a", cut=ctx.say.entered(a, "share")),
        say("abc_tiers.name_b", cut=ctx.say.entered(b, "share")),
        say("abc_tiers.name_c"),
    )
    centres = _spread([plan.middle(pair, 0, tier) for tier in range(3)], round(0.62 * EMU), plan.plot)
    out: list[Shape | Text] = []
    for tier, name in enumerate(TIERS):
        box = Box(plan.room.x, centres[tier] - round(0.19 * EMU), round(0.23 * EMU), round(0.19 * EMU))
        if pair.tiers.sizes[tier]:
            out.append(chip(f"{group}/chip:{name}", name, box))
        else:
            grey = para(name, align="ctr", size=10, bold=True, color="muted")
            empty = Shape(
                f"{group}/chip:{name}", box, "roundRect", "hairline", paras=(grey,), adjust=(16_000,)
            )
            out.append(empty)
        under = Box(plan.room.x, box.y + box.h + round(0.03 * EMU), round(0.70 * EMU), 2 * LINE_HEIGHT)
        out.append(label(f"{group}/name:{name}", captions[tier], under, anchor="t"))
    return out


def _outside(group: str, ctx: Context, pairs: Sequence[Pair], plan: Plan) -> list[Text]:
    """Labels of thin segments: left of the accounts column, right of the revenue column."""
    out = []
    gap = round(0.05 * EMU)
    for i, pair in enumerate(pairs):
        for which, kind in enumerate(KINDS):
            thin = [tier for tier in range(3) if plan.is_thin(pair, which, tier)]
            spots = _spread([plan.middle(pair, which, tier) for tier in thin], LINE_HEIGHT, plan.plot)
            x, end = plan.column(i, which)
            free = 2 * plan.step - plan.wide - gap  # up to the next pair
            room = min(round((1.05 if which else 0.62) * EMU), _FIGURES if pair is pairs[-1] else free)
            left = end + gap if which else x - room - gap
            align: Align = "l" if which else "r"
            for tier, y in zip(thin, spots, strict=True):
                (line,) = _label(ctx, pair, which, tier, False, room)
                runs = tuple(Run(run.text, 10, run.bold, "ink") for run in line.runs)
                key = f"{group}/thin_{kind}:{pair.tiers.year}:{TIERS[tier]}"
                box = Box(left, y - LINE_HEIGHT // 2, room, LINE_HEIGHT)
                out.append(Text(key, (Para(runs, align=align),), box, anchor="ctr"))
    return out


def _spread(centres: Sequence[int], gap: int, plot: Box) -> list[int]:
    """Centres from the bottom up, moved as little as keeps them `gap` apart and inside the plot."""
    out: list[int] = []
    for centre in centres:
        lowest = out[-1] - gap if out else plot.y + plot.h - gap // 2
        out.append(min(centre, lowest))
    highest = plot.y + gap // 2
    for i in reversed(range(len(out))):
        out[i] = max(out[i], highest)
        highest = out[i] + gap
    return out
