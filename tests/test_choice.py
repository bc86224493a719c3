"""What a person may choose, and what a wrong choice says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kamdeck.errors import KamdeckError
from kamdeck.record import replace
from kamdeck.run.choice import (
    Choice,
    account_of,
    edition_of,
    language_of,
    pack_of,
    recall,
    views_of,
    years_of,
)
from kamdeck.text import Say
from kamdeck.views import VIEWS
from kamdeck.workbook.rows import Account, Book, Revenue, Settings

SAY = Say("en")


def book(*years: int, **settings: Any) -> Book:
    return Book(
        settings=Settings(**settings),
        accounts=(Account(account="Northgate Hospital", short_name="Northgate"), Account(account="Sundale")),
        revenue=tuple(Revenue(account="Sundale", year=year, revenue=1.0) for year in years),
        source="book.xlsx",
    )


@pytest.mark.parametrize(
    ("choice", "settings", "expected"),
    [
        (None, {}, (2023, 2024, 2025, 2026)),
        ((2024, 2025), {}, (2024, 2025)),
        ((2026, 2026), {}, (2026,)),
        ((2020, 2024), {}, (2023, 2024)),
        (None, {"first_year": 2025}, (2025, 2026)),
        (None, {"last_year": 2024}, (2023, 2024)),
        ((2023, 2023), {"first_year": 2025}, (2023,)),
    ],
)
def test_years(choice: tuple[int, int] | None, settings: dict[str, int], expected: tuple[int, ...]) -> None:
    assert years_of(Choice(years=choice), book(2023, 2024, 2025, 2026, **settings), SAY) == expected


@pytest.mark.parametrize("wanted", [(2019, 2019), (2018, 2020)])
def test_years_that_are_not_there_list_those_that_are(wanted: tuple[int, int]) -> None:
    with pytest.raises(KamdeckError) as caught:
        years_of(Choice(years=wanted), book(2023, 2024), SAY)
    assert "2019" in caught.value.message or "2018–2020" in caught.value.message
    assert "2023, 2024" in caught.value.hint


def test_no_revenue_at_all_is_no_error_of_the_years() -> None:
    assert years_of(Choice(), book(), SAY) == ()


def test_an_account_is_found_by_its_name_or_short_name_in_any_case() -> None:
    for name in ("Northgate Hospital", "NORTHGATE hospital", "northgate"):
        assert account_of(Choice(account=name), book(2026), SAY) == "Northgate Hospital"
    assert account_of(Choice(), book(2026), SAY) is None


def test_a_wrong_account_lists_the_right_ones() -> None:
    with pytest.raises(KamdeckError) as caught:
        account_of(Choice(account="Nowhere"), book(2026), Say("fr"))
    assert "Nowhere" in caught.value.message
    assert "Northgate Hospital, Sundale" in caught.value.hint


def test_views_come_in_the_order_of_the_deck() -> None:
    keys = [view.key for view in VIEWS]
    wanted = tuple(reversed(keys[:3]))
    assert [view.key for view in views_of(Choice(views=wanted), SAY)] == keys[:3]
    assert views_of(Choice(), SAY) == tuple(view for view in VIEWS if view.key != "changes")
    assert views_of(Choice(since="Q3"), SAY) == VIEWS


def test_a_wrong_view_lists_the_right_ones() -> None:
    with pytest.raises(KamdeckError) as caught:
        views_of(Choice(views=("paretto",)), SAY)
    assert "paretto" in caught.value.message
    assert all(view.key in caught.value.hint for view in VIEWS)


def test_the_language_follows_choice_settings_and_sheets() -> None:
    french = Book(titles=(("accounts", "Comptes"), ("revenue", "Chiffre d’affaires"), ("mrr", "MRR")))
    assert language_of(Choice(), french) == "fr"
    assert language_of(Choice(lang="en"), french) == "en"
    assert language_of(Choice(), Book(settings=Settings(language="fr"))) == "fr"
    assert language_of(Choice(), Book(titles=(("accounts", "Accounts"), ("revenue", "My numbers")))) == "en"
    assert language_of(Choice(), Book()) == "en"


def test_a_deck_remembers_the_choice() -> None:
    choice = Choice(
        (2024, 2026), "fr", "brand.potx", ("pareto", "scoring"), "Sundale", "account", "executive"
    )
    assert recall(json.loads(json.dumps(choice.remembered()))) == choice
    assert recall(Choice().remembered()) == Choice()


def test_a_deck_from_before_there_were_packs_keeps_every_view() -> None:
    known = recall({"account": "Sundale"})
    assert pack_of(known, SAY) == "portfolio"
    assert {*views_of(known, SAY)} == {view for view in VIEWS if view.key != "changes"}


def test_a_deck_that_goes_outside_forgets_the_masters_folder() -> None:
    for path in ("/home/me/Secret/brand.potx", "C:\\Secret\\brand.potx"):
        assert Choice(template=path).remembered(is_outside=True) == {"template": "brand.potx"}


@pytest.mark.parametrize(
    ("choice", "pack"),
    [
        (Choice(), "portfolio"),
        (Choice(account="Sundale"), "account"),
        (Choice(account="Sundale", pack="portfolio"), "portfolio"),
        (Choice(pack="review"), "review"),
        (Choice(edition="customer"), "account"),
        (Choice(edition="executive"), "portfolio"),
    ],
)
def test_the_pack_is_the_one_chosen_else_an_accounts_where_one_is_named(choice: Choice, pack: str) -> None:
    assert pack_of(choice, SAY) == pack
    keys = {v.key for v in VIEWS if pack in v.every_pack}
    assert {view.key for view in views_of(choice, SAY)} == keys - {"changes"}
    assert {view.key for view in views_of(replace(choice, since="Q3"), SAY)} == keys


def test_wrong_packs_and_editions_list_the_right_ones() -> None:
    with pytest.raises(KamdeckError) as caught:
        pack_of(Choice(pack="portfolo"), SAY)
    assert "portfolio, account, review" in caught.value.hint
    with pytest.raises(KamdeckError) as caught:
        edition_of(Choice(edition="client"), SAY)
    assert "internal, executive, customer" in caught.value.hint
    with pytest.raises(KamdeckError) as caught:
        pack_of(Choice(pack="review", edition="customer"), SAY)
    assert "--account" in caught.value.hint


def test_an_accounts_pack_is_the_focus_accounts_where_none_is_named() -> None:
    assert account_of(Choice(pack="account"), book(2026, focus_account="Sundale"), SAY) == "Sundale"
    assert account_of(Choice(pack="review"), book(2026, focus_account="Sundale"), SAY) == "Sundale"
    assert account_of(Choice(pack="review"), book(2026), SAY) is None
    with pytest.raises(KamdeckError) as caught:
        account_of(Choice(pack="account"), book(2026), SAY)
    assert "Northgate Hospital, Sundale" in caught.value.hint


def test_an_account_that_is_gone_on_a_refresh_is_said_so() -> None:
    with pytest.raises(KamdeckError) as caught:
        account_of(Choice(account="Larkmoor", pack="account"), book(2026), SAY, is_refresh=True)
    assert "any more" in caught.value.message


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        "text",
        {"years": ["a", {}]},
        {"years": [2024]},
        {"years": [True, False]},
        {"views": 5},
        {"views": [1]},
        {"part": ["__dict__", "x"]},
        {"part": ["manager"]},
        {"edition": "everybody"},
        {"edition": None},
        {"account": ["Sundale"]},
        {"lang": 7},
    ],
)
def test_what_no_deck_of_ours_remembers_is_not_guessed_at(values: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        recall(values)


def test_what_a_later_version_may_add_to_a_choice_is_passed_over() -> None:
    assert recall({"unknown": 1, "lang": "fr"}) == Choice(lang="fr")
