"""The decision-making organisation of each account: who decides, who can take us there, who blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamdeck.analysis.decision import AGAINST, Decision, decide, power_of
from kamdeck.deck.spec import EMU, Box, Element, SlideSpec
from kamdeck.figures.context import Context, accounts_with
from kamdeck.layout.areas import Area, area_of
from kamdeck.layout.grid import HAIR, HEAD, Grid, Head, Style
from kamdeck.layout.insights import Fact, Rail
from kamdeck.layout.legend import lines_of
from kamdeck.layout.page import page
from kamdeck.layout.routes import Route, free_routes
from kamdeck.views.decision import map as draw
from kamdeck.views.decision.layout import Room, arrange
from kamdeck.views.decision.legend import draw_legend, signs_of
from kamdeck.views.decision.pages import Tree, paginate
from kamdeck.views.decision.rail import draw_rail, in_words, notes_of
from kamdeck.views.decision.titles import BRANCH, TITLES, Branch
from kamdeck.views.decision.words import DecisionWords
from kamdeck.views.view import ACCOUNT, REVIEW, View

MOST_LINES = 8  # influence lines on a map; above that only those that end at the three highest powers
HIGHEST = 3
TABLE_ROWS = 18
LOW = round(4.5 * EMU)  # a main part below this height has no air to spare

Pair = tuple[str, str]


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """The slides of every account that has stakeholders, the focus account first."""
    names = accounts_with(ctx, (row.account for row in ctx.book.stakeholders))
    return tuple(slide for name in names for slide in _account(ctx, name))


def _account(ctx: Context, account: str) -> tuple[SlideSpec, ...]:
    """The overview of one account, its branches, and a table of the lines that no map could show."""
    book = ctx.book
    days = book.settings.stale_contact_days
    decision = decide(account, book.stakeholders, book.influence, as_of=ctx.as_of, stale_days=days)
    words, area = DecisionWords(ctx, decision), area_of(ctx.frame, "rail_broad")
    room = _room(words, area)
    kids = {name: decision.reports(name) for name in decision.inside}
    roots = tuple(sorted(decision.roots, key=lambda name: power_of(decision.people[name])))
    wanted = _main_lines(decision)

    def fits(tree: Tree) -> bool:
        lines = _between(wanted, (*tree.people, *decision.outside))
        return arrange(tree, room, decision.outside, lines) is not None

    first_in = sorted(decision.inside, key=lambda name: power_of(decision.people[name]))
    trees = paginate(roots, kids, fits, first_in) or (Tree((), {}, {}),)
    maps = [_Map(words, room, tree, () if i else decision.outside, wanted) for i, tree in enumerate(trees)]
    drawn = {(r.source, r.target) for one in maps for r in one.influences}
    lost = [(row.source, row.target) for row in decision.influences if (row.source, row.target) not in drawn]
    pages = len(maps) + (len(lost) > 2)
    slides = [_overview(words, area, maps[0], lost, pages)]
    heads = [one.tree.roots[:1] for one in maps]
    for i, one in enumerate(maps[1:], 1):
        slides.append(_branch(words, area, one, (i + 1, pages), 1 + heads[1:i].count(heads[i])))
    if len(lost) > 2:
        slides.append(_table(words, lost, pages))
    return tuple(slides)


def _room(words: DecisionWords, area: Area) -> Room:
    """Where maps stand: beside a rail they reach a little into the gutter; the legend below keeps room for
    all that it may hold."""
    kinds = {row.kind in AGAINST for row in words.decision.influences}
    shown = signs_of(words, influences=False in kinds, conflicts=True in kinds, hidden=False)
    main, is_low = area.main, area.main.h < LOW
    right = main.x + main.w + (round(0.08 * EMU) if area.form == "right" else 0)
    bottom, side = main.y + main.h, round(0.06 * EMU)
    wide = right - main.x - side
    lines = len(lines_of(shown, wide, 9))
    tall = round((0.22 if lines == 1 else 0.17) * EMU)
    legend = Box(main.x + side, bottom - lines * tall, wide, tall)
    foot, head = (0.04, 0.24) if is_low else (0.21, 0.36)
    return Room(main.x, right, main.y, legend.y - round(foot * EMU), round(head * EMU), legend, lines, is_low)


def _main_lines(decision: Decision) -> tuple[Pair, ...]:
    """The influence lines to draw: all up to eight, else those that end at the three highest powers."""
    lines = tuple((row.source, row.target) for row in decision.influences)
    if len(lines) <= MOST_LINES:
        return lines
    ranked = [name for name in decision.inside if decision.people[name].power is not None]
    top = set(sorted(ranked, key=lambda name: power_of(decision.people[name]))[:HIGHEST])
    return tuple(line for line in lines if line[1] in top)[:MOST_LINES]


def _between(lines: Iterable[Pair], people: Iterable[str]) -> tuple[Pair, ...]:
    known = set(people)
    return tuple(line for line in lines if line[0] in known and line[1] in known)


# ------------------------------------------------------------------ slides


class _Map:
    """One map: where people stand and how the lines run."""

    def __init__(
        self, words: DecisionWords, room: Room, tree: Tree, outside: Sequence[str], lines: Sequence[Pair]
    ) -> None:
        self.words, self.room, self.tree = words, room, tree
        shown = _between(lines, (*tree.people, *outside))
        layout = arrange(tree, room, outside, shown)
        assert layout is not None, "every page was cut until it fitted; a manager with one report always fits"
        self.layout = layout
        self.beyond = sum(name not in layout.places for name in outside)
        self.reports = draw.report_routes(layout)
        placed = _between(shown, layout.places)
        self.influences: tuple[Route, ...] = free_routes(layout.boxes, layout.left, placed, self.reports)

    def elements(self, key: str) -> tuple[Element, ...]:
        """Zone, lines, people from the top left, words on the lines, legend."""
        words, layout, room = self.words, self.layout, self.room
        kinds = {(row.source, row.target): row.kind for row in words.decision.influences}
        people = sorted(layout.places.items(), key=lambda item: (item[1].box.y, item[1].box.x))
        out: list[Element] = []
        if layout.zone:
            out += draw.zone(key, words, layout.zone, room, self.beyond)
        out += [draw.report_line(key, route) for route in self.reports]
        for route in self.influences:
            out.append(draw.influence_line(key, route, words, kinds.get((route.source, route.target))))
        for name, place in people:
            knees = draw.knees(key, name, self.influences, kinds)
            out.append(draw.person(key, words, name, place, self.tree.hidden.get(name, 0), knees))
        out += draw.line_labels(key, words, layout, self.influences, self.reports, kinds)
        drawn = {kinds.get((route.source, route.target)) for route in self.influences}
        signs = signs_of(
            words,
            power=any(words.person(name).power is not None for name in layout.places),
            influences=bool(drawn - AGAINST),
            conflicts=bool(drawn & AGAINST),
            hidden=bool(self.tree.hidden),
        )
        return (*out, draw_legend(key, words, signs, room))


def _overview(words: DecisionWords, area: Area, one: _Map, lost: Sequence[Pair], pages: int) -> SlideSpec:
    key = f"decision:{words.decision.account}"
    drawn = draw_rail(key, words, area)
    return page(
        words.ctx,
        key,
        "rail_broad",
        (*one.elements(key), *drawn),
        kicker=_kicker(words, 1, pages),
        titles=TITLES(words.say, words),
        subtitle=_subtitle(words, one),
        rail=None if drawn else in_words(words, area.rail),
        area=area,
        sheets=_sheets(words),
        scope=words.scopes(),
        notes=notes_of(words, area, words.notes(lost)) if drawn else words.notes(lost),
    )


def _branch(words: DecisionWords, area: Area, one: _Map, number: tuple[int, int], count: int) -> SlideSpec:
    """A slide of one or more branches, named by the person who heads the first; `count` numbers the slides
    of one head whose reports need several."""
    people = one.tree.people
    key = f"decision:{words.decision.account}:{one.tree.roots[0]}" + (f":{count}" if count > 1 else "")
    again = f" ({count})" if count > 1 else ""
    return page(
        words.ctx,
        key,
        "rail_broad",
        one.elements(key),
        kicker=_kicker(words, *number),
        titles=[title + again for title in BRANCH(words.say, Branch(words, one.tree.roots, people))],
        subtitle=_subtitle(words, one),
        rail=Rail(words.say("decision.branch.heading"), _branch_facts(words, people)),
        area=area,
        sheets=_sheets(words),
        scope=words.scopes(),
        notes="\n".join(words.alt(name) for name in people),
    )


def _branch_facts(words: DecisionWords, people: Sequence[str]) -> tuple[Fact, ...]:
    say = words.say
    rows = [words.person(name) for name in people]

    def of(key: str, n: int) -> Fact:
        return Fact(key, say("decision.branch.of", n=n, of=len(rows)), say(f"decision.branch.{key}"))

    facts = [of("positive", sum(row.relationship == "positive" for row in rows))]
    if any(row.touch_point is not None for row in rows):
        facts.append(of("touch", sum(bool(row.touch_point) for row in rows)))
    ranked = sorted((row for row in rows if row.power is not None), key=power_of)
    if ranked:
        text = say("decision.branch.power", name=words.full(ranked[0].id))
        facts.append(Fact("power", say.number(ranked[0].power or 0), text))
    against = [words.name(row.id) for row in rows if row.relationship == "negative"]
    if against:
        text = say("decision.branch.negative", n=len(against), names=say.list(against[:4]))
        facts.append(Fact("negative", say.number(len(against)), text))
    return tuple(facts)


def _table(words: DecisionWords, lost: Sequence[Pair], pages: int) -> SlideSpec:
    """The influence lines that stand on no map."""
    say, ctx = words.say, words.ctx
    key = f"decision:{words.decision.account}::influence"
    kinds = {(row.source, row.target): row.kind for row in words.decision.influences}
    body, high = ctx.frame.body, round(0.27 * EMU)
    unit = min(round(2.4 * EMU), body.w * 24 // 116)
    wide = {"source": unit * 23 // 12, "kind": unit, "target": unit * 23 // 12}
    room = Box(body.x, body.y, sum(wide.values()), body.h)
    style = HEAD.but(align=None)
    grid = Grid(
        f"{key}/lines",
        room,
        [Head(name, w, say(f"decision.table.{name}"), style) for name, w in wide.items()],
    )
    grid.head(round(0.30 * EMU), anchor="ctr", foot=0)
    shown = lost[: min(TABLE_ROWS, (body.h - round(0.30 * EMU)) // high)]
    cell = Style(11, right=round(0.1 * EMU))
    for source, target in shown:
        texts = (words.full(source), words.kind(kinds[source, target]) or "–", words.full(target))
        cells = {n: cell.cell(text, room=wide[n]) for n, text in zip(wide, texts, strict=True)}
        grid.row(f"{source}>{target}", high, cells, bottom=HAIR)
    title = say("decision.table.title", n=len(lost), account=words.decision.account)
    return page(
        ctx,
        key,
        "table",
        (grid.table(title),),
        kicker=_kicker(words, pages, pages),
        titles=title,
        subtitle=say("decision.table.subtitle"),
        sheets=("influence",),
        scope=words.scopes(),
        notes="\n".join(f"{words.full(s)} > {words.full(t)}" for s, t in lost[len(shown) :]),
    )


def _kicker(words: DecisionWords, number: int, pages: int) -> str:
    parts = [words.say("decision.kicker"), words.decision.account]
    if pages > 1:
        parts.append(words.say("frame.page", page=number, pages=pages))
    return " · ".join(parts)


def _subtitle(words: DecisionWords, one: _Map) -> str:
    return words.say("decision.subtitle" if one.influences else "decision.subtitle_plain")


def _sheets(words: DecisionWords) -> tuple[str, ...]:
    return ("stakeholders", "influence") if words.decision.influences else ("stakeholders",)


VIEW = View(
    "decision",
    ("stakeholders",),
    build,
    packs=(ACCOUNT, REVIEW),
    finding=9,
    rules=("decision",),
    figures=("people", "touch_points"),
    is_plan=True,
    element="decision",
)
