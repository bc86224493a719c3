"""The rule of refresh for charts: series and points are matched by key; and what tables share with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kamdeck.deck.ledger import Mark, mark
from kamdeck.deck.merge import SPARSE, Rule, Verdict, merge
from kamdeck.deck.normal import Fields, Value, class_of
from kamdeck.deck.spec import Chart
from kamdeck.report import Change, Conflict, Kept

# First character of the keys that the reader gives to a person's rows, columns, series and points: one
# that no account, task or product can have in its name.
OWN = "\x1f"


def keys_of(value: Value | Mark) -> tuple[str, ...]:
    """A field that lists keys, without a person's own."""
    return tuple([str(k) for k in value if not str(k).startswith(OWN)]) if isinstance(value, tuple) else ()


def merge_chart(chart: Chart, ours: Fields, theirs: Fields, base: Mapping[str, Mark], rule: Rule) -> Verdict:
    """Decide a chart: data are written by series and point key; looks and labels follow the general rule.

    A chart whose kind a person changed is a conflict. An embedded sheet that is gone is written again.
    """
    kind = theirs.get("kind", "")
    if kind != ours["kind"] and mark("kind", kind) != base.get("kind") and not rule.is_forced:
        return conflict(chart.key, "kind", ours, theirs, base, rule)
    series, now_series = keys_of(ours["series"]), keys_of(theirs.get("series", ()))
    deleted = deleted_of(series, now_series, base.get("series", ()), rule)
    names = [n for n in ours if n not in ("series", "order") and not _is_of(n, deleted)]
    names += [n for n in theirs if n not in ours and n.startswith(SPARSE) and _is_of(n, series)]
    verdict = merge(chart.key, ours, theirs, base, rule, names)
    take_rest(verdict, ours, names)
    list_keys(verdict, "order", theirs.get("order", ()), keys_of(ours["order"]))
    list_keys(verdict, "series", now_series, [s for s in series if s not in deleted])
    _merge_book(verdict, theirs.get("book", ""), base.get("book", ""))
    report_deleted(verdict, "series", deleted)
    return verdict


def _merge_book(verdict: Verdict, now: Value, was: Mark) -> None:
    """The embedded sheet: written again where it is lost; named where a person's own one is replaced."""
    if now == "":
        verdict.writes.append("book")
        verdict.changes.append(Change(verdict.key, "book"))
    elif was not in ("", now) and any(class_of(name) == "data" for name in verdict.writes):
        verdict.replaced.append(Kept(verdict.key, "book"))
    if now != "":
        verdict.marks["book"] = was or now


def deleted_of(ours: tuple[str, ...], now: tuple[str, ...], was: Mark, rule: Rule) -> frozenset[str]:
    """Rows or series that we wrote, still want, and that a person deleted."""
    return frozenset() if rule.is_forced else frozenset(ours) & frozenset(keys_of(was)) - frozenset(now)


def _is_of(name: str, keys: Iterable[str]) -> bool:
    """Whether a chart's field belongs to one of some series."""
    rest = name.partition("/")[2]
    return any(rest == key or rest.startswith(key + "/") for key in keys)


def take_rest(verdict: Verdict, ours: Fields, names: Iterable[str]) -> None:
    """Take over the marks of what no rule looked at: rows, columns and series that are new or deleted."""
    looked = set(names)
    for name, value in ours.items():
        if name not in looked and (held := mark(name, value)) != "":
            verdict.marks[name] = held


def list_keys(verdict: Verdict, name: str, now: Value, ours: Iterable[str]) -> None:
    """Write a list of keys where ours has others or another order; `name/key` stands for each new one."""
    wanted = tuple(ours)
    if now != wanted:
        verdict.writes += [name, *(f"{name}/{key}" for key in wanted if key not in now)]
        gone, new = [str(k) for k in now if k not in wanted], [k for k in wanted if k not in now]
        verdict.changes.append(Change(verdict.key, name, ", ".join(gone), ", ".join(new)))


def report_deleted(verdict: Verdict, what: str, deleted: Iterable[str]) -> None:
    """Name the rows or series that a person deleted and that stay so."""
    verdict.kept += [Kept(f"{verdict.key}/{key}", f"{what} deleted", "", key) for key in sorted(deleted)]


def conflict(
    key: str, reason: str, ours: Fields, theirs: Fields, base: Mapping[str, Mark], rule: Rule
) -> Verdict:
    """Leave the data alone; only the alternative text and the place are still looked at."""
    verdict = merge(key, ours, theirs, base, rule, [n for n in ("box", "place", "alt") if n in ours])
    verdict.marks = {**base, **verdict.marks}
    now, wanted = theirs.get(reason, ""), ours.get(reason, "")
    words = [", ".join(v) if isinstance(v, tuple) else v for v in (now, wanted)]  # type: ignore[arg-type]
    verdict.conflicts.append(Conflict(key, reason, " / ".join(words)))
    return verdict
