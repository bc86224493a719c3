"""Lost accounts and prospects are asked for no plan; a share and a count have one base in a deck."""

from __future__ import annotations

from datetime import date

import pytest

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.mail import mail_figures
from kamdeck.figures.portfolio import count_against, read_portfolio
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.abc.accounts import VIEW as ABC
from kamdeck.views.concentration.view import VIEW as CONCENTRATION
from kamdeck.views.identification.view import VIEW as IDENTIFICATION
from kamdeck.views.pareto.view import VIEW as PARETO
from kamdeck.workbook.rows import Account, Book, Mrr, Qualifier, Revenue, Settings
from tests.abc_books import context, texts, title, with_status

VALUES = {
    "Alpha": {2025: 500e3, 2026: 550e3},
    "Beta": {2025: 300e3, 2026: 310e3},
    "Gone": {2025: 9e6, 2026: 8.5e6},
}
AS_OF = date(2026, 12, 31)


def of(status: str, lang: str = "en") -> Context:
    return with_status(context(VALUES, (2025, 2026), lang), "Gone", status)


def slide(ctx: Context, view: str) -> SlideSpec:
    (made,) = {"abc": ABC, "pareto": PARETO, "concentration": CONCENTRATION}[view].build(ctx)
    return made


@pytest.mark.parametrize(
    ("view", "lang", "there", "lost"),
    [
        ("abc", "en", "Review the plan of Gone", "Win Gone back"),
        ("abc", "fr", "Revoir le plan", "Reconquérir Gone"),
        ("pareto", "en", "Give Gone a named owner", "Replace the revenue of Gone"),
        ("pareto", "fr", "Gone", "Remplacer le CA de Gone"),
        ("concentration", "en", "lower its share by winning", "is lost: win further accounts"),
        ("concentration", "fr", "réduire ce poids", "est perdu"),
    ],
)
def test_the_next_step_is_none_for_an_account_that_is_lost(
    view: str, lang: str, there: str, lost: str
) -> None:
    key = {"abc": "abc_accounts"}.get(view, view) + "/next"
    assert there in texts(slide(of("active", lang), view))[key]
    assert lost in texts(slide(of("lost", lang), view))[key]


def test_a_lost_account_is_named_so_where_it_leads() -> None:
    assert title(slide(of("active"), "pareto")).endswith("protect it first")
    assert title(slide(of("lost"), "pareto")) == "Gone, lost since, brought 91% of revenue: replace it first"
    assert "lost since" in texts(slide(of("lost"), "pareto"))["pareto/fact:largest"]


def test_flat_years_are_not_asked_for_once_more() -> None:
    flat = {f"a{n}": {2025: 1e6, 2026: 1e6} for n in range(10)}
    assert "stands still" in texts(slide(context(flat, (2025, 2026)), "abc"))["abc_accounts/next"]


def screened(*hopes: str, gone: str = "active") -> Context:
    accounts = (
        *(Account(account=name, status=gone if name == "Gone" else "active") for name in VALUES),
        *(Account(account=name, status="prospect") for name in hopes),
    )
    book = Book(
        settings=Settings(as_of=AS_OF, screen_min_revenue=100.0),
        accounts=accounts,
        revenue=tuple(
            Revenue(account=name, year=year, revenue=value)
            for name, by_year in VALUES.items()
            for year, value in by_year.items()
        ),
        identification=(
            Qualifier(criterion="Size", measure="revenue", comparison=">=", threshold=4e5, unit="money",
                      required=True),
        ),
        titles=(("revenue", "Revenue"), ("identification", "Identification")),
    )  # fmt: skip
    return Context(book, Say(), (2025, 2026), AS_OF)


def test_prospects_are_no_accounts_that_could_qualify() -> None:
    (plain,), (with_hopes,) = IDENTIFICATION.build(screened()), IDENTIFICATION.build(screened("Hope", "Wish"))
    assert title(plain) == title(with_hopes)
    assert "2 prospects without revenue not counted" in texts(with_hopes)["identification/source"]
    assert "prospect" not in texts(plain)["identification/source"]


def test_a_share_of_revenue_has_the_base_of_every_other_slide() -> None:
    (made,) = IDENTIFICATION.build(screened(gone="lost"))
    assert "6%" in str(texts(made))  # 550k of 9.36M, the lost account's revenue included
    assert "64%" not in str(texts(made))


def test_a_count_takes_its_numbers_from_one_list() -> None:
    ctx = screened()
    rows = tuple(Mrr(account=name, plan="P", month=AS_OF, mrr=10.0) for name in ("Alpha", "Beta"))
    ctx = replace(ctx, book=replace(ctx.book, mrr=rows))
    portfolio = read_portfolio(ctx)
    assert count_against(ctx, ["Alpha"], portfolio) == 2
    assert count_against(ctx, ["Alpha", "Gone"], portfolio) == 3


def test_a_mail_prints_a_share_as_the_slide_does() -> None:
    values = {"a": {2026: 996e3}, **{f"b{n}": {2026: 1e3} for n in range(4)}}
    ctx = context(values, (2026,))
    found = mail_figures(ctx, "t", "job", AS_OF, "").texts
    assert (found["largest_share"], found["vital_share"]) == ("99.6%", "99.6%")
    assert "99.6%" in title(slide(ctx, "pareto"))
