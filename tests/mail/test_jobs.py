"""kamdeck.toml: what may stand in `[mail]` and `[jobs.NAME]`, and what a job makes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.errors import DeliveryError, KamdeckError
from kamdeck.mail.addresses import read_address, read_addresses, refuse_control
from kamdeck.mail.jobs import Job, chosen, period_of, quiet_until, read_jobs
from kamdeck.mail.mail import read_mail
from kamdeck.settings import read_settings
from kamdeck.text import Say

MAIL = '[mail]\nhost = "smtp.example.com"\nfrom = "Reports <reports@example.com>"\n'
JOB = '[jobs.weekly]\nworkbook = "book.xlsx"\nto = ["ann@example.com"]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "kamdeck.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_defaults(tmp_path: Path, say: Say) -> None:
    path = written(tmp_path, MAIL + JOB)
    settings = read_settings(path, say)
    mail = read_mail(settings, path, say)
    assert (mail.security, mail.port, mail.timeout, mail.tries) == ("starttls", 587, 30, 12)
    assert mail.outbox == tmp_path.resolve() / "kamdeck-outbox"
    (job,) = read_jobs(settings, path, say)
    assert (job.workbook, job.deck) == (tmp_path.resolve() / "book.xlsx", tmp_path.resolve() / "book.pptx")
    assert (job.attach, job.period, job.pictures, job.oldest) == (("pptx",), "day", None, None)


@pytest.mark.parametrize(
    ("line", "said", "hint"),
    [
        ('password = "hunter2"', "key password would hold a secret", "password_env"),
        ('token = "abc"', "key token would hold a secret", "oauth2_command"),
        ('security = "none"', "mail.security", "localhost, 127.0.0.1"),
        ('security = "ssl"', "mail.security", "starttls, tls, none"),
        ('user = "me"', "mail.user", "password_env"),
        ('password_env = "P"', "mail.password_env", "user"),
        ('user = "me"\npassword_env = "P"\npassword_file = "f"', "mail.password_file", "Only one"),
        ('hots = "x"', "hots", "host"),
        ("port = 0", "mail.port", "1 or more"),
        ('owner = "nobody"', "nobody is no mail address", "ann@example.com"),
        ('timeout = "5"', "mail.timeout", "number"),
    ],
)
def test_a_wrong_mail_table_is_refused_with_a_hint(
    tmp_path: Path, say: Say, line: str, said: str, hint: str
) -> None:
    path = written(tmp_path, MAIL + line + "\n")
    with pytest.raises(KamdeckError) as caught:
        read_mail(read_settings(path, say), path, say)
    assert said in caught.value.message
    assert hint in caught.value.hint
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "said", "hint"),
    [
        ('attach = ["docx"]', "jobs.weekly.attach", "pptx, pdf"),
        ('time_zone = "Paris"', "jobs.weekly.time_zone", "Europe/Paris"),
        ('quiet_hours = "20-7"', "jobs.weekly.quiet_hours", "20:00-07:00"),
        ('quiet_hours = "20:00-27:00"', "jobs.weekly.quiet_hours", "20:00-07:00"),
        ('quiet_hours = "20:00-20:00"', "jobs.weekly.quiet_hours", "20:00-07:00"),
        ('to_sheet = "People"', "jobs.weekly.to_sheet", "Team!Email"),
        ('period = "year"', "jobs.weekly.period", "day, week, month, quarter"),
        ('language = "de"', "jobs.weekly.language", "en, fr"),
        ("only_when_changed = 1", "jobs.weekly.only_when_changed", "true or false"),
        ("skip_older_than_days = -1", "jobs.weekly.skip_older_than_days", "0 or more"),
        ("cc = [1]", "jobs.weekly.cc", "list of texts"),
        ('subjekt = "x"', "subjekt", "subject"),
    ],
)
def test_a_wrong_job_is_refused_with_its_line(
    tmp_path: Path, say: Say, line: str, said: str, hint: str
) -> None:
    path = written(tmp_path, MAIL + JOB + line + "\n")
    with pytest.raises(KamdeckError) as caught:
        read_jobs(read_settings(path, say), path, say)
    assert said in caught.value.message
    assert "7" in caught.value.message
    assert hint in caught.value.hint


def test_what_is_missing_is_named(tmp_path: Path, say: Say) -> None:
    for text, wanted in (
        ("", "no table [mail]"),
        ('[mail]\nfrom = "a@example.com"\n', "lacks the key host"),
        (MAIL, "has no job"),
        (MAIL + '[jobs.a]\nto = ["a@example.com"]\n', "lacks the key workbook"),
        (MAIL + '[jobs.a]\nworkbook = "x.xlsx"\n', "lacks the key to"),
    ):
        path = written(tmp_path, text)
        settings = read_settings(path, say)
        with pytest.raises(KamdeckError) as caught:
            (read_mail(settings, path, say), read_jobs(settings, path, say))
        assert wanted in caught.value.message


def test_a_wrong_job_name_lists_the_right_ones(tmp_path: Path, say: Say) -> None:
    path = written(tmp_path, JOB + JOB.replace("weekly", "board"))
    jobs = read_jobs(read_settings(path, say), path, say)
    with pytest.raises(KamdeckError, match="weekly, board"):
        chosen(jobs, ("daily",), path, say)
    assert [job.name for job in chosen(jobs, ("board",), path, say)] == ["board"]


# ------------------------------------------------------------------ the clock


def job_of(**more: object) -> Job:
    return Job(name="j", workbook=Path("b.xlsx"), deck=Path("b.pptx"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "zone", "name"),
    [
        ("day", "UTC", "2026-12-31"),
        ("day", "Asia/Tokyo", "2027-01-01"),
        ("week", "UTC", "2026-W53"),
        ("month", "UTC", "2026-12"),
        ("quarter", "UTC", "2026-Q4"),
        ("quarter", "Asia/Tokyo", "2027-Q1"),
    ],
)
def test_periods_go_by_the_jobs_own_time_zone(period: str, zone: str, name: str) -> None:
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert period_of(job_of(period=period, zone=zone), moment) == name


@pytest.mark.parametrize(
    ("hour", "until"),
    [(21, None), (22, (24, 7)), (23, (24, 7)), (1, (23, 7)), (6, (23, 7)), (7, None), (12, None)],
)
def test_quiet_hours_over_midnight(hour: int, until: tuple[int, int] | None) -> None:
    job = job_of(quiet=(time(22), time(7)), zone="Europe/Paris")
    moment = job.local(datetime(2026, 11, 23, tzinfo=UTC)).replace(hour=hour, day=23)
    found = quiet_until(job, moment.astimezone(UTC))
    assert (found and (found.day, found.hour)) == until


def test_quiet_hours_by_day() -> None:
    job = job_of(quiet=(time(12), time(14)), zone="UTC")
    assert quiet_until(job, datetime(2026, 1, 1, 13, tzinfo=UTC)) == datetime(2026, 1, 1, 14, tzinfo=UTC)
    assert quiet_until(job, datetime(2026, 1, 1, 14, tzinfo=UTC)) is None


def test_quiet_hours_end_by_the_clock_when_it_is_changed() -> None:
    job = job_of(quiet=(time(22), time(7)), zone="Europe/Paris")
    before = quiet_until(job, datetime(2026, 10, 24, 21, tzinfo=UTC))  # clocks go back that night
    assert before is not None
    assert before.astimezone(UTC) == datetime(2026, 10, 25, 6, tzinfo=UTC)


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("ann@example.com", "", "ann@example.com"),
        (" Ann Lee <ann@Example.COM> ", "Ann Lee", "ann@example.com"),
        ('"Lee, Ann" <ann.lee+kam@example.com>', "Lee, Ann", "ann.lee+kam@example.com"),
        ("Jürgen <j@bücher.example>", "Jürgen", "j@xn--bcher-kva.example"),
        ("root@localhost", "", "root@localhost"),
    ],
)
def test_addresses(say: Say, text: str, name: str, address: str) -> None:
    found = read_address(text, "to", say)
    assert (found.name, found.address) == (name, address)


@pytest.mark.parametrize(
    "text",
    ["", "ann", "@example.com", "ann@", "a b@example.com", "ann@exa mple.com", "a@b@c.com", "ann@-x.com",
     "<ann@example.com", "ann@example.com>", "Ann <>", "ann..lee@example.com", "jürgen@example.com",
     "ann@example.com\nBcc: eve@example.com", "Ann\r\nBcc: eve <ann@example.com>", "a\x00@example.com",
     "ann@" + "x" * 64 + ".com", "a@" + "b.c" * 100],
)  # fmt: skip
def test_what_is_no_address_is_refused(say: Say, text: str) -> None:
    with pytest.raises(DeliveryError):
        read_address(text, "to", say)


def test_lists_of_addresses(say: Say) -> None:
    texts = ['"Lee, Ann" <ann@example.com>; bob@example.com', "ANN@example.com,", " ; "]
    found = read_addresses(texts, "to", say)
    assert [person.address for person in found] == ["ann@example.com", "bob@example.com"]


@given(st.text(max_size=60))
def test_no_text_passes_with_a_control_character(text: str) -> None:
    say = Say("en")
    try:
        found = read_address(text, "to", say)
    except DeliveryError:
        return
    shown = f"{found.name}{found.address}"
    assert not any(ord(c) < 32 or c in "\x7f\x85\u2028\u2029" for c in shown)
    assert found.address.isascii()


@pytest.mark.parametrize(
    "mark", ["\n", "\r", "\r\n", "\x00", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1b"]
)
def test_line_breaks_of_every_kind_are_refused(say: Say, mark: str) -> None:
    with pytest.raises(DeliveryError, match="control character"):
        refuse_control(f"Subject{mark}Bcc: eve@example.com", "Subject", say)
