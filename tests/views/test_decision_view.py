"""The decision map: the story's figures, every title, one to sixty people, lines that cross no box."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdeck.deck.frame import OURS
from kamdeck.deck.sites import site_point
from kamdeck.deck.spec import Box, Connector, Group, Shape, SlideSpec, Table, Text, inches
from kamdeck.figures.context import Context
from kamdeck.pptxio.connectors import Route, elbow, straight
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.decision import view as decision
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Influence, Settings, Stakeholder
from tests.frames import ROOMS
from tests.view_checks import boxes_of, connectors, faults, flat, meets, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
AS_OF = date(2026, 10, 31)
MAP = inches(0.50, 1.56, 8.88, 4.89)
Point = tuple[float, float]


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def person(id: str, reports_to: str | None = None, power: int | None = None, **more: Any) -> Stakeholder:
    facts = {"title": "CIO", "relationship": "neutral", "touch_point": False, **more}
    name = facts.pop("name", f"P. {id.capitalize()}")
    return Stakeholder(
        at=f"Stakeholders!C{id}",
        account=facts.pop("account", "Oak"),
        id=id,
        name=name,
        reports_to=reports_to,
        power=power,
        **facts,
    )


def context(
    people: Iterable[Stakeholder], lines: Iterable[tuple[str, str]] = (), lang: str = "en", **more: Any
) -> Context:
    influence = tuple(
        Influence(at=f"Influence!B{i}", account="Oak", source=a, target=b, kind="informal")
        for i, (a, b) in enumerate(lines, 2)
    )
    book = Book(
        settings=Settings(**more),
        stakeholders=tuple(people),
        influence=influence,
        titles=(("stakeholders", "Stakeholders"), ("influence", "Influence")),
    )
    return Context(book, Say(lang), (2026,), AS_OF, "book.xlsx")


def crowd(
    count: int, spread: int, seed: int = 1, *, roots: int = 1, outside: int = 0, is_long: bool = False
) -> list[Stakeholder]:
    """A made-up organisation: everybody has up to `spread` reports."""
    chance = random.Random(seed)
    relations = ("positive", "neutral", "negative", "unknown")
    title_ = "Senior Executive Vice President for Clinical and Digital Work" if is_long else "Head of Data"
    people = [
        person(
            f"p{i}",
            None if i < roots else f"p{(i - roots) // spread}",
            i + 1,
            name=f"Maximiliana-Alexandrina von Hohenfels-Sternberg the Elder {i}" if is_long else f"P. {i}",
            title=title_,
            relationship=chance.choice(relations),
            touch_point=chance.random() < 0.4,
            next_step="Arrange a meeting with the whole team on the new platform" if i % 4 == 1 else None,
            next_step_on=AS_OF + timedelta(7 * i - 20) if i % 4 == 1 else None,
        )
        for i in range(count)
    ]
    return people + [
        person(
            f"o{i}", name=f"Adviser {i}", organisation="Advisers", relationship="positive", touch_point=True
        )
        for i in range(outside)
    ]


def some_lines(people: Sequence[Stakeholder], count: int, seed: int = 1) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    ids = [row.id for row in people]
    found: dict[tuple[str, str], None] = {}
    while len(ids) > 1 and len(found) < min(count, len(ids) * (len(ids) - 1)):
        a, b = chance.choice(ids), chance.choice(ids)
        if a != b:
            found[a, b] = None
    return list(found)


# ------------------------------------------------------------------ how a program draws a connector


def drawn(route: Route) -> list[Point]:
    """The corners of a connector as its stored geometry says: preset path, flipped, then turned."""
    w, h = float(route.box.w), float(route.box.h)
    if route.preset in ("straightConnector1", "line"):
        path: list[Point] = [(0, 0), (w, h)]
    elif route.preset == "bentConnector2":
        path = [(0, 0), (w, 0), (w, h)]
    else:
        assert route.preset == "bentConnector3", route.preset
        bend = w * (route.guides[0] if route.guides else 50_000) / 100_000
        path = [(0, 0), (bend, 0), (bend, h), (w, h)]
    turns = {0: (1, 0), 5_400_000: (0, 1), 10_800_000: (-1, 0), 16_200_000: (0, -1)}
    cos, sin = turns[route.rot]
    out = []
    for x, y in path:
        dx = (w - x if route.flip_h else x) - w / 2
        dy = (h - y if route.flip_v else y) - h / 2
        out.append(
            (
                route.box.x + w / 2 + dx * cos - dy * sin,
                route.box.y + h / 2 + dx * sin + dy * cos,
            )
        )
    return out


def corners(connector: Connector, holds: dict[str, Shape]) -> list[Point]:
    """Where a connector of a slide runs when it is written."""
    if connector.points:
        x1, y1, x2, y2 = connector.points
        return [(x1, y1), (x2, y2)]
    assert connector.start
    assert connector.end
    ends = [
        site_point(holds[end.key].box, holds[end.key].geom, end.site)
        for end in (connector.start, connector.end)
    ]
    (x1, y1, side1), (x2, y2, side2) = ends
    if connector.kind == "straight":
        return drawn(straight((x1, y1), (x2, y2)))
    return drawn(elbow((x1, y1), side1, (x2, y2), side2, connector.bend))


def crossings(slide: SlideSpec) -> list[str]:
    """The map's lines that run through a person's box."""
    holds = {e.key: e for e in flat(slide) if isinstance(e, Shape)}
    boxes = boxes_of(slide, "/box")
    found = []
    for connector in connectors(slide):
        if not any(part in connector.key for part in ("/reports:", "/influence:", "/stub:")):
            continue
        points = corners(connector, holds)
        for (x1, y1), (x2, y2) in pairwise(points):
            assert abs(x1 - x2) < 3 or abs(y1 - y2) < 3, f"slanted: {connector.key}"
            for key, box in boxes.items():
                inner = Box(box.x + 9_000, box.y + 9_000, box.w - 18_000, box.h - 18_000)
                low_x, high_x, low_y, high_y = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
                if (
                    low_x < inner.x + inner.w
                    and high_x > inner.x
                    and low_y < inner.y + inner.h
                    and high_y > inner.y
                ):
                    found.append(f"{connector.key} crosses {key}")
    return found


def check(slide: SlideSpec) -> None:
    """Everything that must hold on any map."""
    assert faults(slide) == []
    boxes = list(boxes_of(slide, "/box").items())
    for i, (key, box) in enumerate(boxes):
        assert box.x >= MAP.x, key
        assert box.x + box.w <= MAP.x + MAP.w, key
        assert box.y + box.h <= MAP.y + MAP.h, key
        assert not [other for other, its in boxes[i + 1 :] if meets(box, its)], key
    assert crossings(slide) == []


def people_of(slide: SlideSpec) -> set[str]:
    return {key.split("/node:")[1].removesuffix("/box") for key in boxes_of(slide, "/box")}


def first(ctx: Context) -> SlideSpec:
    return decision.build(ctx)[0]


# ------------------------------------------------------------------ the story


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_map(lang: str) -> None:
    (slide,) = decision.build(story(lang))
    assert slide.key == "decision:Mount Sinai"
    assert slide.layout == "rail_broad"
    check(slide)
    target, ally, blocker = FIGURES["decision target, ally, blocker"]["value"]
    found = texts(slide)
    assert target in found["decision:Mount Sinai/rail:target"]
    assert ally in found["decision:Mount Sinai/rail:path_text"]
    assert blocker in found["decision:Mount Sinai/rail:blocker"]
    touch, inside = FIGURES["touch points"]["value"]
    word = "of" if lang == "en" else "sur"
    assert f"{touch} {word} {inside}" in found["decision:Mount Sinai/source"]
    assert not found["decision:Mount Sinai/source"].endswith("…")
    assert len(people_of(slide)) == 9
    assert sum("/influence:" in c.key for c in connectors(slide)) == 3


def test_the_storys_titles() -> None:
    assert title(first(story("en"))) == FIGURES["title: decision"]["value"]
    french = "D. Whitmore (DGA) décide et reste neutre : passer par Accenture avant que P. Mehta (RSSI)"
    assert title(first(story("fr"))).startswith(french)


def test_the_next_steps_stand_in_the_order_of_their_days() -> None:
    slide = first(story("en"))
    steps = [e for e in slide.elements if isinstance(e, Group) and "/step:" in e.key]
    assert [step.alt.split(",")[0] for step in steps] == ["7 Nov", "14 Nov", "28 Nov"]


def test_lines_are_glued_and_people_move_as_groups() -> None:
    slide = first(story("en"))
    shapes = {e.key for e in flat(slide) if isinstance(e, Shape)}
    for connector in connectors(slide):
        for end in (connector.start, connector.end):
            assert end is None or end.key in shapes
    groups = [e for e in slide.elements if isinstance(e, Group) and "/node:" in e.key]
    assert len(groups) == 9
    cio = next(group for group in groups if group.key.endswith("node:cio"))
    assert cio.alt == (
        "S. Patel, CIO; decision power 2; positive; a touch point; reports to D. Whitmore; "
        "manages P. Mehta and G. Wang."
    )


def test_a_relationship_is_colour_mark_and_word() -> None:
    slide = first(story("en"))
    shapes = {e.key.split("node:")[1]: e for e in flat(slide) if isinstance(e, Shape) and "node:" in e.key}
    seen = {}
    for id_ in ("cio", "evp", "sec", "buy"):
        box, sign = shapes[f"{id_}/box"], shapes[f"{id_}/mark"]
        assert box.line
        seen[id_] = (box.line.color, box.line.dash, sign.geom, box.paras[-1].text)
    assert seen == {
        "cio": ("good", "solid", "ellipse", "positive"),
        "evp": ("watch", "solid", "triangle", "neutral"),
        "sec": ("risk", "solid", "rect", "negative"),
        "buy": ("unknown", "sysDash", "ellipse", "unknown"),
    }


def test_the_notes_hold_rule_people_and_cells() -> None:
    notes = first(story("en")).notes
    assert notes.startswith("Target: the highest decision power that is not positive.")
    assert "J. Spiegel" in notes
    assert "Stakeholders!" in notes
    assert "Influence!" in notes


# ------------------------------------------------------------------ titles

BOSS = person("boss", power=1, name="D. Boss")
ALLY = person("ally", "boss", 2, relationship="positive", touch_point=True, name="A. Ally", title="VP Sales")
FOE = person("foe", "boss", 3, relationship="negative", name="F. Foe", title="CISO & Chief Guard")
POSITIVE = person("boss", power=1, name="D. Boss", relationship="positive")
TITLES: dict[str, tuple[tuple[Stakeholder, ...], str, str]] = {
    "ally and blocker": (
        (BOSS, ALLY, FOE),
        "The CIO decides and is still neutral: win D. Boss through A. Ally before the CISO sways the vote",
        "D. Boss (CIO) décide et reste neutre : "
        "passer par A. Ally avant que F. Foe (CISO) ne fasse basculer le vote",
    ),
    "ally alone": (
        (BOSS, ALLY),
        "The CIO decides and is still neutral: win D. Boss through A. Ally",
        "D. Boss (CIO) décide et reste neutre : passer par A. Ally pour emporter la décision",
    ),
    "negative": (
        (person("boss", power=1, name="D. Boss", relationship="negative"), ALLY),
        "The CIO decides and is still negative: win D. Boss through A. Ally",
        "D. Boss (CIO) décide et nous reste défavorable : passer par A. Ally pour emporter la décision",
    ),
    "no ally": (
        (BOSS, FOE),
        "The CIO decides and is still neutral: no one we know has access to D. Boss, open a path first",
        "D. Boss (CIO) décide et reste neutre : aucun contact n’y mène, ouvrir d’abord un chemin",
    ),
    "a touch point without ally": (
        (person("boss", power=1, name="D. Boss", touch_point=True),),
        "The CIO decides and is still neutral: we talk to D. Boss, so make the case directly",
        "D. Boss (CIO) décide et reste neutre : le contact existe, plaider directement notre cause",
    ),
    "a touch point and a blocker": (
        (person("boss", power=1, name="D. Boss", touch_point=True), FOE),
        "The CIO decides and is still neutral: "
        "make the case to D. Boss directly before the CISO sways the vote",
        "D. Boss (CIO) décide et reste neutre : "
        "plaider directement avant que F. Foe (CISO) ne fasse basculer le vote",
    ),
    "unknown": (
        (person("boss", power=1, name="D. Boss", relationship="unknown"), ALLY),
        "We do not know where the CIO, who decides, stands: ask A. Ally",
        "La position de D. Boss (CIO), qui décide, nous est inconnue : interroger A. Ally",
    ),
    "unknown without ally": (
        (person("boss", power=1, name="D. Boss", relationship="unknown"),),
        "We do not know where the CIO, who decides, stands, and no one we know can tell us",
        "La position de D. Boss (CIO), qui décide, nous est inconnue, et aucun contact ne peut nous éclairer",
    ),
    "positive with an open second": (
        (POSITIVE, ALLY, person("next", "boss", 3, name="N. Next")),
        "The CIO decides and is on our side: keep D. Boss close and win N. Next through A. Ally",
        "D. Boss (CIO) décide et nous soutient : "
        "entretenir le lien et convaincre N. Next par l’intermédiaire d’A. Ally",
    ),
    "positive, second out of reach": (
        (POSITIVE, person("next", None, 2, name="N. Next")),
        "The CIO decides and is on our side: keep D. Boss close and open a path to N. Next",
        "D. Boss (CIO) décide et nous soutient : entretenir le lien et ouvrir un chemin vers N. Next",
    ),
    "all positive": (
        (POSITIVE, ALLY),
        "The CIO decides and is on our side: keep D. Boss close",
        "D. Boss (CIO) décide et nous soutient : entretenir le lien",
    ),
    "positive with a blocker": (
        (POSITIVE, person("foe", "boss", relationship="negative", name="F. Foe", title="CISO")),
        "The CIO decides and is on our side: keep D. Boss close and win over the CISO",
        "D. Boss (CIO) décide et nous soutient : entretenir le lien et rallier F. Foe (CISO)",
    ),
    "no power": (
        (person("a"), person("b", "a", relationship="positive")),
        "Who decides at Oak is not entered: 2 people, 1 positive, 0 negative",
        "Chez Oak, le décideur n’est pas saisi : 2 personnes, relation positive pour 1, négative pour 0",
    ),
    "nobody inside": (
        (person("o", organisation="Advisers"),),
        "No one inside Oak is on the map yet, only 1 outside organisation",
        "Personne chez Oak ne figure encore sur la carte, seulement 1 organisation extérieure",
    ),
    "without a title": (
        (person("boss", power=1, name="D. Boss", title=None), ALLY),
        "D. Boss decides and is still neutral: win D. Boss through A. Ally",
        "D. Boss décide et reste neutre : passer par A. Ally pour emporter la décision",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles_follow_the_data(case: str) -> None:
    people, english, french = TITLES[case]
    for lang, expected in (("en", english), ("fr", french)):
        slide = first(context(people, lang=lang))
        assert title(slide) == expected
        check(slide)


def test_an_indirect_blocker_is_named_in_the_rail_only() -> None:
    far = person("far", "ally", 4, relationship="negative", name="F. Far", title="CISO")
    slide = first(context((BOSS, ALLY, far)))
    assert "CISO" not in title(slide)
    assert "reaches the CIO indirectly, in 2 steps" in texts(slide)["decision:Oak/rail:blocker"]


def test_a_title_too_long_drops_its_last_clause() -> None:
    people = [
        person("boss", power=1, name="Maximiliana-Alexandrina von Hohenfels-Sternberg", title=None),
        person("ally", "boss", 2, relationship="positive", touch_point=True, name="A. " + "Long " * 8),
        person("foe", "boss", 3, relationship="negative", name="F. " + "Foe " * 10, title=None),
    ]
    slide = first(context(people))
    assert "sways" not in title(slide)
    assert not title(slide).endswith("…")


# ------------------------------------------------------------------ rail


def test_gaps_name_missing_roles_and_old_contacts() -> None:
    old = person("old", "boss", 4, role="user", last_contact=AS_OF - timedelta(200), name="O. Old")
    text = texts(first(context((BOSS, ALLY, old), stale_contact_days=90)))["decision:Oak/rail:gaps"]
    assert "No champion, no economic buyer and one touch point at most." in text
    assert "No contact with O. Old for 200 days." in text


def test_a_step_whose_day_has_passed_says_so() -> None:
    late = person("boss", power=1, next_step="Call", next_step_on=AS_OF - timedelta(1))
    slide = first(context((late,)))
    assert texts(slide)["decision:Oak/step:boss/text"] == "Call (overdue)"


def test_a_long_path_leaves_out_its_middle() -> None:
    people = [person("p0", power=1)]
    people += [person(f"p{i}", f"p{i - 1}", i + 1) for i in range(1, 4)]
    people.append(person("p4", "p3", 5, relationship="positive", touch_point=True, name="A. Ally"))
    slide = first(context(people))
    chips = {
        key: text
        for key, text in texts(slide).items()
        if "/path:" in key or key.endswith(("/path_you", "/path_between"))
    }
    assert list(chips.values()) == ["You", "A. Ally", "…", "CIO"]
    assert "4 steps from the CIO" in texts(slide)["decision:Oak/rail:path_text"]


def test_faults_of_the_workbook_stand_in_the_notes() -> None:
    people = (person("a", "b", 1), person("b", "a", 2), person("c", "ghost", 3))
    notes = first(context(people, [("spirit", "a")])).notes
    assert "Stakeholders!Cc: there is no person with the id ghost." in notes
    assert "Influence!B2: there is no person with the id spirit." in notes
    assert "The reporting line closes on itself: P. A and P. B" in notes


# ------------------------------------------------------------------ few and many

SHAPES = {
    "one": (1, 1, 1, 0, 0),
    "four": (4, 3, 1, 0, 2),
    "five with two outside": (5, 4, 1, 2, 3),
    "eight": (8, 3, 1, 1, 3),
    "twelve": (12, 3, 1, 0, 6),
    "twenty": (20, 4, 1, 1, 8),
    "twenty in fives": (20, 5, 1, 0, 5),
    "three roots": (9, 3, 3, 0, 3),
    "nobody reports": (9, 9, 9, 0, 3),
    "thirty without lines": (30, 30, 30, 0, 0),
    "one manager": (40, 60, 1, 0, 3),
    "a chain": (14, 1, 1, 0, 2),
    "six outside": (7, 3, 1, 6, 4),
    "twenty outside": (3, 3, 1, 20, 0),
    "sixty": (60, 5, 1, 1, 14),
    "sixty in threes": (60, 3, 2, 3, 6),
    "two hundred": (200, 7, 1, 2, 20),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", SHAPES)
def test_any_number_of_people(name: str, lang: str) -> None:
    count, spread, roots, outside, lines = SHAPES[name]
    people = crowd(count, spread, roots=roots, outside=outside)
    slides = decision.build(context(people, some_lines(people, lines), lang))
    seen: set[str] = set()
    for slide in slides:
        check(slide)
        seen |= people_of(slide)
    assert {row.id for row in people if row.organisation is None} <= seen
    assert len({slide.key for slide in slides}) == len(slides)
    assert len({title(slide) for slide in slides}) == len(slides)
    assert len(slides) == 1 or count > 12


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_long_names_and_titles_stay_in_their_boxes(lang: str) -> None:
    for count, spread in ((8, 3), (20, 4), (31, 6)):
        people = crowd(count, spread, is_long=True, outside=1)
        for slide in decision.build(context(people, some_lines(people, 4), lang)):
            check(slide)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 26),
    st.integers(1, 6),
    st.integers(1, 3),
    st.integers(0, 3),
    st.integers(0, 9),
    st.integers(0, 99),
)
def test_no_organisation_breaks_the_map(
    count: int, spread: int, roots: int, outside: int, lines: int, seed: int
) -> None:
    people = crowd(count, spread, seed, roots=min(roots, count), outside=outside)
    for slide in decision.build(context(people, some_lines(people, lines, seed))):
        check(slide)


def test_more_people_than_fit_are_counted_on_their_managers_box() -> None:
    slides = decision.build(context(crowd(60, 5)))
    found = texts(slides[0])
    assert "+" in found["decision:Oak/node:p1/box"].splitlines()[-1]
    assert "decision:Oak/legend/hidden" in found
    assert "1 OF" in found["decision:Oak/kicker"]
    assert slides[1].key == "decision:Oak:p1"


def test_many_lines_leave_the_map_for_a_table() -> None:
    people = crowd(12, 3)
    lines = some_lines(people, 14)
    slides = decision.build(context(people, lines))
    table = next(e for e in slides[-1].elements if isinstance(e, Table))
    in_table = {row.key for row in table.rows[1:]}
    on_map = {c.key.split("/influence:")[1] for c in connectors(slides[0]) if "/influence:" in c.key}
    assert in_table | on_map == {f"{a}>{b}" for a, b in lines}
    assert not in_table & on_map
    assert {line.split(">")[1] for line in on_map} <= {"p0", "p1", "p2"}


def test_organisations_that_find_no_room_are_counted() -> None:
    slide = first(context(crowd(3, 2, outside=20)))
    assert texts(slide)["decision:Oak/zone_head"] == "Outside the account  +11"
    assert len([key for key in boxes_of(slide, "/box") if "node:o" in key]) == 9


def test_a_kind_of_influence_stands_beside_its_line_where_there_is_room() -> None:
    slide = first(story("en"))
    kinds = {e.key: e for e in slide.elements if isinstance(e, Text) and "/kind:" in e.key}
    found = {key.split("/kind:")[1]: texts(slide)[key] for key in kinds}
    assert found == {"acc>evp": "advises", "sec>evp": "influences informally"}
    for label in kinds.values():
        assert label.box
        assert not any(meets(label.box, box) for box in boxes_of(slide, "/box").values())


# ------------------------------------------------------------------ accounts


def test_one_slide_per_account_the_focus_account_first() -> None:
    people = [person("a", account="Ash"), person("b", account="Elm"), person("c", account="Fir")]
    ctx = context(people, focus_account="Elm")
    assert [slide.key for slide in decision.build(ctx)] == ["decision:Elm", "decision:Ash", "decision:Fir"]
    only = Context(ctx.book, ctx.say, ctx.years, account="Fir")
    assert [slide.key for slide in decision.build(only)] == ["decision:Fir"]


def test_no_stakeholders_give_no_slide() -> None:
    assert decision.build(context(())) == ()


@pytest.mark.parametrize(("lang", "word"), [("en", "in conflict"), ("fr", "en conflit")])
def test_lines_against_somebody_are_red_dashed_and_in_the_legend(lang: str, word: str) -> None:
    people = [person("a", power=1), person("b", "a", 2), person("c", "a", 3), person("d", "a", 4)]
    ctx = context(people, [("b", "c"), ("d", "a")], lang)
    rows = tuple(
        replace(row, kind=kind) for row, kind in zip(ctx.book.influence, ("conflict", "opposes"), strict=True)
    )
    (slide,) = decision.build(replace(ctx, book=replace(ctx.book, influence=rows)))
    assert faults(slide) == []
    lines = {e.key.rpartition("/")[2]: e for e in flat(slide) if isinstance(e, Connector)}
    for name in ("influence:b>c", "influence:d>a"):
        assert (lines[name].line.color, lines[name].line.dash) == ("risk", "dash")
        assert lines[name].alt
    assert not lines["influence:b>c"].tail
    assert word in lines["influence:b>c"].alt
    assert "conflicts" in lines
    assert "influences" not in lines


# ------------------------------------------------------------------ other rooms


def test_below_the_map_the_insights_stand_in_columns() -> None:
    slide = first(replace(story("en"), frame=ROOMS["4:3, art"]))
    told = [e for e in slide.elements if isinstance(e, Text) and "/rail:" in e.key]
    parts = {e.key.rpartition(":")[2]: e.box for e in told}
    assert list(parts) == ["target", "path", "blocker", "steps"]
    boxes = [box for box in parts.values() if box]
    assert len({box.y for box in boxes}) == 1
    assert all(a.x + a.w < b.x for a, b in pairwise(boxes))
    steps = [e.alt.split(",")[0] for e in slide.elements if isinstance(e, Group) and "/step:" in e.key]
    assert steps == ["7 Nov", "28 Nov"]  # of three the first and the last
    assert len({box.h for box in boxes_of(slide, "/box").values()}) == 1  # all boxes are full ones


def test_a_line_holds_the_first_and_the_last_step_and_the_notes_all_else() -> None:
    ctx = story("en")
    line = first(replace(ctx, frame=ROOMS["10 x 5.63, line"]))
    said = texts(line)["decision:Mount Sinai/next"]
    assert "7 Nov: " in said
    assert "28 Nov: " in said
    assert not said.endswith("…")
    assert not [key for key in texts(line) if "/rail" in key]
    for part in ("Target: D.\u00a0Whitmore, EVP.", "Path: Accenture", "Blocker: P.\u00a0Mehta, CISO."):
        assert part in line.notes
    assert "14 Nov: " in first(replace(ctx, frame=ROOMS["10 x 5.63, notes"])).notes


def test_the_source_takes_the_scope_that_leaves_it_whole() -> None:
    for frame in (OURS, ROOMS["4:3, art"]):
        source = texts(first(replace(story("fr"), frame=frame)))["decision:Mount Sinai/source"]
        assert "…" not in source
        assert source.endswith("Chiffres illustratifs.")
