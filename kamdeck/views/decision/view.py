"""The decision-making organisation of each account: who decides, who can take us there, who blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamdeck.analysis.decision import AGAINST, Decision, decide, power_of
from kamdeck.deck.spec import EMU, Cell, Column, Element, Line, Para, Row, Run, SlideSpec, Table, Text
from kamdeck.layout import rail as frame
from kamdeck.layout.context import Context
from kamdeck.layout.rail import Fact
from kamdeck.text.measure import shorten
from kamdeck.views.decision import map as draw
from kamdeck.views.decision.layout import arrange
from kamdeck.views.decision.lines import Route, influence_routes, report_routes
from kamdeck.views.decision.pages import Tree, paginate
from kamdeck.views.decision.rail import BOX, rail
from kamdeck.views.decision.words import DecisionWords
from kamdeck.views.view import ACCOUNT, REVIEW, View

MOST_LINES = 8  # influence lines on a map; above that only those that end at the three highest powers
HIGHEST = 3
TABLE_ROWS = 18

Pair = tuple[str, str]


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """The slides of every account that has stakeholders, the focus account first."""
    have = dict.fromkeys(row.account for row in ctx.book.stakeholders)
    order = [name for name in (ctx.book.settings.focus_account, *ctx.accounts, *have) if name in have]
    wanted = [name for name in dict.fromkeys(order) if ctx.account in (None, name)]
    return tuple(slide for name in wanted for slide in _account(ctx, name))


def _account(ctx: Context, account: str) -> tuple[SlideSpec, ...]:
    """The overview of one account, its branches, and a table of the lines that no map could show."""
    decision = decide(
        account,
        ctx.book.stakeholders,
        ctx.book.influence,
        as_of=ctx.as_of,
        stale_days=ctx.book.settings.stale_contact_days,
    )
    words = DecisionWords(ctx, decision)
    kids = {name: decision.reports(name) for name in decision.inside}
    roots = tuple(sorted(decision.roots, key=lambda name: power_of(decision.people[name])))
    wanted = _main_lines(decision)

    def fits(tree: Tree) -> bool:
        return (
            arrange(tree, decision.outside, _between(wanted, (*tree.people, *decision.outside))) is not None
        )

    first_in = sorted(decision.inside, key=lambda name: power_of(decision.people[name]))
    trees = paginate(roots, kids, fits, first_in) or (Tree((), {}, {}),)
    maps = [_Map(words, tree, decision.outside if i == 0 else (), wanted) for i, tree in enumerate(trees)]
    drawn = {(r.source, r.target) for one in maps for r in one.influences}
    lost = [(row.source, row.target) for row in decision.influences if (row.source, row.target) not in drawn]
    pages = len(maps) + (len(lost) > 2)
    slides = [_overview(words, maps[0], lost, pages)]
    heads = [one.tree.roots[:1] for one in maps]
    for i, one in enumerate(maps[1:], 1):
        slides.append(_branch(words, one, (i + 1, pages), 1 + heads[1:i].count(heads[i])))
    if len(lost) > 2:
        slides.append(_table(words, lost, pages))
    return tuple(slides)


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
        self, words: DecisionWords, tree: Tree, outside: Sequence[str], lines: Sequence[Pair]
    ) -> None:
        self.words = words
        self.tree = tree
        shown = _between(lines, (*tree.people, *outside))
        layout = arrange(tree, outside, shown)
        assert layout is not None, "every page was cut until it fitted; a manager with one report always fits"
        self.layout = layout
        self.beyond = sum(name not in layout.places for name in outside)
        self.reports = report_routes(self.layout)
        placed = _between(shown, self.layout.places)
        self.influences: tuple[Route, ...] = influence_routes(self.layout, placed, self.reports)

    def elements(self, key: str) -> tuple[Element, ...]:
        """Zone, lines, people from the top left, words on the lines, legend."""
        words, layout = self.words, self.layout
        kinds = {(row.source, row.target): row.kind for row in words.decision.influences}
        people = sorted(layout.places.items(), key=lambda item: (item[1].box.y, item[1].box.x))
        out: list[Element] = list(draw.zone(key, words, layout.zone, self.beyond)) if layout.zone else []
        out += [draw.report_line(key, route) for route in self.reports]
        out += [
            draw.influence_line(key, route, words, kinds.get((route.source, route.target)))
            for route in self.influences
        ]
        out += [
            draw.person(
                key,
                words,
                name,
                place,
                self.tree.hidden.get(name, 0),
                draw.knees(key, name, self.influences, kinds),
            )
            for name, place in people
        ]
        out += draw.line_labels(key, words, layout, self.influences, self.reports, kinds)
        drawn = {kinds.get((route.source, route.target)) for route in self.influences}
        has_power = any(words.person(name).power is not None for name in layout.places)
        out.append(
            draw.legend(
                key,
                words,
                has_power=has_power,
                has_lines=bool(drawn - AGAINST),
                has_conflicts=bool(drawn & AGAINST),
                has_hidden=bool(self.tree.hidden),
            )
        )
        return tuple(out)


def _overview(words: DecisionWords, one: _Map, lost: Sequence[Pair], pages: int) -> SlideSpec:
    key = f"decision:{words.decision.account}"
    elements = (
        *frame.title_block(key, _kicker(words, 1, pages), words.titles(), _subtitle(words, one)),
        *one.elements(key),
        *rail(key, words),
        *_source(key, words, _sheets(words)),
    )
    return SlideSpec(key, "rail_broad", elements, words.notes(lost))


def _branch(words: DecisionWords, one: _Map, page: tuple[int, int], count: int) -> SlideSpec:
    """A slide of one or more branches, named by the person who heads the first; `count` numbers the slides
    of one head whose reports need several."""
    people = one.tree.people
    again = f":{count}" if count > 1 else ""
    key = f"decision:{words.decision.account}:{one.tree.roots[0]}{again}"
    facts = _branch_facts(words, people)
    title = words.branch_title(one.tree.roots, people) + (f" ({count})" if count > 1 else "")
    elements = (
        *frame.title_block(key, _kicker(words, *page), title, _subtitle(words, one)),
        *one.elements(key),
        *frame.rail(key, words.say, words.say("decision.branch.heading"), facts, box=BOX),
        *_source(key, words, _sheets(words)),
    )
    return SlideSpec(key, "rail_broad", elements, "\n".join(words.alt(name) for name in people))


def _branch_facts(words: DecisionWords, people: Sequence[str]) -> tuple[Fact, ...]:
    say = words.say
    rows = [words.person(name) for name in people]
    positive = sum(row.relationship == "positive" for row in rows)
    facts = [
        Fact("positive", say("decision.branch.of", n=positive, of=len(rows)), say("decision.branch.positive"))
    ]
    if any(row.touch_point is not None for row in rows):
        touch = sum(bool(row.touch_point) for row in rows)
        figure = say("decision.branch.of", n=touch, of=len(rows))
        facts.append(Fact("touch", figure, say("decision.branch.touch")))
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
    say = words.say
    key = f"decision:{words.decision.account}::influence"
    widths = [round(w * EMU) for w in (4.6, 2.4, 4.6)]
    kinds = {(row.source, row.target): row.kind for row in words.decision.influences}
    heads = [say(f"decision.table.{column}") for column in ("source", "kind", "target")]
    rule, hair = Line("ink", 1.05), Line("hairline", 0.75)
    head = [Cell((Para((Run(text, 10, None, "muted"),)),), bottom=rule, is_data=False) for text in heads]
    rows = [Row("head", round(0.30 * EMU), tuple(head))]
    for source, target in lost[:TABLE_ROWS]:
        texts = (words.full(source), words.kind(kinds[source, target]) or "–", words.full(target))
        cells = [
            Cell((Para((Run(shorten(text, 11, room - round(0.1 * EMU)), 11, None, "ink"),)),), bottom=hair)
            for text, room in zip(texts, widths, strict=True)
        ]
        rows.append(Row(f"{source}>{target}", round(0.27 * EMU), tuple(cells)))
    columns = tuple(Column(name, w) for name, w in zip(("source", "kind", "target"), widths, strict=True))
    title = say("decision.table.title", n=len(lost), account=words.decision.account)
    elements: tuple[Element, ...] = (
        *frame.title_block(key, _kicker(words, pages, pages), title, say("decision.table.subtitle")),
        Table(f"{key}/lines", frame.BODY.x, frame.BODY.y, columns, tuple(rows), alt=title),
        *_source(key, words, ("influence",)),
    )
    rest = [f"{words.full(s)} > {words.full(t)}" for s, t in lost[TABLE_ROWS:]]
    return SlideSpec(key, "table", elements, "\n".join(rest))


def _kicker(words: DecisionWords, page: int, pages: int) -> str:
    parts = [words.say("decision.kicker"), words.decision.account]
    if pages > 1:
        parts.append(words.say("frame.page", page=page, pages=pages))
    return " · ".join(parts)


def _source(key: str, words: DecisionWords, sheets: Sequence[str]) -> tuple[Text, ...]:
    """The source line with as much of the scope as leaves it whole."""
    lines = [frame.source_line(key, words.ctx, sheets, scope) for scope in words.scopes()]
    return next((line for line in lines if not line[0].paras[0].text.endswith("…")), lines[-1])


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
