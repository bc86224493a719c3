"""Who changed tier since last year, and who is close to it."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import Gap, Migration, find_closest
from kamdeck.analysis.abc import Move as TierMove
from kamdeck.deck.spec import EMU, Ask, Box, Element, SlideSpec, Text, para
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.figures.standing import Standing, read_standing, step_of
from kamdeck.layout.areas import area_of, columns_of
from kamdeck.layout.charts import widened
from kamdeck.layout.empty import Empty
from kamdeck.layout.insights import Fact, Rail, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.page import account_in_title, page
from kamdeck.layout.titles import Fields, Move, Titles, down, effect, level, up, when, wordings
from kamdeck.record import record
from kamdeck.text.measure import fit, line_height
from kamdeck.views.abc import matrix as abc_matrix
from kamdeck.views.abc import moves as abc_moves
from kamdeck.views.view import View

KEY = "abc_migration"
_UPPER = 0.608  # of the main part: the matrix
_BETWEEN, _GUTTER = round(0.11 * EMU), round(0.33 * EMU)  # between matrix and tables, between these
FEW = 0.1  # a share of movers that leaves the ladder stable


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none where the year before has no revenue, since nobody can have moved."""
    standing = read_standing(ctx)
    migration = standing.migration if standing else None
    if standing is None or migration is None:
        return Empty("no_moves")
    say, moves = ctx.say, standing.moves
    gaps = find_closest(standing.now, step=step_of(standing))
    area = area_of(ctx.frame)
    tall = min(abc_matrix.HEIGHT, round(area.main.h * _UPPER))
    upper = Box(area.main.x, area.main.y, area.main.w, tall)
    lower = widened(area.main, 0, -tall - _BETWEEN)
    matrix = abc_matrix.make_matrix(standing, migration, upper)
    titles = TITLES(say, Ladder(standing, migration, tuple(gaps)))
    years = {"before": say.year(migration.before.year), "year": say.year(migration.after.year)}
    how = (standing.rules(standing.tiers)[0], say("abc_migration.notes"))
    cells = standing.cells((migration.after.year, migration.before.year))
    slide = page(
        ctx,
        KEY,
        "rail",
        (
            abc_matrix.make_table(KEY, matrix, say("abc_migration.alt", title=titles[0], **years)),
            abc_matrix.make_marks(KEY, matrix),
            *_lower_half(standing, moves, gaps, lower),
        ),
        kicker=say("abc_migration.kicker"),
        titles=titles,
        subtitle=say("abc_migration.subtitle", **years),
        rail=Rail(
            say("abc_migration.rail"),
            tuple(_facts(standing, migration, moves, gaps)),
            _next_step(standing, migration, gaps),
        ),
        area=area,
        sheets=["revenue"],
        compares=True,
        scope=standing.scope_with_cuts(),
        notes=notes(say, *how, cells=cells),
    )
    return (slide,)


VIEW = View(
    KEY,
    ("revenue",),
    build,
    rules=("abc",),
    figures=("moved", "closest"),
)


# ------------------------------------------------------------------ the lower half


def _lower_half(
    standing: Standing, moves: Sequence[TierMove], gaps: Sequence[Gap], room: Box
) -> tuple[Element, ...]:
    """Who moved, who is closest to a threshold, and the rule."""
    say, first = standing.ctx.say, standing.ctx.say.year(standing.tiers[0].year)
    one_line = line_height(9) + 6_350
    left, right = columns_of(widened(room, bottom=-one_line), (1, 1), _GUTTER)
    movers = abc_moves.make_table(
        f"{KEY}/movers",
        standing,
        left,
        (say("abc_migration.movers", year=first), "", say("abc_migration.before_after")),
        abc_moves.list_movers(standing, moves),
        say("abc_migration.no_movers", year=first),
        say("abc_migration.movers_alt", year=first),
    )
    closest = abc_moves.make_table(
        f"{KEY}/closest",
        standing,
        right,
        (say("abc_migration.closest"), say("abc_migration.own_change"), say("abc_migration.in_percent")),
        abc_moves.list_gaps(standing, gaps),
        say("abc_migration.no_gap"),
        say("abc_migration.closest_alt"),
    )
    free = room.y + room.h - movers[0].y - movers[0].box.h
    drawn = [element for element in (*movers, *closest) if element is not None]
    return (*drawn, _note(standing, room, left.w, free))


def _note(standing: Standing, room: Box, beside: int, free: int) -> Text:
    """The rule: in `beside` EMU under the movers where they leave room (`free`), else in one line at the
    foot."""
    say, (a, b) = standing.ctx.say, standing.now.cuts
    rule = say(
        "abc_migration.note", a=standing.ctx.say.entered(a, "share"), b=standing.ctx.say.entered(b, "share")
    )
    own = say("abc_migration.note_own")
    bottom, is_under = room.y + room.h, free >= 3 * line_height(9.5) + round(0.05 * EMU)
    size, lines = (9.5, 3) if is_under else (9, 1)
    height = lines * line_height(size) + (0 if is_under else 6_350)
    wide = beside if is_under else room.w
    box = Box(room.x, bottom - height + (0 if is_under else 12_700), wide, height)
    text = fit((f"{rule} {own}", own), size, box.w, lines)
    return Text(f"{KEY}/note", (para(text, size=size, color="muted"),), box, anchor="b")


# ------------------------------------------------------------------ words


@record
class Ladder:
    """The accounts of two years on the tiers, and the changes that would move them next."""

    standing: Standing
    migration: Migration
    gaps: tuple[Gap, ...]

    @property
    def up(self) -> int:
        """How many accounts rose."""
        return sum(move.is_up for move in self.migration.moves)

    @property
    def down(self) -> int:
        """How many accounts fell."""
        return len(self.migration.moves) - self.up


def _rises(ladder: Ladder) -> Move:
    return effect(ladder.up, len(ladder.migration.after.accounts))


def _falls(ladder: Ladder) -> Move:
    return effect(-ladder.down, len(ladder.migration.after.accounts))


def _moved(ladder: Ladder) -> Move:
    return effect(len(ladder.migration.moves))


def _fields(ladder: Ladder) -> Fields:
    say, moves = ladder.standing.ctx.say, ladder.migration.moves
    fields: Fields = {"N": say.words(len(moves), capital=True), "up": ladder.up, "down": ladder.down}
    if moves:
        name = account_in_title(ladder.standing.ctx, moves[0].account)
        return {**fields, "name": name, "before": moves[0].before, "after": moves[0].after}
    if not ladder.gaps:
        return fields
    near = ladder.gaps[0]
    name, amount = account_in_title(ladder.standing.ctx, near.account), say.money(abs(near.change), 2)
    return {**fields, "name": name, "tier": near.after, "amount": amount}


_UP, _DOWN, _STAY = up("tier rises", _rises), down("tier falls", _falls), level("tier moves", _moved)
TITLES: Titles[Ladder] = wordings(
    _fields,
    when((_UP, lambda ladder: len(ladder.migration.moves) == 1), "abc_migration.title_rose"),
    when((_DOWN, lambda ladder: len(ladder.migration.moves) == 1), "abc_migration.title_fell"),
    when((_UP, _DOWN), "abc_migration.title_both"),
    when(_UP, "abc_migration.title_up"),
    when(_DOWN, "abc_migration.title_down"),
    when(
        (_STAY, lambda ladder: bool(ladder.gaps)), "abc_migration.title_closest", "abc_migration.title_none"
    ),
    when(_STAY, "abc_migration.title_none"),
)


def _facts(
    standing: Standing, migration: Migration, moves: Sequence[TierMove], gaps: Sequence[Gap]
) -> list[Fact]:
    say = standing.ctx.say
    facts = [_moved_fact(standing, migration, moves), *_top_facts(standing, migration)]
    if gaps:
        near = gaps[0]
        other = next((g for g in gaps if (g.before, g.after) == (near.after, near.before)), None)
        fields = {"name": standing.name(near.account), "before": near.before, "after": near.after}
        text = say("abc_migration.fact_closest", **fields)
        if other:
            text = standing.clauses(text, say("abc_migration.other_side", name=standing.name(other.account)))
        else:
            text += "."
        facts.append(Fact("closest", say.money(abs(near.change)), text))
    year = say.year(migration.after.year)
    for key, names in _gone(standing, migration):
        amount = say.money(sum(migration.before.revenue_of[a] for a in names))
        facts.append(
            Fact(key, amount, say(f"abc_migration.fact_{key}", names=standing.names(names), year=year))
        )
    if new := migration.new:
        amount = say.money(sum(migration.after.revenue_of[a] for a in new))
        facts.append(Fact("new", amount, say("abc_migration.fact_new", names=standing.names(new), year=year)))
    return facts


def _gone(standing: Standing, migration: Migration) -> list[tuple[str, list[str]]]:
    """The accounts without revenue now, largest first: those that Accounts calls lost, and the others."""
    lost = standing.ctx.lost
    parts = (
        ("lost", [a for a in migration.gone if a in lost]),
        ("without", [a for a in migration.gone if a not in lost]),
    )
    return [(key, names) for key, names in parts if names]


def _moved_fact(standing: Standing, migration: Migration, moves: Sequence[TierMove]) -> Fact:
    """How many of the accounts of both years changed tier, beside the year before."""
    say = standing.ctx.say
    both = sum(account in migration.before.tier_of for account in migration.after.accounts)
    count, year = len(migration.moves), migration.after.year
    figure = say("abc_migration.of", n=count, all=both)
    if len(standing.tiers) < 3:
        return Fact("moved", figure, say("abc_migration.fact_moved", n=count, year=say.year(year)))
    earlier = sum(move.year == migration.before.year for move in moves)
    fields = {"n": count, "year": say.year(year), "m": earlier, "before": say.year(migration.before.year)}
    verdict = ""
    if max(count, earlier) <= FEW * both:
        verdict = "stable"
    elif count != earlier:
        verdict = "more" if count > earlier else "fewer"
    text = say("abc_migration.fact_moved_before", **fields)
    if not verdict:
        return Fact("moved", figure, f"{text}.")
    second = say(f"abc_migration.ladder_{verdict}")
    return Fact("moved", figure, say("abc.colon", first=text, second=second))


def _top_facts(standing: Standing, migration: Migration) -> list[Fact]:
    """What left tier A, or else what joined it."""
    say = standing.ctx.say
    left = [move for move in migration.moves if move.before == "A"]
    joined = [move for move in migration.moves if move.after == "A"]
    chosen, key = (left, "left") if left else (joined, "joined")
    if not chosen:
        return []
    amount = say.money(sum(move.revenue_after for move in chosen))
    names = standing.names([move.account for move in chosen])
    text = say(f"abc_migration.fact_{key}", names=names)
    if len(chosen) == 1:
        text += _why(standing, migration, chosen[0])
    return [Fact(f"{key}_a", amount, text + ".")]


def _why(standing: Standing, migration: Migration, move: TierMove) -> str:
    """`, whose revenue fell 14% while Stanford HC passed it`."""
    say = standing.ctx.say
    values = [0.0] * (len(standing.tiers) - 2) + [move.revenue_before, move.revenue_after]
    step = standing.step(values)
    rate = (step and step.rate) or 0.0
    turn = "held" if say.percent(rate) == say.percent(0) else "rose" if rate > 0 else "fell"
    text = say(f"abc_migration.revenue_{turn}", share=say.percent(abs(rate)))
    if not move.is_up:
        was = migration.before.revenue_of
        stayed = migration.after.members("A")
        passed = [a for a in stayed if 0 < was.get(a, 0.0) < move.revenue_before]
        if passed:
            text += f" {say('abc_migration.passed', name=standing.name(passed[-1]))}"
    return text


def _next_step(standing: Standing, migration: Migration, gaps: Sequence[Gap]) -> Step:
    """Lift the account nearest below the first cut, as far as it can grow, and hold the one nearest above."""
    say, advice = standing.ctx.say, read_advice(standing.ctx)
    up = next((g for g in gaps if g.after == "A" and advice.can_gain(g.account, g.change)), None)
    down = next((g for g in gaps if g.before == "A" and advice.fits("hold", g.account)), None)
    fields: dict[str, object] = {}
    asks = []
    if down:
        fields |= {"down": standing.name(down.account), "amount": abc_moves.gap_money(standing, down)}
        asks.append(Ask("hold", (down.account,)))
    if up:
        fields |= {"up": standing.name(up.account), "amount": abc_moves.gap_money(standing, up)}
        asks.append(Ask("grow", (up.account,), up.change))
    fell = {move.account for move in migration.moves if move.before == "A"}
    if up and down:
        turn = "back" if up.account in fell else "both"
    elif up or down:
        turn = "up" if up else "hold"
    else:
        return Step()
    return Step(say(f"abc_migration.next_{turn}", **fields), tuple(asks))
