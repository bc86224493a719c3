"""Keys under other names: whole parts of keys, nothing torn apart, nothing that collides."""

from __future__ import annotations

from kamdeck.deck.ledger import ElementBase, Ledger, Mark, SlideBase, mark
from kamdeck.deck.renames import Names, rename
from kamdeck.deck.spec import Box, Cell, Column, DeckSpec, Row, Shape, SlideSpec, Table


def moved(
    names: dict[str, str], *keys: str, known: tuple[str, ...] = (), wanted: set[str] | None = None
) -> dict[str, str]:
    return Names(names, known).moved(keys, wanted)


def test_a_name_is_a_whole_part_of_a_key() -> None:
    keys = (
        "Oak", "Oak/2", "Oak:2026", "decision:Oak", "marks/bar:Oak_track", "Oak (2)", "Oak#2", "Oak 2",
        "x/account:Oak/y",
    )  # fmt: skip
    assert moved({"Oak": "Elm"}, *keys) == {key: key.replace("Oak", "Elm") for key in keys}
    assert moved({"Oak": "Elm"}, "The Oak", "Oak Ltd", "Oakland", "oak", "x/Oak & Co/y") == {}


def test_the_longest_name_is_the_one_meant() -> None:
    keys = ("row/Oak 2", "row/Oak/North", "row/Oak")
    known = ("Oak", "Oak 2", "Oak/North")
    assert moved({"Oak": "Elm"}, *keys, known=known) == {"row/Oak": "row/Elm"}
    assert moved({"Oak/North": "Fir"}, *keys, known=known) == {"row/Oak/North": "row/Fir"}


def test_names_that_are_exchanged_or_move_on_do_not_collide() -> None:
    assert moved({"Oak": "Elm", "Elm": "Oak"}, "a/Oak", "a/Elm") == {"a/Oak": "a/Elm", "a/Elm": "a/Oak"}
    assert moved({"Oak": "Elm", "Elm": "Fir"}, "a/Oak", "a/Elm") == {"a/Oak": "a/Elm", "a/Elm": "a/Fir"}


def test_a_key_whose_new_form_is_taken_stays() -> None:
    assert moved({"Oak": "Elm"}, "a/Oak", "a/Elm", "b/Oak") == {"b/Oak": "b/Elm"}
    # A chain of which the last link is taken holds all the links before it.
    assert moved({"Oak": "Elm", "Elm": "Fir"}, "a/Oak", "a/Elm", "a/Fir") == {}


def test_what_the_deck_wants_as_it_is_is_no_account() -> None:
    names = {"A": "B & Co", "table": "Table Ltd"}
    wanted = {"tiers/total:A", "pareto/table", "rows/B & Co"}
    assert moved(names, "tiers/total:A", "pareto/table", "rows/A", wanted=wanted) == {"rows/A": "rows/B & Co"}


def table(*rows: str) -> Table:
    made = tuple(Row(key, 9, (Cell(span=2), Cell(is_covered=True))) for key in rows)
    return Table("s/table", 0, 0, (Column("Elm", 5), Column("sum", 5)), made)


def test_a_table_is_known_by_its_new_rows_and_columns() -> None:
    spec = DeckSpec((SlideSpec("s", "body", (table("head", "Elm"),)),))
    marks: dict[str, Mark] = {
        "rows": ("head", "Oak"), "columns": ("Oak", "sum"), "width/Oak": (5,), "height/Oak": (9,),
        "merge/Oak": mark("merge/Oak", "Oak+2x1"), "merge/head": mark("merge/head", "Oak+2x1"),
        "cell/Oak/Oak": "w", "fill/Oak/sum": "f", "font/head/Oak": "g", "alt": "a",
    }  # fmt: skip
    old = Ledger({"s": SlideBase(7, {"s/table": ElementBase(marks, 4)}, "notes", "digest")})
    made = rename(old, {"Oak": "Elm"}, ("Oak",), spec)
    slide = made.ledger.slides["s"]
    assert (slide.slide_id, slide.notes, slide.digest) == (7, "notes", "digest")
    merged = mark("merge/Elm", "Elm+2x1")
    assert slide.elements["s/table"] == ElementBase({
        "rows": ("head", "Elm"), "columns": ("Elm", "sum"), "width/Elm": (5,), "height/Elm": (9,),
        "merge/Elm": merged, "merge/head": merged,
        "cell/Elm/Elm": "w", "fill/Elm/sum": "f", "font/head/Elm": "g", "alt": "a",
    }, 4)  # fmt: skip
    lists = made.slides["s"].lists["s/table"]
    assert lists.rows == (("head", "head"), ("Oak", "Elm"))
    assert lists.columns == (("Oak", "Elm"), ("sum", "sum"))


def test_a_chart_and_a_line_are_known_by_their_new_ends() -> None:
    marks: dict[str, Mark] = {
        "order": ("Oak", "Ash"), "series": ("account:Oak", "line"), "category/Oak": "c", "val/line/Oak": "v",
        "fill/account:Oak": "f", "fill/account:Oak/Oak": "p", "format/account:Oak/labels": "l",
        "name/account:Oak": "n", "span/account:Oak": (0, 1),
    }  # fmt: skip
    line = {"glue": "s/node:Oak#2>s/node:Ash#0"}
    old = Ledger({"s:Oak": SlideBase(7, {
        "s:Oak/chart": ElementBase(marks), "s:Oak/line": ElementBase(line), "s/node:Oak": ElementBase({}),
    })})  # fmt: skip
    made = rename(old, {"Oak": "Elm"}, ("Oak", "Ash"), DeckSpec(()))
    elements = made.ledger.slides["s:Elm"].elements
    assert elements["s:Elm/chart"].marks == {
        "order": ("Elm", "Ash"), "series": ("account:Elm", "line"), "category/Elm": "c", "val/line/Elm": "v",
        "fill/account:Elm": "f", "fill/account:Elm/Elm": "p", "format/account:Elm/labels": "l",
        "name/account:Elm": "n", "span/account:Elm": (0, 1),
    }  # fmt: skip
    assert elements["s:Elm/line"].marks == {"glue": "s/node:Elm#2>s/node:Ash#0"}
    assert made.slides["s:Oak"].elements["s:Oak/chart"] == "s:Elm/chart"


def test_a_slide_of_other_accounts_stays_the_record_it_is() -> None:
    spec = DeckSpec((SlideSpec("s", "body", (Shape("s/Ash", Box(0, 0, 1, 1)),)),))
    old = Ledger({"s": SlideBase(7, {"s/Ash": ElementBase({"text": "t"})})})
    made = rename(old, {"Oak": "Elm"}, ("Oak", "Ash"), spec)
    assert made.ledger.slides["s"] is old.slides["s"]
    assert made.slides == {}
