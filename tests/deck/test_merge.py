"""The three-way rule by its table: every class of field, every way the three values can stand, every rule."""

from __future__ import annotations

from itertools import product

import pytest

from kamdeck.deck.ledger import TOLERANCE, mark
from kamdeck.deck.merge import Rule, Verdict, is_as_marked, merge, show
from kamdeck.deck.normal import Value
from kamdeck.deck.spec import EMU

FAR = 10 * TOLERANCE
# A field of each class, with what we last wrote, what we would write now, and what a person put there.
FIELDS: dict[str, tuple[Value, Value, Value]] = {
    "text": ("Revenue fell", "Revenue rose", "Our own words"),
    "cell/nord/2025": ("10", "12", "11"),
    "val/nord/0": ("10", "12", "11"),
    "fill/nord": ("accent1", "accent2", "C00000"),
    "font": ("18/0/0/tx1", "18/1/0/tx1", "24/0/0/tx1"),
    "box": ((0, 0, 900, 900), (FAR, 0, 900, 900), (0, FAR, 900, 900)),
    "grid": ("a", "b", "c"),
}
DATA, UNREAD = {"cell/nord/2025", "val/nord/0"}, {"grid"}
RULES = {
    "plain": Rule(),
    "restore": Rule(is_forced=True),
    "adopted": Rule(is_adopted=True),
    "moved": Rule(is_moved=True),
    "moved and restored": Rule(is_moved=True, is_forced=True),
    "words of ours": Rule(wording=frozenset({"cell/nord/2025"})),
}


def judged(name: str, ours: Value, now: Value, was: Value, rule: Rule) -> Verdict:
    """What the rule decides for the one field of an element."""
    return merge("slide/element", {name: ours}, {name: now}, {name: mark(name, was)}, rule)


def wanted(name: str, ours: Value, now: Value, was: Value, rule: str) -> str:
    """What the rule calls for: written, written and named, kept and named, or left without a word."""
    if ours == now:
        return "left"
    if rule == "moved" and (name == "box" or (name == "font" and ours == was)):
        return "left"
    if name in UNREAD:
        return "written" if ours != was else "left"
    is_data = name in DATA and not (rule == "words of ours" and name == "cell/nord/2025")
    if is_data:
        return "written" if now == was and rule != "adopted" else "written and named"
    if "restore" in rule:
        return "written"
    if now != was or rule == "adopted":
        return "kept and named"
    return "written"


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", FIELDS)
def test_the_table(name: str, rule: str) -> None:
    was, new, own = FIELDS[name]
    for ours, now in product((was, new), (was, new, own)):
        verdict = judged(name, ours, now, was, RULES[rule])
        named = "written and named" if verdict.replaced else "written"
        found = named if verdict.writes else "kept and named" if verdict.kept else "left"
        assert found == wanted(name, ours, now, was, rule), (name, rule, ours, now)
        assert {each.field for each in (*verdict.replaced, *verdict.kept)} <= {name}


@pytest.mark.parametrize("name", FIELDS)
def test_what_was_written_is_untouched_next_time(name: str) -> None:
    """After a write, what we wrote stands as the base; after a kept edit, what we had written still does."""
    was, new, own = FIELDS[name]
    assert judged(name, new, was, was, Rule()).marks[name] == mark(name, new)
    if name not in DATA | UNREAD:
        assert judged(name, new, own, was, Rule()).marks[name] == mark(name, was)


@pytest.mark.parametrize(("by", "is_untouched"), [(TOLERANCE, True), (TOLERANCE + 1, False)])
def test_a_box_that_was_rounded_is_untouched(by: int, *, is_untouched: bool) -> None:
    was: tuple[int, ...] = (0, 0, 900, 900)
    verdict = judged("box", (FAR, 0, 900, 900), (by, 0, 900, 900), was, Rule())
    assert (verdict.writes, [kept.field for kept in verdict.kept]) == (
        (["box"], []) if is_untouched else ([], ["box"])
    )
    near = judged("box", (0, 0, 900, 900), (by, 0, 900, 900), (FAR, 0, 900, 900), Rule())
    assert (near.writes, bool(near.kept)) == ([], not is_untouched)


def test_what_only_the_deck_has_is_a_persons() -> None:
    there: dict[str, Value] = {"label/nord": "look here", "fill/sud": "C00000", "text": "Ours"}
    verdict = merge("k", {"text": "Ours"}, there, {"text": mark("text", "Ours")}, Rule())
    assert (verdict.writes, [kept.field for kept in verdict.kept]) == ([], ["label/nord", "fill/sud"])


@pytest.mark.parametrize(("text", "font"), [("text", "font"), ("cell/a/b", "font/a/b")])
def test_the_font_of_words_that_a_person_wrote_stays(text: str, font: str) -> None:
    base = {text: mark(text, "Ours"), font: "18/0/0/tx1"}
    ours: dict[str, Value] = {text: "New", font: "18/1/0/tx1"}
    rule = Rule(wording=frozenset({text}))
    theirs = merge("k", ours, {text: "Theirs", font: "18/0/0/tx1"}, base, rule)
    assert (theirs.writes, [kept.field for kept in theirs.kept]) == ([], [text])
    both = merge("k", ours, {text: "Theirs", font: "24/0/0/tx1"}, base, rule)
    assert (both.writes, [kept.field for kept in both.kept]) == ([], [text, font])
    assert theirs.marks[font] == both.marks[font] == base[font]
    untouched = merge("k", ours, {text: "Ours", font: "18/0/0/tx1"}, base, rule)
    assert (untouched.writes, untouched.kept) == ([text, font], [])


def test_a_font_of_our_new_words_stays_a_persons_and_is_ours_from_then_on() -> None:
    base = {"text": mark("text", "Ours"), "font": "18/0/0/tx1"}
    verdict = merge("k", {"text": "New", "font": "18/1/0/tx1"}, {"text": "Ours", "font": "24/0/0/tx1"}, base,
                    Rule())  # fmt: skip
    assert (verdict.writes, [kept.field for kept in verdict.kept]) == (["text"], ["font"])
    assert verdict.marks["font"] == "18/1/0/tx1"


@pytest.mark.parametrize(
    ("name", "was", "now", "is_ours"),
    [
        ("alt", "What it says", "", True),
        ("text", "What it says", "", False),
        ("label/nord", "", "[none]", True),
        ("label/nord", "12%", "[none]", False),
        ("format/value", "0%", "General", True),
        ("axis/value/format", "0%", "General", True),
        ("fill/nord", "accent1", "4472C4", True),
        ("fill/nord", "accent1", "C00000", False),
    ],
)
def test_what_a_program_writes_on_its_own_is_ours(name: str, was: str, now: str, *, is_ours: bool) -> None:
    theme = {"accent1": "4472C4"}
    assert is_as_marked(name, now, mark(name, was), Rule(theme=theme)) == is_ours
    assert not is_as_marked(name, now, mark(name, was), Rule())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Revenue", "Revenue"),
        (("a", "b"), "a, b"),
        ((EMU, 2 * EMU), "1.00 in, 2.00 in"),
        ((EMU, 2 * EMU, 1_000_000, 1_000_000), "1.00 in, 2.00 in"),
        ((EMU, 0, EMU, 1_000_000), "1.00 in, 0.00 in, 1.00 in, 1.09 in"),
    ],
)
def test_values_for_a_person(value: Value, shown: str) -> None:
    assert show(value) == shown


@pytest.mark.parametrize(
    ("name", "now", "ours", "told"),
    [
        ("fill/a", "C00000", "accent2|x", ("#C00000", "accent2")),
        ("fill/a", "-accent1+lumMod50000", "abcdef", ("accent1", "abcdef")),
        ("font", "18/0", "24/0", ("", "")),
        ("rows", ("a", "b"), ("b", "c"), ("a", "c")),
        ("rows", ("a", "b"), ("a",), ("b", "")),
        ("rows", ("b", "a"), ("a", "b"), ("b, a", "a, b")),
        ("text", "now", "ours", ("now", "ours")),
        ("box", (EMU, 0), (0, 0), ("1.00 in, 0.00 in", "0.00 in, 0.00 in")),
    ],
)
def test_both_values_are_told(name: str, now: Value, ours: Value, told: tuple[str, str]) -> None:
    (change,) = judged(name, ours, now, now, Rule(is_forced=True)).changes
    assert (change.before, change.after) == told
