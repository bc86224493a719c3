"""The words, numbers and dates of one language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from kamdeck.errors import KamdeckError
from kamdeck.text.beside import languages_beside, texts_beside
from kamdeck.text.catalogues import ENGLISH, Catalogue, own_languages, read_catalogue
from kamdeck.text.joined import Name
from kamdeck.text.plural import OTHER, category
from kamdeck.text.rounding import half_up, places_of

SCALES = {"M": 1e6, "k": 1e3, "": 1.0}
"""What one of a unit of amounts is worth, largest first."""
_TWICE = re.compile(r"(?<!\.)\.\.(?!\.)")
Day = date  # the class has a method of that name
_PARTS = ("units", "dates", "cell")
"""Tables of the forms of which a language may have a part."""


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages there are: English, those that kamdeck has besides, those that packages bring."""
    return tuple(dict.fromkeys((*own_languages(), *languages_beside())))


@lru_cache(maxsize=8)
def catalogue(lang: str) -> Catalogue:
    """All texts of a language, section by section.

    Raises: KamdeckError when there is no such language, or its files cannot be read.
    """
    if lang not in own_languages() and lang not in languages_beside():
        raise KamdeckError(f"There is no language {lang!r}.", f"Choose one of: {', '.join(languages())}.")
    try:
        return read_catalogue(lang)
    except (OSError, ValueError) as fault:
        if lang == ENGLISH:  # it holds the words of all other messages
            raise KamdeckError(
                f"The texts of kamdeck itself cannot be read: {fault}", "Install kamdeck anew."
            ) from None
        raise KamdeckError(
            told("language.broken", lang=lang, fault=str(fault)), told("language.broken_hint")
        ) from None


@lru_cache(maxsize=8)
def forms(lang: str) -> Mapping[str, Any]:
    """How a language writes numbers, money and dates, and counts: the section `forms` of its catalogue."""
    found = {**catalogue(ENGLISH)["forms"], **(own := catalogue(lang).get("forms", {}))}
    parts = {name: {**catalogue(ENGLISH)["forms"][name], **own.get(name, {})} for name in _PARTS}
    return {**found, **parts}


@lru_cache(maxsize=1)
def _symbols() -> Mapping[str, str]:
    """The currencies that have a symbol, as Babel has them."""
    path = Path(__file__).with_name("currencies.json")
    return json.loads(path.read_bytes())  # type: ignore[no-any-return]


def entry(lang: str, *path: str) -> Any:
    """What stands at a path of keys in a language, else in English: in the catalogue, or in those of views
    from outside; None where nothing does."""
    found = _at(lang, path)
    return _at(ENGLISH, path) if found is None and lang != ENGLISH else found


def _at(lang: str, path: Sequence[str]) -> Any:
    texts = catalogue(lang)
    node: Any = texts if path[0] in texts else texts_beside(lang)
    for part in path:
        if not isinstance(node, Mapping):
            return None
        node = node.get(part)
    return node


class Sentence(str):
    """A sentence in English that can be said in any language: `key` and `fields` are its text's."""

    key: str
    fields: Mapping[str, object]


def told(key: str, /, **fields: object) -> Sentence:
    """The sentence at a key, said where the language of the reader is not known: `Say.again` turns it."""
    made = Sentence(Say(ENGLISH)(key, **fields))
    made.key, made.fields = key, fields
    return made


class Say:
    """Speaks one language: `say("pareto.title", n=7)`; numbers, money and dates in its forms.

    A text is a string with named fields, or a table `{one = ..., "2" = ..., other = ...}` chosen by the field
    `n`, the number itself before its category. `{name:de}` joins a word to a name as the language does
    (`forms.joined`): "de Nord", "d’Est". Whole numbers given as fields are written with the language's
    grouping and a true minus sign. `years` are the names of years that have another one than their digits.
    """

    def __init__(self, lang: str = "en", currency: str = "USD") -> None:
        self.lang = lang
        self._years: Mapping[int, str] = {}
        self._last: Mapping[int, Day] = {}
        self.currency = currency
        self.forms = forms(lang)
        self._known: dict[str, Any] = {}
        self._symbol: str = _symbols().get(currency, currency)

    @property
    def tag(self) -> str:
        """The language tag that runs carry, such as `fr-FR`."""
        return str(self.forms["tag"])

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text at a dotted key with its fields filled in.

        Raises: KamdeckError when the key or a field is missing.
        """
        entry = self._entry(key)
        if isinstance(entry, dict):
            n = fields.get("n")
            form = category(tuple(self.forms["plural"].items()), n)
            entry = entry.get(str(n), entry.get(form, entry[OTHER]))
        try:
            shown = {
                name: self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value
                for name, value in fields.items()
            }
            return self.filled(str(entry), shown)
        except (KeyError, IndexError) as error:
            raise KamdeckError(f"The text {key!r} ({self.lang}) lacks the field {error}.") from error

    def filled(self, text: str, fields: Mapping[str, object]) -> str:
        """A text of the catalogue with its named fields."""
        joined = self.forms["joined"]
        shown = {name: Name(v, joined) if isinstance(v, str) else v for name, v in fields.items()}
        return _TWICE.sub(".", text.format(**shown))  # what fills a field may have its own full stop

    def has(self, key: str) -> bool:
        """True when there is a text at this key."""
        return entry(self.lang, *key.split(".")) is not None

    def _entry(self, key: str) -> Any:
        if key not in self._known:
            found = entry(self.lang, *key.split("."))
            if found is None:
                raise KamdeckError(f"There is no text {key!r} in the {self.lang} catalogue.")
            self._known[key] = found
        return self._known[key]

    def again(self, sentence: str) -> str:
        """A sentence that `told` made, in this language; as it stands where it is another."""
        if isinstance(sentence, Sentence):
            fields = {name: self._said(value) for name, value in sentence.fields.items()}
            return self(sentence.key, **fields)
        return sentence

    def _said(self, value: object) -> object:
        return self.again(value) if isinstance(value, str) else value

    # -------------------------------------------------------------- numbers

    def number(self, value: float, places: int = 0, *, signed: bool = False) -> str:
        """`1,219` or `1 219`; rounded half up, true minus sign, `+` too when `signed` (but not on zero)."""
        rounded = half_up(value, places)
        decimal, group = self.forms["decimal"], self.forms["group"]
        body = f"{abs(rounded):,.{places}f}".replace(",", "\0").replace(".", decimal)
        sign = "" if rounded == 0 else "−" if rounded < 0 else "+" if signed else ""
        return sign + body.replace("\0", group)

    def exact(self, value: float, least: int = 0, most: int = 6) -> str:
        """A number with as many decimals as it has, from `least` to `most`."""
        places = next((p for p in range(least, most) if abs(value - round(value, p)) < 1e-9), most)
        return self.number(value, places)

    def percent(self, share: float, places: int = 0, *, signed: bool = False) -> str:
        """A share (0..1) as `81%` or `81 %`."""
        text: str = self.forms["percent"]
        return text.format(n=self.number(share * 100, places, signed=signed))

    def part(self, share: float) -> str:
        """A share of a whole (0..1) as `81%`; `<1%` and `>99%` where rounding would say nothing or all."""
        if 0 < share < 0.005:
            return f"<{self.percent(0.01)}"
        return f">{self.percent(0.99)}" if 0.995 <= share < 1 - 1e-9 else self.percent(share)

    def entered(self, value: float, kind: str = "") -> str:
        """A figure of the workbook with the digits that were entered: `5.75`, `82.5%`, `$1.25M`.

        `kind` is "share", "money" or "" (a plain number). Money is in the largest unit that needs two
        decimals at most, else whole.
        """
        if kind == "share":
            text: str = self.forms["percent"]
            return text.format(n=self.number(value * 100, places_of(value * 100)))
        if kind != "money":
            return self.number(value, places_of(value))
        letter = next(
            (u for u, scale in SCALES.items() if abs(value) >= scale and places_of(value / scale) < 3), ""
        )
        places = max(places_of(value / SCALES[letter]), int(letter == "M"))
        return self._money(self.number(value / SCALES[letter], places), letter)

    def money(self, value: float, places: int = 1, *, signed: bool = False, unit: str = "") -> str:
        """An amount as a reader says it: `$42.9M`, `$524k`, `$1.5k`, `−$0.5M`; `42,9 M$`, `524 k$`.

        `places` are decimals of millions; thousands have one below 10,000, else none. `unit` ("M", "k", "")
        forces the unit, and whole thousands.
        """
        scale, letter = self._scale(value, unit)
        digits = places if letter in ("M", "B") else int(letter == "k" and not unit and abs(value) < 9_950)
        return self._money(self.number(value / scale, digits, signed=signed), letter)

    def _money(self, text: str, letter: str) -> str:
        """A number with its unit and currency, the sign before both."""
        sign, body = (text[0], text[1:]) if text[0] in "−+" else ("", text)
        amount: str = self.forms["money"]
        return sign + amount.format(
            amount=body, unit=self.forms["units"][letter or "one"], symbol=self._symbol
        )

    def _scale(self, value: float, unit: str) -> tuple[float, str]:
        size = abs(value)
        if unit == "M" or (not unit and 999_500 <= size < 999_950_000):
            return 1e6, "M"
        if unit == "k" or (not unit and 1_000 <= size < 999_500):
            return 1e3, "k"
        return (1e9, "B") if not unit and size >= 999_950_000 else (1.0, "")

    def unit(self, letter: str = "M") -> str:
        """The unit of a column of amounts: `$M` or `M$`."""
        text: str = self.forms["column_unit"]
        return text.format(unit=self.forms["units"][letter or "one"], symbol=self._symbol)

    def money_format(self, letter: str = "M", places: int = 1) -> str:
        """The number format code that shows plain amounts in a chart in millions or thousands."""
        scale = {"M": ",,", "k": ",", "": ""}[letter]
        return ("0." + "0" * places if places else "#,##0") + scale

    def percent_format(self, share: float) -> str:
        """The number format code that shows an entered share with its digits."""
        places = places_of(share * 100)
        return f"0{'.' * (places > 0)}{'0' * places}%"

    def words(self, n: int, *, capital: bool = False) -> str:
        """A count in words up to twelve, in figures above."""
        names: Sequence[str] = self._entry("numbers.words")
        text = names[n] if 0 <= n < len(names) else self.number(n)
        return text[:1].upper() + text[1:] if capital else text

    def ordinal(self, n: int) -> str:
        """`first` to `tenth` in words, in figures above."""
        names: Sequence[str] = self._entry("numbers.ordinals")
        if 1 <= n <= len(names):
            return names[n - 1]
        texts: Mapping[str, str] = self.forms["ordinal"]
        return texts.get(category(tuple(self.forms["ordinals"].items()), n), texts[OTHER]).format(n=n)

    # -------------------------------------------------------------- dates, lists

    def date(self, day: date, style: str = "short") -> str:
        """`31 Oct 2026`; styles: short, long, day (no year), month."""
        short, whole = (self.forms[names][day.month - 1] for names in ("short_months", "months"))
        number = self.forms["first_day"] if day.day == 1 else day.day
        text: str = self.forms["dates"][style]
        return text.format(d=number, m=short, month=whole, y=day.year)

    def with_years(self, names: Mapping[int, str], last: Mapping[int, Day]) -> Self:
        """The same with names of years other than their digits, and the last day of those of which only a
        part counts."""
        made = copy(self)
        made._years, made._last = names, last
        return made

    def years(self, years: Sequence[int]) -> str:
        """`2024 to 2026`, or the only year; `2024 to 2026, each to 31 Jul` where the same months count."""
        if len(years) < 2:
            return "".join(map(self.year, years))
        if all(year in self._last for year in years):
            first, last = (self.year_name(year) for year in (years[0], years[-1]))
            return self(
                "numbers.range_to", first=first, last=last, date=self.date(self._last[years[-1]], "day")
            )
        return self("numbers.range", first=self.year(years[0]), last=self.year(years[-1]))

    def year(self, year: int) -> str:
        """The year under its only name in a deck: the workbook's (`FY26`), with its last day where the year
        is not over (`2026 to 31 Mar`)."""
        return self.span(year, self._last.get(year))

    def span(self, year: int | None, last: Day | None) -> str:
        """A year, up to its `last` day where that is not its end; "–" without one."""
        if year is None:
            return "–"
        name = self.year_name(year)
        return self("numbers.year_to", year=name, date=self.date(last, "day")) if last else name

    def year_name(self, year: int) -> str:
        """A year by its name alone, where the slide says elsewhere which part of it counts."""
        return self._years.get(year) or str(year)

    def list(self, items: Iterable[str]) -> str:
        """`A, B and C`."""
        names = tuple(items)
        if len(names) < 2:
            return "".join(names)
        return self("numbers.and", first=", ".join(names[:-1]), last=names[-1])

    def join(self, clauses: Iterable[str]) -> str:
        """`first; second; third`: clauses of one sentence, parted by the language's semicolon."""
        return str(self.forms["semicolon"]).join(clauses)

    def colon(self, head: str, text: str) -> str:
        """`head: text`."""
        sign: str = self.forms["colon"]
        return f"{head}{sign}{text}" if text else head + sign.rstrip()

    def upper(self, text: str) -> str:
        """Capitals for a kicker."""
        return text.upper()
