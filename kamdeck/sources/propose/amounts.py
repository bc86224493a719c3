"""Which of several amounts is the revenue: net before gross, what stands there before what is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from kamdeck.record import record, replace
from kamdeck.sources.propose.links import Reached
from kamdeck.sources.propose.offers import Certainty, Offer, Question, least
from kamdeck.sources.propose.seen import Seen
from kamdeck.sources.propose.words import CREDITS, sounds
from kamdeck.text import Sentence, told
from kamdeck.workbook.currencies import CODES, code_of, without_currency
from kamdeck.workbook.units import named_unit

RANKS = ("net", "line", "sales", "amount", "gross")
CLOSE, AGREE = 0.01, 0.9
"""How near a product comes to an amount, and on how many lines, for the one to be the other."""
MOST_SHARE = 1.0
MOST_PERCENT = 100.0


@record
class Amount:
    """The revenue of a line: a column or a formula (`text`) over `columns`."""

    text: str
    columns: tuple[str, ...]
    certainty: Certainty
    why: tuple[Sentence, ...]
    quantity: str = ""
    remarks: tuple[Sentence, ...] = ()
    questions: tuple[Question, ...] = ()
    settings: tuple[Offer, ...] = ()


def amount_of(reached: Reached, answers: Mapping[str, str]) -> Amount | None:
    """The amount that is the revenue; None without a column of amounts, or of prices and quantities."""
    found = [s for s in reached.columns if s.kind == "number" and not s.by]
    if chosen := next((s for s in found if s.label == answers.get("amount")), None):
        made = Amount(chosen.label, (chosen.label,), "sure", (told("map.why.answer"),))
        return _with_signs(reached, chosen, made)
    ranked = [s for role in RANKS for s in found if _rank(s) == role]
    price = next((s for s in reached.with_role("price") if s in found and s not in ranked), None)
    quantity = next((s for s in reached.with_role("quantity") if s in found), None)
    discount = next((s for s in reached.with_role("discount", "discounted") if s in found), None)
    per_order = [s for s in ranked if _is_per_order(reached, s)]
    product = _product(price, quantity, discount)
    ranked = [s for s in ranked if s not in per_order] or ranked
    if not ranked and product is None:
        return None
    if not ranked or (ranked[0] in per_order and product is not None):
        assert product is not None
        return replace(product, quantity=_counted(quantity, product)) if quantity else product
    first = ranked[0]
    made = _chosen(first, ranked, per_order, (price, quantity, discount))
    made = replace(made, quantity=_counted(quantity, made))
    return _with_signs(reached, first, made)


def _rank(seen: Seen) -> str:
    """What kind of amount a header names, "" for none: net, of the line, sales, any amount, gross."""
    if {"price", "tax", "profit", "discount", "account id", "order"} & set(seen.roles[:1]):
        return ""
    return next((role for role in RANKS if role in seen.roles), "")


def _chosen(first: Seen, ranked: list[Seen], per_order: list[Seen], parts: tuple[Seen | None, ...]) -> Amount:
    rank = _rank(first)
    why: list[Sentence] = [_WHY[rank](first.label)]
    same = [s for s in ranked[1:] if _rank(s) == rank]
    certainty: Certainty = "sure" if rank in ("net", "line", "sales") and not same else "likely"
    price, quantity, discount = parts
    if price is not None and quantity is not None:
        if _agrees(first, price, quantity, discount):
            why.append(told("map.why.product", price=price.label, quantity=quantity.label))
            certainty = "sure" if not same else certainty
        elif rank == "amount":
            certainty = least(certainty, "likely")
    if rank == "gross":
        certainty = "likely"
        why.append(told("map.why.gross_only"))
    questions: tuple[Question, ...] = ()
    if len(ranked) > 1:
        why.append(told("map.why.other_amounts", columns=", ".join(s.label for s in ranked[1:])))
        if certainty != "sure":
            questions = (Question("amount", told("map.ask.amount"), tuple(s.label for s in ranked)),)
    if per_order:
        why.append(told("map.why.per_order", columns=", ".join(s.label for s in per_order)))
    return Amount(first.label, (first.label,), certainty, tuple(why), questions=questions)


_WHY = {
    "net": lambda column: told("map.why.net", column=column),
    "line": lambda column: told("map.why.line", column=column),
    "sales": lambda column: told("map.why.sales", column=column),
    "amount": lambda column: told("map.why.amount", column=column),
    "gross": lambda column: told("map.why.gross", column=column),
}


def _product(price: Seen | None, quantity: Seen | None, discount: Seen | None) -> Amount | None:
    """Price times quantity, less the discount where there is one: a share, a percentage or an amount."""
    if price is None or quantity is None:
        return None
    text = f"{_named(price)} * {_named(quantity)}"
    columns = [price.label, quantity.label]
    why = [told("map.why.price_quantity", price=price.label, quantity=quantity.label)]
    if discount is not None:
        columns.append(discount.label)
        kind = _kind_of(discount)
        if kind == "share":
            text += f" * (1 - {_named(discount)})"
            why.append(told("map.why.share", column=discount.label))
        elif kind == "percent":
            text += f" * (1 - {_named(discount)} / 100)"
            why.append(told("map.why.percent", column=discount.label))
        else:
            text += f" - {_named(discount)}"
            why.append(told("map.why.taken_off", column=discount.label))
    return Amount(text, tuple(columns), "likely", tuple(why))


def _kind_of(discount: Seen) -> str:
    """Whether a discount is a share (0.1), a percentage (10) or an amount, by its values."""
    values = [v for v in discount.values if isinstance(v, float)]
    if all(0 <= v <= MOST_SHARE for v in values):
        return "share"
    if all(0 <= v <= MOST_PERCENT for v in values) and "discounted" not in discount.roles:
        return "percent"
    return "amount"


def _agrees(total: Seen, price: Seen, quantity: Seen, discount: Seen | None) -> bool:
    """Whether an amount is price times quantity, less the discount, on nearly every line."""
    offs = discount.values if discount else [None] * len(total.values)
    rows = zip(total.values, price.values, quantity.values, offs, strict=True)
    hits = misses = 0
    for amount, a, b, off in rows:
        if not (isinstance(amount, float) and isinstance(a, float) and isinstance(b, float)):
            continue
        full = a * b
        less = [full]
        if isinstance(off, float):
            less = [full, full * (1 - off), full * (1 - off / 100), full - off]
        near = any(abs(amount - each) <= CLOSE * max(abs(each), 1.0) for each in less)
        hits, misses = hits + near, misses + (not near)
    return hits > 0 and hits >= AGREE * (hits + misses)


def _is_per_order(reached: Reached, seen: Seen) -> bool:
    """True for an amount of the whole order that stands on each of its lines: summing it counts it twice."""
    order = next((s for s in reached.with_role("order") if s is not seen), None)
    if order is None or seen.by:
        return False
    amounts: dict[str, set[object]] = {}
    lines: Counter[str] = Counter()
    for key, value in zip(order.texts(), seen.values, strict=True):
        if key and value is not None:
            amounts.setdefault(key, set()).add(value)
            lines[key] += 1
    several = [key for key, n in lines.items() if n > 1]
    return len(several) >= 3 and all(len(amounts[key]) == 1 for key in several)


def _counted(quantity: Seen | None, amount: Amount) -> str:
    """The column of quantities, where every line that counts has one."""
    if quantity is None or (quantity.wrong and quantity.label not in amount.columns):
        return ""
    return quantity.label


def _named(seen: Seen) -> str:
    """A column in a formula: in brackets where its name is no plain word."""
    return seen.label if seen.label.isidentifier() and seen.label.isascii() else f"[{seen.label}]"


def _with_signs(reached: Reached, seen: Seen, amount: Amount) -> Amount:
    """With what the signs, currencies and kinds of lines say of it."""
    remarks: list[Sentence] = list(amount.remarks)
    certainty = amount.certainty
    below = [v for v in seen.values if isinstance(v, float) and v < 0]
    if below:
        remarks.append(told("map.note.negative", column=seen.label, n=len(below)))
    for column in reached.with_role("type", "status", "order"):
        kinds = Counter(
            text for text in column.texts() if text and column.kind == "text" and sounds(text, CREDITS)
        )
        if not kinds or len(kinds) > 5:
            continue
        values = [
            v for t, v in zip(column.texts(), seen.values, strict=True) if t in kinds and isinstance(v, float)
        ]
        if values and min(values) >= 0:
            certainty = "guess"
            shown = ", ".join(kinds)
            remarks.append(told("map.note.credits", column=column.label, values=shown, n=len(values)))
    settings, more, is_mixed = _currency(reached, seen)
    remarks += more
    return replace(
        amount,
        certainty=least(certainty, "guess") if is_mixed else certainty,
        remarks=tuple(remarks),
        settings=settings,
    )


def _currency(reached: Reached, seen: Seen) -> tuple[tuple[Offer, ...], list[Sentence], bool]:
    """The currency that the header, the cells or a column of currencies name, and the unit."""
    settings: list[Offer] = []
    column = next((s for s in reached.with_role("currency") if s.kind == "text"), None)
    named = named_unit(seen.label)
    signs = {named.currency} if named.currency else set()
    signs |= {
        sign for cell in seen.cells if cell and cell[1] == "s" and (sign := without_currency(cell[2])[1])
    }
    if not signs:
        signs |= reached.table.sample.signs
    if named.unit in (1e3, 1e6):
        unit: Any = "thousands" if named.unit == 1e3 else "millions"
        settings.append(Offer("scale", unit, "sure", (told("map.why.unit", column=seen.label),)))
    if column is not None:
        codes = {text.upper() for text in column.texts() if text.upper() in CODES}
        if len(codes) > 1:
            return (
                tuple(settings),
                [told("map.note.currencies", column=column.label, codes=", ".join(sorted(codes)))],
                True,
            )
        signs = codes or signs
    if len(signs) > 1:
        return (
            tuple(settings),
            [told("map.note.currencies", column=seen.label, codes=", ".join(sorted(signs)))],
            True,
        )
    if signs:
        code = code_of(signs.pop(), "USD")
        settings.append(Offer("currency", code, "likely", (told("map.why.currency", code=code),)))
    return tuple(settings), [], False
