"""Rules about recurring revenue, satisfaction, risk and earlier decks."""

from __future__ import annotations

from kamdeck.workbook.marks import Marks
from kamdeck.workbook.months import gaps
from kamdeck.workbook.rows import Book
from kamdeck.workbook.values import month_end
from kamdeck.workbook.wording import nearest


def mrr(book: Book, marks: Marks) -> None:
    """MRR: one figure per account, plan and month; the plans of the settings exist."""
    marks.repeated("mrr", book.mrr, "account", "plan", "month", adds_up=True)
    plans = sorted({row.plan for row in book.mrr if row.plan})
    if not plans:
        return
    upsell = book.settings.upsell_plan
    if upsell and upsell not in plans:
        marks.setting("plan-unknown", book, "upsell_plan", upsell, near=nearest(upsell, plans), plans=plans)
    for plan in book.settings.plan_order:
        if plan not in plans:
            marks.setting("plan-unknown", book, "plan_order", plan, near=nearest(plan, plans), plans=plans)


def mrr_months(book: Book, marks: Marks) -> None:
    """MRR: a blank month of an account that is still there, and months that end before the as-of date."""
    as_of = book.settings.as_of
    there = [row.account for row in book.accounts if row.status in (None, "active") and row.lost_on is None]
    for month, last in gaps(book.mrr, there, as_of).items():
        names = [row.account for row in last]
        marks.blank("mrr-blank", "mrr", month, last[0], f"{month:%Y-%m}", names=names)
    known = [row for row in book.mrr if as_of is None or row.month <= month_end(as_of)]
    if as_of and known:
        last_row = max(known, key=lambda row: row.month)
        if last_row.month < as_of.replace(day=1):
            marks.head(
                "mrr-ends", book, "mrr", last_row.month, last_row, f"{last_row.month:%Y-%m}", as_of=as_of
            )


def bridge(book: Book, marks: Marks) -> None:
    """MRR bridge: opening and movements make the closing figure, losses are negative."""
    marks.repeated("mrr_bridge", book.mrr_bridge, "fiscal_year")
    for row in book.mrr_bridge:
        for field in ("contraction", "churn"):
            if getattr(row, field) > 0:
                marks.add("loss-positive", "mrr_bridge", row, field, getattr(row, field))
        told = row.opening + row.new + row.expansion + row.reactivation + row.contraction + row.churn
        if abs(told - row.closing) > 1 and row.contraction <= 0 and row.churn <= 0:
            marks.add("bridge", "mrr_bridge", row, "closing", row.closing, told=told)


def onboarding(book: Book, marks: Marks) -> None:
    """Onboarding: "done" and 100% go together."""
    marks.repeated("onboarding", book.onboarding, "account", "step")
    for row in book.onboarding:
        if (row.status == "done") != (row.completion >= 1):
            marks.add("done-share", "onboarding", row, "completion", row.completion, status=row.status)


def satisfaction(book: Book, marks: Marks) -> None:
    """Satisfaction: NPS answers from 0 to 10, CSAT from 0 to 100; none but old ones."""
    for row in book.satisfaction:
        high = 10 if row.survey == "NPS" else 100
        if not 0 <= row.score <= high:
            marks.add("survey-scale", "satisfaction", row, "score", row.score, survey=row.survey, high=high)
    as_of = book.settings.as_of
    for survey in ("NPS", "CSAT"):
        answers = [row for row in book.satisfaction if row.survey == survey and row.answers > 0]
        newest = max(answers, key=lambda row: row.date, default=None)
        if as_of and newest and 12 * (as_of.year - newest.date.year) + as_of.month - newest.date.month >= 12:
            marks.add("answers-old", "satisfaction", newest, "date", newest.date, survey=survey, as_of=as_of)


def usage(book: Book, marks: Marks) -> None:
    """Usage: one line per account and date."""
    marks.repeated("usage", book.usage, "account", "date")


def risk(book: Book, marks: Marks) -> None:
    """Risk and actions: an account once in the queue, not put there after the as-of date."""
    marks.repeated("risk", book.risk, "account")
    as_of = book.settings.as_of
    renewals = {row.account: row.renewal for row in book.accounts}
    for row in book.risk:
        if as_of and row.in_queue_since and row.in_queue_since > as_of:
            marks.add("after-as-of", "risk", row, "in_queue_since", row.in_queue_since, as_of=as_of)
        renewal = renewals.get(row.account)
        if renewal and row.renewal_on and renewal != row.renewal_on:
            marks.add("renewal-differs", "risk", row, "renewal_on", row.renewal_on, other=renewal)
    queue = {row.account for row in book.risk}
    for action in book.retention_actions:
        if queue and action.account not in queue and action.status != "done":
            marks.add("not-at-risk", "retention_actions", action, "account", action.account)


def previous(book: Book, marks: Marks) -> None:
    """Previous deck: every figure once, with a value or a text, before the as-of date."""
    marks.repeated("previous", book.previous, "deck", "as_of", "figure", "account")
    as_of = book.settings.as_of
    for row in book.previous:
        if row.value is None and row.text is None:
            marks.add("no-figure", "previous", row, "value")
        if as_of and row.as_of >= as_of:
            marks.add("after-as-of", "previous", row, "as_of", row.as_of, as_of=as_of)


SUBSCRIPTION_RULES = (mrr, mrr_months, bridge, onboarding, satisfaction, usage, risk, previous)
