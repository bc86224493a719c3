"""What stands round and over the bubbles: bands of the classes, cuts, names, axes and legend."""

from __future__ import annotations

from kamdeck.analysis.classification import CLASSES
from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, Shape, Text
from kamdeck.layout.marks import label
from kamdeck.text.measure import fit, line_height, width
from kamdeck.views.classification.names import (
    MOST_NAMED,
    NAME_SIZE,
    VALUE_SIZE,
    Name,
    count_points,
    place_names,
)
from kamdeck.views.classification.plot import Bubble, Scale, make_chart, place_bubbles, plot_of
from kamdeck.views.classification.words import ClassWords

_BAND, _LOW_BAND, _FOOT = round(0.375 * EMU), round(0.65 * EMU), round(0.22 * EMU)  # the last from the bottom
_AXIS = round(0.08 * EMU)  # where the middle of the upright axis's name is
_PAD, _SPLIT = round(0.12 * EMU), round(0.02 * EMU)
_DOT, _NEAR = round(0.12 * EMU), round(0.05 * EMU)
_LARGEST_NAMED = 20
_ALWAYS_NAMED = 30  # up to as many points, all are named


class Drawing:
    """The main part of the slide."""

    def __init__(self, key: str, words: ClassWords, scales: tuple[Scale, Scale], main: Box) -> None:
        self.key, self.words, self.say, self.scales, self.main = key, words, words.ctx.say, scales, main
        self.plot = plot_of(main)
        across, up = scales
        self.cut = (
            self.plot.x + round(across.share(words.classes.cut) * self.plot.w),
            self.plot.y + round((1 - up.share(words.classes.cut)) * self.plot.h),
        )
        tiers = words.tiers.tier_of
        rows = [
            (row.account, row.growth, row.harmony, words.revenue(row.account), tiers.get(row.account, ""))
            for row in words.classes.accounts
        ]
        rows.sort(key=lambda row: -row[3])
        self.bubbles = place_bubbles(rows, across, up, self.plot)
        chosen = {name: words.ctx.short(name) for name in _named(words, self.bubbles)}
        amounts = {b.account: self.say.money(b.revenue) for b in self.bubbles if b.tier}
        self.placed = place_names(self.bubbles, chosen, amounts, self.cut, self.plot)

    def elements(self, alt: str) -> tuple[Element, ...]:
        """Bands, cuts, bubbles, names, axes and legend."""
        chart = make_chart(self.key, self.say, self.bubbles, self.scales, self.plot, alt)
        drawn = (*self._bands(), *self._cuts(), *((chart,) if chart else ()), self._names())
        return (self._tint(), *drawn, *self._foot())

    # -------------------------------------------------------------- bands, cuts, tint

    def _tint(self) -> Shape:
        """The quadrant of the Strategic accounts, behind the chart."""
        (x, y), plot = self.cut, self.plot
        box = Box(x, plot.y - _SPLIT, plot.x + plot.w - x, y - plot.y + _SPLIT)
        return Shape(f"{self.key}/tint", box, fill="up_tint")

    def _bands(self) -> list[Shape | Text]:
        """The four classes round the plot, parted at the cut: name, policy, accounts and revenue."""
        plot, cut, low = self.plot, self.cut[0], self.main.y + self.main.h - _LOW_BAND
        left = Box(plot.x, self.main.y, max(1, cut - plot.x - _SPLIT), _BAND)
        right = Box(cut + _SPLIT, self.main.y, max(1, plot.x + plot.w - cut - _SPLIT), _BAND)
        down = low - self.main.y
        return [
            *self._band("Star", left),
            *self._band("Strategic", right),
            *self._band("Streamline", left.moved(0, down)),
            *self._band("Status", right.moved(0, down)),
        ]

    def _band(self, name: str, box: Box) -> list[Shape | Text]:
        key, words, room = self.key, self.words, box.w - 2 * _PAD
        fill = "up_tint" if name == CLASSES[0] else "panel"
        out: list[Shape | Text] = [Shape(f"{key}/band:{name}", box, fill=fill)]
        title, policy, total = words.class_name(name), words.policy(name), words.total(name)
        used = width(title, 14, True)
        if used > room:
            return out
        beside = width(total, 11, True) + 12_700
        if used + 2 * _PAD + beside <= room:
            place = Box(box.x + box.w - _PAD - beside, box.y, beside, box.h)
            out.append(label(f"{key}/total:{name}", total, place, size=11, bold=True, color="ink", align="r"))
            room -= beside + _PAD
        runs = [Run(title, 14, True, "ink")]
        if used + width(f"   {policy}", 11) <= room:
            runs.append(Run(f"   {policy}", 11, None, "ink"))
        place = Box(box.x + _PAD, box.y, room, box.h)
        out.append(Text(f"{key}/class:{name}", (Para(tuple(runs)),), place, anchor="ctr", wrap=False))
        return out

    def _cuts(self) -> tuple[Connector, ...]:
        (x, y), plot, line = self.cut, self.plot, Line("muted", 1.0, "dash")
        across, upright = (plot.x, y, plot.x + plot.w, y), (x, plot.y, x, plot.y + plot.h)
        return (
            Connector(f"{self.key}/cut:growth", points=across, line=line),
            Connector(f"{self.key}/cut:harmony", points=upright, line=line),
        )

    # -------------------------------------------------------------- names

    def _names(self) -> Group:
        """The names of the accounts beside their bubbles; a ring for an account without revenue."""
        group, children = f"{self.key}/names", list[Text | Shape | Connector]()
        for b in self.bubbles:
            if not b.tier:
                box, line = Box(b.x - b.r, b.y - b.r, 2 * b.r, 2 * b.r), Line("muted", 1.25)
                children.append(Shape(f"{group}/ring:{b.account}", box, "ellipse", "paper", line))
        for name in self.placed:
            children += [_number(group, name)] if name.number else _name(group, name)
        children = children or [Shape(f"{group}/none", Box(self.plot.x, self.plot.y, 1, 1))]
        return Group(group, tuple(children), f"{self.key}/chart", self.say("classification.names"))

    # -------------------------------------------------------------- axes and legend

    def _foot(self) -> list[Text | Shape]:
        """The names of the axes, the colours of the tiers on the plot, and what the size means."""
        say, key, plot, high = self.say, self.key, self.plot, line_height(10)
        y, middle = self.main.y + self.main.h - _FOOT, self.main.x + _AXIS
        upright = Box(middle - plot.h // 2, plot.y + plot.h // 2 - high // 2, plot.h, high)
        growth = fit((say("classification.growth_axis"), say("scoring.growth")), 10, plot.h, 1)
        vertical = Para((Run(growth, 10, None, "muted"),), align="ctr")
        out: list[Text | Shape] = []
        x = plot.x + plot.w
        for tier in sorted({b.tier for b in self.bubbles if b.tier}, reverse=True):
            text = say("classification.tier", tier=tier)
            room = width(text, 10) + 12_700
            x -= room
            out.append(label(f"{key}/legend:{tier}", text, Box(x, y, room, high), color="ink"))
            x -= _DOT + _NEAR
            mark = Box(x, y + (high - _DOT) // 2, _DOT, _DOT)
            out.append(Shape(f"{key}/dot:{tier}", mark, "ellipse", f"tier_{tier.lower()}"))
            x -= _PAD
        wide = min(round(3.6 * EMU), x - plot.x)
        harmony = fit((say("classification.harmony_axis"), say("scoring.harmony")), 10, wide, 1)
        text = say("classification.area", year=say.year(self.words.ctx.year))
        room = width(text, 10) + 12_700
        if any(b.tier for b in self.bubbles) and room <= x - plot.x - width(harmony, 10) - _PAD:
            out.append(label(f"{key}/area", text, Box(x - room, y, room, high), align="r"))
        return [
            Text(f"{key}/growth_axis", (vertical,), upright, anchor="ctr", rot=-90),
            label(f"{key}/harmony_axis", harmony, Box(plot.x, y, wide, high)),
            *out,
        ]


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


def _number(group: str, name: Name) -> Text:
    """The number of an account that the rail names."""
    is_dark = bool(name.inside) and name.bubble.tier in ("A", "B")
    return _small(f"{group}/number:{name.bubble.account}", str(name.number), name.box, is_dark=is_dark)


def _name(group: str, name: Name) -> list[Text]:
    runs = [Run(name.name, NAME_SIZE, True, "ink")]
    if name.value:
        runs.append(Run(f" {name.value}", VALUE_SIZE, None, "muted"))
    b = name.bubble
    out = [Text(f"{group}/name:{b.account}", (Para(tuple(runs)),), name.box, anchor="ctr", wrap=False)]
    if name.inside:
        high = line_height(VALUE_SIZE)
        box = Box(b.x - b.r, b.y - high // 2, 2 * b.r, high)
        out.append(_small(f"{group}/value:{b.account}", name.inside, box, is_dark=b.tier != "C"))
    return out


def _small(key: str, text: str, box: Box, *, is_dark: bool) -> Text:
    """A number or an amount on a bubble."""
    color = "paper" if is_dark else "ink"
    return label(key, text, box, size=VALUE_SIZE, bold=True, color=color, align="ctr")
