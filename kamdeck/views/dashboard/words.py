"""The words of the dashboard: titles by the turn of MRR, alternative texts, notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.mrr import month_of
from kamdeck.deck.spec import EMU
from kamdeck.figures.kpis import period_text
from kamdeck.figures.portfolio import YEAR, Portfolio, danger_limits, month_name, whole_money
from kamdeck.layout.marks import notes
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
        turn, plan, clause = self._turn(), self._plan(), self._clause()
        first = [self._finding(turn, name) for name in dict.fromkeys((plan, ""))]
        if not clause:
            return tuple(first)
        if self.portfolio.endangered:
            word = "then" if turn == "fell" else "but"
        else:
            word = "but" if turn == "fell" else "and"
        whole = [self.ctx.say(f"dashboard.title_{word}", first=text, clause=clause) for text in first]
        return (*whole, first[-1])

    def _turn(self) -> str:
        """grew, fell or flat by the sign of the change; "is" where nothing can be compared."""
        growth = self.portfolio.growth
        if growth is None:
            return "is"
        return "flat" if abs(growth) < FLAT else "grew" if growth > 0 else "fell"

    def _finding(self, turn: str, plan: str) -> str:
        portfolio, say = self.portfolio, self.ctx.say
        sum_ = whole_money(say, portfolio.total)
        if turn in ("is", "flat"):
            return say(f"dashboard.title_{turn}", sum=sum_)
        share = say.percent(abs(portfolio.growth or 0.0))
        key = f"dashboard.title_{turn}_{'plan' if plan else 'all'}"
        if portfolio.months != YEAR:
            key += "_months"
        return say(key, n=portfolio.months, share=share, sum=sum_, plan=plan)

    def _plan(self) -> str:
        """The plan that moved most in the direction of the whole; "" where there is only
        one, or its name is long."""
        change = self.portfolio.total - (self.portfolio.before or 0.0)
        moved = [
            (layer.values[-1] - layer.before, layer.name)
            for layer in self.layers
            if layer.before is not None and layer.key not in ("plans:other", "plan:")
        ]
        if len(self.layers) < 2 or not moved:
            return ""
        most, name = max(moved, key=lambda pair: pair[0] * (1 if change > 0 else -1))
        return name if most * change > 0 and width(name, 23, True) <= _PLAN else ""

    def _clause(self) -> str:
        portfolio, say = self.portfolio, self.ctx.say
        n = len(portfolio.endangered)
        if not portfolio.dangers:
            return ""
        if not n:
            return say("dashboard.clause_none")
        return say("dashboard.clause", n=n, share=say.percent(portfolio.endangered_share))

    def title_of_accounts(self) -> str:
        """The title of the accounts where they have a slide of their own."""
        portfolio, say = self.portfolio, self.ctx.say
        n = len(portfolio.endangered)
        if not portfolio.dangers:
            return say("dashboard.accounts_largest")
        if not n:
            return say("dashboard.accounts_none")
        return say("dashboard.accounts_danger", n=n, share=say.percent(portfolio.endangered_share))

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
