"""What every figure and every view is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Protocol, TypeVar

from kamdeck.analysis.comparison import Snapshot
from kamdeck.analysis.figure import Figure, Unit
from kamdeck.deck.frame import OURS, Frame
from kamdeck.figures.years import named, speaker
from kamdeck.record import fresh, record, replace
from kamdeck.text import Say
from kamdeck.workbook.compared import Compared
from kamdeck.workbook.periods import period_of
from kamdeck.workbook.rows import CUSTOMER, Account, Book, Revenue
from kamdeck.workbook.spans import Span, month_span, year_span
from kamdeck.workbook.watched import changed

T = TypeVar("T")


class Shown(Protocol):
    """What a view may ask of another that is in the deck, as `kamdeck.views.View` has it."""

    @property
    def key(self) -> str:
        """Its name."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that it follows."""

    @property
    def figures(self) -> tuple[str, ...]:
        """The kinds of figure that are at home in it."""

    @property
    def cites(self) -> tuple[str, ...]:
        """The kinds of figure that it shows too."""

    @property
    def element(self) -> str:
        """The element of a programme that it shows more of."""

    @property
    def is_own(self) -> bool:
        """Whether an account's pack gives it the account's rows alone."""

    @property
    def is_plan(self) -> bool:
        """Whether it shows the plan for the focus account."""


@record
class Context:
    """What every view is given: rows, language, the years to show (ascending) and the as-of date.

    `source` is the workbook's file name, `account` the only account wanted (None = all), `left_out` the
    views that are not in the deck with the reason (for the data notes), `shown` the views that are,
    `before` the figures of an earlier deck (None = there was none), `now` those of this one.
    `pack` is what the deck is for, `edition` for whom, `withheld` what it leaves out for that reader: sheet
    and sentence. `part` says which of the workbook's accounts the book holds: the column's header, its
    value, and how many there are in all. `running` is the year that the as-of date cuts: it is shown beside
    the others, and compared with none. `compared` says where only the same months of each year count, which
    the book then holds alone; `rows` are all rows of revenue. `frame` is the room of a slide on the deck's
    master.
    `faulty` are the sheets that have errors; a slide that `is_whole` leaves out nothing for them. `memo`
    holds what was computed once.
    """

    book: Book
    say: Say
    years: tuple[int, ...]
    as_of: date | None = None
    source: str = ""
    account: str | None = None
    left_out: tuple[tuple[str, str], ...] = ()
    shown: tuple[Shown, ...] = ()
    before: Snapshot | None = None
    now: Snapshot | None = None
    pack: str = "portfolio"
    edition: str = "internal"
    withheld: tuple[tuple[str, str], ...] = ()
    part: tuple[str, str, int] | None = None
    running: int | None = None
    compared: Compared | None = None
    rows: tuple[Revenue, ...] = ()
    frame: Frame = OURS
    faulty: frozenset[str] = frozenset()
    is_whole: bool = False
    memo: dict[object, Any] = fresh(dict)

    @property
    def annual(self) -> Context:
        """The same with whole years, for what is held against a yearly goal or limit."""
        found = self.compared
        if found is None or not found.months:
            return self
        book = self.once("annual", lambda: changed(self.book, revenue=self.rows))
        say = named(self.say, book)
        return replace(self, book=book, years=found.whole, say=say, running=found.years[-1], compared=None)

    def spoken(self, lang: str) -> Context:
        """The same in another language."""
        last = self.compared.last if self.compared else None
        return replace(self, say=speaker(lang, self.book, last))

    @property
    def is_outside(self) -> bool:
        """Whether the account itself reads the deck."""
        return self.edition == CUSTOMER

    @property
    def subject(self) -> str | None:
        """The account that every slide of an account's pack is about; None in other packs."""
        return self.account if self.pack == "account" else None

    def is_shown(self, view: str) -> bool:
        """Whether a view is in the deck."""
        return any(each.key == view for each in self.shown)

    def follows(self, rule: str) -> bool:
        """Whether a view of the deck follows a rule."""
        return any(rule in each.rules for each in self.shown)

    def once(self, name: object, make: Callable[[], T]) -> T:
        """What `make` gives, computed once for this book, these years and this as-of date."""
        key = (name, id(self.book), self.years, self.as_of)
        seen: set[str] | None = getattr(self.book, "seen", None)  # what a watched book says was read
        if key not in self.memo:
            before = set(seen or ())
            if seen is not None:
                seen.clear()
            made = make()
            # the book too, so that no other one gets its id
            self.memo[key] = (made, self.book, frozenset(seen or ()))
            if seen is not None:
                seen |= before
        elif seen is not None:
            seen |= self.memo[key][2]
        found: T = self.memo[key][0]
        return found

    def aside(self, name: object, make: Callable[[], T]) -> T | None:
        """What `make` gives, computed once; None where it reads a sheet with errors. What it reads does not
        count as read by the view that asks, which can do without; it does where the slide is to be whole."""
        seen: set[str] | None = getattr(self.book, "seen", None)
        if seen is None or self.is_whole:
            return self.once(name, make)
        before = set(seen)
        seen.clear()
        made = self.once(name, make)
        is_sound = seen.isdisjoint(self.faulty)
        seen.clear()
        seen |= before
        return made if is_sound else None

    @property
    def year(self) -> int:
        """The newest year shown."""
        return self.years[-1]

    def span_of(self, year: int) -> Span:
        """A year of the book, up to its last day that counts where the as-of date cuts it."""
        end, found = self.book.settings.fiscal_year_end_month, self.compared
        is_cut = period_of(year, end, self.as_of).is_running if found else year == self.running
        last = found.last.get(year) if found else None
        return replace(year_span(year, end), until=last or (self.as_of if is_cut else None))

    def of_year(self, value: float | None, year: int, unit: Unit = "money", sheet: str = "revenue") -> Figure:
        """A figure of a year, from a sheet."""
        return self.figure(value, self.span_of(year), unit, sheet)

    def is_alike(self, year: int) -> bool:
        """Whether the newest year may stand against a year."""
        return self.of_year(0.0, self.year).against(self.of_year(0.0, year)) is not None

    def of_month(
        self, value: float | None, month: tuple[int, int], unit: Unit = "money", sheet: str = "mrr"
    ) -> Figure:
        """A figure of a month, from a sheet."""
        return self.figure(value, month_span(date(*month, 1)), unit, sheet)

    def figure(self, value: float | None, span: Span | None, unit: Unit, sheet: str) -> Figure:
        """A figure from a sheet, money in the book's currency."""
        currency = self.book.settings.currency if unit == "money" else ""
        return Figure(value, unit, currency, span, faults=(sheet,) if sheet in self.faulty else ())

    @property
    def accounts(self) -> tuple[str, ...]:
        """The account names, in the workbook's order."""
        return self.once("accounts", lambda: tuple(row.account for row in self.book.accounts))

    @property
    def customers(self) -> tuple[str, ...]:
        """The accounts that are not lost, in the workbook's order."""
        return self.once("customers", lambda: tuple(_there(self.book.accounts)))

    @property
    def lost(self) -> frozenset[str]:
        """The accounts that Accounts says are lost: no other is called so, whatever its revenue."""
        return self.once("lost", lambda: frozenset(self.accounts) - frozenset(self.customers))

    @property
    def groups(self) -> frozenset[str]:
        """The accounts that only stand for their members."""
        return self.once("groups", lambda: self.book.groups)

    def sheet(self, key: str) -> str:
        """The sheet's own name in the workbook, for source lines."""
        return dict(self.book.titles).get(key, key)

    @property
    def exchanged(self) -> frozenset[str]:
        """The sheets, by their own names, with amounts that were converted."""
        return frozenset(one.at.rpartition("!")[0] for one in self.book.exchanged)

    def short(self, account: str) -> str:
        """The account's short name where the workbook has one, its whole name while Accounts has errors."""
        names = self.aside("short", lambda: {row.account: row.short_name for row in self.book.accounts}) or {}
        return names.get(account) or account


def _there(rows: Iterable[Account]) -> Iterator[str]:
    """Those that are not lost."""
    return (row.account for row in rows if row.status != "lost" and row.lost_on is None)


def accounts_with(ctx: Context, names: Iterable[str]) -> tuple[str, ...]:
    """The accounts named, each once: the focus account, then the workbook's order; only the wanted one
    where one is wanted."""
    have = dict.fromkeys(names)
    order = dict.fromkeys((ctx.book.settings.focus_account, *ctx.accounts, *have))
    return tuple(name for name in order if name in have and ctx.account in (None, name))
