"""What the charter says: its lines by panel, the figures in them, who signed, when it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kamdeck.figures.charter_words import Figures
from kamdeck.figures.context import Context
from kamdeck.figures.kpis import entered_text, read_indicators, target_text, value_text
from kamdeck.figures.wording import is_lower, limit
from kamdeck.record import record, replace
from kamdeck.text import Say
from kamdeck.workbook.kpis import Indicator, of_clause
from kamdeck.workbook.rows import Clause

PANELS = ("scope", "objectives", "principles", "roles", "decisions", "governance")
_SECTIONS = {
    "scope_in": "scope",
    "scope_out": "scope",
    "objective": "objectives",
    "principle": "principles",
    "role": "roles",
    "decision_right": "decisions",
    "governance": "governance",
}
_UNLABELLED = ("mission", "scope_in", "scope_out", "principle")
_ENDS = ("to", "until", "au", "jusqu'au", "end", "fin")
_LOWER = ("mrr_at_risk_share",)  # measures of which less is better, whatever the sheet leaves open
_SHARES = ("nrr", "logo_retention", "premium_share", "mrr_at_risk_share")


@record
class Entry:
    """One line: a stable key, its label, its text with the figures filled in, and for an objective where it
    stands and where it should, and whether it is there (None: not known). `aside` is what a governance line
    says after its colon."""

    key: str
    clause: Clause
    label: str
    text: str
    aside: str = ""
    actual: str = ""
    goal: str = ""
    is_reached: bool | None = None


@record
class Charter:
    """The lines of each panel in the sheet's order; `missing` are objectives that have no figure.

    `accounts` are the key accounts, `ownerless` those that have no manager.
    """

    ctx: Context
    figures: Figures
    mission: str
    panels: Mapping[str, tuple[Entry, ...]]
    signatures: tuple[Entry, ...]
    version: Clause | None
    valid_from: date | None
    valid_to: date | None
    accounts: tuple[str, ...]
    ownerless: tuple[str, ...]

    @property
    def objectives(self) -> tuple[Entry, ...]:
        """What the programme is held to."""
        return self.panels.get("objectives", ())

    @property
    def is_expired(self) -> bool:
        """True where the charter ended before the as-of date."""
        return bool(self.ctx.as_of and self.valid_to and self.valid_to < self.ctx.as_of)

    def goal_year(self) -> str:
        """The fiscal year in which the charter ends, named as the settings name the current one; "" where
        the charter has no end."""
        if self.valid_to is None:
            return ""
        end = self.ctx.book.settings.fiscal_year_end_month
        return _fiscal_name(self.ctx, self.valid_to.year + (self.valid_to.month > end))

    def actual_year(self) -> str:
        """The fiscal year that the actuals are of, named as the settings name the current one; "" where they
        name none, or where the as-of date is not the year's end: then they are as of that date."""
        named = self.ctx.book.settings.current_fiscal_year or ""
        if not (named and self.ctx.years):
            return named
        return _fiscal_name(self.ctx, self.ctx.year) if self.figures.is_year_end else ""


_NAMED = re.compile(r"(.*?)(?:(\d{4}|\d{2})([/–-]))?(\d{4}|\d{2})")


def _fiscal_name(ctx: Context, year: int) -> str:
    """A year as the settings name the current one: FY26, FY2026, 2025/26."""
    found = _NAMED.fullmatch(ctx.book.settings.current_fiscal_year or "")
    if found is None:
        return ctx.say("retention.year", year=f"{year % 100:02}")
    stem, first, mark, last = (part or "" for part in found.groups())
    before = str(year - 1)[-len(first) :] if first else ""
    return f"{stem}{before}{mark}{str(year)[-len(last) :]}"


def read_charter(ctx: Context) -> Charter | None:
    """Everything the slides show; None where the sheet has no line to show."""
    ctx = ctx.annual  # goals are those of a year
    figures = Figures(ctx)
    lines: dict[str, list[Entry]] = {}
    seen: dict[str, int] = {}
    for row in ctx.book.charter:
        panel = _SECTIONS.get(row.section, row.section)
        if panel in PANELS or panel in ("mission", "signature"):
            entry = _entry(row, figures, seen)
            if entry.label or entry.text:
                lines.setdefault(panel, []).append(entry)
    if not lines:
        return None
    first, last = _validity([row for row in ctx.book.charter if row.section == "validity"])
    return Charter(
        ctx,
        figures,
        " ".join(entry.text for entry in lines.get("mission", ())),
        {panel: tuple(_scoped(panel, lines[panel])) for panel in PANELS if panel in lines},
        tuple(lines.get("signature", ())),
        next((row for row in ctx.book.charter if row.section == "version"), None),
        first,
        last,
        figures.accounts,
        _ownerless(ctx, figures.accounts),
    )


def _entry(row: Clause, figures: Figures, seen: dict[str, int]) -> Entry:
    """A line under a key that a new figure does not change."""
    key = f"{row.section}: {row.label or row.text}"
    if row.section == "objective":
        key = f"{row.section}: {row.text or row.label}"
    seen[key] = seen.get(key, 0) + 1
    key = key if seen[key] == 1 else f"{key} ({seen[key]})"
    label, text, aside = (_filled(part, figures) for part in (row.label, row.text, ""))
    actual = goal = ""
    is_reached = None
    if row.section in _UNLABELLED:
        joined = (
            figures.ctx.say("charter.joined", first=label, second=text) if label and text else label or text
        )
        label, text = "", joined
    if row.section == "governance":
        head, colon, rest = re.sub(r"\s+:\s", ": ", text).partition(": ")
        text, aside = (head, rest) if colon and head and rest else (text, "")
    elif row.section == "objective":
        if own := of_clause(row, read_indicators(figures.ctx)):
            actual, goal, is_reached = _own(row, own, figures.ctx.say)
            return Entry(key, row, label, text, aside, actual, goal, is_reached)
        stands, lower = _actual(row, figures), is_lower(row, row.measure in _LOWER)
        actual = _shown(row, stands, figures, is_entered=row.actual is not None)
        if row.actual is None and row.measure == "csat" and figures.few_answers:
            actual = f"{actual} (n\u00a0=\u00a0{figures.ctx.say.number(figures.few_answers)})"
        goal = limit(_shown(row, row.target, figures, is_entered=True), lower=lower)
        if stands is not None and row.target is not None:
            is_reached = stands <= row.target if lower else stands >= row.target
    return Entry(key, row, label, text, aside, actual, goal, is_reached)


def _filled(text: str | None, figures: Figures) -> str:
    """A text with its {names} replaced by figures; a name that stands for none stays as it was typed."""
    if not text or "{" not in text:
        return (text or "").strip()
    return re.sub(r"\{(\w+)\}", lambda m: figures.word(m[1]) or m[0], text).strip()


def _own(row: Clause, own: Indicator, say: Say) -> tuple[str, str, bool | None]:
    """Where an indicator stands, where it should, and whether it does: what the line says goes first; an old
    figure is none."""
    target = own.target if row.target is None else row.target
    own = replace(own, target=target, is_lower=is_lower(row, own.is_lower))
    actual = "–" if own.is_old else value_text(say, own)
    goal = limit(target_text(say, own) or "–", lower=own.is_lower and own.target is not None)
    if row.actual is None or own.target is None:
        return actual if row.actual is None else entered_text(say, own, row.actual), goal, own.is_met
    is_reached = row.actual <= own.target if own.is_lower else row.actual >= own.target
    return entered_text(say, own, row.actual), goal, is_reached


def _actual(row: Clause, figures: Figures) -> float | None:
    """What was entered, else the figure that the workbook gives."""
    return row.actual if row.actual is not None else figures.measure(row.measure)


def _shown(row: Clause, value: float | None, figures: Figures, *, is_entered: bool) -> str:
    """A figure in its unit, with the digits that were entered; a dash without one."""
    say = figures.ctx.say
    if value is None:
        return "–"
    unit = row.unit or ("share" if row.measure in _SHARES else "money" if row.measure == "revenue" else "")
    if is_entered:
        return say.entered(value, unit)
    if unit == "share":
        return say.percent(value)
    if unit == "money":
        return say.money(value)
    return say.number(value, 1 if unit == "score" or (not unit and value != int(value)) else 0)


def _scoped(panel: str, entries: Sequence[Entry]) -> Sequence[Entry]:
    """What is in scope before what is out; other panels as they are."""
    if panel != "scope":
        return entries
    return sorted(entries, key=lambda entry: entry.clause.section != "scope_in")


def _validity(rows: Sequence[Clause]) -> tuple[date | None, date | None]:
    """First and last day; the label says which one a single date is."""
    days = sorted(row.date for row in rows if row.date)
    if len(days) > 1:
        return days[0], days[-1]
    if not days:
        return None, None
    label = next((row.label or row.text or "" for row in rows if row.date), "").strip().casefold()
    return (None, days[0]) if label in _ENDS else (days[0], None)


def _ownerless(ctx: Context, accounts: Sequence[str]) -> tuple[str, ...]:
    """The key accounts without a manager; none where the workbook names no managers at all."""
    manager = {row.account: row.manager for row in ctx.book.accounts}
    if not any(manager.values()):
        return ()
    return tuple(name for name in accounts if not manager.get(name))
