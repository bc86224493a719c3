"""The words, numbers and dates of one language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from kamdeck.errors import KamdeckError
from kamdeck.text.beside import texts_beside
from kamdeck.text.catalogues import read_catalogue
from kamdeck.text.rounding import half_up

LANGUAGES = ("en", "fr")
_TAGS = {"en": "en-US", "fr": "fr-FR"}
_DATES = {"short": "{d} {m} {y}", "long": "{d} {month} {y}", "day": "{d} {m}", "month": "{m} {y}"}
_FOLDER = Path(__file__).parent


@lru_cache(maxsize=4)
def catalogue(lang: str) -> dict[str, Any]:
    """All texts of a language, section by section.

    Raises: KamdeckError when there is no such language.
    """
    if lang not in LANGUAGES:
        raise KamdeckError(f"There is no language {lang!r}.", f"Choose one of: {', '.join(LANGUAGES)}.")
    return read_catalogue(lang)


@lru_cache(maxsize=1)
def _forms() -> dict[str, Any]:
    """Marks, month names and currency symbols, as Babel has them."""
    return json.loads((_FOLDER / "forms.json").read_bytes())  # type: ignore[no-any-return]


class Sentence(str):
    """A sentence in English that can be said in any language: `key` and `fields` are its text's."""

    key: str
    fields: Mapping[str, object]


def told(key: str, /, **fields: object) -> Sentence:
    """The sentence at a key, said where the language of the reader is not known: `Say.again` turns it."""
    made = Sentence(Say(LANGUAGES[0])(key, **fields))
    made.key, made.fields = key, fields
    return made


class Say:
    """Speaks one language: `say("pareto.title", n=7)`; numbers, money and dates in its forms.

    A text is a string with named fields, or a table `{one = ..., other = ...}` chosen by the field `n`.
    Numbers given as fields are written with the language's grouping and a true minus sign. `years` are the
    names of years that have another one than their digits.
    """

    def __init__(
        self, lang: str = "en", currency: str = "USD", years: Mapping[int, str] | None = None
    ) -> None:
        self.lang = lang
        self._years = years or {}
        self.currency = currency
        self._texts = catalogue(lang)
        forms = _forms()
        own = forms[lang]
        self._decimal: str = own["decimal"]
        self._group: str = own["group"]
        self._months: tuple[Sequence[str], Sequence[str]] = (own["short_months"], own["months"])
        self._symbol: str = forms["currencies"].get(currency, currency)

    @property
    def tag(self) -> str:
        """The language tag that runs carry, such as `fr-FR`."""
        return _TAGS[self.lang]

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text at a dotted key with its fields filled in.

        Raises: KamdeckError when the key or a field is missing.
        """
        entry = self._entry(key)
        if isinstance(entry, dict):
            entry = entry["one" if self._is_one(fields.get("n")) else "other"]
        shown = {
            name: self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value
            for name, value in fields.items()
        }
        try:
            return str(entry).format(**shown)
        except (KeyError, IndexError) as error:
            raise KamdeckError(f"The text {key!r} ({self.lang}) lacks the field {error}.") from error

    def has(self, key: str) -> bool:
        """True when the catalogue has a text at this key."""
        node = self._section(key)
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                return False
            node = node[part]
        return True

    def _section(self, key: str) -> Any:
        """The catalogue that has the key's first part: ours, or those of views from outside."""
        return self._texts if key.partition(".")[0] in self._texts else texts_beside(self.lang)

    def _entry(self, key: str) -> Any:
        node = self._section(key)
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                raise KamdeckError(f"There is no text {key!r} in the {self.lang} catalogue.")
            node = node[part]
        return node

    def _is_one(self, n: object) -> bool:
        return n == 1 if self.lang == "en" else n in (0, 1)

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
        body = f"{abs(rounded):,.{places}f}".replace(",", "\0").replace(".", self._decimal)
        sign = "" if rounded == 0 else "−" if rounded < 0 else "+" if signed else ""
        return sign + body.replace("\0", self._group)

    def percent(self, share: float, places: int = 0, *, signed: bool = False) -> str:
        """A share (0..1) as `81%` or `81 %`."""
        space = "" if self.lang == "en" else "\u00a0"
        return f"{self.number(share * 100, places, signed=signed)}{space}%"

    def money(self, value: float, places: int = 1, *, signed: bool = False, unit: str = "") -> str:
        """An amount as a reader says it: `$42.9M`, `$524k`, `−$0.5M`; `42,9 M$`, `524 k$`.

        `places` are decimals of millions; thousands have none. `unit` ("M", "k", "") forces the unit.
        """
        scale, letter = self._scale(value, unit)
        digits = places if letter in ("M", "B") else 0
        text = self.number(value / scale, digits, signed=signed)
        sign, body = (text[0], text[1:]) if text[0] in "−+" else ("", text)
        if self.lang == "en":
            return f"{sign}{self._symbol}{body}{letter}"
        return f"{sign}{body}\u00a0{'Md' if letter == 'B' else letter}{self._symbol}"

    def _scale(self, value: float, unit: str) -> tuple[float, str]:
        size = abs(value)
        if unit == "M" or (not unit and 999_500 <= size < 999_950_000):
            return 1e6, "M"
        if unit == "k" or (not unit and 1_000 <= size < 999_500):
            return 1e3, "k"
        return (1e9, "B") if not unit and size >= 999_950_000 else (1.0, "")

    def unit(self, letter: str = "M") -> str:
        """The unit of a column of amounts: `$M` or `M$`."""
        return f"{self._symbol}{letter}" if self.lang == "en" else f"{letter}{self._symbol}"

    def money_format(self, letter: str = "M", places: int = 1) -> str:
        """The number format code that shows plain amounts in a chart in millions or thousands."""
        scale = {"M": ",,", "k": ",", "": ""}[letter]
        return ("0." + "0" * places if places else "#,##0") + scale

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
        if self.lang == "fr":
            return f"{n}e"
        return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"

    # -------------------------------------------------------------- dates, lists

    def date(self, day: date, style: str = "short") -> str:
        """`31 Oct 2026`; styles: short, long, day (no year), month."""
        short, whole = (names[day.month - 1] for names in self._months)
        number = "1er" if day.day == 1 and self.lang == "fr" else day.day
        return _DATES[style].format(d=number, m=short, month=whole, y=day.year)

    def years(self, years: Sequence[int]) -> str:
        """`2024 to 2026`, or the only year."""
        if len(years) < 2:
            return "".join(map(self.year, years))
        return self("numbers.range", first=self.year(years[0]), last=self.year(years[-1]))

    def year(self, year: int) -> str:
        """The year under its only name in a deck: the workbook's (`FY26`), with its last day where the year
        is not over (`2026 to 31 Mar`)."""
        return self._years.get(year) or str(year)

    def list(self, items: Iterable[str]) -> str:
        """`A, B and C`."""
        names = tuple(items)
        if len(names) < 2:
            return "".join(names)
        return self("numbers.and", first=", ".join(names[:-1]), last=names[-1])

    def upper(self, text: str) -> str:
        """Capitals for a kicker."""
        return text.upper()
