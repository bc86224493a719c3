"""The words of the dashboard: titles by the turn of MRR, alternative texts, notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.mrr import month_of
from kamdeck.deck.spec import EMU
from kamdeck.figures.kpis import period_text
from kamdeck.figures.portfolio import YEAR, Portfolio, danger_limits, month_name, whole_money
from kamdeck.layout.marks import notes
from kamdeck.layout.titles import Move, Titles, always, down, level, moved, up, when, wordings
from kamdeck.text.measure import width
from kamdeck.views.dashboard.accounts import Board
from kamdeck.views.dashboard.layers import Layer
from kamdeck.views.dashboard.onboarding import needs_help, worst_first
from kamdeck.views.dashboard.own import Card

FLAT = 0.01  # a change below one percent is none
_PLAN = round(3.0 * EMU)
_MOST_NAMED = 20


class DashboardWords:
    """Says how MRR moved, on which plan, and how much of it is endangered."""

    def __init__(self, portfolio: Portfolio, board: Board, layers: Sequence[Layer]) -> None:
        self.portfolio = portfolio
        self.board = board
        self.layers = layers
        self.ctx = portfolio.ctx
        self.month = portfolio.levels.months[-1]

    def kicker(self) -> str:
        """The subject and the month."""
        return self.ctx.say("dashboard.kicker", month=month_name(self.ctx.say, self.month, "long"))

    def subtitle(self) -> str:
        """What is shown, for a title of one line."""
        return self.ctx.say("dashboard.subtitle", month=month_name(self.ctx.say, self.month, "long"))

    # -------------------------------------------------------------- title

    def titles(self) -> tuple[str, ...]:
        """The title from the fullest wording to the shortest."""
        return TITLES(self.ctx.say, self)

    def change(self) -> Move | None:
        """MRR against the opening month; None where nothing was there."""
        step = self.portfolio.step
        return moved(step, FLAT * step.first) if step else None

    def fields(self) -> dict[str, object]:
        """What the titles say: MRR, its change, the plan that led it."""
        say, found = self.ctx.say, self.portfolio
        share = say.part(abs((found.step and found.step.rate) or 0.0))
        if found.months != YEAR:
            share = say("dashboard.in_months", n=found.months, share=share)
        return {"sum": whole_money(say, found.total), "share": share, "plan": self.plan}

    def danger(self) -> dict[str, object]:
        """How many accounts are endangered, and their share of MRR."""
        found = self.portfolio
        return {"n": len(found.endangered), "share": self.ctx.say.part(found.endangered_share)}

    @property
    def is_safe(self) -> bool:
        """Whether something is known of every account, and none is endangered."""
        dangers = self.portfolio.dangers.values()
        return bool(dangers) and not self.portfolio.endangered and "unknown" not in dangers

    @property
    def plan(self) -> str:
        """The plan that moved most in the direction of the whole; "" where there is only
        one, or its name is long."""
        change = self.portfolio.step.amount if self.portfolio.step else self.portfolio.total
        moved = [
            (layer.step.amount, layer.name)
            for layer in self.layers
            if layer.step and layer.key not in ("plans:other", "plan:")
        ]
        if len(self.layers) < 2 or not moved:
            return ""
        most, name = max(moved, key=lambda pair: pair[0] * (1 if change > 0 else -1))
        return name if most * change > 0 and width(name, 23, True) <= _PLAN else ""

    def title_of_accounts(self) -> tuple[str, ...]:
        """The title of the accounts where they have a slide of their own."""
        return ACCOUNTS(self.ctx.say, self)

    # -------------------------------------------------------------- alternative texts

    def chart_alt(self) -> str:
        """The course of MRR and each plan's last value."""
        portfolio, say = self.portfolio, self.ctx.say
        shown = portfolio.levels.months[-YEAR:]
        plans = [f"{layer.name} {whole_money(say, layer.values[-1])}" for layer in self.layers]
        return say(
            "dashboard.chart_alt",
            first=month_name(say, shown[0]),
            last=month_name(say, shown[-1]),
            before=whole_money(say, portfolio.levels.total[-len(shown)]),
            sum=whole_money(say, portfolio.total),
            plans=", ".join(plans),
        )

    def onboarding_alt(self) -> str:
        """How many need help, and which is worst."""
        rows = worst_first(self.ctx.book.onboarding)
        if not rows:
            return ""
        worst = self.portfolio.name(rows[0].account, 10)
        return self.ctx.say(
            "dashboard.onboarding_alt",
            n=len(rows),
            help=sum(map(needs_help, rows)),
            name=worst,
            share=self.ctx.say.percent(rows[0].completion),
        )

    def table_alt(self, title: str) -> str:
        """The finding and the endangered accounts by name."""
        names = [self.portfolio.name(name, 10) for name in self.portfolio.endangered[:_MOST_NAMED]]
        if not names:
            return self.ctx.say("dashboard.table_alt_none", title=title)
        return self.ctx.say("dashboard.table_alt", title=title, names=", ".join(names))

    # -------------------------------------------------------------- source and notes

    def sheets(self, cards: Sequence[Card]) -> tuple[str, ...]:
        """The sheets that hold what is shown."""
        book, own = self.ctx.book, any(card.own for card in cards)
        found = (("mrr", book.mrr), ("usage", book.usage), ("onboarding", book.onboarding), ("kpis", own))
        return tuple(key for key, rows in found if rows)

    def scope(self) -> str:
        """How many accounts have MRR."""
        return self.ctx.say("dashboard.scope", n=len(self.portfolio.mrr))

    def notes(self, cards: Sequence[Card], missing: Sequence[str]) -> str:
        """How each figure is computed, the accounts that are not shown, and the cells."""
        say, book, portfolio = self.ctx.say, self.ctx.book, self.portfolio
        keys = [card.key for card in cards]
        lines = [say("dashboard.notes.mrr", month=month_name(say, self.month, "long"))]
        lines += [
            say(f"dashboard.notes.{key}")
            for key in keys
            if say.has(f"dashboard.notes.{key}") and key != "mrr"
        ]
        own = [card.own for card in cards if card.own]
        lines += [say("dashboard.notes.own", name=one.name, period=period_text(say, one)) for one in own]
        if missing:
            lines.append(say("dashboard.notes.missing", names=say.list(missing)))
        if book.usage:
            lines.append(say("dashboard.notes.danger", **danger_limits(self.ctx)))
        elif portfolio.dangers:
            lines.append(say("dashboard.notes.danger_queue"))
        hidden = [portfolio.short.get(name, name) for name in self.board.rest_endangered]
        if hidden:
            lines.append(say("dashboard.notes.hidden", n=len(hidden), names=", ".join(hidden[:40])))
        newest = [row.at for row in book.mrr if month_of(row.month) == self.month]
        before = [row.at for row in book.mrr if month_of(row.month) == portfolio.opening]
        cells = (
            (say("dashboard.cells.mrr", month=month_name(say, self.month)), newest),
            (say("dashboard.cells.before"), before),
            (say("dashboard.cells.usage"), [row.at for row in book.usage]),
            (say("dashboard.cells.onboarding"), [row.at for row in book.onboarding]),
            *((one.name, [row.at for row in one.trend or (one.newest,)]) for one in own),
        )
        return notes(say, *lines, cells=cells)


_has_fallen = down("MRR", DashboardWords.change)
DANGER: Titles[DashboardWords] = wordings(
    DashboardWords.danger,
    when(lambda w: bool(w.portfolio.endangered) and _has_fallen(w), "dashboard.danger.then"),
    when(lambda w: bool(w.portfolio.endangered), "dashboard.danger.but"),
    when(lambda w: w.is_safe and _has_fallen(w), "dashboard.danger.none_but"),
    when(lambda w: w.is_safe, "dashboard.danger.none_and"),
)
_GREW, _FELL = "dashboard.title.grew", "dashboard.title.fell"
TITLES: Titles[DashboardWords] = wordings(
    DashboardWords.fields,
    when(
        (up("MRR", DashboardWords.change), lambda w: bool(w.plan)),
        "dashboard.title.grew_on",
        _GREW,
        then=DANGER,
    ),
    when(up("MRR", DashboardWords.change), _GREW, then=DANGER),
    when((_has_fallen, lambda w: bool(w.plan)), "dashboard.title.fell_on", _FELL, then=DANGER),
    when(_has_fallen, _FELL, then=DANGER),
    when(level("MRR", DashboardWords.change), "dashboard.title.flat", then=DANGER),
    when(lambda w: w.change() is None, "dashboard.title.is", then=DANGER),
)
ACCOUNTS: Titles[DashboardWords] = wordings(
    DashboardWords.danger,
    when(lambda w: bool(w.portfolio.endangered), "dashboard.accounts_danger"),
    when(lambda w: w.is_safe, "dashboard.accounts_none"),
    when(always, "dashboard.accounts_largest"),
)
