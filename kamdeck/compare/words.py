"""A comparison in words and as JSON values: every section with its lines, the largest effect first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from kamdeck.analysis.comparison import Change, Comparison, KeptChange, PersonShift, Snapshot
from kamdeck.figures.kpis import kept_name, kept_texts
from kamdeck.text import Say
from kamdeck.views.changes.figures import both_texts, figures_in_order

MOST = 15
STEPS = ("opening", "new", "expansion", "reactivation", "contraction", "churn", "closing")


class Telling:
    """Tells a comparison in one language; `names` are those of the two files."""

    def __init__(self, found: Comparison, say: Say, names: tuple[str, str]) -> None:
        self._found, self._say, self._names = found, say, names

    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Heading and lines of every section that has something to tell; first what is compared."""
        found = self._found
        made = [
            (self._heading(), self._remarks()),
            self._section("tiers", found.tiers, lambda m: self._arrow(m.account, m.before, m.after)),
            self._section("ranks", found.ranks, self._rank),
            self._section("came", found.came, str),
            self._section("gone", found.gone, str),
            self._section("renamed", found.renamed, lambda pair: self._arrow("", *pair)),
            self._section("entered", found.entered, lambda n: self._stake(n, found.now)),
            self._section("left", found.left, lambda n: self._stake(n, found.before)),
            (self._say("diff.head.bridge"), self._bridge()),
            self._section("mrr", found.mrr, self._mrr),
            self._section("people", found.people, self._person),
            self._section("figures", figures_in_order(found), self._figure),
            self._section("kpis", found.kpis, self._kpi),
            self._section("scores", found.scores, self._score),
            (self._say("diff.head.unknown"), self._unknown()),
        ]  # fmt: skip
        told = tuple((head, lines) for head, lines in made[1:] if lines)
        if found.is_empty:
            told = ((self._say("diff.nothing"), ()), *told)
        return (made[0], *told)

    # -------------------------------------------------------------- sections

    def _section(
        self, key: str, rows: Sequence[Any] | None, line: Callable[[Any], str]
    ) -> tuple[str, tuple[str, ...]]:
        """At most fifteen lines, then how many more there are."""
        every = rows or ()
        lines = [line(row) for row in every[:MOST]]
        if len(every) > MOST:
            lines.append(self._say("diff.more", n=len(every) - MOST))
        head = f"diff.head.{key}" if key != "ranks" else f"diff.head.ranks_{self._found.ranked_by or 'score'}"
        return self._say(head, n=len(every)), tuple(lines)

    def _heading(self) -> str:
        sides = [self._dated(*pair) for pair in zip(self._names, self._sides(), strict=True)]
        return self._say("diff.heading", old=sides[0], new=sides[1])

    def _dated(self, name: str, side: Snapshot) -> str:
        return self._say("diff.dated", name=name, date=self._say.date(side.as_of)) if side.as_of else name

    def _sides(self) -> tuple[Snapshot, Snapshot]:
        return self._found.before, self._found.now

    def _remarks(self) -> tuple[str, ...]:
        """What is not compared, and why."""
        before, now = self._sides()
        fields = {
            "currency": (before.currency, now.currency),
            "year": (self._say.span(*before.span), self._say.span(*now.span)),
            "edition": (before.edition, now.edition),
            "part": (before.part or "–", now.part or "–"),
        }
        lines = [
            self._say(f"diff.remark.{name}", then=fields[name][0], now=fields[name][1])
            for name in self._found.remarks
        ]
        if self._found.came and self._found.gone:
            lines.append(self._say("diff.remark.renamed"))
        return tuple(lines)

    def _rank(self, move: Change) -> str:
        return self._arrow(move.name, f"{move.before:.0f}", f"{move.after:.0f}")

    def _stake(self, name: str, side: Snapshot) -> str:
        stakes = side.stakes or {}
        return self._say("diff.named", name=name, text=self._say.money(stakes.get(name, 0.0), 2))

    def _bridge(self) -> tuple[str, ...]:
        bridge = self._found.bridge
        if bridge is None:
            return ()
        lines = []
        for step in STEPS:
            amount, is_end = getattr(bridge, step), step in ("opening", "closing")
            if amount or is_end:
                text = self._say.money(amount, 2, signed=not is_end)
                lines.append(self._say("diff.named", name=self._say(f"diff.step.{step}"), text=text))
        return tuple(lines)

    def _mrr(self, move: Change) -> str:
        kind = self._say(f"diff.step.{move.kind}")
        text = self._say.money(move.amount, 2, signed=True)
        return self._say("diff.named", name=move.name, text=self._say("diff.of_kind", sum=text, kind=kind))

    def _person(self, shift: PersonShift) -> str:
        key = "relation" if shift.kind == "relationship" else "role"
        words = [
            self._say(f"diff.{key}.{word.replace(' ', '_') or 'none'}")
            for word in (shift.before, shift.after)
        ]
        if shift.kind in ("came", "left"):
            text = self._say(f"diff.person_{shift.kind}")
        else:
            text = self._say("diff.arrow", first=words[0], last=words[1])
        return self._say("diff.person", name=shift.person, account=shift.account, text=text)

    def _figure(self, change: Change) -> str:
        return self._arrow(self._say(f"changes.figure.{change.name}"), *both_texts(change, self._say))

    def _kpi(self, change: KeptChange) -> str:
        name = kept_name(self._say, change.after, change.after.account)
        return self._arrow(name, *kept_texts(self._say, change))

    def _score(self, change: Change) -> str:
        return self._arrow(change.name, *(self._say.number(v, 2) for v in (change.before, change.after)))

    def _arrow(self, name: str, first: str, last: str) -> str:
        text = self._say("diff.arrow", first=first, last=last)
        return self._say("diff.named", name=name, text=text) if name else text

    def _unknown(self) -> tuple[str, ...]:
        """The figures that only one side knows."""
        lines = []
        for side in ("now", "then"):
            names = [
                self._say(f"changes.figure.{name}") for name, where in self._found.unknown if where == side
            ]
            if names:
                lines.append(self._say(f"diff.only_{side}", names=", ".join(names)))
        return tuple(lines)


# ------------------------------------------------------------------ data


def content_of(found: Comparison, names: tuple[str, str]) -> dict[str, object]:
    """The comparison as JSON values; what a side does not know is null."""

    def rows(items: Iterable[Any] | None) -> list[dict[str, Any]] | None:
        return None if items is None else [asdict(item) for item in items]

    sides = [
        {
            "file": name,
            "as_of": side.as_of.isoformat() if side.as_of else None,
            "currency": side.currency or None,
            "year": side.year,
            "until": side.until.isoformat() if side.until else None,
            "edition": side.edition or None,
            "part": side.part or None,
            "figures": side.figures(),
        }
        for name, side in zip(names, (found.before, found.now), strict=True)
    ]
    return {
        "old": sides[0],
        "new": sides[1],
        "is_empty": found.is_empty,
        "not_compared": list(found.remarks),
        "unknown": [{"name": name, "known": where} for name, where in found.unknown],
        "tiers": rows(found.tiers),
        "ranked_by": found.ranked_by or None,
        "ranks": rows(found.ranks),
        "new_accounts": list(found.came),
        "left_accounts": list(found.gone),
        "renamed": [list(pair) for pair in found.renamed],
        "at_risk_in": None if found.entered is None else list(found.entered),
        "at_risk_out": None if found.left is None else list(found.left),
        "mrr_bridge": None if found.bridge is None else asdict(found.bridge),
        "mrr": rows(found.mrr),
        "stakeholders": rows(found.people),
        "figures": rows(found.figures),
        "scores": rows(found.scores),
        "kpis": rows(found.kpis),
    }
