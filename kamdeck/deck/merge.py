"""The three-way rule for the fields of one element: ours (spec), theirs (deck), base (last written)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kamdeck.deck.ledger import Mark, Marks, is_near, mark
from kamdeck.deck.looks import Theme, is_same_look
from kamdeck.deck.normal import UNSCALED, Fields, Value, class_of
from kamdeck.deck.spec import EMU
from kamdeck.record import fresh, record, workspace
from kamdeck.report import Change, Conflict, Kept

SPARSE = ("label/", "fill/")  # fields a person can add where we have none
UNREADABLE = ("grid", "span/")  # fields that cannot be read back: taken as untouched


@workspace
class Verdict:
    """What the rule decided for one element: fields to write, reports, and the marks that then hold."""

    key: str
    writes: list[str] = fresh(list)
    marks: Marks = fresh(dict)
    changes: list[Change] = fresh(list)
    replaced: list[Kept] = fresh(list)
    kept: list[Kept] = fresh(list)
    lost: list[Kept] = fresh(list)
    conflicts: list[Conflict] = fresh(list)

    def keeps(self, name: str) -> bool:
        """Whether a person's value of a field was left."""
        return any(kept.field == name for kept in self.kept)


@record
class Rule:
    """How to judge: `is_forced` writes ours everywhere (restore), a `theme` forgives what a program wrote
    out or dropped, `is_adopted` knows nothing of what we wrote, `wording` are table cells whose text
    is ours. On a slide that `is_moved` to another page places and lengths are the person's."""

    is_forced: bool = False
    theme: Theme | None = None
    is_adopted: bool = False
    wording: frozenset[str] = frozenset()
    is_moved: bool = False


def merge(
    key: str,
    ours: Fields,
    theirs: Fields,
    base: Mapping[str, Mark],
    rule: Rule,
    names: Iterable[str] | None = None,
) -> Verdict:
    """Decide every field (or those of `names`): write, keep, or leave as it is."""
    verdict = Verdict(key)
    for name in _names(ours, theirs, base) if names is None else names:
        _decide(verdict, name, ours.get(name, ""), theirs, base, rule)
    return verdict


def _names(ours: Fields, theirs: Fields, base: Mapping[str, Mark]) -> list[str]:
    """Our fields, and the sparse ones that only the deck has."""
    extra = [n for n in theirs if n not in ours and n.startswith(SPARSE)]
    return [*ours, *extra] if extra else list(ours)


def _decide(
    verdict: Verdict, name: str, ours: Value, theirs: Fields, base: Mapping[str, Mark], rule: Rule
) -> None:
    was = base.get(name, "")
    now = theirs.get(name, "")
    mine = mark(name, ours)
    if ours == now:
        _hold(verdict, name, mine)
        return
    kind = class_of(name)
    if rule.is_moved and not rule.is_forced and (kind == "box" or (name == "font" and mine == was)):
        _hold(verdict, name, was or mine)
        return
    untouched = not rule.is_adopted and (name.startswith(UNREADABLE) or is_as_marked(name, now, was, rule))
    if kind == "data" and name not in rule.wording:
        if not name.startswith(UNREADABLE) or mine != was:
            _write(verdict, name, now, ours)
            if not untouched and not name.startswith(UNREADABLE):
                verdict.replaced.append(_report(verdict.key, name, now, ours))
        _hold(verdict, name, mine)
    elif name.startswith("font") and verdict.keeps(_text_of(name)):
        _leave_font(verdict, name, now, ours, was, is_theirs=not untouched)
    elif rule.is_forced or (untouched and mine != was):
        _write(verdict, name, now, ours)
        _hold(verdict, name, mine)
    elif untouched or (kind == "box" and is_near(ours, now)):
        _hold(verdict, name, mine)
    else:
        verdict.kept.append(_report(verdict.key, name, now, ours))
        is_written = name.startswith("font") and _text_of(name) in verdict.writes
        _hold(verdict, name, mine if is_written else base.get(name, mine))


def _text_of(font: str) -> str:
    """The text that a font is of."""
    return font.replace("font", "cell", 1) if "/" in font else "text"


def _leave_font(verdict: Verdict, name: str, now: Value, ours: Value, was: Mark, *, is_theirs: bool) -> None:
    """The font of words that are a person's own: it stays with them."""
    if is_theirs:
        verdict.kept.append(_report(verdict.key, name, now, ours))
    _hold(verdict, name, was)


def _hold(verdict: Verdict, name: str, value: Mark) -> None:
    if value != "":
        verdict.marks[name] = value


def _write(verdict: Verdict, name: str, now: Value, ours: Value) -> None:
    verdict.writes.append(name)
    if not name.startswith(UNREADABLE):
        before, after = _told(name, now, ours)
        verdict.changes.append(Change(verdict.key, name, before, after))


def _report(key: str, name: str, now: Value, ours: Value) -> Kept:
    return Kept(key, name, *_told(name, now, ours))


def is_as_marked(name: str, now: Value, was: Mark, rule: Rule) -> bool:
    """Whether the deck still holds what we wrote, rounding by other programs aside."""
    if isinstance(now, tuple) or isinstance(was, tuple):
        return is_near(now, was)
    if mark(name, now) == was:
        return True
    if rule.theme is None:
        return False
    if (name == "alt" and now == "") or (name.startswith("label/") and (was, now) == ("", "[none]")):
        return True
    if name.startswith("format/") or name.endswith("/format"):
        return True
    return class_of(name) == "look" and is_same_look(str(was), str(now), rule.theme)


# ------------------------------------------------------------------ words for the report


def show(value: Value) -> str:
    """A field's value for a person: lengths in inches, lists joined."""
    if isinstance(value, str):
        return value
    if len(value) == 4 and value[2:] == (UNSCALED, UNSCALED):
        value = value[:2]
    return ", ".join([part if isinstance(part, str) else f"{part / EMU:.2f} in" for part in value])


def _told(name: str, now: Value, ours: Value) -> tuple[str, str]:
    """Both values of a field for a person; formats are named by their field alone, fills by their color."""
    if name.startswith("fill/"):
        return _fill_word(now), _fill_word(ours)
    if name.startswith(("look", "font", "glue", "adjust", "merge/")):
        return "", ""
    return _differing(now, ours)


def _fill_word(value: Value) -> str:
    """The color of a fill: a theme color by name, others as `#RRGGBB`."""
    color = str(value).partition("|")[0].partition("+")[0].strip("-")
    return f"#{color}" if len(color) == 6 and color.isalnum() and not color.islower() else color


def _differing(now: Value, ours: Value) -> tuple[str, str]:
    """Both values for a person; of two lists what one lacks, or all of both if only the order differs."""
    if isinstance(now, tuple) and isinstance(ours, tuple) and ours and isinstance(ours[0], str):
        gone = tuple(str(part) for part in now if part not in ours)
        new = tuple(str(part) for part in ours if part not in now)
        if gone or new:
            return show(gone), show(new)
    return show(now), show(ours)
