"""Account classification: every scored account by growth and harmony, in four classes."""

from __future__ import annotations

from kamdeck.analysis.abc import rank_years, revenue_table
from kamdeck.analysis.classification import CLASSES, Classes, classify
from kamdeck.deck.spec import (
    EMU,
    Box,
    Connector,
    Element,
    Group,
    Line,
    Para,
    Run,
    Shape,
    SlideSpec,
    Text,
    inches,
)
from kamdeck.layout.context import Context
from kamdeck.layout.rail import label, rail, source_line, title_block
from kamdeck.text.measure import line_height, width
from kamdeck.views.classification.names import (
    MOST_NAMED,
    NAME_SIZE,
    VALUE_SIZE,
    Name,
    count_points,
    place_names,
)
from kamdeck.views.classification.plot import (
    PLOT,
    Bubble,
    Scale,
    make_chart,
    make_scale,
    place_bubbles,
)
from kamdeck.views.classification.words import ClassWords
from kamdeck.views.scoring.scored import read_scoring
from kamdeck.views.view import View

KEY = "classification"
_BAND = round(0.375 * EMU)
_TOP_BAND, _LOW_BAND, _FOOT = round(1.56 * EMU), round(6.23 * EMU), round(6.66 * EMU)
_PAD, _SPLIT = round(0.12 * EMU), round(0.02 * EMU)
_LARGEST_NAMED = 20
_ALWAYS_NAMED = 30  # up to as many points, all are named


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none when no account is scored on both axes."""
    classes = read_classes(ctx)
    if not classes.accounts:
        return ()
    settings, say = ctx.book.settings, ctx.say
    tiers = rank_years(
        revenue_table(ctx.book.revenue, (ctx.year,)),
        (ctx.year,),
        (settings.tier_a_share, settings.tier_b_share),
    )[-1]
    words = ClassWords(ctx, classes, tiers)
    ends = (classes.cut, settings.score_min, settings.score_max)
    across = make_scale([row.harmony for row in classes.accounts], *ends)
    up = make_scale([row.growth for row in classes.accounts], *ends)
    bubbles = _bubbles(words, across, up)
    cut = (
        PLOT.x + round(across.share(classes.cut) * PLOT.w),
        PLOT.y + round((1 - up.share(classes.cut)) * PLOT.h),
    )
    titles, placed = words.titles(), _placed(words, bubbles, cut)
    chart = make_chart(KEY, say, bubbles, (across, up), words.alt(titles[0]))
    elements: tuple[Element, ...] = (
        *title_block(KEY, say("classification.kicker", year=say.year(ctx.year)), titles, words.subtitle()),
        _tint(cut),
        *_bands(words, cut[0]),
        *_cuts(cut),
        *((chart,) if chart else ()),
        _names(words, bubbles, placed),
        *_foot(words, bubbles),
        *rail(KEY, say, say("classification.rail"), words.facts(placed), words.next_step()),
        *source_line(KEY, ctx, ["scores", "criteria", "revenue"], words.scope()),
    )
    return (SlideSpec(KEY, "rail", elements, words.notes()),)


VIEW = View(
    KEY,
    ("criteria", "scores", "revenue"),
    build,
    uses=("accounts",),
    finding=10,
    picture=3,
    rules=("scoring", "classification"),
    figures=("class_share", "class_accounts"),
    cites=("account_revenue", "score", "growth_score", "harmony_score"),
)


def read_classes(ctx: Context) -> Classes:
    """The classes of all scored accounts that are still customers, by their weighted scores."""
    scored = [row for row in read_scoring(ctx).accounts if any(score is not None for score in row.scores)]
    return classify([(row.account, row.growth, row.harmony) for row in scored], ctx.book.settings.class_cut)


def _bubbles(words: ClassWords, across: Scale, up: Scale) -> tuple[Bubble, ...]:
    """All classified accounts, largest first."""
    tiers = words.tiers
    rows = [
        (row.account, row.growth, row.harmony, words.revenue(row.account), tiers.tier_of.get(row.account, ""))
        for row in words.classes.accounts
    ]
    rows.sort(key=lambda row: -row[3])
    return place_bubbles(rows, across, up)


# ------------------------------------------------------------------ bands, cuts, tint


def _tint(cut: tuple[int, int]) -> Shape:
    """The quadrant of the Strategic accounts, behind the chart."""
    box = Box(cut[0], PLOT.y - _SPLIT, PLOT.x + PLOT.w - cut[0], cut[1] - PLOT.y + _SPLIT)
    return Shape(f"{KEY}/tint", box, fill="up_tint")


def _bands(words: ClassWords, cut: int) -> tuple[Shape | Text, ...]:
    """The four classes above and below the plot, parted at the cut: name, policy, accounts and revenue."""
    left = Box(PLOT.x, 0, cut - PLOT.x - _SPLIT, _BAND)
    right = Box(cut + _SPLIT, 0, PLOT.x + PLOT.w - cut - _SPLIT, _BAND)
    places = (
        ("Star", left, _TOP_BAND),
        ("Strategic", right, _TOP_BAND),
        ("Streamline", left, _LOW_BAND),
        ("Status", right, _LOW_BAND),
    )
    out: list[Shape | Text] = []
    for name, half, top in places:
        out += _band(words, name, half.moved(0, top))
    return tuple(out)


def _band(words: ClassWords, name: str, box: Box) -> list[Shape | Text]:
    fill = "up_tint" if name == CLASSES[0] else "panel"
    out: list[Shape | Text] = [Shape(f"{KEY}/band:{name}", box, fill=fill)]
    room = box.w - 2 * _PAD
    title, policy, total = words.class_name(name), words.policy(name), words.total(name)
    used = width(title, 14, True)
    if used > room:
        return out
    total_width = width(total, 11, True) + 12_700
    with_total = used + 2 * _PAD + total_width <= room
    if with_total:
        beside = Box(box.x + box.w - _PAD - total_width, box.y, total_width, box.h)
        out.append(label(f"{KEY}/total:{name}", total, beside, size=11, bold=True, color="ink", align="r"))
        room -= total_width + _PAD
    runs = [Run(title, 14, True, "ink")]
    if used + width(f"   {policy}", 11) <= room:
        runs.append(Run(f"   {policy}", 11, None, "ink"))
    out.append(
        Text(
            f"{KEY}/class:{name}",
            (Para(tuple(runs)),),
            Box(box.x + _PAD, box.y, room, box.h),
            anchor="ctr",
            wrap=False,
        )
    )
    return out


def _cuts(cut: tuple[int, int]) -> tuple[Connector, ...]:
    line = Line("muted", 1.0, "dash")
    across = (PLOT.x, cut[1], PLOT.x + PLOT.w, cut[1])
    upright = (cut[0], PLOT.y, cut[0], PLOT.y + PLOT.h)
    return (
        Connector(f"{KEY}/cut:growth", points=across, line=line),
        Connector(f"{KEY}/cut:harmony", points=upright, line=line),
    )


# ------------------------------------------------------------------ names and legend


def _placed(words: ClassWords, bubbles: tuple[Bubble, ...], cut: tuple[int, int]) -> tuple[Name, ...]:
    """The names, and the numbers of those that only the rail has room for."""
    chosen = {name: words.ctx.short(name) for name in _named(words, bubbles)}
    amounts = {b.account: words.ctx.say.money(b.revenue) for b in bubbles if b.tier}
    return place_names(bubbles, chosen, amounts, cut)


def _names(words: ClassWords, bubbles: tuple[Bubble, ...], placed: tuple[Name, ...]) -> Group:
    """The names of the accounts beside their bubbles; a ring for an account without revenue."""
    group = f"{KEY}/names"
    children: list[Text | Shape | Connector] = [
        Shape(
            f"{group}/ring:{b.account}",
            Box(b.x - b.r, b.y - b.r, 2 * b.r, 2 * b.r),
            "ellipse",
            "paper",
            Line("muted", 1.25),
        )
        for b in bubbles
        if not b.tier
    ]
    for name in placed:
        children += [_number(group, name)] if name.number else _name(group, name)
    children = children or [Shape(f"{group}/none", Box(PLOT.x, PLOT.y, 1, 1))]
    return Group(group, tuple(children), f"{KEY}/chart", words.ctx.say("classification.names"))


def _number(group: str, name: Name) -> Text:
    """The number of an account that the rail names."""
    is_dark = bool(name.inside) and name.bubble.tier in ("A", "B")
    return label(
        f"{group}/number:{name.bubble.account}",
        str(name.number),
        name.box,
        size=VALUE_SIZE,
        bold=True,
        color="paper" if is_dark else "ink",
        align="ctr",
    )


def _named(words: ClassWords, bubbles: tuple[Bubble, ...]) -> tuple[str, ...]:
    """All where there are few points; else the largest, and Strategic and Star accounts above the median."""
    if count_points(bubbles) <= _ALWAYS_NAMED:
        return tuple(b.account for b in bubbles)
    from statistics import median  # loads decimals, fractions and random numbers

    middle = median(b.revenue for b in bubbles)
    above = {*words.classes.members("Strategic"), *words.classes.members("Star")}
    kept = [
        b.account
        for i, b in enumerate(bubbles)
        if i < _LARGEST_NAMED or (b.account in above and b.revenue > middle)
    ]
    return tuple(kept[:MOST_NAMED])


def _name(group: str, name: Name) -> list[Text]:
    runs = [Run(name.name, NAME_SIZE, True, "ink")]
    if name.value:
        runs.append(Run(f" {name.value}", VALUE_SIZE, None, "muted"))
    account = name.bubble.account
    out = [Text(f"{group}/name:{account}", (Para(tuple(runs)),), name.box, anchor="ctr", wrap=False)]
    if name.inside:
        b, high = name.bubble, line_height(VALUE_SIZE)
        color = "ink" if b.tier == "C" else "paper"
        box = Box(b.x - b.r, b.y - high // 2, 2 * b.r, high)
        inside = label(
            f"{group}/value:{account}",
            name.inside,
            box,
            size=VALUE_SIZE,
            bold=True,
            color=color,
            align="ctr",
        )
        out.append(inside)
    return out


def _foot(words: ClassWords, bubbles: tuple[Bubble, ...]) -> tuple[Text | Shape, ...]:
    """The names of the axes, what the size means, and the colours of the tiers on the plot."""
    say, high = words.ctx.say, line_height(10)
    upright = Box(round(0.58 * EMU) - PLOT.h // 2, PLOT.y + PLOT.h // 2 - high // 2, PLOT.h, high)
    vertical = Run(say("classification.growth_axis"), 10, None, "muted")
    out: list[Text | Shape] = [
        Text(f"{KEY}/growth_axis", (Para((vertical,), align="ctr"),), upright, anchor="ctr", rot=-90),
        label(
            f"{KEY}/harmony_axis",
            say("classification.harmony_axis"),
            inches(0.88, _FOOT / EMU, 3.6, high / EMU),
        ),
    ]
    x, dot = PLOT.x + PLOT.w, round(0.12 * EMU)
    for tier in sorted({b.tier for b in bubbles if b.tier}, reverse=True):
        text = say("classification.tier", tier=tier)
        room = width(text, 10) + 12_700
        x -= room
        out.append(label(f"{KEY}/legend:{tier}", text, Box(x, _FOOT, room, high), color="ink"))
        x -= dot + round(0.05 * EMU)
        mark = Box(x, _FOOT + (high - dot) // 2, dot, dot)
        out.append(Shape(f"{KEY}/dot:{tier}", mark, "ellipse", f"tier_{tier.lower()}"))
        x -= round(0.12 * EMU)
    text = say("classification.area", year=say.year(words.ctx.year))
    room = width(text, 10) + 12_700
    if any(b.tier for b in bubbles):
        out.append(label(f"{KEY}/area", text, Box(x - room, _FOOT, room, high), align="r"))
    return tuple(out)
