"""Pages that become others: lengths of slides and of what was last written to them, by one function."""

from __future__ import annotations

from kamdeck.deck.ledger import ElementBase, Mark, SlideBase
from kamdeck.deck.normal import UNSCALED
from kamdeck.deck.page_fit import PageFit, size_of

WIDE, OLD = (1600, 900), (1200, 900)


def test_a_page_is_scaled_as_one_and_put_into_the_middle() -> None:
    fit = PageFit.between(WIDE, OLD)
    assert fit == PageFit(0.75, 0, 112.5)
    assert (fit.x(800), fit.y(450)) == (600, 450)  # the middle stays the middle
    back = PageFit.between(OLD, WIDE)
    assert (back.scale, back.x(600), back.y(450)) == (1, 800, 450)
    both = back.after(fit)
    assert (both.x(0), both.x(1600)) == (back.x(fit.x(0)), back.x(fit.x(1600)))


def test_what_was_written_is_scaled_by_its_kind() -> None:
    fit = PageFit.between(WIDE, OLD)
    half = (100, 100, UNSCALED // 2, UNSCALED // 2)
    marks: dict[str, Mark] = {
        "box": (400, 0, 800, 400),
        "ends": (0, 0, 1600, 900),
        "place": (400, 0),
        "width/a": (400,),
        "height/b": (100,),
        "frame": half,
        "text": "abc",
        "rows": ("a", "b"),
    }
    base = SlideBase(256, {"v/e": ElementBase(marks, 7, "digest")}, page="1600x900", is_pure=True)
    made = fit.slide(base, layout="L", page="1200x900")
    assert made.elements["v/e"].marks == {
        "box": (300, 112, 600, 300),
        "ends": (0, 112, 1200, 788),
        "place": (300, 112),
        "width/a": (300,),
        "height/b": (75,),
        "frame": (75, 131, *half[2:]),
        "text": "abc",
        "rows": ("a", "b"),
    }
    assert (made.layout, made.page, made.is_pure, made.slide_id) == ("L", "1200x900", True, 256)
    same = PageFit.between(WIDE, WIDE).slide(base, layout="", page="1600x900")
    assert same == base


def test_pages_have_names() -> None:
    assert size_of("12192000x6858000") == (12_192_000, 6_858_000)
    assert size_of("") is None
