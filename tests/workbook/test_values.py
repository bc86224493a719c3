from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.workbook.numerals import UnreadableError, number_of
from kamdeck.workbook.values import date_of, month_end, year_in

NUMBERS = [
    ("1 234,56 €", True, 1234.56),
    ("1\u202f234,56\u00a0€", True, 1234.56),
    ("$1,234.56", False, 1234.56),
    ("1,234", False, 1234),
    ("1.234,5", True, 1234.5),
    ("1,234.5", True, 1234.5),
    ("4,3", False, 4.3),
    ("4,3", True, 4.3),
    ("0,125", False, 0.125),
    ("(1,200)", False, -1200),
    ("−5", True, -5),
    ("5-", False, -5),
    ("1 200-", True, -1200),
    ("(1 200)", True, -1200),
    ("-CHF 20", False, -20),
    ("CHF (20)", False, -20),
    ("−5 €", True, -5),
    ("20 CR", False, -20),
    ("1,200.50 Cr.", False, -1200.5),
    ("CR € 20", False, -20),
    ("€20CR", True, -20),
    ("-$3.50", False, -3.5),
    ("$-3.50", False, -3.5),
    ("+7", False, 7),
    ("1'234.50", False, 1234.5),
    ("1’234,50 CHF", True, 1234.5),
    ("1.2M", False, 1_200_000),
    ("350 k€", True, 350_000),
    ("2,5 Md€", True, 2.5e9),
    ("USD 12,000,000", False, 12_000_000),
    ("US$ 40", False, 40),
    (".5", False, 0.5),
    ("1 234 567", False, 1_234_567),
]


@pytest.mark.parametrize(("text", "french", "number"), NUMBERS)
def test_a_number_as_people_type_it(text: str, french: bool, number: float) -> None:
    found = number_of(text, french)
    assert found.value == pytest.approx(number)
    assert not found.is_percent


@pytest.mark.parametrize(
    ("text", "french", "share"), [("4,3 %", True, 0.043), ("43%", False, 0.43), ("-12.5 %", False, -0.125)]
)
def test_a_percentage_is_divided(text: str, french: bool, share: float) -> None:
    found = number_of(text, french)
    assert found.value == pytest.approx(share)
    assert found.is_percent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "12 34",
        "1,23,456",
        "1.2.3",
        "12a",
        "--",
        "1e5",
        "½",
        "٣",
        "5 apples",
        "1,234,56",
        "%",
        "CR",
        "20 DR",
        "-20 CR",
        "(20) CR",
        "(-20)",
        "₹ 20 Cr",
        "20 crore",
    ],
)
@pytest.mark.parametrize("french", [True, False])
def test_what_is_no_number(text: str, french: bool) -> None:
    with pytest.raises(UnreadableError):
        number_of(text, french)


@pytest.mark.parametrize(("text", "french"), [("1.234", True), ("1.234", False), ("1,234", True)])
def test_one_mark_before_three_digits_is_asked_about_unless_settled(text: str, french: bool) -> None:
    with pytest.raises(UnreadableError) as raised:
        number_of(text, french)
    assert raised.value.reason == "ambiguous"
    other = {",": ".", ".": ","}[text[1]]
    assert number_of(text, french, text[1]).value == pytest.approx(1.234)
    assert number_of(text, french, other).value == 1234
    assert number_of("1.234 %", False).value == pytest.approx(0.01234)


@pytest.mark.parametrize("mark", [".-", ",-", ".–", ",--", ",—", ".−", ", -"])
@pytest.mark.parametrize("french", [True, False])
def test_a_dash_for_no_cents_is_no_minus(mark: str, french: bool) -> None:
    assert number_of(f"CHF 1'200{mark}", french).value == 1200
    assert number_of(f"-200{mark} €", french).value == -200
    assert number_of("1'200.50-", french).value == -1200.5


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$8M", 8e6, "$"), ("€8,600", 8600, "€"), ("3.2 Mio. €", 3.2e6, "€"), ("12 TEUR", 12_000, "EUR"),
        ("12KUSD", 12_000, "USD"), ("R$ 5", 5, "R$"), ("5 kr", 5, "KR"), ("₹5", 5, "₹"), ("5", 5, ""),
    ],
)  # fmt: skip
def test_the_currency_of_a_number(text: str, value: float, currency: str) -> None:
    found = number_of(text, False)
    assert found.value == pytest.approx(value)
    assert found.currency == currency
    assert found.has_unit is (value >= 12_000)


def _written(number: int, decimals: int, group: str, point: str) -> str:
    whole, rest = divmod(abs(number), 10**decimals)
    text = f"{whole:,}".replace(",", group) + (f"{point}{rest:0{decimals}d}" if decimals else "")
    return ("-" if number < 0 else "") + text


@given(
    st.integers(-(10**13), 10**13), st.sampled_from([0, 1, 2]), st.sampled_from([" ", "\u00a0", "\u202f", ""])
)
def test_french_numbers_read_back(number: int, decimals: int, group: str) -> None:
    text = _written(number, decimals, group, ",") + "\u00a0€"
    assert number_of(text, True).value == pytest.approx(number / 10**decimals, rel=1e-12)


@given(st.integers(-(10**13), 10**13), st.sampled_from([0, 1, 2]))
def test_english_numbers_read_back(number: int, decimals: int) -> None:
    text = "$" + _written(number, decimals, ",", ".")
    assert number_of(text, False).value == pytest.approx(number / 10**decimals, rel=1e-12)


@given(st.text(max_size=12), st.booleans())
def test_any_text_is_a_number_or_unreadable(text: str, french: bool) -> None:
    try:
        number = number_of(text, french).value
    except UnreadableError:
        return
    assert number == number


DAYS = [
    ("2026-10-31", False, (2026, 10, 31)),
    ("2026/10/31", False, (2026, 10, 31)),
    ("2026-10-31T00:00:00", False, (2026, 10, 31)),
    ("31/10/2026", False, (2026, 10, 31)),
    ("10/31/2026", False, (2026, 10, 31)),
    ("05/10/2026", True, (2026, 10, 5)),
    ("05.10.26", True, (2026, 10, 5)),
    ("07/07/2026", False, (2026, 7, 7)),
    ("31 Oct 2026", False, (2026, 10, 31)),
    ("Oct 31, 2026", False, (2026, 10, 31)),
    ("October 31st 2026", False, (2026, 10, 31)),
    ("1er mars 2026", True, (2026, 3, 1)),
    ("15 août 2026", True, (2026, 8, 15)),
    ("3 févr. 2026", True, (2026, 2, 3)),
    ("31 décembre 2026", True, (2026, 12, 31)),
    ("Q1 2027", False, (2027, 3, 31)),
    ("T2 2027", True, (2027, 6, 30)),
]


@pytest.mark.parametrize(("text", "french", "day"), DAYS)
def test_a_date_as_people_type_it(text: str, french: bool, day: tuple[int, int, int]) -> None:
    assert date_of(text, french) == datetime.date(*day)


@pytest.mark.parametrize(
    "text", ["oct 2026", "Octobre 2026", "2026-10", "10/2026", "oct. 2026", "October 2026"]
)
def test_a_month_is_its_last_day_where_a_month_is_meant(text: str) -> None:
    assert date_of(text, True, month=True) == datetime.date(2026, 10, 31)
    with pytest.raises(UnreadableError):
        date_of(text, True)


def test_a_day_that_reads_two_ways_is_ambiguous_in_english() -> None:
    with pytest.raises(UnreadableError) as raised:
        date_of("05/10/2026", False)
    assert raised.value.reason == "ambiguous"


@pytest.mark.parametrize(
    "text", ["", "31/02/2026", "2026-13-01", "soon", "31 Foo 2026", "2026", "32 oct 2026", "1/1"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(UnreadableError):
        date_of(text, True)


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2150, 1, 1)))
def test_dates_read_back(day: datetime.date) -> None:
    assert date_of(day.isoformat(), False) == day
    assert date_of(day.strftime("%d/%m/%Y"), True) == day
    assert month_end(day).month == day.month
    assert (month_end(day) + datetime.timedelta(days=1)).day == 1


@given(st.text(max_size=14), st.booleans(), st.booleans())
def test_any_text_is_a_date_or_unreadable(text: str, french: bool, month: bool) -> None:
    try:
        date_of(text, french, month)
    except UnreadableError:
        return


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("2024", (2024, "")),
        ("FY24", (2024, "")),
        ("FY 2024", (2024, "")),
        ("FY'24", (2024, "")),
        ("CA 2024", (2024, "ca")),
        ("Revenue 2024", (2024, "revenue")),
        ("Exercice 2024", (2024, "")),
        ("Ex. 24", None),
        ("2024 vs 2023", None),
        ("CAGR 24–26", None),
        ("20245", None),
        ("31/12/2024", None),
        ("Budget 2027", (2027, "budget")),
        ("2025/26", (2026, "")),
        ("FY25/26", (2026, "")),
        ("2025/2026", (2026, "")),
        ("1999/00", (2000, "")),
        ("2025-26", (2026, "")),
        ("2011-12", (2011, "12")),
        ("2024/26", None),
        ("10/11", None),
        ("'26", (2026, "")),
        ("CY26", (2026, "")),
        ("2026 YTD", (2026, "ytd")),
    ],
)
def test_the_year_in_a_header(label: str, found: tuple[int, str] | None) -> None:
    assert year_in(label) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.200,-", 1200),
        ("1,200.-", 1200),
        ("1.200.-", 1200),
        ("1,200,--", 1200),
        ("CHF 5.000,–", 5000),
        ("950.-", 950),
    ],
)
@pytest.mark.parametrize("by_comma", [True, False])
def test_a_dash_for_cents_settles_the_marks(text: str, value: float, by_comma: bool) -> None:
    assert number_of(text, by_comma).value == value
