"""What files become: one proposal over all their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.record import replace
from kamdeck.sources.propose.kinds import kind_of
from kamdeck.sources.propose.ledger import ledger_of
from kamdeck.sources.propose.links import Reached
from kamdeck.sources.propose.offers import CERTAINTIES, Answers, Offer, Proposal, Question, SheetOffer
from kamdeck.sources.propose.seen import Seen, Table
from kamdeck.sources.propose.wide import months_of, responsibilities_of, years_of
from kamdeck.text import Sentence, told
from kamdeck.workbook.wording import fold

ORDER = (
    "revenue",
    "mrr",
    "accounts",
    "profit",
    "risk",
    "satisfaction",
    "tasks",
    "rollout",
    "responsibilities",
    "stakeholders",
)
"""What a deck is rather built from comes first."""
ONE_VALUE = 0.98
"""The share of accounts for which a column must have one value to be an attribute of accounts."""
MOST_FAMILIES = 40
MONTHS = tuple(map(str, (12, *range(1, 12))))


def propose(tables: Sequence[Table], answers: Answers, defaults: Mapping[str, str]) -> Proposal:
    """The sheets that tables become. `answers` are what a person said to the questions of an earlier
    proposal, `defaults` what stands in for a field that a table lacks, by its name."""
    found: list[SheetOffer] = []
    unused: list[tuple[Table, Sentence]] = []
    for table in tables:
        offer = _offer_of(table, tables, answers, defaults)
        if isinstance(offer, SheetOffer):
            found.append(offer)
        else:
            unused.append((table, offer))
    sheets, seconds = _one_of_each(found)
    unused += seconds
    revenue = next((sheet for sheet in sheets if sheet.key == "revenue"), None)
    joined = {id(link.table) for sheet in sheets for link in sheet.links}
    if revenue is not None:
        sheets = _around(revenue, [s for s in sheets if id(s.table) not in joined], tables)
    sheets, strangers = _of_known_accounts(sheets)
    unused += strangers
    used = {id(sheet.table) for sheet in sheets} | {
        id(link.table) for sheet in sheets for link in sheet.links
    }
    sheets.sort(key=lambda sheet: ORDER.index(sheet.key))
    settings = tuple({o.name: o for sheet in sheets for o in sheet.settings}.values())
    questions = tuple(
        {q.key: q for sheet in sheets for q in sheet.questions if q.key not in answers}.values()
    )
    return Proposal(
        tuple(sheets),
        (*settings, *_answered(answers, settings)),
        tuple((table, why) for table, why in unused if id(table) not in used),
        (*questions, *_unknown(sheets, settings, answers)),
    )


def _offer_of(
    table: Table, tables: Sequence[Table], answers: Answers, defaults: Mapping[str, str]
) -> SheetOffer | Sentence:
    """What one table becomes, or why it becomes nothing."""
    if (raci := responsibilities_of(table)) is not None:
        return raci
    for wide in (years_of(table, answers), months_of(table, answers)):
        if wide is not None:
            return wide
    ledger = ledger_of(table, tables, answers)
    is_clear = isinstance(ledger, SheetOffer) and ledger.fields[0].certainty != "guess"
    if is_clear and not _is_tracker(table):
        return ledger
    kind = kind_of(table, defaults)
    return kind if kind is not None else ledger


def _is_tracker(table: Table) -> bool:
    """True for a list of what is to be done, whatever amounts stand beside."""
    return any({"task", "risk", "mitigation"} & set(seen.roles) for seen in table.columns)


def _one_of_each(found: list[SheetOffer]) -> tuple[list[SheetOffer], list[tuple[Table, Sentence]]]:
    """The best offer for each sheet of ours: the surest, then that of most lines."""
    best: dict[str, SheetOffer] = {}
    rest: list[tuple[Table, Sentence]] = []
    for offer in sorted(found, key=lambda o: (CERTAINTIES.index(o.certainty), -o.table.lines)):
        if offer.key in best:
            rest.append((offer.table, told("map.no.second", table=best[offer.key].table.name)))
        else:
            best[offer.key] = offer
    return list(best.values()), rest


def _of_known_accounts(
    sheets: list[SheetOffer],
) -> tuple[list[SheetOffer], list[tuple[Table, Sentence]]]:
    """Without lists whose lines name no account, where there are accounts that they should be of."""
    if not {"revenue", "accounts"} & {sheet.key for sheet in sheets}:
        return sheets, []
    named = [
        s for s in sheets if not any(o.name == "account" and isinstance(o.value, dict) for o in s.fields)
    ]
    rest = [(sheet.table, told("map.no.of_account")) for sheet in sheets if sheet not in named]
    return named, rest


def _around(revenue: SheetOffer, sheets: list[SheetOffer], tables: Sequence[Table]) -> list[SheetOffer]:
    """Beside revenue: what its lines say of the accounts, and what they earn."""
    made = list(sheets) if revenue in sheets else [revenue, *sheets]
    if revenue.spread:
        return made
    reached = Reached(revenue.table, tables)
    account = revenue.fields[0]
    listed = next((s for s in made if s.key == "accounts"), None)
    if listed is None:
        attributes = _attributes(reached, account)
        if attributes:
            names = [str(o.value["most"]) for o in attributes] + _labels(account)
            links = reached.links_for([*names, *(c["column"] for c in revenue.where)])
            fields = (account, *attributes)
            made.append(SheetOffer("accounts", revenue.table, fields, links=links, where=revenue.where))
    profit = _profit(reached, revenue)
    return [*made, profit] if profit is not None else made


def _labels(offer: Offer) -> list[str]:
    return [offer.value] if isinstance(offer.value, str) else list(offer.value)


def _attributes(reached: Reached, account: Offer) -> list[Offer]:
    """Columns that have one value for an account: its segment, region and manager."""
    columns = {s.label: s for s in reached.columns}
    parts = [columns[label].texts() for label in _labels(account) if label in columns]
    names = [" ".join(row) for row in zip(*parts, strict=True)]
    made = []
    for field, role in (("segment", "segment"), ("region", "region"), ("manager", "manager")):
        for seen in reached.with_role(role):
            if seen.kind == "text" and seen.label not in _labels(account) and _is_of(names, seen):
                why = told("map.why.attribute", column=seen.label)
                made.append(Offer(field, {"most": seen.label}, "likely", (why,)))
                break
    return made


def _is_of(names: list[str], seen: Seen) -> bool:
    values: dict[str, set[str]] = {}
    for name, text in zip(names, seen.texts(), strict=True):
        if name and text:
            values.setdefault(fold(name) or name, set()).add(text)
    if len(seen.distinct()) < 2 or not values:
        return False
    return sum(len(each) == 1 for each in values.values()) >= ONE_VALUE * len(values)


def _profit(reached: Reached, revenue: SheetOffer) -> SheetOffer | None:
    """What accounts earn by product family, where the lines say both."""
    columns = [s for s in reached.columns if s.kind == "number" and not s.by and s.roles[:1] == ("profit",)]
    families = [
        s for s in reached.with_role("family") if 1 < len(s.distinct()) <= MOST_FAMILIES and s.kind == "text"
    ]
    if not columns or not families or "%" in columns[0].label:
        return None
    earned, family = columns[0], families[0]
    why = told("map.why.profit", column=earned.label)
    fields = (
        *revenue.fields[:2],
        Offer("product_family", family.label, "likely", (told("map.why.header", column=family.label),)),
        replace(revenue.fields[2], name="revenue"),
        Offer("operating_profit", {"sum": earned.label}, "likely", (why,)),
    )
    names = [family.label, *_labels(revenue.fields[0]), *(c["column"] for c in revenue.where)]
    names += _labels(
        Offer(
            "",
            revenue.fields[1].value.get("date", "")
            if isinstance(revenue.fields[1].value, dict)
            else revenue.fields[1].value,
            "sure",
        )
    )
    return SheetOffer("profit", revenue.table, fields, links=reached.links_for(names), where=revenue.where)


# ------------------------------------------------------------------ what the files do not tell


def _unknown(
    sheets: Sequence[SheetOffer], settings: tuple[Offer, ...], answers: Answers
) -> tuple[Question, ...]:
    """The currency and the fiscal year, where there is revenue and nothing tells."""
    made = []
    revenue = next((sheet for sheet in sheets if sheet.key == "revenue"), None)
    if revenue is None:
        return ()
    names = {offer.name for offer in settings}
    if "currency" not in names and "currency" not in answers:
        made.append(Question("currency", told("map.ask.currency"), ("",)))
    has_days = any(isinstance(o.value, dict) and "date" in o.value for o in revenue.fields)
    if has_days and "end_month" not in answers:
        made.append(Question("end_month", told("map.ask.end_month"), MONTHS))
    return tuple(made)


def _answered(answers: Answers, settings: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Settings that a person gave."""
    made = []
    names = {offer.name for offer in settings}
    why = (told("map.why.answer"),)
    if answers.get("currency") and "currency" not in names:
        made.append(Offer("currency", answers["currency"].upper(), "sure", why))
    if answers.get("end_month", "12") != "12":
        made.append(Offer("fiscal_year_end_month", int(answers["end_month"]), "sure", why))
    return tuple(made)
