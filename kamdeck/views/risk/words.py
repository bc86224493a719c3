"""The words of the slide on accounts at risk: titles by the turn of the data, alternative texts, notes."""

from __future__ import annotations

from kamdeck.analysis.mrr import month_of
from kamdeck.deck.spec import EMU
from kamdeck.figures.kpis import period_text
from kamdeck.figures.portfolio import month_name, whole_money
from kamdeck.figures.risk_board import RiskBoard
from kamdeck.layout.marks import notes
from kamdeck.layout.page import about
from kamdeck.text.rounding import add_up
from kamdeck.views.risk.queue import QueueTable

_LEADING = 0.30  # the largest account is named from this share of what is at risk
_WHOLE = 0.995  # from this share on an account's MRR is at risk as a whole
_NAME = round(4.2 * EMU)
_MOST_NAMED = 40


class RiskWords:
    """Says what is at risk, where satisfaction goes, and what weighs most."""

    def __init__(self, board: RiskBoard) -> None:
        self.board = board
        self.ctx = board.ctx
        self.say = board.say

    def kicker(self) -> str:
        """The subject and the month."""
        month = self.board.portfolio.levels.last
        if self.ctx.as_of:
            month = month_of(self.ctx.as_of)
        if month is None:
            return about(self.ctx, self.say("dashboard_risk.kicker_plain"))
        return about(self.ctx, self.say("dashboard_risk.kicker", month=month_name(self.say, month, "long")))

    # -------------------------------------------------------------- title

    def titles(self) -> tuple[str, ...]:
        """The title from the fullest wording to the shortest."""
        board, say = self.board, self.say
        if not board.is_listed:
            return self._of_satisfaction()
        if not board.rows:
            return self._of_nothing()
        head, top = self._head(), self._top()
        whole = say(f"dashboard_risk.while_{board.trend}", first=head) if board.trend else head
        found = [say("dashboard_risk.colon", first=first, last=top) for first in (whole, head) if top]
        return tuple(dict.fromkeys((*found, whole, head)))

    def _head(self) -> str:
        """What is at risk: a share of MRR, else an amount, else a number of accounts."""
        board, say = self.board, self.say
        if not board.stake:
            return say("dashboard_risk.accounts_at_risk", n=len(board.rows))
        if self.ctx.subject and board.share is not None and board.share > _WHOLE:
            return say("dashboard_risk.whole_at_risk", sum=whole_money(say, board.stake))
        if board.share is None or self.ctx.subject:
            return say("dashboard_risk.sum_at_risk", sum=whole_money(say, board.stake))
        return say("dashboard_risk.share_at_risk", share=say.percent(board.share))

    def _top(self) -> str:
        """The account that weighs most, with its renewal; how many there are where none weighs much."""
        board, say = self.board, self.say
        if not board.largest:
            return ""
        row, share = board.largest[0]
        name = board.portfolio.name(row.account, 23, _NAME, True)
        when = self._renewal(row.renewal_days)
        if self.ctx.subject:
            return say(f"dashboard_risk.own{when}", name=name, n=abs(row.renewal_days or 0)) if when else ""
        if len(board.rows) == 1:
            return say(f"dashboard_risk.only{when}", name=name, n=abs(row.renewal_days or 0))
        if share < _LEADING:
            return say("dashboard_risk.many", n=len(board.rows), share=say.percent(share))
        return say(
            f"dashboard_risk.alone{when}", name=name, share=say.percent(share), n=abs(row.renewal_days or 0)
        )

    def title_of_queue(self) -> str:
        """The title of the queue where it has a slide of its own."""
        key = "accounts_at_risk" if self.board.stake else "queue"
        return self.say(f"dashboard_risk.{key}", n=len(self.board.rows))

    def _renewal(self, days: int | None) -> str:
        """The ending of the text's key: nothing, due, overdue or on the day itself."""
        if days is None:
            return ""
        return "_overdue" if days < 0 else "_due" if days else "_today"

    def _of_nothing(self) -> tuple[str, ...]:
        board, say = self.board, self.say
        if not board.months or board.few_answers:
            return (say("dashboard_risk.nobody"),)
        value = say.number(tuple(board.months.values())[-1])
        return say(f"dashboard_risk.none_{board.trend or 'is'}", value=value), say("dashboard_risk.nobody")

    def _of_satisfaction(self) -> tuple[str, ...]:
        """The title where nothing is known of risk."""
        board, say = self.board, self.say
        values = tuple(board.months.values())
        score = say.number(board.promoters.score or 0.0, signed=True)
        if not values:
            return (say("dashboard_risk.nps_only", score=score, n=board.promoters.count),)
        fields = {"first": say.number(values[0]), "value": say.number(values[-1])}
        text = say(f"dashboard_risk.csat_{board.trend or 'is'}", **fields)
        if board.few_answers:
            text = say("dashboard_risk.csat_on", n=board.few_answers, **fields)
        if not board.promoters.is_firm:
            return (text,)
        return say("dashboard_risk.with_nps", first=text, score=score), text

    def subtitle(self) -> str:
        """What is shown, for a title of one line."""
        return self.say(
            "dashboard_risk.subtitle" if self.board.is_listed else "dashboard_risk.subtitle_plain"
        )

    # -------------------------------------------------------------- alternative texts

    def csat_alt(self) -> str:
        """The course of CSAT against its target."""
        board, say = self.board, self.say
        months, values = tuple(board.months), tuple(board.months.values())
        if not months:
            return ""
        text = say(
            "dashboard_risk.csat_alt",
            first=month_name(say, months[0]),
            last=month_name(say, months[-1]),
            before=say.number(values[0]),
            value=say.number(values[-1]),
        )
        target = self.ctx.book.settings.csat_target
        return (
            text
            if target is None
            else f"{text} {say('dashboard_risk.target_alt', value=say.entered(target))}"
        )

    def nps_alt(self) -> str:
        """The score and its parts."""
        board, say, found = self.board, self.say, self.board.promoters
        if found.score is None:
            return ""
        counts = (found.detractors, found.passives, found.promoters)
        low, middle, high = (say.percent(share) for share in add_up([c / found.count for c in counts]))
        score = say.number(board.promoters.score or 0.0, signed=True)
        return say("dashboard_risk.nps_alt", score=score, n=found.count, low=low, middle=middle, high=high)

    def onboarding_alt(self) -> str:
        """The average and how many are late."""
        rows = self.ctx.book.onboarding
        if not rows:
            return ""
        share = self.say.percent(sum(row.completion for row in rows) / len(rows))
        late = sum(row.status == "late" for row in rows)
        return self.say("dashboard_risk.onboarding_alt", share=share, n=len(rows), late=late)

    def stake_alt(self) -> str:
        """How what is at risk is spread over accounts."""
        parts = [
            f"{self.board.portfolio.name(row.account, 10)} {self.say.percent(share)}"
            for row, share in self.board.largest[:3]
        ]
        return self.say(
            "dashboard_risk.stake_alt", sum=whole_money(self.say, self.board.stake), parts=", ".join(parts)
        )

    def queue_alt(self, title: str) -> str:
        """The finding and the queue in its order."""
        names = [self.board.portfolio.name(row.account, 10) for row in self.board.rows[:6]]
        return self.say("dashboard_risk.queue_alt", title=title, names=", ".join(names))

    # -------------------------------------------------------------- source and notes

    def sheets(self) -> tuple[str, ...]:
        """The sheets that hold what is shown."""
        book = self.ctx.book
        found = [("risk", self.board.is_listed), ("satisfaction", bool(book.satisfaction))]
        found += [
            ("onboarding", bool(book.onboarding)),
            ("mrr", bool(book.mrr)),
            ("kpis", bool(self.board.own)),
        ]
        return tuple(key for key, is_there in found if is_there)

    def scope(self) -> str:
        """How many accounts are at risk, and when the answers behind NPS came."""
        board, say, found = self.board, self.say, self.board.promoters
        parts = [say("dashboard_risk.scope", n=len(board.rows))] if board.rows else []
        if found.first and found.last:
            months = [month_name(say, month_of(day)) for day in (found.first, found.last)]
            key = "period_one" if months[0] == months[1] else "period"
            parts.append(say(f"dashboard_risk.{key}", first=months[0], last=months[1]))
        elif board.months:
            parts.append(say("dashboard_risk.scope_csat", n=len(board.months)))
        return ", ".join(parts)

    def notes(self, queue: QueueTable) -> str:
        """The rules, what is shown shortened or not at all, and the cells."""
        say, book, board = self.say, self.ctx.book, self.board
        chosen = book.settings
        lines, own = [], next(iter(board.own.values()), None)
        if board.rows:
            days = {"old": chosen.queue_old_days, "soon": chosen.renewal_soon_days}
            lines += [say("dashboard_risk.notes.stake"), say("dashboard_risk.notes.queue", **days)]
        if own:
            lines.append(say("dashboard_risk.notes.own", name=own.name, period=period_text(say, own)))
        if board.months:
            lines.append(say("dashboard_risk.notes.csat"))
        if board.promoters.score is not None:
            lines.append(say("dashboard_risk.notes.nps"))
        if book.onboarding:
            lines.append(say("dashboard.notes.onboarding"))
        lines += [
            say("dashboard_risk.notes.reason", account=account, reason=reason)
            for account, reason in queue.cut
        ]
        rest = [row.account for row in board.rows if row not in queue.shown]
        if rest:
            names = ", ".join(rest[:_MOST_NAMED])
            lines.append(say("dashboard_risk.notes.rest", n=len(rest), names=names))
        newest = board.portfolio.levels.last
        cells = (
            (say("dashboard_risk.cells.risk"), [row.at for row in book.risk]),
            (say("dashboard_risk.cells.csat"), [row.at for row in book.satisfaction if row.survey == "CSAT"]),
            (say("dashboard_risk.cells.nps"), [row.at for row in book.satisfaction if row.survey == "NPS"]),
            (say("dashboard_risk.cells.onboarding"), [row.at for row in book.onboarding]),
            (own.name if own else "", [one.newest.at for one in board.own.values()]),
            (say("dashboard_risk.cells.mrr"), [row.at for row in book.mrr if month_of(row.month) == newest]),
        )
        return notes(say, *lines, cells=cells)
