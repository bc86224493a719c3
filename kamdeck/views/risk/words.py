"""The words of the slide on accounts at risk: titles by the turn of the data, alternative texts, notes."""

from __future__ import annotations

from math import ceil

from kamdeck.analysis.mrr import month_of
from kamdeck.deck.spec import EMU
from kamdeck.figures.kpis import period_text
from kamdeck.figures.portfolio import month_name, whole_money
from kamdeck.figures.risk_board import LEVEL, RiskBoard
from kamdeck.layout.marks import notes
from kamdeck.layout.page import about
from kamdeck.layout.titles import Move, Titles, Wording, always, down, level, moved, up, when, wordings
from kamdeck.text.rounding import add_up
from kamdeck.views.risk.queue import QueueTable

_LEADING = 0.30  # the largest account is named from this share of what is at risk
_WHOLE = 0.995  # from this share on an account's MRR is at risk as a whole
_NAME = round(4.2 * EMU)
_MOST_NAMED = 40


def satisfaction_move(board: RiskBoard) -> Move | None:
    """CSAT of the newest month against the first one shown; None where they cannot be compared."""
    return moved(board.step, LEVEL + 2e-9)


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
        say, board = self.say, self.board
        if not board.is_listed or not board.rows:
            return CALM(say, self) if board.is_listed else SATISFACTION(say, self)
        heads = HEADS(say, self)
        firsts = (*WHILE(say, self, first=heads[0]), *heads)
        whole = (text for first in firsts for text in TOPS.after(say, self, first))
        return tuple(dict.fromkeys((*whole, *firsts)))

    def satisfaction(self) -> Move | None:
        """How satisfaction moved."""
        return satisfaction_move(self.board)

    def heads(self) -> dict[str, object]:
        """What is at risk: a share of MRR, an amount, a number of accounts."""
        board, say = self.board, self.say
        sum_, share = whole_money(say, board.stake), say.part(board.share or 0.0)
        return {"n": len(board.rows), "sum": sum_, "share": share}

    def top(self) -> dict[str, object]:
        """The account that weighs most, and the days to its renewal."""
        row, _ = self.board.largest[0]
        name = self.board.portfolio.name(row.account, 23, _NAME, True)
        return {"name": name, "n": abs(row.renewal_days or 0), "share": self.say.part(self.top_share)}

    @property
    def top_share(self) -> float:
        """The largest account's part of what is at risk, as it is shown."""
        return self.board.largest[0][1] if self.board.largest else 0.0

    def most(self) -> dict[str, object]:
        """How many accounts there are, and a share that none of them is above."""
        share = ceil(max(row.stake for row in self.board.rows) / self.board.stake * 100 - 1e-9) / 100
        return {"n": len(self.board.rows), "share": self.say.percent(share)}

    @property
    def place(self) -> str:
        """Where the title finds the largest account: its own pack, only, alone, one of many, nowhere."""
        if not self.board.largest:
            return ""
        if self.ctx.subject:
            return "own"
        return "only" if len(self.board.rows) == 1 else "many" if self.top_share < _LEADING else "alone"

    @property
    def renewal(self) -> str:
        """Whether the largest account's renewal is due, today, overdue or unknown."""
        days = self.board.largest[0][0].renewal_days
        return "unknown" if days is None else "overdue" if days < 0 else "due" if days else "today"

    def scores(self) -> dict[str, object]:
        """CSAT of the first and the newest month, the Net Promoter Score and its answers."""
        values, found = tuple(self.board.months.values()) or (0.0,), self.board.promoters
        score = self.say.number(found.score or 0.0, signed=True)
        first, value = self.say.number(values[0]), self.say.number(values[-1])
        return {"before": first, "value": value, "score": score, "n": found.count}

    def title_of_queue(self) -> tuple[str, ...]:
        """The title of the queue where it has a slide of its own."""
        return QUEUE(self.say, self)

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


def _top(place: str, renewal: str, key: str) -> Wording[RiskWords]:
    return when(lambda w: w.place == place and w.renewal == renewal, key, fields=RiskWords.top)


def _nothing(_: RiskWords) -> dict[str, object]:
    return {}


_slides = down("satisfaction", RiskWords.satisfaction)
_holds = level("satisfaction", RiskWords.satisfaction)
_recovers = up("satisfaction", RiskWords.satisfaction)
HEADS: Titles[RiskWords] = wordings(
    RiskWords.heads,
    when(lambda w: not w.board.stake, "dashboard_risk.title.accounts"),
    when(
        lambda w: bool(w.ctx.subject) and _WHOLE < (w.board.share or 0.0) <= 1, "dashboard_risk.title.whole"
    ),
    when(
        lambda w: bool(w.ctx.subject) or w.board.share is None or w.board.share > 1,
        "dashboard_risk.title.sum",
    ),
    when(always, "dashboard_risk.title.share"),
)
WHILE: Titles[RiskWords] = wordings(
    _nothing,
    when(_slides, "dashboard_risk.title.while_slides"),
    when(_recovers, "dashboard_risk.title.while_recovers"),
    when(_holds, "dashboard_risk.title.while_holds"),
)
TOPS: Titles[RiskWords] = wordings(
    _nothing,
    _top("own", "due", "dashboard_risk.title.own_due"),
    _top("own", "today", "dashboard_risk.title.own_today"),
    _top("own", "overdue", "dashboard_risk.title.own_overdue"),
    _top("only", "unknown", "dashboard_risk.title.only"),
    _top("only", "due", "dashboard_risk.title.only_due"),
    _top("only", "today", "dashboard_risk.title.only_today"),
    _top("only", "overdue", "dashboard_risk.title.only_overdue"),
    _top("alone", "unknown", "dashboard_risk.title.alone"),
    _top("alone", "due", "dashboard_risk.title.alone_due"),
    _top("alone", "today", "dashboard_risk.title.alone_today"),
    _top("alone", "overdue", "dashboard_risk.title.alone_overdue"),
    when(lambda w: w.place == "many", "dashboard_risk.title.many", fields=RiskWords.most),
    join="dashboard_risk.colon",
)
_NOBODY = "dashboard_risk.title.nobody"
CALM: Titles[RiskWords] = wordings(
    RiskWords.scores,
    when(lambda w: not w.board.months or bool(w.board.few_answers), _NOBODY),
    when(_slides, "dashboard_risk.title.none_slides", _NOBODY),
    when(_recovers, "dashboard_risk.title.none_recovers", _NOBODY),
    when(_holds, "dashboard_risk.title.none_holds", _NOBODY),
    when(lambda w: w.satisfaction() is None, "dashboard_risk.title.none_is", _NOBODY),
)
NPS: Titles[RiskWords] = wordings(
    RiskWords.scores, when(lambda w: w.board.promoters.is_firm, "dashboard_risk.title.with_nps")
)
SATISFACTION: Titles[RiskWords] = wordings(
    RiskWords.scores,
    when(lambda w: not w.board.months, "dashboard_risk.title.nps_only"),
    when(
        lambda w: bool(w.board.few_answers),
        "dashboard_risk.title.csat_on",
        fields=lambda w: {"n": w.board.few_answers},
        then=NPS,
    ),
    when(_slides, "dashboard_risk.title.csat_slides", then=NPS),
    when(_recovers, "dashboard_risk.title.csat_recovers", then=NPS),
    when(_holds, "dashboard_risk.title.csat_holds", then=NPS),
    when(lambda w: w.satisfaction() is None, "dashboard_risk.title.csat_is", then=NPS),
)
QUEUE: Titles[RiskWords] = wordings(
    RiskWords.heads,
    when(lambda w: bool(w.board.stake), "dashboard_risk.title.accounts"),
    when(lambda w: not w.board.stake, "dashboard_risk.title.queue"),
)
