"""The words of the charter that are not the charter's own: titles, heads, source, speaker notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.figures.charter import Charter, Entry
from kamdeck.figures.charter_words import WORDS
from kamdeck.figures.counted import read_key_accounts
from kamdeck.figures.kpis import read_indicators
from kamdeck.layout.marks import notes
from kamdeck.layout.page import paged
from kamdeck.layout.titles import Titles, when, wordings
from kamdeck.workbook.kpis import of_clause

_MOST_NAMED = 12


class CharterWords:
    """Everything the slides say beside the lines of the sheet."""

    def __init__(self, found: Charter) -> None:
        self.found = found
        self.ctx = found.ctx
        self.say = found.ctx.say
        self.nouns = read_key_accounts(found.ctx).nouns(found.ctx)

    # -------------------------------------------------------------- title block

    def kicker(self, number: int, pages: int) -> str:
        """The subject and the year it is for; which slide of how many."""
        year = self.found.goal_year()
        text = self.say("charter.kicker", year=year) if year else self.say("charter.kicker_plain")
        return paged(self.ctx, text, number, pages)

    def titles(self) -> tuple[str, ...]:
        """What the charter gives every account, or who still lacks it."""
        return TITLES(self.say, self)

    def fields(self) -> dict[str, object]:
        """What the titles say."""
        found = self.found
        fields: dict[str, object] = {"n": len(found.ownerless), "all": len(found.accounts), **self.nouns}
        return fields | {"last": self.say.date(found.valid_to, "long")} if found.valid_to else fields

    @property
    def goals(self) -> int:
        """How many objectives have a goal that the programme is held to."""
        return sum(entry.goal != "–" for entry in self.found.objectives)

    def further_titles(self, number: int, pages: int, counts: Sequence[tuple[str, int]]) -> tuple[str, ...]:
        """Which lines a slide after the first holds, and only how many."""
        parts = self.say.list(self.say(f"charter.lines.{panel}", n=n) for panel, n in counts)
        whole = self.say("charter.lines.all", n=sum(n for _, n in counts))
        if pages == 2:
            return tuple(self.say("charter.further.parts", parts=text) for text in (parts, whole))
        fields = {"page": number, "pages": pages}
        return tuple(self.say("charter.further.page", parts=text, **fields) for text in (parts, whole))

    def subtitle(self) -> str:
        """Whom the charter binds, from when to when."""
        found, say = self.found, self.say
        if not found.accounts:
            return ""
        fields: dict[str, object] = {"n": len(found.accounts), **self.nouns}
        fields |= {
            name: say.date(day, "long")
            for name, day in (("first", found.valid_from), ("last", found.valid_to))
            if day
        }
        if found.is_expired:
            return say("charter.subtitle.expired", **fields)
        kind = "_".join(name for name in ("first", "last") if name in fields) or "undated"
        return say(f"charter.subtitle.{kind}", **fields)

    # -------------------------------------------------------------- panels

    def head(self, panel: str) -> str:
        """The panel's title."""
        return self.say(f"charter.head.{panel}")

    def head_unit(self, panel: str) -> str:
        """What the figures of a panel are."""
        return self.say("charter.actual_and_goal") if panel == "objectives" else ""

    def years(self) -> tuple[str, str]:
        """The heads of actual and goal: their fiscal years where these are known and differ."""
        now, goal = self.found.actual_year(), self.found.goal_year()
        if now and goal and now != goal:
            return now, goal
        return self.say("charter.actual"), self.say("charter.goal")

    def whole(self, entry: Entry) -> str:
        """A line in full."""
        parts = [part for part in (entry.label, entry.text, entry.aside) if part]
        whole = parts[0]
        for part in parts[1:]:
            whole = self.say("charter.joined", first=whole, second=part)
        return whole

    def panel_alt(self, panel: str, entries: Sequence[Entry]) -> str:
        """The panel's lines in one sentence."""
        rows = self.say.join(self._line(panel, entry) for entry in entries)
        return self.say("charter.alt", head=self.head(panel), rows=rows)

    def _line(self, panel: str, entry: Entry) -> str:
        text = self.whole(entry)
        if panel == "objectives":
            return self.say("charter.alt_objective", text=entry.text, actual=entry.actual, goal=entry.goal)
        return self.say("charter.alt_out", text=text) if entry.clause.section == "scope_out" else text

    def signature_alt(self, entry: Entry, above: str) -> str:
        """Who signed, and when."""
        return ", ".join(part for part in (entry.label, entry.text, above) if part)

    # -------------------------------------------------------------- source and notes

    def sheets(self) -> list[str]:
        """The sheets that the lines and their figures come from."""
        used = self._measures()
        sheets = ["charter"]
        if self._named() or "revenue" in used:
            sheets.append("revenue")
        if used & {"nrr", "logo_retention", "premium_share", "mrr_at_risk_share"}:
            sheets.append("mrr")
        sheets += ["risk"] if "mrr_at_risk_share" in used else []
        sheets += ["satisfaction"] if "csat" in used else []
        known = read_indicators(self.ctx)
        sheets += ["kpis"] if any(of_clause(entry.clause, known) for entry in self.found.objectives) else []
        have = dict(self.ctx.book.titles)
        return [sheet for sheet in sheets if sheet == "charter" or sheet in have]

    def _measures(self) -> set[str]:
        """The measures that were computed."""
        rows = (entry.clause for entry in self.found.objectives)
        return {row.measure for row in rows if row.measure and row.actual is None}

    def _named(self) -> tuple[str, ...]:
        """The figures that lines name in braces."""
        texts = " ".join(f"{row.label or ''} {row.text or ''}" for row in self.ctx.book.charter)
        return tuple(name for name in WORDS if f"{{{name}}}" in texts)

    def scope(self, cut: int) -> str:
        """The version with its approval, and how many lines are shortened."""
        row, say = self.found.version, self.say
        text = say("charter.scope")
        if row is not None and (row.label or row.text):
            text = say("charter.version", version=row.label or row.text)
            if row.label and row.text:
                text = say("charter.version_of", version=text, what=row.text)
            if row.date:
                text = say("charter.version_on", version=text, date=say.date(row.date))
        return say("charter.scope_cut", scope=text, n=cut) if cut else text

    def notes(self, cut: Sequence[str]) -> str:
        """Where the figures come from, what is missing, shortened lines in full, and the cells."""
        found, say, used = self.found, self.say, self._measures()
        chosen = self.ctx.book.settings
        lines = [say("charter.notes.lines")]
        if self._named():
            lines.append(say("charter.notes.named"))
        fields = {"plan": chosen.upsell_plan or "–"}
        order = ("nrr", "logo_retention", "premium_share", "mrr_at_risk_share", "csat", "revenue")
        lines += [say(f"charter.notes.{name}", **fields) for name in order if name in used]
        missing = [entry.text or entry.label for entry in found.objectives if entry.actual == "–"]
        if missing:
            lines.append(say("charter.notes.missing", names=say.join(missing)))
        reached = [entry.text or entry.label for entry in found.objectives if entry.is_reached]
        if reached:
            lines.append(say("charter.notes.reached", names=say.join(reached)))
        if found.ownerless:
            names = [self.ctx.short(name) for name in found.ownerless[:_MOST_NAMED]]
            more = len(found.ownerless) - len(names)
            names += [say("charter.notes.more", n=more)] if more else []
            lines.append(say("charter.notes.ownerless", names=", ".join(names)))
        if cut:
            lines.append(say("charter.notes.cut", lines=say.join(cut)))
        return notes(say, *lines, cells=self._cells(used))

    def _cells(self, used: set[str]) -> list[tuple[str, list[str]]]:
        """Where the lines stand, and the figures they rest on."""
        book, say, portfolio = self.ctx.book, self.say, []
        cells = [(say("charter.cells.lines"), [row.at for row in book.charter])]
        if (self._named() or "revenue" in used) and self.ctx.years:
            rows = [row for row in book.revenue if row.year == self.ctx.year and row.revenue is not None]
            cells.append((say("charter.cells.revenue"), [row.at for row in rows]))
        if used & {"nrr", "logo_retention", "premium_share", "mrr_at_risk_share"}:
            portfolio = [row.at for row in book.mrr] or [row.at for row in book.mrr_bridge]
            cells.append((say("charter.cells.mrr"), portfolio))
        if "mrr_at_risk_share" in used:
            cells.append((say("charter.cells.risk"), [row.at for row in book.risk]))
        if "csat" in used:
            surveys = [row.at for row in book.satisfaction if row.survey == "CSAT"]
            cells.append((say("charter.cells.csat"), surveys))
        return cells


_PLAIN = "charter.title.plain"
TITLES: Titles[CharterWords] = wordings(
    CharterWords.fields,
    when(lambda w: w.found.is_expired, "charter.title.expired"),
    when(
        lambda w: 0 < len(w.found.ownerless) < len(w.found.accounts),
        "charter.title.ownerless",
        "charter.title.ownerless_short",
    ),
    when(
        lambda w: bool(w.found.ownerless), "charter.title.all_ownerless", "charter.title.all_ownerless_short"
    ),
    when(lambda w: w.goals > 0, "charter.title.held", _PLAIN, fields=lambda w: {"n": w.goals}),
    when(lambda w: not w.goals, _PLAIN),
)
