"""Formats on words stand on the same words after new figures; what finds no place is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from lxml import etree
from pptx.presentation import Presentation as Deck

from kamdeck.deck.changes import Plan
from kamdeck.deck.fields import flatten
from kamdeck.deck.formats import encoded, spec_lines
from kamdeck.deck.plan import plan
from kamdeck.deck.spec import Cell, Column, DeckSpec, Para, Row, Run, SlideSpec, Table, Text, inches, para
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.colors import OUR_PALETTE
from kamdeck.pptxio.formats import line_of
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.report import Kept
from kamdeck.views import VIEWS
from tests.refreshing import built, edited, opened, read, refreshed, shape_of, slide_of, spec_of, story
from tests.validators import findings, sdk_sweep

Sound = Callable[[bytes, bytes], None]
Node = Any
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
a, r = f"{{{A}}}", f"{{{R}}}"
ADDRESS = "https://example.com/definition"
LINK = f'<a:hlinkClick xmlns:a="{A}" xmlns:r="{R}" r:id="%s"/>'
VIEW = {view.key: view for view in VIEWS}


@pytest.fixture(scope="module")
def sound() -> Iterator[Sound]:
    """Asserts that a refresh brings no fault that a person's deck did not have: Office has not been seen to
    write every format everywhere."""
    decks: list[bytes] = []

    def check(theirs: bytes, data: bytes) -> None:
        assert set(findings(data)) <= set(findings(theirs))
        decks.append(data)

    yield check
    assert sdk_sweep(decks) == []


def xml(text: str) -> Node:
    return etree.fromstring(f'<x xmlns:a="{A}" xmlns:r="{R}">{text}</x>')[0]


class Format(NamedTuple):
    """A format as PowerPoint writes it: attributes and children of a run's properties."""

    attributes: Mapping[str, str] = MappingProxyType({})
    children: tuple[str, ...] = ()

    def put(self, run: Node, part: Any) -> None:
        look = run.find(a + "rPr")
        for name, value in self.attributes.items():
            look.set(name, value)
        for text in self.children:
            node = xml(text)
            if node.get(r + "id") == "":
                node.set(r + "id", part.relate_to(ADDRESS, f"{R}/hyperlink", is_external=True))
            for other in [n for n in look if n.tag == node.tag or (node.tag in FILLS and n.tag in FILLS)]:
                look.remove(other)
            later = [n for n in look if ORDER.index(name_of(n)) > ORDER.index(name_of(node))]
            later[0].addprevious(node) if later else look.append(node)

    def is_on(self, run: Node) -> bool:
        look = run.find(a + "rPr")
        if look is None or any(look.get(name) != value for name, value in self.attributes.items()):
            return False
        there = {canonical(node) for node in look}
        return all(canonical(xml(text)) in there for text in self.children)


FILLS = {a + name for name in ("noFill", "solidFill", "gradFill", "pattFill")}
ORDER = ("ln", "noFill", "solidFill", "gradFill", "pattFill", "effectLst", "highlight", "uFillTx", "uFill",
         "latin", "ea", "cs", "sym", "hlinkClick", "hlinkMouseOver")  # fmt: skip
SOLID = '<a:solidFill><a:srgbClr val="%s"/></a:solidFill>'
FORMATS = {
    "underline": Format({"u": "sng"}),
    "wavy": Format({"u": "wavy"}, (f"<a:uFill>{SOLID % 'FF0000'}</a:uFill>",)),
    "strike": Format({"strike": "sngStrike"}),
    "small_caps": Format({"cap": "small"}),
    "caps": Format({"cap": "all"}),
    "superscript": Format({"baseline": "30000"}),
    "subscript": Format({"baseline": "-25000"}),
    "spacing": Format({"spc": "300"}),
    "kerning": Format({"kern": "1200"}),
    "highlight": Format({}, ('<a:highlight><a:srgbClr val="FFFF00"/></a:highlight>',)),
    "typeface": Format({}, (
        '<a:latin typeface="Georgia" panose="02040502050405020303" pitchFamily="18" charset="0"/>',
        '<a:ea typeface="MS Mincho"/>', '<a:cs typeface="Georgia"/>', '<a:sym typeface="Wingdings"/>',
    )),
    "size": Format({"sz": "1500"}),
    "bold": Format({"b": "1"}),
    "light": Format({"b": "0"}),
    "italic": Format({"i": "1"}),
    "colour": Format({}, (SOLID % "C00000",)),
    "theme_colour": Format({}, (
        '<a:solidFill><a:schemeClr val="accent6"><a:lumMod val="75000"/></a:schemeClr></a:solidFill>',
    )),
    "gradient": Format({}, (
        '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="FF0000"/></a:gs>'
        '<a:gs pos="100000"><a:srgbClr val="0000FF"/></a:gs></a:gsLst>'
        '<a:lin ang="0" scaled="0"/></a:gradFill>',
    )),
    "outline": Format({}, (f'<a:ln w="12700">{SOLID % "00B050"}</a:ln>',)),
    "shadow": Format({}, (
        '<a:effectLst><a:outerShdw blurRad="38100" dist="38100" dir="2700000" algn="tl">'
        '<a:srgbClr val="000000"><a:alpha val="43137"/></a:srgbClr></a:outerShdw></a:effectLst>',
    )),
    "link": Format({}, ('<a:hlinkClick r:id=""/>',)),
    "mouse_over": Format({}, ('<a:hlinkMouseOver r:id=""/>',)),
}  # fmt: skip


def name_of(node: Node) -> str:
    return etree.QName(node).localname


def canonical(node: Node) -> str:
    node = deepcopy(node)
    node.attrib.pop(r + "id", "")
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False).decode()


# ------------------------------------------------------------------ texts of a deck


def runs_of(body: Node) -> list[Node]:
    return list(body.iter(a + "r"))


def words_of(body: Node) -> str:
    return "\n".join(
        "".join(
            "\n" if n.tag == a + "br" else n.findtext(a + "t") or ""
            for n in p.iter(a + "r", a + "br", a + "fld")
        )
        for p in body.iter(a + "p")
    )


def split_out(body: Node, words: str) -> Node:
    """The run that shows these words and no others, as PowerPoint splits one."""
    for run in runs_of(body):
        text = run.findtext(a + "t") or ""
        if words in text:
            before, after = text.split(words, 1)
            for piece, is_before in ((before, True), (after, False)):
                if piece:
                    other = deepcopy(run)
                    other.find(a + "t").text = piece
                    (run.addprevious if is_before else run.addnext)(other)
            run.find(a + "t").text = words
            return run
    raise LookupError(f"{words!r} in {words_of(body)!r}")


def shown(body: Node, form: Format) -> str:
    """The words that bear a format; those of several places with a bar between."""
    out = ""
    was_on = False
    for run in runs_of(body):
        if form.is_on(run):
            out += ("" if was_on or not out else "|") + (run.findtext(a + "t") or "")
        was_on = form.is_on(run)
    return out


def bodies(deck: Deck, lang: str) -> dict[str, tuple[Node, Any]]:
    """Title placeholder, second paragraph of a box, table cell and notes, with their parts."""
    slide = slide_of(deck, "concentration")
    notes = slide.notes_slide
    return {
        "title": (shape_of(deck, "concentration/title")._element.txBody, slide.part),
        "box": (shape_of(deck, "concentration/fact:top")._element.txBody[-1], slide.part),
        "cell": (shape_of(deck, "concentration/table").table.cell(2, 3)._tc.txBody, slide.part),
        "notes": (notes.notes_text_frame._txBody, notes.part),
    }


WORDS = {
    "en": {"title": "top 20%", "box": "the top 20%", "notes": "first accounts", "cell": "20.1%"},
    "fr": {
        "title": "20\u202f% des",
        "box": "premiers 20\u202f% des",
        "notes": "first accounts",
        "cell": "20,1\u202f%",
    },
}
FIELD = {
    "title": ("concentration/title", "{}"),
    "box": ("concentration/fact:top", "{}"),
    "cell": ("concentration/table", "{}/largest/2026"),
}


@cache
def specs(lang: str) -> tuple[DeckSpec, DeckSpec]:
    """The slide of the story with its figures, and with others."""
    book = story(lang)
    grown = tuple(
        replace(row, revenue=round((row.revenue or 0) * (0.6, 1.4, 1.1)[i % 3], -3))
        if row.year == 2026
        else row
        for i, row in enumerate(book.revenue)
    )
    made = []
    for known, share in ((book, "71%"), (replace(book, revenue=grown), "66%")):
        spec = spec_of(known, lang, VIEW["concentration"].build)
        slides = tuple(
            replace(s, notes=f"{share} of it\nThe first accounts bring {share}.") for s in spec.slides
        )
        made.append(replace(spec, slides=slides))
    return made[0], made[1]


@cache
def old_deck(lang: str) -> bytes:
    return built(specs(lang)[0])


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_stands_on_the_same_words(kind: str, lang: str, sound: Sound) -> None:
    form, words = FORMATS[kind], WORDS[lang]

    def change(deck: Deck) -> None:
        for place, (body, part) in bodies(deck, lang).items():
            form.put(split_out(body, words[place]), part)

    _, new = specs(lang)
    theirs = edited(old_deck(lang), change)
    data, made = refreshed(theirs, new)
    sound(theirs, data)
    found = {place: body for place, (body, _) in bodies(opened(data), lang).items()}
    fresh = {place: body for place, (body, _) in bodies(opened(built(new)), lang).items()}
    assert {p: words_of(body) for p, body in found.items()} == {p: words_of(b) for p, b in fresh.items()}
    assert {p: words_of(body) for p, body in found.items()} != {
        p: words_of(b) for p, (b, _) in bodies(opened(old_deck(lang)), lang).items()
    }
    meant = words | {"cell": words_of(fresh["cell"])}
    assert {place: shown(body, form) for place, body in found.items()} == meant
    assert made.lost == ()
    field = "link" if kind in ("link", "mouse_over") else "font"
    for place, (key, name) in FIELD.items():
        if (kind, place) == ("bold", "cell"):
            continue  # our own format of that cell
        told = "" if place == "cell" else words[place].removeprefix("\xa0").removesuffix("\xa0")
        assert (key, name.format(field), told) in [(k.key, k.field, k.now) for k in made.kept], place
    again, nothing = refreshed(data, new)
    assert (nothing.edits, again) == ((), data)
    assert set(made.kept) <= set(nothing.kept)


# ------------------------------------------------------------------ small decks


def slide(*texts: Text | Table, notes: str = "") -> DeckSpec:
    return DeckSpec(
        (SlideSpec("s", "wide", (Text("s/title", (para("A title"),), placeholder="title"), *texts), notes),)
    )


def box(*paras: Para | str) -> Text:
    made = tuple(para(p, size=12, color="ink") if isinstance(p, str) else p for p in paras)
    return Text("s/box", made, inches(1, 2, 6, 3))


def body_of(deck: Deck, key: str = "s/box") -> Node:
    return shape_of(deck, key)._element.txBody


def person(data: bytes, words: str, form: Format, key: str = "s/box") -> bytes:
    def change(deck: Deck) -> None:
        form.put(split_out(body_of(deck, key), words), slide_of(deck, "s").part)

    return edited(data, change)


def link_relations(data: bytes) -> list[tuple[str, str]]:
    """Part and address of every link relation, each of which must be in use."""
    package = Package.open(data)
    found = []
    for name in package.names:
        if name.startswith(("ppt/slides/", "ppt/notesSlides/")):
            for rel in package.rels(name):
                if rel.kind == "hyperlink":
                    assert f'"{rel.id}"'.encode() in package.read(name)
                    found.append((name, rel.target))
    return found


def told(lines: Sequence[Kept]) -> list[tuple[str, str, str]]:
    return [(line.key, line.field, line.now) for line in lines]


def run(data: bytes, new: DeckSpec, sound: Sound) -> tuple[bytes, Plan]:
    """The deck refreshed; sound, and a second refresh changes nothing."""
    after, made = refreshed(data, new)
    sound(data, after)
    again, nothing = refreshed(after, new)
    assert (nothing.edits, again) == ((), after)
    return after, made


def test_a_link_whose_words_go_is_lost_with_its_relation(sound: Sound) -> None:
    theirs = person(built(slide(box("Bolt leads with 8.0 of 18"))), "Bolt", FORMATS["link"])
    data, made = run(theirs, slide(box("Acme leads with 6.0 of 12")), sound)
    assert told(made.lost) == [("s/box", "link", "Bolt")]
    assert told(made.kept) == []
    assert link_relations(data) == []


def test_a_link_goes_to_no_word_that_is_new(sound: Sound) -> None:
    theirs = person(built(slide(box("See the definition of 8"))), "the definition", FORMATS["link"])
    data, made = run(theirs, slide(box("See the whole new definition of 9")), sound)
    assert shown(body_of(opened(data)), FORMATS["link"]) == "the|definition"
    assert (told(made.kept), told(made.lost)) == ([("s/box", "link", "the, definition")], [])
    assert len(link_relations(data)) == 1


def test_a_link_on_a_whole_text_stays_on_the_whole(sound: Sound) -> None:
    theirs = person(built(slide(box("Bolt leads with 8.0"))), "Bolt leads with 8.0", FORMATS["link"])
    data, made = run(theirs, slide(box("Acme leads with 6.0")), sound)
    assert shown(body_of(opened(data)), FORMATS["link"]) == "Acme leads with 6.0"
    assert (told(made.kept), told(made.lost)) == ([("s/box", "link", "")], [])


def test_a_figure_hands_its_bold_to_the_figure_that_takes_its_place(sound: Sound) -> None:
    theirs = person(built(slide(box("Revenue is $42.9M in 2025"))), "$42.9M", FORMATS["bold"])
    data, made = run(theirs, slide(box("Revenue is now up to $43.15M in 2025")), sound)
    assert shown(body_of(opened(data)), FORMATS["bold"]) == "$43.15M"
    assert told(made.kept) == [("s/box", "font", "$43.15M")]


def test_words_of_which_some_go_are_kept_and_lost(sound: Sound) -> None:
    theirs = person(built(slide(box("The whole monthly revenue is 8"))), "monthly revenue", FORMATS["italic"])
    data, made = run(theirs, slide(box("The whole revenue is 9")), sound)
    assert shown(body_of(opened(data)), FORMATS["italic"]) == "revenue"
    assert told(made.kept) == [("s/box", "font", "revenue")]
    assert told(made.lost) == [("s/box", "font", "monthly")]


def test_what_rules_a_text_is_taken_by_its_new_words(sound: Sound) -> None:
    theirs = person(built(slide(box("Total 8"))), "Total 8", FORMATS["typeface"])
    data, made = run(theirs, slide(box("Total of all accounts: 9")), sound)
    assert shown(body_of(opened(data)), FORMATS["typeface"]) == "Total of all accounts: 9"
    assert told(made.kept) == [("s/box", "font", "")]


def test_ours_is_written_where_it_changes_and_theirs_stays(sound: Sound) -> None:
    """The colour of our words says something: it follows the figures, with the person's underline on it."""
    old = slide(box(Para((Run("Change ", 12, color="ink"), Run("+8%", 12, True, "good")))))
    new = slide(box(Para((Run("Change ", 12, color="ink"), Run("-3%", 12, True, "risk")))))
    for form in (FORMATS["underline"], FORMATS["link"], FORMATS["typeface"]):
        theirs = person(person(built(old), "8", form), "Change", form)
        data, made = run(theirs, new, sound)
        body = body_of(opened(data))
        assert shown(body, form) == "Change|3"
        assert colors_of(body)["3"] == colors_of(body_of(opened(built(new))))["-3%"]
        assert made.lost == ()


def colors_of(body: Node) -> dict[str, str]:
    """Of each run the color."""
    return {run.findtext(a + "t"): canonical(run.find(f"{a}rPr/{a}solidFill")) for run in runs_of(body)}


def test_a_person_s_bold_leaves_our_colours_to_the_figures(sound: Sound) -> None:
    old = slide(box(Para((Run("Change of the year ", 12), Run("+8%", 12, None, "good")))))
    new = slide(box(Para((Run("Change of the year ", 12), Run("-3%", 12, None, "risk")))))
    data, made = run(person(built(old), "the year", FORMATS["bold"]), new, sound)
    body = body_of(opened(data))
    assert shown(body, FORMATS["bold"]) == "the year"
    figure = canonical(runs_of(body)[-1].find(a + "rPr"))
    assert figure == canonical(runs_of(body_of(opened(built(new))))[-1].find(a + "rPr"))
    assert told(made.kept) == [("s/box", "font", "the year")]


def test_a_lead_that_a_person_made_plain_stays_plain(sound: Sound) -> None:
    old = slide(box(Para((Run("Acme", 12, True), Run(" has 8 of 9", 12)))))
    new = slide(box(Para((Run("Acme", 12, True), Run(" has 7 of 12", 12)))))

    def change(deck: Deck) -> None:
        runs_of(body_of(deck))[0].find(a + "rPr").attrib.pop("b")

    data, made = run(edited(built(old), change), new, sound)
    assert shown(body_of(opened(data)), FORMATS["bold"]) == ""
    assert ("s/box", "font") in [(k.key, k.field) for k in made.kept]


# ------------------------------------------------------------------ paragraphs

BULLET = '<a:buFont typeface="Arial"/>', '<a:buChar char="&#8226;"/>'
PARAGRAPHS = {
    "bullets": ({"marL": "285750", "indent": "-285750"}, BULLET),
    "numbers": (
        {"marL": "342900", "indent": "-342900"},
        ('<a:buFont typeface="+mj-lt"/>', '<a:buAutoNum type="arabicPeriod"/>'),
    ),
    "no_bullet": ({"marL": "0", "indent": "0"}, ("<a:buNone/>",)),
    "alignment": ({"algn": "r"}, ()),
    "level": ({"lvl": "1"}, ()),
    "spacing": (
        {},
        ('<a:lnSpc><a:spcPct val="150000"/></a:lnSpc>', '<a:spcBef><a:spcPts val="1200"/></a:spcBef>'),
    ),
    "tabs": ({}, ('<a:tabLst><a:tab pos="914400" algn="l"/></a:tabLst>',)),
}  # fmt: skip


def dress_paragraph(body: Node, i: int, kind: str) -> None:
    attributes, children = PARAGRAPHS[kind]
    paragraph = body.findall(a + "p")[i]
    look = paragraph.find(a + "pPr")
    if look is None:
        look = etree.Element(a + "pPr")
        paragraph.insert(0, look)
    for name, value in attributes.items():
        look.set(name, value)
    for text in children:
        look.append(xml(text))


def look_of(body: Node, i: int) -> tuple[dict[str, str], list[str]]:
    look = body.findall(a + "p")[i].find(a + "pPr")
    return ({}, []) if look is None else (dict(look.attrib), [canonical(n) for n in look])


@pytest.mark.parametrize("is_fresh", [False, True], ids=["words", "our_font_changes"])
@pytest.mark.parametrize("kind", PARAGRAPHS)
def test_a_paragraph_keeps_its_format(kind: str, is_fresh: bool, sound: Sound) -> None:
    old = slide(box("Acme brings 8", "Bolt brings 7"))
    new = slide(
        box("Acme brings 9", para("Bolt brings 6", size=14, color="risk") if is_fresh else "Bolt brings 6")
    )
    theirs = edited(built(old), lambda deck: dress_paragraph(body_of(deck), 1, kind))
    data, made = run(theirs, new, sound)
    body = body_of(opened(data))
    assert words_of(body) == "Acme brings 9\nBolt brings 6"
    attributes, children = PARAGRAPHS[kind]
    assert look_of(body, 1) == (attributes, [canonical(xml(text)) for text in children])
    assert look_of(body, 0) == ({}, [])
    assert made.lost == ()


def test_a_paragraph_that_moves_takes_its_format_along(sound: Sound) -> None:
    old = slide(box("Acme brings 8", "Bolt brings 7", "Cyan is new"))
    new = slide(box("Bolt brings 6", "Cyan is new", "Dune left at last"))
    theirs = edited(built(old), lambda deck: dress_paragraph(body_of(deck), 1, "bullets"))
    data, made = run(person(theirs, "Bolt", FORMATS["underline"]), new, sound)
    body = body_of(opened(data))
    assert shown(body, FORMATS["underline"]) == "Bolt"
    assert [bool(look_of(body, i)[1]) for i in range(3)] == [True, False, False]
    assert made.lost == ()


def test_a_paragraph_that_goes_is_named(sound: Sound) -> None:
    old = slide(box("Acme brings 8", "Bolt is far behind them", "Cyan is new"))
    theirs = edited(built(old), lambda deck: dress_paragraph(body_of(deck), 1, "bullets"))
    _, made = run(
        person(theirs, "behind", FORMATS["strike"]), slide(box("Acme brings 9", "Cyan is new")), sound
    )
    assert told(made.lost) == [("s/box", "font", "behind"), ("s/box", "paragraph", "Bolt is far behind them")]


def test_a_list_that_a_person_made_has_bullets_on_a_new_paragraph(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        for i in (0, 1):
            dress_paragraph(body_of(deck), i, "bullets")

    theirs = edited(built(slide(box("Acme brings 8", "Bolt brings 7"))), change)
    data, made = run(theirs, slide(box("Acme brings 9", "Bolt brings 7", "Cyan is new")), sound)
    assert [bool(look_of(body_of(opened(data)), i)[1]) for i in range(3)] == [True, True, True]
    assert made.lost == ()


# ------------------------------------------------------------------ what else stands in a text


def test_soft_breaks_come_and_go(sound: Sound) -> None:
    theirs = person(built(slide(box("Acme brings 8\vof all 9"))), "all", FORMATS["underline"])
    for words in ("Acme brings 7 of all 9", "Acme brings\v6\vof all 9"):
        theirs, _ = run(theirs, slide(box(words)), sound)
        body = body_of(opened(theirs))
        assert words_of(body) == words.replace("\v", "\n")
        assert shown(body, FORMATS["underline"]) == "all"


def test_a_field_stays_one_while_its_words_stand(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        split = split_out(body_of(deck), "2026")
        split.tag = a + "fld"
        split.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        split.set("type", "datetimeFigureOut")

    theirs = edited(built(slide(box("As of 2026 Acme has 8"))), change)
    data, made = run(theirs, slide(box("As of 2026 Acme has 9")), sound)
    assert [f.findtext(a + "t") for f in body_of(opened(data)).iter(a + "fld")] == ["2026"]
    gone, made = run(data, slide(box("As of 2027 Acme has 9")), sound)
    assert [f.findtext(a + "t") for f in body_of(opened(gone)).iter(a + "fld")] == []
    assert words_of(body_of(opened(gone))) == "As of 2027 Acme has 9"
    assert told(made.lost) == [("s/box", "field", "2026")]


def test_words_marked_with_a_language_keep_it(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        split_out(body_of(deck), "Umsatz").find(a + "rPr").set("lang", "de-DE")

    theirs = edited(built(slide(box("The Umsatz of Acme is 8"))), change)
    data, made = run(theirs, slide(box("The Umsatz of Acme is 9")), sound)
    found = {x.findtext(a + "t"): x.find(a + "rPr").get("lang") for x in runs_of(body_of(opened(data)))}
    assert found == {"The ": "en-US", "Umsatz": "de-DE", " of Acme is 9": "en-US"}
    assert (made.kept, made.lost) == ((), ())


def test_words_nobody_reworded_keep_their_runs(sound: Sound) -> None:
    """What PowerPoint notes on runs is left where the words stay."""

    def change(deck: Deck) -> None:
        body = body_of(deck)
        split_out(body, "Acme").find(a + "rPr").set("noProof", "1")
        FORMATS["underline"].put(split_out(body, "Acme"), None)

    theirs = edited(built(slide(box("Of all Acme is 8"))), change)
    data, _ = run(theirs, slide(box("Of all Acme is 9")), sound)
    look = next(x for x in runs_of(body_of(opened(data))) if x.findtext(a + "t") == "Acme").find(a + "rPr")
    assert (look.get("u"), look.get("noProof")) == ("sng", "1")


def cells(value: str, word: str, color: str = "good") -> DeckSpec:
    columns = (Column("name", 2_000_000), Column("now", 2_000_000), Column("note", 2_000_000))
    head = Row("head", 300_000, tuple(Cell((para(t, bold=True),)) for t in ("Account", "2026", "Note")))
    note = Cell((para(word, color=color),), is_data=False)
    row = Row("Acme", 300_000, (Cell((para("Acme"),)), Cell((para(value, align="r"),)), note))
    return slide(Table("s/table", 500_000, 1_500_000, columns, (head, row)))


def cell_of(deck: Deck, column: int) -> Node:
    return shape_of(deck, "s/table").table.cell(1, column)._tc.txBody


def test_part_of_a_cell_keeps_its_format_and_its_link(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        FORMATS["superscript"].put(split_out(cell_of(deck, 1), "e"), None)
        FORMATS["link"].put(split_out(cell_of(deck, 2), "plan"), slide_of(deck, "s").part)

    data, made = run(edited(built(cells("8.0 e", "see plan 8")), change), cells("7.5 e", "see plan 9"), sound)
    deck = opened(data)
    assert shown(cell_of(deck, 1), FORMATS["superscript"]) == "e"
    assert shown(cell_of(deck, 2), FORMATS["link"]) == "plan"
    assert told(made.kept) == [("s/table", "font/Acme/now", "e"), ("s/table", "link/Acme/note", "plan")]
    gone, made = run(data, cells("7.5", "none"), sound)
    assert told(made.lost) == [("s/table", "font/Acme/now", "e"), ("s/table", "link/Acme/note", "plan")]
    assert link_relations(gone) == []


def test_a_person_s_words_stay_when_our_font_changes(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        runs_of(cell_of(deck, 2))[0].find(a + "t").text = "ask Ann"

    theirs = edited(built(cells("8.0", "good", "good")), change)
    data, made = run(theirs, cells("7.0", "bad", "risk"), sound)
    assert words_of(cell_of(opened(data), 2)) == "ask Ann"
    assert ("s/table", "cell/Acme/note", "ask Ann") in told(made.kept)


def test_notes_whose_words_go_lose_their_link(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        notes = slide_of(deck, "s").notes_slide
        FORMATS["link"].put(split_out(notes.notes_text_frame._txBody, "Bolt"), notes.part)
        FORMATS["bold"].put(split_out(notes.notes_text_frame._txBody, "say"), notes.part)

    theirs = edited(built(slide(notes="Please say that Bolt leads\nSecond line 8")), change)
    spec = slide(notes="Please say that Acme leads\nSecond line 9")
    package = Package.open(theirs)
    reading = read_state(package, spec)
    made = plan(spec, reading.state, reading.ledger)
    data = apply(made, package, spec, shipped_master()[0], reading).save_bytes()
    sound(theirs, data)
    body = slide_of(opened(data), "s").notes_slide.notes_text_frame._txBody
    assert words_of(body) == "Please say that Acme leads\nSecond line 9"
    assert shown(body, FORMATS["bold"]) == "say"
    assert link_relations(data) == []
    assert told(reading.lost) == [("s/notes", "link", "Bolt")]


# ------------------------------------------------------------------ what is known of a deck


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_our_texts_are_read_back_as_the_spec_has_them(lang: str) -> None:
    spec = spec_of(
        story(lang),
        lang,
        *[
            view.build
            for view in VIEWS
            if view.key in ("cover", "summary", "concentration", "abc_accounts", "charter")
        ],
    )
    deck = opened(built(spec))
    count = 0
    for each in spec.slides:
        for element, _ in flatten(each):
            if isinstance(element, Text) and element.paras:
                body = shape_of(deck, element.key)._element.txBody
                there = [replace_end(line_of(p)) for p in body.iter(a + "p")]
                assert encoded(there) == encoded(spec_lines(element.paras, OUR_PALETTE.tokens)), element.key
                count += 1
    assert count > 40


def replace_end(line: Any) -> Any:
    return type(line)(line.pieces, {k: v for k, v in line.look.items() if k != "rtl"})


def test_the_ledger_knows_nothing_of_runs() -> None:
    """Decks that version 0.1.0 wrote are compared by the same marks."""
    reading = read(old_deck("en"), specs("en")[0])
    assert reading.ledger is not None
    names = {
        n.partition("/")[0]
        for s in reading.ledger.slides.values()
        for e in s.elements.values()
        for n in e.marks
    }
    assert "font" in names
    assert not names & {"runs", "link", "paragraph"}
