"""Old words matched to new ones, and formats carried along: what holds for any two texts."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kamdeck.deck.carry import Carried, carry, is_bare
from kamdeck.deck.formats import Judge, Line, Piece
from kamdeck.deck.words import NOWHERE, matched, paired, units

WORDS = st.sampled_from(
    ["Acme", "Bolt", "leads", "with", "8.0", "42,9", "of", "10\u202f000", "%", "M€", "–", "l'année", "a\nb"]
)
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)
ANY = st.text(alphabet="ab1., é\u00a0%-", max_size=24)
LOOKS = st.sampled_from([{}, {"u": "sng"}, {"hlinkClick": "x"}, {"u": "dbl", "latin": "x"}, {"strike": "y"}])
PIECES = st.lists(st.builds(Piece, WORDS.map(lambda w: w + " "), LOOKS), max_size=7)
LINES = st.lists(st.builds(Line, PIECES.map(tuple)), min_size=1, max_size=4)
PLAIN = st.lists(st.builds(lambda text: Line((Piece(text),) if text else ()), TEXTS), min_size=1, max_size=4)


@given(st.one_of(TEXTS, ANY), st.one_of(TEXTS, ANY))
def test_every_source_stands_in_the_old_text(old: str, new: str) -> None:
    match = matched(old, new)
    assert len(match.source) == len(match.is_same) == len(new)
    assert all(0 <= s < len(old) for s in match.source if s != NOWHERE)


@given(st.one_of(TEXTS, ANY))
def test_a_text_is_its_own_match(text: str) -> None:
    match = matched(text, text)
    assert match.source == tuple(range(len(text)))
    assert all(match.is_same)


@given(TEXTS, TEXTS, st.lists(st.sampled_from(["new", "7.5", "and"]), max_size=3).map(" ".join))
def test_a_word_put_between_moves_nothing(first: str, last: str, between: str) -> None:
    """What stands before and behind it is the same as before."""
    match = matched(f"{first} | {last}", f"{first} | Zulu {between} Zulu | {last}")
    assert match.source[: len(first)] == tuple(range(len(first)))
    start = len(first) + 3
    count = len(last)
    assert match.source[len(match.source) - count :] == tuple(range(start, start + count))


@given(st.one_of(TEXTS, ANY), st.one_of(TEXTS, ANY))
def test_what_is_the_same_is_the_same_sign_or_part_of_a_figure(old: str, new: str) -> None:
    match = matched(old, new)
    for char, source, is_same in zip(new, match.source, match.is_same, strict=True):
        if is_same:
            figures = [u for u in units(old) if old[u.start].isdigit()]
            assert char == old[source] or any(u.start <= source < u.end for u in figures)


@given(st.one_of(TEXTS, ANY))
def test_every_sign_but_spaces_is_in_one_unit(text: str) -> None:
    found = units(text)
    covered = [i for u in found for i in range(u.start, u.end)]
    assert covered == sorted(set(covered))
    assert set(covered) >= {i for i, char in enumerate(text) if not char.isspace()}


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_paragraphs_never_cross(olds: list[str], news: list[str]) -> None:
    found = paired(olds, news)
    there = [i for i in found if i != NOWHERE]
    assert len(found) == len(news)
    assert there == sorted(set(there))
    if len(olds) == len(news) and not {*" ".join(olds).split()} & {*" ".join(news).split()}:
        assert found == list(range(len(news)))


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_equal_paragraphs_are_pairs(texts: list[str]) -> None:
    assert paired(texts, texts) == list(range(len(texts)))


@pytest.mark.parametrize(
    ("olds", "news", "expected"),
    [
        (["a b", "c d"], ["x y", "z"], [0, 1]),
        (["a b c", "d e f", "g h i"], ["d e f", "g h i", "j k l"], [1, 2, NOWHERE]),
        (["a b c", "g h i"], ["a b c", "d e f", "g h i"], [0, NOWHERE, 1]),
        (["a b c", "d e f", "g h i"], ["a b c", "g h i"], [0, 2]),
        (["a b c", "old one", "g h i"], ["a b c", "new two", "g h i"], [0, 1, 2]),
        ([], ["a"], [NOWHERE]),
        ([""], [""], [0]),
    ],
)
def test_paragraphs_find_theirs(olds: list[str], news: list[str], expected: list[int]) -> None:
    assert paired(olds, news) == expected


@pytest.mark.parametrize(
    ("old", "new", "words", "expected"),
    [
        ("Revenue $42.9M now", "Revenue $43.1M now", "42.9", "43.1"),
        ("Acme leads", "Bolt leads", "Acme", "Bolt"),
        ("8 of 24", "12 of 24", "8", "12"),
        ("Acme has 8", "8 are of Acme", "8", "8"),
        ("up 4 points", "down 3 points", "up", "down"),
        ("Acme overtook Bolt", "Bolt overtook Acme", "Acme", "Acme"),
    ],
)
def test_a_word_hands_on_to_the_one_in_its_place(old: str, new: str, words: str, expected: str) -> None:
    start = old.index(words)
    places = range(start, start + len(words))
    taken = "".join(char for char, s in zip(new, matched(old, new).source, strict=True) if s in places)
    assert taken == expected


# ------------------------------------------------------------------ formats


def shown(found: Carried, name: str) -> list[str]:
    return [piece.text for line in found.lines for piece in line.pieces if name in piece.gifts]


@settings(max_examples=200)
@given(LINES, PLAIN)
@example(
    [Line(()), Line(()), Line(()), Line((Piece("Acme ", {"u": "sng"}),))],
    [Line((Piece("Acme"),)), Line(()), Line(())],
)
def test_every_format_is_kept_or_lost(old: list[Line], new: list[Line]) -> None:
    """Nothing of a person's goes without a word, and the words of our text are all there."""
    found = carry(old, new, Judge(takes_fonts=False))
    assert ["".join(p.text for p in line.pieces) for line in found.lines] == [line.text for line in new]
    for field, names in (("font", ("u", "latin", "strike")), ("link", ("hlinkClick",))):
        borne = [p for line in old for p in line.pieces if any(n in p.look for n in names)]
        stands = any(shown(found, name) for name in names)
        assert (field in found.kept) == any(text.strip() for name in names for text in shown(found, name))
        if borne and not stands and any(line.text.strip() for line in new):
            assert field in found.lost
        if not borne:
            assert field not in found.lost
            assert not stands


@given(LINES)
def test_a_text_that_stays_keeps_everything(old: list[Line]) -> None:
    bare = [Line(tuple([Piece(p.text) for p in line.pieces])) for line in old]
    found = carry(old, bare, Judge(takes_fonts=False))
    assert found.lost == {}
    for line, dressed in zip(old, found.lines, strict=True):
        looks = [look for p in line.pieces for look in [p.look] * len(p.text)]
        given_ = [{n: g.value for n, g in p.gifts.items()} for p in dressed.pieces for _ in p.text]
        assert given_ == looks


@given(PLAIN, PLAIN)
def test_a_text_without_formats_takes_none(old: list[Line], new: list[Line]) -> None:
    assert is_bare(old, new, Judge(base=";".join(line.font for line in old)))
    found = carry(old, new, Judge(takes_fonts=False))
    assert (found.kept, found.lost) == ({}, {})
    assert not any(piece.gifts for line in found.lines for piece in line.pieces)


@given(LINES, PLAIN)
def test_a_link_stands_on_words_that_stood_there_or_on_figures(old: list[Line], new: list[Line]) -> None:
    found = carry(old, new, Judge(takes_fonts=False))
    looks = [p.look.get("hlinkClick") for line in old for p in line.pieces if p.text.strip()]
    if len(set(looks)) == 1:
        return  # a link on the whole text stays on the whole
    linked = {line.text[u.start : u.end] for line in old for u in units(line.text)}
    for line in found.lines:
        for text in [p.text for p in line.pieces if "hlinkClick" in p.gifts]:
            for u in units(text):
                word = text[u.start : u.end]
                assert word in linked or any(word in each for each in linked) or word[0].isdigit()


def fonts(*pieces: tuple[str, dict[str, str]]) -> Line:
    return Line(tuple([Piece(text, look) for text, look in pieces]))


REGULAR, BOLD, RED, GREEN = {"size": "12"}, {"size": "12", "bold": "1"}, {"color": "risk"}, {"color": "good"}


@pytest.mark.parametrize(
    ("old", "new", "base", "expected"),
    [
        # nobody touched it: ours alone, whatever stood where
        (fonts(("Acme", BOLD), (" leads", REGULAR)), fonts(("Bolt Acme", BOLD), (" leads", REGULAR)),
         "12/1//,12///", []),
        # a person's bold on part of it
        (fonts(("Acme ", REGULAR), ("leads", BOLD)), fonts(("Bolt leads", REGULAR)), "12///", ["leads"]),
        # a person took our bold off: it stays off
        (fonts(("Acme leads", REGULAR)), fonts(("Bolt", BOLD), (" leads", REGULAR)),
         "12/1//,12///", ["Bolt"]),
        # our own color changed with the figure, and the person's bold is elsewhere
        (fonts(("Sum ", BOLD), ("+8", GREEN)), fonts(("Sum ", REGULAR), ("-3", RED)),
         "12///,///good", ["Sum "]),
        # we do not know what we wrote: all that differs stays
        (fonts(("Acme", BOLD)), fonts(("Bolt", REGULAR)), None, ["Bolt"]),
    ],
)  # fmt: skip
def test_whose_the_fonts_are(old: Line, new: Line, base: str | None, expected: list[str]) -> None:
    judge = Judge(base=base)
    if is_bare([old], [new], judge):
        assert expected == []
        return
    assert shown(carry([old], [new], judge), "bold") == expected
    assert not shown(carry([old], [new], judge), "color")


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        ("It saves $524k of the $878k at risk", "6 of 6 have no action yet, $878k of MRR", "878k"),
        ("On sauve 524k sur 878k en jeu", "Rien pour 6 comptes, 878k de MRR", "878k"),
        ("Q3 lost 12pts, Q4 lost 15pts", "Nothing but 15pts in Q4 is left", "15pts"),
    ],
)
def test_what_is_joined_to_a_figure_goes_with_it(old: str, new: str, figure: str) -> None:
    found = matched(old, new)
    at, was = new.index(figure), old.index(figure)
    assert found.source[at : at + len(figure)] == tuple(range(was, was + len(figure)))
