"""Whole runs: from kamdeck.toml to what a server took, what the outbox says and what the owner is told."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import kamdeck
from kamdeck.errors import KamdeckError
from kamdeck.mail.hands import MailHands
from kamdeck.mail.jobs import Job
from kamdeck.mail.outbox import Outbox
from kamdeck.report import Delivery
from kamdeck.run.making import Made
from kamdeck.text import Say
from tests.mail_jobs import JOB, Desk
from tests.mail_server import PASSWORD, STAGES, USER, Faults, Taken, mail_server

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
ANN, BOB, OWNER = "ann@example.com", "bob@example.com", "owner@example.com"
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
States = Callable[[tuple[Delivery, ...]], list[str]]


def change_workbook(
    path: Path, cell: str = "E5", sheet: str = "Revenue", value: int | str = 1_234_567
) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def whole_workbook(folder: Path) -> bytes:
    """The story's workbook in the place of the small one, without a deck yet: many of its slides do without
    revenue."""
    shutil.copy(SAMPLES / "health_cloud.xlsx", folder / "small.xlsx")
    (folder / "small.pptx").unlink()
    return (folder / "small.xlsx").read_bytes()


def plain(taken: Taken) -> str:
    """The plain text of a message."""
    part = taken.message.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_deck_is_refreshed_and_mailed_once(desk: Desk, tmp_path: Path, states: States) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB)
        (first,) = desk.send()
        assert (first.state, first.sent) == ("sent", (ANN, BOB))
        assert states(desk.send()) == ["already"]
        desk.later(days=1)
        (second,) = desk.send()
    assert second.state == "sent"
    assert second.message_id != first.message_id
    one, two = server.taken
    assert one.people == (ANN, BOB)
    assert one.message_id == f"<{first.message_id}>"
    assert one.message["To"] == "ann@example.com, Bob Tan <bob@example.com>"
    (deck,) = one.message.iter_attachments()
    assert deck.get_filename() == "small.pptx"
    assert deck.get_content() == (tmp_path / "small.pptx").read_bytes()
    assert "What changed since 23 Nov 2026\n- Nothing: the figures are the same." in plain(two)


def test_a_new_figure_is_told(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + 'subject = "{revenue} / {title}"\n')
        desk.send()
        change_workbook(tmp_path / "small.xlsx", value=9_999_999)
        desk.send()
    before, after = server.taken
    assert before.message["Subject"] != after.message["Subject"]
    assert "- Revenue: " in plain(after)
    assert "New figures on" in plain(after)


def test_only_when_changed(desk: Desk, tmp_path: Path, states: States) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + "only_when_changed = true\n")
        assert states(desk.send()) == ["sent"]
        desk.later(days=7)
        assert states(desk.send()) == ["unchanged"]
        change_workbook(tmp_path / "small.xlsx")
        assert states(desk.send()) == ["sent"]
    assert len(server.taken) == 2


def test_an_old_workbook_is_not_mailed_and_the_owner_knows(
    desk: Desk, tmp_path: Path, states: States
) -> None:
    old = (desk.now - timedelta(days=9)).timestamp()
    os.utime(tmp_path / "small.xlsx", (old, old))
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + "skip_older_than_days = 7\n")
        assert states(desk.send()) == ["stale"]
        assert states(desk.send()) == ["stale"]
        fresh = desk.now.timestamp()
        os.utime(tmp_path / "small.xlsx", (fresh, fresh))
        assert states(desk.send()) == ["sent"]
    notice, mail = server.taken
    assert (notice.people, mail.people) == ((OWNER,), (ANN, BOB))
    assert "9 days ago" in notice.message.get_content()


def test_a_mail_that_rests_on_a_faulty_cell_is_held_and_the_owner_knows(
    desk: Desk, tmp_path: Path, states: States
) -> None:
    job = JOB + 'subject = "{revenue}"\n'
    good = whole_workbook(tmp_path)
    change_workbook(tmp_path / "small.xlsx", value="about 8 million")
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), job)
        held = desk.send()
        assert states(held) == ["held"]
        assert "Revenue!E5" in held[0].detail
        assert states(desk.send(dry=tmp_path / "try")) == ["held"]
        (tmp_path / "small.xlsx").write_bytes(good)
        assert states(desk.send()) == ["sent"]  # nothing of the held one is left in the way
    notice, mail = server.taken
    assert (notice.people, mail.people) == ((OWNER,), (ANN, BOB))
    assert "Revenue!E5" in notice.message.get_content()


@pytest.mark.parametrize(("lang", "unknown"), [("en", "not known"), ("fr", "non connu")])
def test_a_mail_despite_faults_names_them_first(desk: Desk, tmp_path: Path, lang: str, unknown: str) -> None:
    whole_workbook(tmp_path)
    change_workbook(tmp_path / "small.xlsx", value="about 8 million")
    words = f'subject = "{{revenue}}"\ntext = "Of {{accounts}} accounts."\nlanguage = "{lang}"\n'
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + words + "despite_faults = true\n")
        assert desk.send()[0].state == "sent"
        change_workbook(tmp_path / "small.xlsx", value=5_000_000)
        desk.later(days=1)
        assert desk.send()[0].state == "sent"
    first, second = server.taken
    assert first.message["Subject"] == unknown
    body = [line for line in plain(first).splitlines() if line]
    assert any("Revenue!E5" in line for line in body[:4])
    assert unknown not in plain(second)


def test_a_fault_that_nothing_of_the_mail_reads_holds_nothing(
    desk: Desk, tmp_path: Path, states: States
) -> None:
    book = openpyxl.load_workbook(tmp_path / "small.xlsx")
    tasks = book.create_sheet("Tasks")
    tasks.append(["Task", "Owner", "Due on"])
    tasks.append(["Call", "Ann", "someday"])
    book.save(tmp_path / "small.xlsx")
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB)
        assert states(desk.send()) == ["sent"]


def test_quiet_hours_hold_the_mail_until_they_end(desk: Desk, tmp_path: Path, states: States) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + 'quiet_hours = "20:00-07:00"\ntime_zone = "Europe/Paris"\n')
        desk.now = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
        (held,) = desk.send()
        assert held.state == "quiet"
        assert datetime.fromisoformat(held.next_try) == datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
        desk.later(hours=7)
        assert states(desk.send(is_retry=True)) == []
        desk.later(hours=1)
        assert states(desk.send(is_retry=True)) == ["sent"]
    assert len(server.taken) == 1


# ------------------------------------------------------------------ failures


def test_a_cut_connection_is_tried_again_under_the_same_id(desk: Desk, tmp_path: Path) -> None:
    faults = Faults(drop="stored")
    with mail_server(tmp_path, faults=faults) as server:
        desk.write(server.settings(), JOB)
        (first,) = desk.send()
        assert (first.state, first.is_second) == ("waiting", False)
        faults.drop = ""
        (second,) = desk.send(is_retry=True)
    assert (second.state, second.is_second) == ("sent", True)
    assert len(server.taken) == 2
    assert len({taken.message_id for taken in server.taken}) == 1


def test_pauses_grow_and_have_an_end(desk: Desk, tmp_path: Path, states: States) -> None:
    with mail_server(tmp_path, faults=Faults(answers={"mail": "451 later"})) as server:
        desk.write(server.settings(retry_minutes=5, tries=4), JOB)
        pauses: list[float] = []
        for _ in range(3):
            (told,) = desk.send(is_retry=bool(pauses))
            assert told.state == "waiting"
            next_try = datetime.fromisoformat(told.next_try)
            pauses.append((next_try - desk.now).total_seconds() / 60)
            desk.now = next_try - timedelta(seconds=1)
            assert desk.send(is_retry=True) == ()
            (held,) = desk.send()
            assert (held.state, held.next_try) == ("waiting", told.next_try)
            desk.now = next_try
        last = desk.send(is_retry=True)
        assert pauses == [5, 10, 20]
        assert states(last) == ["failed"]
        server.faults.answers = {}
        desk.later(minutes=30)
        assert states(desk.send(is_again=True)) == ["sent"]
    assert [taken.people for taken in server.taken if OWNER not in taken.people] == [(ANN, BOB)]
    (notice,) = server.to(OWNER)
    assert "after 4 attempts" in notice.message.get_content()


def test_a_refusal_for_good_stops_and_tells_the_owner(desk: Desk, tmp_path: Path, states: States) -> None:
    spam = "554 5.7.1 looks like spam"
    with mail_server(tmp_path, faults=Faults(refused={ANN: spam, BOB: spam})) as server:
        desk.write(server.settings(), JOB)
        told = desk.send()
        assert states(told) == ["failed"]
        assert dict(told[0].refused) == {ANN: spam, BOB: spam}
        server.faults.refused = {}
        assert states(desk.send(is_retry=True)) == []
        assert states(desk.send()) == ["failed"]
        assert server.to(ANN) == []
        assert states(desk.send(is_again=True)) == ["sent"]
    assert len(server.to(ANN)) == 1
    assert "looks like spam" in server.to(OWNER)[0].message.get_content()


def test_one_refused_recipient_is_remembered(desk: Desk, tmp_path: Path, states: States) -> None:
    with mail_server(tmp_path, faults=Faults(refused={BOB: "550 5.1.1 no such user"})) as server:
        desk.write(server.settings(), JOB)
        told = desk.send()
        assert states(told) == ["sent"]
        assert (told[0].sent, told[0].refused) == ((ANN,), ((BOB, "550 5.1.1 no such user"),))
        assert told[1].is_notice
        assert states(desk.send()) == ["already"]
        # the address is corrected: only the new one gets the mail
        desk.write(server.settings(), JOB.replace("bob@", "robert@"))
        assert states(desk.send()) == ["sent"]
    assert [taken.people for taken in server.taken] == [(ANN,), (OWNER,), ("robert@example.com",)]
    assert server.taken[0].message_id == server.taken[2].message_id
    assert "no such user" in server.taken[1].message.get_content()


def test_a_greylisted_recipient_gets_it_later(desk: Desk, tmp_path: Path, states: States) -> None:
    with mail_server(tmp_path, faults=Faults(greylist=1)) as server:
        desk.write(server.settings(), JOB)
        (told,) = desk.send()
        assert (told.state, told.sent, told.waiting) == ("waiting", (BOB,), (ANN,))
        assert states(desk.send(is_retry=True)) == ["sent"]
    assert [taken.people for taken in server.taken] == [(BOB,), (ANN,)]


def test_a_wrong_password_keeps_the_mail_and_is_nowhere(
    desk: Desk, tmp_path: Path, states: States, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "not-the-Password")
    with mail_server(tmp_path, security="tls", is_closed=True) as server:
        desk.write(server.settings(user=USER, password_env="MAIL_PASSWORD"), JOB)
        told = desk.send()
        assert states(told) == ["waiting"]
        assert told[0].detail.startswith("logging in: 535")
        written = [path.read_bytes() for path in desk.outbox.iterdir()] + [repr(told).encode()]
        assert not any(b"not-the-Password" in data for data in written)
        monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
        assert states(desk.send(is_retry=True)) == ["sent"]
        written = [path.read_bytes() for path in desk.outbox.iterdir()]
        assert not any(PASSWORD.encode() in data for data in written)


def test_a_bad_job_does_not_stop_the_others(desk: Desk, tmp_path: Path) -> None:
    other = JOB.replace("weekly", "broken").replace("small.xlsx", "absent.xlsx")
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), other, JOB)
        told = desk.send()
        assert [(d.job, d.state) for d in told] == [
            ("broken", "failed"),
            ("weekly", "sent"),
            ("broken", "sent"),
        ]
        assert "absent.xlsx" in told[0].detail
        desk.send()
    (notice,) = server.to(OWNER)  # once a day
    assert "absent.xlsx" in notice.message.get_content()


def test_a_workbook_with_faults_is_told_with_its_cells(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(tmp_path / "small.xlsx")
    del book["Accounts"]
    book.save(tmp_path / "small.xlsx")
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB)
        assert desk.send()[0].state == "failed"
    assert "Accounts" in server.to(OWNER)[0].message.get_content()


def test_a_line_break_from_the_workbook_cannot_forge_a_header(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + 'subject = "Figures\\nBcc: eve@example.com"\n')
        assert "control character" in desk.send()[0].detail
        desk.write(server.settings(), JOB + 'reply_to = ["Ann\\r\\nX: y <ann@example.com>"]\n')
        with pytest.raises(KamdeckError, match="control character"):
            desk.send()
    assert server.to(ANN) == []


def test_names_in_the_text_are_checked_before_anything_else(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + 'subject = "{revenu}"\n')
        with pytest.raises(KamdeckError, match=r"no figure \{revenu\}.*revenue, revenue_before"):
            desk.send()
        desk.write(server.settings(), JOB + 'subject = "{at_risk_share}"\n')
        told = desk.send()
    assert "gives no figure {at_risk_share}" in told[0].detail
    assert "revenue" in told[0].detail


def test_recipients_from_a_sheet_and_a_file(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(tmp_path / "small.xlsx")
    sheet = book.create_sheet("People")
    for row in (
        ["Whom we write to"],
        ["Name", "E-mail"],
        ["A", "a@x.example; b@x.example"],
        ["B", "A@x.example"],
    ):
        sheet.append(row)
    book.save(tmp_path / "small.xlsx")
    (tmp_path / "more.txt").write_text("# the board\nZoë <zoe@x.example> # chair\n", encoding="utf-8")
    job = JOB.replace('to = ["ann@example.com", "Bob Tan <bob@example.com>"]', 'to_sheet = "people!e-mail"')
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), job + 'to_file = "more.txt"\nbcc = ["eve@x.example"]\n')
        assert desk.send()[0].state == "sent"
        desk.write(server.settings(), job.replace("e-mail", "mail"))
        told = desk.send()
    people = ("a@x.example", "b@x.example", "zoe@x.example", "eve@x.example")
    assert server.taken[0].people == people
    assert b"eve@" not in server.taken[0].data
    assert server.taken[0].message["To"].addresses[2].display_name == "Zoë"
    assert "Name, E-mail" in told[0].detail


def test_a_deck_that_is_open_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    change_workbook(tmp_path / "small.xlsx")
    before = (tmp_path / "small.pptx").read_bytes()
    (tmp_path / "~$small.pptx").touch()
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB)
        (told,) = desk.send()
    assert told.state == "sent"
    assert "open" in told.remarks[0]
    assert (tmp_path / "small.pptx").read_bytes() == before
    (deck,) = server.taken[0].message.iter_attachments()
    assert deck.get_content() != before


def test_a_deck_made_for_other_readers_is_not_sent(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB + 'edition = "executive"\n')
        assert "asks for executive" in desk.send()[0].detail
        desk.write(server.settings(), JOB + 'edition = "executive"\ndeck = "board.pptx"\n')
        assert desk.send()[0].state == "sent"
    assert server.to(ANN)[0].message.get_body(("plain",)) is not None
    assert kamdeck.lint(tmp_path / "board.pptx") == ()


def test_a_dry_run_touches_nothing(desk: Desk, tmp_path: Path) -> None:
    change_workbook(tmp_path / "small.xlsx")
    before = (tmp_path / "small.pptx").read_bytes()
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB)
        (told,) = desk.send(dry=tmp_path / "dry")
    assert (told.state, told.waiting, server.taken) == ("dry", (ANN, BOB), [])
    assert (tmp_path / "small.pptx").read_bytes() == before
    assert not desk.outbox.exists()
    message = message_from_bytes((tmp_path / "dry" / "weekly.eml").read_bytes(), policy=default)
    assert message["Message-ID"] == f"<{told.message_id}>"
    assert kamdeck.lint(tmp_path / "dry" / "weekly.pptx") == ()


def test_a_run_that_died_before_it_queued_is_made_good(desk: Desk, tmp_path: Path, states: States) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB)
        desk.outbox.mkdir()
        (desk.outbox / "weekly.begun").write_text("2026-11-23T07:00:00+00:00", encoding="utf-8")
        assert states(desk.send(is_retry=True)) == ["sent"]
        assert desk.send(is_retry=True) == ()
    assert len(server.taken) == 1


def test_a_retry_leaves_another_run_alone(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), JOB)
        with Outbox(desk.outbox, Say("en")).lock(0):
            assert desk.send(is_retry=True) == ()


def test_a_mail_that_was_taken_out_of_the_outbox_stops_no_other(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path, faults=Faults(answers={"mail": "451 later"})) as server:
        desk.write(server.settings(), JOB)
        desk.send()
        next(desk.outbox.glob("*.eml")).unlink()
        server.faults.answers = {}
        desk.write(server.settings(), JOB, JOB.replace("weekly", "other"))
        told = desk.send("other")
    assert sorted((d.job, d.state) for d in told) == [("other", "sent"), ("weekly", "failed")]
    assert ".eml" in next(d.detail for d in told if d.state == "failed")


def test_a_fault_of_the_program_in_one_job_lets_the_others_go(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring = MailHands.bring

    def broken(hands: MailHands, job: Job, deck: Path) -> Made:
        if deck.name == "bad.pptx":
            raise ZeroDivisionError("by zero")
        return bring(hands, job, deck)

    monkeypatch.setattr(MailHands, "bring", broken)
    bad = JOB.replace("weekly", "bad") + 'deck = "bad.pptx"\n'
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), bad, JOB)
        with pytest.raises(ZeroDivisionError):
            desk.send()
    assert len(server.to(ANN)) == 1
    assert "ZeroDivisionError" in server.to(OWNER)[0].message.get_content()


def test_a_mail_that_waits_stays_as_it_was_written(desk: Desk, tmp_path: Path) -> None:
    """A second run before it is sent neither makes another mail nor compares the mail with itself."""
    with mail_server(tmp_path, faults=Faults(drop="stored")) as server:
        desk.write(server.settings(), JOB)
        desk.send()
        written = next(desk.outbox.glob("*.eml")).read_bytes()
        server.faults.drop = ""
        desk.later(minutes=1)
        assert desk.send()[0].is_second
        assert next(desk.outbox.glob("*.eml")).read_bytes() == written
    assert [taken.data for taken in server.taken] == [written, written]


def test_in_french(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path, faults=Faults(refused={BOB: "550 inconnu"})) as server:
        desk.write(server.settings(), JOB + 'language = "fr"\ndeck = "neuf.pptx"\n')
        desk.send(lang="fr")
    mail, notice = server.taken
    assert "la présentation à jour" in mail.message["Subject"]
    assert mail.message["Content-Language"] == "fr"
    assert "Le serveur a refusé le courriel" in notice.message.get_content()


def test_a_deck_over_the_limit_becomes_a_note_with_its_place(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        desk.write(server.settings(size_limit_mb=0.02), JOB)
        assert desk.send()[0].state == "sent"
    assert list(server.taken[0].message.iter_attachments()) == []
    assert str((tmp_path / "small.pptx").resolve()) in plain(server.taken[0])


def test_the_outbox_says_what_became_of_every_address(desk: Desk, tmp_path: Path) -> None:
    with mail_server(tmp_path, faults=Faults(refused={BOB: "550 no"})) as server:
        desk.write(server.settings(owner=None), JOB)
        (told,) = desk.send()
    entry = json.loads(next(desk.outbox.glob("*.json")).read_text(encoding="utf-8"))
    assert entry["people"] == {ANN: "sent", BOB: "refused"}
    assert entry["said"] == {BOB: "550 no"}
    assert (entry["sending"], entry["tries"]) == ([], 1)
    assert told.message_id == entry["message_id"]


def test_a_mail_to_the_account_itself_names_no_other_account(desk: Desk, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "health_cloud.xlsx", tmp_path / "book.xlsx")
    job = JOB.replace("small.xlsx", "book.xlsx") + 'deck = "plan.pptx"\n'
    readers = 'edition = "customer"\naccount = "Mount Sinai"\n'
    with mail_server(tmp_path) as server:
        desk.write(server.settings(size_limit_mb=0.02), job + readers)
        assert desk.send()[0].state == "sent"
        desk.later(days=1)
        assert desk.send()[0].state == "sent"
        desk.write(server.settings(), job + readers.replace("Mount Sinai", "Larkmoor"))
        assert "asks for Larkmoor" in desk.send()[0].detail
        desk.write(server.settings(), job + readers + 'subject = "{at_risk_share}"\n')
        assert "gives no figure {at_risk_share}" in desk.send()[0].detail
    for taken in server.to(ANN):
        words = plain(taken) + str(taken.message["Subject"])
        assert "Mount Sinai" in words
        others = ("Larkmoor", "Aldbury", "Ravensford", "at risk", "book.xlsx", str(tmp_path))
        assert [name for name in others if name in words] == []


def test_wherever_the_connection_is_cut_the_mail_comes_through(desk: Desk, tmp_path: Path) -> None:
    faults = Faults()
    with mail_server(tmp_path, security="starttls", faults=faults) as server:
        desk.write(server.settings(owner=None), JOB + "attach = []\n")
        for stage in STAGES:
            desk.later(days=1)
            faults.drop = stage if stage != "auth" else ""
            before = len(server.taken)
            (first,) = desk.send()
            faults.drop = ""
            told = (first, *desk.send(is_retry=True))
            assert [d.state for d in told] == (["sent"] if stage == "auth" else ["waiting", "sent"])
            copies = server.taken[before:]
            assert len(copies) == 1 + (stage == "stored")
            assert {taken.message_id for taken in copies} == {f"<{first.message_id}>"}


@pytest.mark.parametrize("name", ["Mount Sinai", "Sinai Group"])
def test_a_renamed_account_is_the_account_of_its_mails(desk: Desk, tmp_path: Path, name: str) -> None:
    """Whether the job has the old name or the new one; and what changed speaks of one account."""
    shutil.copy(SAMPLES / "health_cloud.xlsx", tmp_path / "book.xlsx")
    job = JOB.replace("small.xlsx", "book.xlsx") + 'deck = "plan.pptx"\nedition = "customer"\n'
    with mail_server(tmp_path) as server:
        desk.write(server.settings(), job + 'account = "Mount Sinai"\n')
        assert desk.send()[0].state == "sent"
        book = openpyxl.load_workbook(tmp_path / "book.xlsx")
        heads: Any = {cell.value: cell.column for cell in book["Accounts"][4]}
        row = next(r for r in range(5, 40) if book["Accounts"].cell(r, 1).value == "Mount Sinai")
        for head, value in (("Account", "Sinai Group"), ("Short name", None), ("Formerly", "Mount Sinai")):
            book["Accounts"].cell(row, heads[head]).value = value
        book.save(tmp_path / "book.xlsx")
        desk.write(server.settings(), job + f'account = "{name}"\n')
        for _ in range(2):
            desk.later(days=1)
            (told,) = desk.send()
            assert (told.state, told.detail) == ("sent", "")
        desk.write(server.settings(), job + 'account = "Larkmoor"\n')
        desk.later(days=1)
        assert "asks for Larkmoor" in desk.send()[0].detail
    words = plain(server.to(ANN)[1])
    assert "Sinai Group" in words
    assert "Mount Sinai" not in words.replace("The Mount Sinai Hospital", "")
    changed = words[words.index("What changed") :]
    assert [line for line in changed.splitlines() if "new slide" in line or "gone" in line] == []
