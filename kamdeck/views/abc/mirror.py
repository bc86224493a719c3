"""The tiers as mirrored bars: accounts to the left, revenue to the right, the year before as a frame."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import TIERS
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
    Line,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Shape,
    Text,
)
from kamdeck.figures.context import Context
from kamdeck.figures.standing import share_text
from kamdeck.layout.charts import widened
from kamdeck.layout.marks import chip, label
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.abc.columns import KINDS, LINE_HEIGHT, Pair

_ABOVE, _BELOW, _NAMES = round(0.69 * EMU), round(0.83 * EMU), round(1.25 * EMU)  # around the plot
_LABEL = round(1.78 * EMU)  # room for the figures at the end of an arm
_GAP_WIDTH, _FRAME_GAP = 60, 34  # gap widths of bars and frames, in percent of a bar
_BESIDE = round(0.10 * EMU)
_FIGURE = 20.0


@record
class Arms:
    """Where shares stand: `zero` parts both arms, `scale` is the length of the whole, all in EMU."""

    room: Box
    zero: int
    scale: int

    @property
    def plot(self) -> Box:
        """The plot: both arms with the figures at their ends."""
        return widened(self.room, -_NAMES, -_ABOVE, 0, -_BELOW)

    def middle(self, tier: int) -> int:
        """The y of a tier's bar: A is the lowest."""
        return self.plot.y + self.plot.h - self.plot.h * (2 * tier + 1) // 6

    def end(self, which: int, share: float) -> int:
        """Where a bar of an arm ends: 0 the left one (accounts), 1 the right one (revenue)."""
        return self.zero + round(self.scale * share) * (1 if which else -1)


def parts(pair: Pair, which: int) -> tuple[float, ...]:
    """The shares of the tiers, unrounded: they add up to 1."""
    whole = sum(pair.amounts[which])
    return tuple(amount / whole for amount in pair.amounts[which])


def lay_out(pairs: Sequence[Pair], room: Box) -> Arms:
    """One scale for both arms, so that a share is as long on either side."""
    shown = pairs[-2:]
    left, right = (max(max(parts(pair, which)) for pair in shown) for which in (0, 1))
    scale = round((room.w - _NAMES - 2 * _LABEL) / (left + right))
    return Arms(room, room.x + _NAMES + _LABEL + round(scale * left), scale)


# ------------------------------------------------------------------ chart


def make_mirror(view: str, ctx: Context, pairs: Sequence[Pair], arms: Arms, alt: str) -> Chart:
    """Two bars a tier from one zero line, A at the foot; the year before as outlines around them."""
    box = arms.plot
    least, most = (box.x - arms.zero) / arms.scale, (box.x + box.w - arms.zero) / arms.scale
    scale = Axis(min=least, max=most, format="0%;0%", is_visible=False)
    points = tuple(Point(name, f"tier_{name.lower()}") for name in TIERS)
    plots = [
        Plot("bar", tuple(Series(kind, kind, fill="tier_a", points=points) for kind in KINDS), gap=_GAP_WIDTH,
             overlap=100)
    ]  # fmt: skip
    if len(pairs) > 1:
        frames = tuple(
            Series(f"{kind}_before", f"{kind}_before", line=Line("muted", 1.0, "sysDash")) for kind in KINDS
        )
        plots.append(Plot("bar", frames, gap=_FRAME_GAP, overlap=100, is_secondary=True))
    return Chart(
        f"{view}/mirror",
        box,
        _grid(ctx, pairs),
        tuple(plots),
        x=Axis(has_labels=False, line=Line("ink", 1.05)),
        y=scale,
        y2=scale if len(pairs) > 1 else None,
        inner=(0.0, 0.0, 1.0, 1.0),
        alt=alt,
    )


def _grid(ctx: Context, pairs: Sequence[Pair]) -> Grid:
    """Shares are formulas of the counts and amounts beside them, those of accounts below zero."""
    say = ctx.say
    shares, plain = [], []
    for age, pair in enumerate(reversed(pairs)):
        year = say.year(pair.tiers.year)
        for which, kind in enumerate(KINDS):
            tail = ("", "_before")[age] if age < 2 else f"_{year}"
            name, sign = say(f"abc_tiers.{kind}"), "" if which else "-"
            values = parts(pair, which)
            amounts = f"amount_{kind}{tail}"
            shares.append(
                Data(
                    f"{kind}{tail}",
                    say("abc_tiers.share_of", name=name, year=year),
                    tuple(value if which else -value for value in values),
                    "0%;0%",
                    f"{sign}{{{amounts}}}{{r}}/SUM({{{amounts}}}{{first}}:{{{amounts}}}{{last}})",
                )
            )
            head = say("abc_tiers.amount_of", name=name, year=year)
            plain.append(Data(amounts, head, tuple(map(float, pair.amounts[which])), "#,##0"))
    labels = tuple(say("abc.tier", tier=name) for name in TIERS)
    return Grid(TIERS, labels, (*shares, *plain))


# ------------------------------------------------------------------ marks


def make_mirror_marks(view: str, ctx: Context, pairs: Sequence[Pair], arms: Arms) -> Group:
    """Heads and totals of both arms, tier names, the figures at the ends of the bars."""
    group = f"{view}/mirror_marks"
    marks: list[Text | Shape | Connector] = [*_heads(group, ctx, pairs[-1], arms)]
    for tier in range(len(TIERS)):
        marks += _name(group, ctx, pairs[-1], arms, tier)
        for which in (0, 1):
            marks += _figures(group, ctx, pairs, arms, tier, which)
    if len(pairs) > 1:
        marks += _frame_key(group, ctx, pairs[-2], arms)
    return Group(group, tuple(marks), f"{view}/mirror", ctx.say("abc_tiers.mirror_marks"))


def _heads(group: str, ctx: Context, pair: Pair, arms: Arms) -> list[Text]:
    """What each arm counts, and its total."""
    say = ctx.say
    plot = arms.plot
    totals = say("abc.accounts", n=len(pair.tiers.accounts)), say.money(pair.tiers.total)
    out = []
    for which, kind in enumerate(KINDS):
        room = (plot.x + plot.w - arms.zero if which else arms.zero - plot.x) - _BESIDE
        x = arms.zero + _BESIDE if which else arms.zero - _BESIDE - room
        align: Align = "l" if which else "r"
        head = shorten(say(f"abc_tiers.mirror_{kind}", year=say.year(pair.tiers.year)), 13, room, True)
        box = Box(x, arms.room.y + round(0.04 * EMU), room, line_height(13))
        out.append(label(f"{group}/head_{kind}", head, box, size=13, bold=True, color="ink", align=align))
        box = Box(x, arms.room.y + round(0.30 * EMU), room, LINE_HEIGHT)
        out.append(label(f"{group}/total_{kind}", totals[which], box, align=align))
    return out


def _name(group: str, ctx: Context, pair: Pair, arms: Arms, tier: int) -> list[Shape | Text]:
    """The tier's letter, grey where it is empty, and its cut below."""
    say, cuts, name = ctx.say, pair.tiers.cuts, TIERS[tier]
    text = say("abc_tiers.name_c") if tier == 2 else say(
        f"abc_tiers.name_{name.lower()}", cut=ctx.say.entered(cuts[tier], "share")
    )  # fmt: skip
    side, middle = round(0.30 * EMU), arms.middle(tier)
    box = Box(arms.room.x, middle - side + round(0.04 * EMU), side, side)
    mark = chip(f"{group}/chip:{name}", name, box, size=14)
    if not pair.tiers.sizes[tier]:
        run = Run(name, 14, True, "muted")
        mark = Shape(
            mark.key, box, "roundRect", "hairline", paras=(Para((run,), align="ctr"),), adjust=(16_000,)
        )
    room = _NAMES
    under = Box(arms.room.x, middle + round(0.09 * EMU), room, LINE_HEIGHT)
    return [mark, label(f"{group}/name:{name}", shorten(text, 10, room), under, anchor="t")]


def _figures(
    group: str, ctx: Context, pairs: Sequence[Pair], arms: Arms, tier: int, which: int
) -> list[Text]:
    """Share and amount of the newest year, the shares of the years before in grey below."""
    say, pair = ctx.say, pairs[-1]
    amount = pair.amounts[which][tier]
    longest = max(parts(p, which)[tier] for p in pairs[-2:])
    end = arms.end(which, longest)
    detail = say.money(amount) if which else say("abc.accounts", n=int(amount))
    share = share_text(ctx, pair.shown[which][tier], amount)
    room = _LABEL - _BESIDE
    left = room - width(f"{share}  ", _FIGURE, True)
    detail = detail if width(detail, 10) <= left else say.number(amount) if not which else ""
    runs = [Run(share, _FIGURE, True, "ink" if amount else "muted")]
    if detail:
        runs.append(Run(f"  {detail}", 10, None, "ink"))
    past = [
        say(
            "abc_tiers.in_year",
            year=say.year(p.tiers.year),
            share=share_text(ctx, p.shown[which][tier], p.amounts[which][tier]),
        )
        for p in reversed(pairs[:-1])
    ]
    align: Align = "l" if which else "r"
    paras = [Para(tuple(runs), align=align)]
    if past:
        text = "   ".join(past)
        paras.append(
            Para((Run(text if width(text, 10) <= room else past[0], 10, None, "muted"),), align=align)
        )
    high = line_height(_FIGURE) + (line_height(10) if past else 0)
    x = end + _BESIDE if which else end - _BESIDE - room
    box = Box(x, arms.middle(tier) - high // 2, room, high)
    return [Text(f"{group}/{KINDS[which]}:{TIERS[tier]}", tuple(paras), box, anchor="ctr")]


def _frame_key(group: str, ctx: Context, pair: Pair, arms: Arms) -> list[Shape | Text]:
    """What the outlines are."""
    text = ctx.say("abc_tiers.mirror_frame", year=ctx.say.year(pair.tiers.year))
    plot = arms.plot
    wide, y = round(0.28 * EMU), plot.y + plot.h + round(0.09 * EMU)
    whole = wide + _BESIDE + width(text, 10) + 12_700
    x = min(max(arms.zero - whole // 2, plot.x), plot.x + plot.w - whole)
    frame = Box(x, y + round(0.015 * EMU), wide, round(0.14 * EMU))
    return [
        Shape(f"{group}/frame", frame, fill=None, line=Line("muted", 1.0, "sysDash")),
        label(f"{group}/frame_text", text, Box(x + wide + _BESIDE, y, whole - wide - _BESIDE, LINE_HEIGHT)),
    ]
