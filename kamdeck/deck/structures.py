"""The rule of refresh for charts: series and points are matched by key; and what tables share with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kamdeck.deck.chart_fields import OWN_BOOK
from kamdeck.deck.ledger import Mark, mark
from kamdeck.deck.merge import SPARSE, Rule, Verdict, is_as_marked, merge, show
from kamdeck.deck.normal import Fields, Value
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

    A chart that a person made another one of (its kind, its source, what its series are) is a conflict. Rows
    that were filtered out stay so. An embedded sheet that is gone is written again.
    """
    reason = _unlike(ours, theirs, base)
    if reason and not rule.is_forced:
        return conflict(chart.key, reason, ours, theirs, base, rule)
    series, now_series = keys_of(ours["series"]), keys_of(theirs.get("series", ()))
    points = keys_of(ours["order"])
    hidden = () if rule.is_forced else [p for p in keys_of(theirs.get("hidden", ())) if p in points]
    deleted = deleted_of(series, now_series, base.get("series", ()), rule)
    unseen = {f"{field}/{s}/{p}" for p in hidden for s in series for field in _POINT_FIELDS}
    unseen |= {f"category/{p}" for p in hidden}
    extra = [n for n in theirs if n not in ours and n.startswith(SPARSE)]
    leaving = [n for n in extra if _is_leaving(n, series, points)]
    names = [n for n in ours if n not in ("series", "order") and not _is_of(n, deleted) and n not in unseen]
    names += [n for n in extra if n not in leaving and _is_of(n, series)]
    verdict = merge(chart.key, ours, theirs, base, rule, names)
    take_rest(verdict, ours, names)
    list_keys(verdict, "order", theirs.get("order", ()), [p for p in points if p not in hidden])
    list_keys(verdict, "series", now_series, [s for s in series if s not in deleted])
    _merge_book(verdict, theirs.get("book", ""), base, rule)
    _report_leaving(verdict, leaving, theirs, base, rule)
    _report_own_rows(verdict, theirs)
    report_deleted(verdict, "series", deleted)
    if hidden:
        verdict.kept.append(Kept(chart.key, "hidden", ", ".join(hidden)))
    elif theirs.get("hidden"):
        verdict.writes.append("hidden")
    if reason in ("switched", "replaced series"):
        verdict.writes.append("kind")  # restored: drawn anew
    return verdict


_POINT_FIELDS = ("val", "x", "size", "fill", "label")


def _unlike(ours: Fields, theirs: Fields, base: Mapping[str, Mark]) -> str:
    """What makes a chart another one than ours, "" where nothing does."""
    kind = theirs.get("kind", "")
    if theirs.get("linked"):
        return "linked"
    if theirs.get("switched"):
        return "switched"
    if kind != ours["kind"] and mark("kind", kind) != base.get("kind"):
        return "kind"
    there, was = theirs.get("series", ()), keys_of(base.get("series", ()))
    if there and was and not set(keys_of(there)) & {*was, *keys_of(ours["series"])}:
        return "replaced series"
    return ""


def _is_leaving(name: str, series: Iterable[str], points: Iterable[str]) -> bool:
    """Whether a look or label that only the deck has belongs to a series or point that is going."""
    rest = name.partition("/")[2]
    owner = next((key for key in series if rest == key or rest.startswith(key + "/")), None)
    if owner is None:
        return not rest.startswith(OWN)
    point = rest.removeprefix(owner).removeprefix("/")
    return bool(point) and point != "labels" and point not in set(points)


def _report_leaving(
    verdict: Verdict, names: Iterable[str], theirs: Fields, base: Mapping[str, Mark], rule: Rule
) -> None:
    """A person's looks and labels on points and series that go."""
    if rule.is_adopted:
        return  # nobody knows whose they are
    for name in names:
        if not is_as_marked(name, theirs[name], base.get(name, ""), rule):
            look = show(theirs[name])
            verdict.lost.append(Kept(verdict.key, name, look.partition("|")[0] or look))


def _report_own_rows(verdict: Verdict, theirs: Fields) -> None:
    """Rows that a person added to the chart's area: the chart shows ours again."""
    for point in theirs.get("order", ()):
        if str(point).startswith(OWN) and "order" in verdict.writes:
            verdict.lost.append(Kept(verdict.key, "category", str(theirs.get(f"category/{point}", ""))))


def _merge_book(verdict: Verdict, now: Value, base: Mapping[str, Mark], rule: Rule) -> None:
    """The embedded sheet: written again where it is lost. One that others saved is marked as theirs from
    then on: what a person has in it is carried along."""
    was = base.get("book", "")
    if now == "":
        verdict.writes.append("book")
        verdict.changes.append(Change(verdict.key, "book"))
        return
    verdict.marks["book"] = was or now
    if base.get(OWN_BOOK) or rule.is_adopted or was not in ("", now):
        verdict.marks[OWN_BOOK] = "1"


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
    verdict.conflicts.append(Conflict(key, reason, " / ".join([word for word in words if word])))
    return verdict
