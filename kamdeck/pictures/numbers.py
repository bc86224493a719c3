"""Numbers in Excel's number formats (ECMA-376 part 1, 18.8.31), as far as charts use them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from re import compile as pattern

from kamdeck.record import record

# Decimal sign and thousands separator by language.
_SIGNS = {"fr": (",", "\u202f"), "de": (",", "."), "es": (",", "."), "it": (",", ".")}
_TOKENS = pattern(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([0#?.,]+)|(%)|(.)')

_CONDITION = pattern(r"\[([<>=]{1,2})(-?[\d.]+)\]")
_TESTS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}


@record
class Form:
    """One section of a format: the words around the digits, and how the digits are written."""

    before: str
    after: str
    has_digits: bool
    least: int
    decimals: int
    fixed: int
    is_grouped: bool
    factor: int
    percents: int


def formatted(value: float, code: str, lang: str = "en-US") -> str:
    """The number as a program shows it; "" where the format hides it."""
    decimal, group = _SIGNS.get(lang[:2], (".", ","))
    if code in ("", "General", "@"):
        return _general(value).replace(".", decimal)
    section, number, is_signed = _chosen(_sections(code), value)
    form = _form(section)
    if not form.has_digits:
        return form.before + form.after
    exact = Decimal(repr(float(number))) * 100**form.percents / Decimal(1000) ** form.factor
    rounded = exact.quantize(Decimal(1).scaleb(-form.decimals), ROUND_HALF_UP)
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    while len(rest) > form.fixed and rest.endswith("0"):
        rest = rest[:-1]
    whole = "" if whole == "0" and not form.least else whole.zfill(form.least)
    if form.is_grouped:
        whole = _grouped(whole, group)
    sign = "-" if rounded < 0 and is_signed else ""
    return f"{sign}{form.before}{whole}{decimal + rest if rest else ''}{form.after}"


def _chosen(sections: tuple[str, ...], value: float) -> tuple[str, float, bool]:
    """The section for a value, the value as it is written there, and whether a minus goes before it."""
    if any(_CONDITION.search(section) for section in sections):
        for section in sections:
            condition = _CONDITION.search(section)
            if condition is None or _TESTS[condition[1]](value, float(condition[2])):
                return section, value, True
        return "", value, True
    if len(sections) > 1 and value < 0:
        return sections[1], -value, False
    return sections[2 if len(sections) > 2 and value == 0 else 0], value, True


def _general(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e11 else format(value, ".10g")


def _grouped(whole: str, sign: str) -> str:
    head = len(whole) % 3
    parts = ([whole[:head]] if head else []) + [whole[i : i + 3] for i in range(head, len(whole), 3)]
    return sign.join(parts)


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[str, ...]:
    """The parts between semicolons that are not quoted."""
    parts, part, is_quoted = [], "", False
    for char in code:
        is_quoted ^= char == '"'
        if char == ";" and not is_quoted:
            parts.append(part)
            part = ""
        else:
            part += char
    return (*parts, part)


@lru_cache(maxsize=256)
def _form(section: str) -> Form:
    before, after, digits, percents = "", "", "", 0
    for words, escaped, space, _, currency, run, percent, char in _TOKENS.findall(section):
        piece = words or escaped or currency or char or (" " if space else "")
        if run:
            digits += run
            continue
        if percent:
            percents += 1
            piece = "%"
        if digits:
            after += piece
        else:
            before += piece
    bare = digits.rstrip(",")
    whole, _, rest = bare.partition(".")
    return Form(
        before, after, bool(digits), whole.count("0"), len(rest), rest.count("0"), "," in whole,
        len(digits) - len(bare), percents,
    )  # fmt: skip
