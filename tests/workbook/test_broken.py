"""broken.xlsx: each planted fault is found at its cell, in both languages, and nothing else is reported."""

from __future__ import annotations

from kamdeck.errors import Problem
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.story import sample_folder

PLANTED = (
    ("Settings!B13", "focus-unknown"),
    ("Settings!B14", "currency"),
    ("Settings!B16", "not-choice"),
    ("Settings!B18", "year-absent"),
    ("Settings!B20", "out-of-range"),
    ("Settings!B25", "settings-order"),
    ("Settings!B31", "period-unknown"),
    ("Settings!B33", "not-number"),
    ("Settings!B44", "group-sizes"),
    ("Settings!B47", "plan-unknown"),
    ("Settings!B83", "not-date"),
    ("Settings!A84", "setting-unknown"),
    ("Settings!A85", "setting-twice"),
    ("Accounts!D4", "column-near"),
    ("Accounts!G6", "dates-order"),
    ("Accounts!K8", "not-share"),
    ("Accounts!L9", "not-whole"),
    ("Accounts!J10", "not-yes"),
    ("Accounts!H11", "not-choice"),
    ("Accounts!F12", "not-date"),
    ("Accounts!L13", "out-of-range"),
    ("Accounts!K14", "error-value"),
    ("Accounts!L15", "no-result"),
    ("Accounts!H28", "lost-active"),
    ("Accounts!A31", "row-twice"),
    ("Accounts!A32", "value-missing"),
    ("Accounts!A33", "no-revenue"),
    ("Revenue", "year-gap"),
    ("Revenue!E4", "year-running"),
    ("Revenue!D7", "not-number"),
    ("Revenue!E8", "date-not-number"),
    ("Revenue!C29", "row-twice"),
    ("Revenue!A32", "note-row"),
    ("Criteria!D5", "weights"),
    ("Criteria!B10", "not-scored"),
    ("Criteria!E10", "off-scale"),
    ("Scores!H4", "name-near"),
    ("Scores!I5", "off-scale"),
    ("Identification!D4", "column-near-required"),
    ("Strategies", "no-spread"),
    ("Products!A12", "row-twice"),
    ("Profit!F7", "no-profit"),
    ("Profit!F8", "profit-differs"),
    ("Policies!B8", "family-unknown"),
    ("MRR!H5", "not-number"),
    ("MRR!I6", "out-of-range"),
    ("MRR!O79", "row-twice"),
    ("MRR bridge!H6", "bridge"),
    ("MRR bridge!G7", "loss-positive"),
    ("Onboarding!C7", "done-share"),
    ("Satisfaction!D368", "survey-scale"),
    ("Usage!A5", "name-unknown"),
    ("Usage!E8", "not-share"),
    ("Risk!B6", "after-as-of"),
    ("Risk!F7", "renewal-differs"),
    ("Retention actions!G4", "column-twice"),
    ("Retention actions!A11", "not-at-risk"),
    ("Stakeholders!J6", "not-choice"),
    ("Stakeholders!G7", "manager-unknown"),
    ("Stakeholders!G8", "manager-cycle"),
    ("Stakeholders!B11", "row-twice"),
    ("Influence!C5", "id-unknown"),
    ("Influence!C6", "influence-self"),
    ("White space!D5", "not-choice"),
    ("White space!E6", "use-above"),
    ("White space!B52", "division-elsewhere"),
    ("Plan!C8", "plan-differs"),
    ("Plan!D9", "not-year"),
    ("Charter!F16", "no-goal"),
    ("Rollout!E8", "dates-order"),
    ("Rollout!F12", "date-ambiguous"),
    ("Milestones", "column-missing"),
    ("Team!A18", "row-twice"),
    ("Responsibilities!G7", "not-choice"),
    ("Tasks!F5", "done-open"),
    ("Evaluation!F5", "weights"),
    ("Evaluation!D12", "target-zero"),
    ("Building blocks!C6", "out-of-range"),
    ("Building blocks!D8", "target-below"),
    ("Previus deck", "sheet-near"),
    ("Customers", "sheet-twice"),
)


def _problems(lang: str) -> tuple[Problem, ...]:
    return read_book(sample_folder() / "broken.xlsx", lang=lang)[1]


def test_every_planted_fault_is_found_at_its_cell_and_nothing_else() -> None:
    assert tuple((problem.place, problem.code) for problem in _problems("en")) == PLANTED


def test_there_are_at_least_forty_kinds() -> None:
    assert len({code for _, code in PLANTED}) >= 40


def test_both_languages_say_the_same_in_their_own_words() -> None:
    english, french = _problems("en"), _problems("fr")
    assert [(p.code, p.sheet, p.cell, p.severity) for p in english] == [
        (p.code, p.sheet, p.cell, p.severity) for p in french
    ]
    for one, other in zip(english, french, strict=True):
        assert one.message != other.message
        assert one.hint != other.hint
        for text in (one.message, one.hint, other.message, other.hint):
            assert text.endswith((".", "?"))
            assert "{" not in text
            assert text[0] not in " .,"


def test_what_was_seen_stands_in_the_problem() -> None:
    seen = {problem.place: problem.seen for problem in _problems("fr")}
    assert seen["Accounts!H11"] == "actve"
    assert seen["Accounts!L9"] == "2,5"
    assert seen["Revenue!E8"] == "31/10/2026"
    assert seen["Criteria!D5"] == "95\u202f%"
