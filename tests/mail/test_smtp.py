"""One message and a real server that fails at every stage: what is known of it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kamdeck.mail.mail import Mail, read_mail
from kamdeck.mail.smtp import Verdict, transmit
from kamdeck.settings import read_settings
from kamdeck.text import Say
from tests.mail_server import PASSWORD, STAGES, TOKEN, USER, Faults, MailServer, mail_server

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
MESSAGE = b"Subject: test\r\nMessage-ID: <a@example.com>\r\n\r\n.a line with a dot\r\nthe end\r\n"
ANN, BOB = "ann@example.com", "bob@example.com"


def mail_of(server: MailServer, folder: Path, **more: object) -> Mail:
    path = folder / "kamdeck.toml"
    path.write_text(server.settings(**more), encoding="utf-8")
    say = Say("en")
    return read_mail(read_settings(path, say), path, say)


def attempt(mail: Mail, marked: list[Sequence[str]] | None = None) -> Verdict:
    log: list[Sequence[str]] = [] if marked is None else marked
    return transmit(mail, "reports@example.com", [ANN, BOB], MESSAGE, log.append, Say("en"))


@pytest.mark.parametrize(
    ("security", "is_closed"),
    [("none", False), ("starttls", False), ("tls", False), ("starttls", True), ("tls", True)],
)
def test_a_message_arrives_whole(
    tmp_path: Path, security: str, is_closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    login: dict[str, Any] = {"user": USER, "password_env": "MAIL_PASSWORD"} if is_closed else {}
    with mail_server(tmp_path, security=security, is_closed=is_closed) as server:
        marked: list[Sequence[str]] = []
        verdict = attempt(mail_of(server, tmp_path, **login), marked)
    assert (verdict.end, verdict.people, verdict.is_open) == ("accepted", {ANN: "sent", BOB: "sent"}, False)
    assert marked == [[ANN, BOB]]
    assert server.taken[0].data.endswith(b".a line with a dot\r\nthe end\r\n")
    assert server.taken[0].people == (ANN, BOB)


@pytest.mark.parametrize("stage", STAGES)
def test_a_connection_cut_at_any_stage_is_tried_again(
    tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only once the whole message was sent may it have arrived; nothing before that is in doubt."""
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    faults = Faults(drop=stage)
    with mail_server(tmp_path, security="starttls", is_closed=True, faults=faults) as server:
        marked: list[Sequence[str]] = []
        verdict = attempt(mail_of(server, tmp_path, user=USER, password_env="MAIL_PASSWORD"), marked)
    assert verdict.end == "later"
    assert set(verdict.people.values()) == {"waiting"}
    assert verdict.detail == "The connection was cut."
    assert verdict.is_open == bool(marked)
    assert verdict.is_open or stage not in ("dot", "stored")
    assert len(server.taken) == (stage == "stored")


@pytest.mark.parametrize(
    ("answers", "end", "stage"),
    [
        ({"connect": "554 not you"}, "never", "connect"),
        ({"connect": "421 too busy"}, "later", "connect"),
        ({"mail": "451 later"}, "later", "sender"),
        ({"mail": "550 not you"}, "never", "sender"),
        ({"rcpt": "450 full"}, "later", "recipient"),
        ({"rcpt": "421 going down"}, "later", "recipient"),
        ({"rcpt": "550 nobody"}, "never", "recipient"),
        ({"dot": "452 disk full"}, "later", "answer"),
        ({"dot": "554 looks like spam"}, "never", "answer"),
    ],
)
def test_what_the_server_says_decides(tmp_path: Path, answers: dict[str, str], end: str, stage: str) -> None:
    with mail_server(tmp_path, faults=Faults(answers=answers)) as server:
        verdict = attempt(mail_of(server, tmp_path))
    assert (verdict.end, verdict.stage, verdict.is_open) == (end, stage, False)
    assert verdict.detail.startswith(next(iter(answers.values())))
    assert set(verdict.people.values()) == {"refused" if end == "never" else "waiting"}


def test_recipients_are_refused_one_by_one(tmp_path: Path) -> None:
    with mail_server(tmp_path, faults=Faults(refused={ANN: "550 5.1.1 no such user"})) as server:
        verdict = attempt(mail_of(server, tmp_path))
    assert verdict.people == {ANN: "refused", BOB: "sent"}
    assert verdict.said == {ANN: "550 5.1.1 no such user"}
    assert server.taken[0].people == (BOB,)


def test_a_greylisted_recipient_waits_alone(tmp_path: Path) -> None:
    with mail_server(tmp_path, faults=Faults(greylist=1)) as server:
        verdict = attempt(mail_of(server, tmp_path))
    assert verdict.people == {ANN: "waiting", BOB: "sent"}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_for_another_name_is_refused(tmp_path: Path, security: str) -> None:
    with mail_server(tmp_path, security=security, name="other.example.com") as server:
        verdict = attempt(mail_of(server, tmp_path))
    assert (verdict.end, verdict.stage, server.taken) == ("later", "certificate", [])
    assert "localhost" in verdict.detail


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_an_unknown_authority_is_refused(tmp_path: Path, security: str) -> None:
    with mail_server(tmp_path, security=security) as server:
        server.ca_file = None
        verdict = attempt(mail_of(server, tmp_path))
    assert (verdict.end, verdict.stage, server.taken) == ("later", "certificate", [])


def test_without_encryption_nothing_is_said(tmp_path: Path) -> None:
    """A server (or somebody between) that offers no STARTTLS gets neither password nor message."""
    with mail_server(tmp_path) as server:
        server.security = "starttls"
        verdict = attempt(mail_of(server, tmp_path))
    assert (verdict.end, verdict.stage, server.taken) == ("later", "starttls", [])


def test_a_slow_server_is_given_up(tmp_path: Path) -> None:
    with mail_server(tmp_path, faults=Faults(sleep={"mail": 3.0})) as server:
        verdict = attempt(mail_of(server, tmp_path, timeout=1))
    assert (verdict.end, verdict.stage) == ("later", "sender")
    assert verdict.detail == "The server did not answer in time."


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        mail = mail_of(server, tmp_path)
    verdict = attempt(mail)
    assert (verdict.end, verdict.stage) == ("later", "connect")
    assert "refused" in verdict.detail


def test_a_message_over_the_servers_limit_is_not_begun(tmp_path: Path) -> None:
    with mail_server(tmp_path, faults=Faults(size=50)) as server:
        verdict = attempt(mail_of(server, tmp_path))
    assert (verdict.end, verdict.stage) == ("never", "size")
    assert "size_limit_mb" in verdict.detail


# ------------------------------------------------------------------ passwords


@pytest.mark.parametrize("place", ["password_env", "password_file", "password_keyring"])
def test_the_password_comes_from_where_it_is_said(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    (tmp_path / "secret.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    import keyring

    monkeypatch.setattr(
        keyring,
        "get_password",
        lambda service, user: PASSWORD if (service, user) == ("kamdeck", USER) else None,
    )
    values = {"password_env": "MAIL_PASSWORD", "password_file": "secret.txt", "password_keyring": "kamdeck"}
    with mail_server(tmp_path, security="tls", is_closed=True) as server:
        verdict = attempt(mail_of(server, tmp_path, user=USER, **{place: values[place]}))
    assert verdict.end == "accepted"


def test_a_token_command_logs_in_with_xoauth2(tmp_path: Path) -> None:
    command = f"echo {TOKEN}"
    with mail_server(tmp_path, security="starttls", is_closed=True) as server:
        verdict = attempt(mail_of(server, tmp_path, user=USER, oauth2_command=command))
        assert verdict.end == "accepted"
        wrong = attempt(mail_of(server, tmp_path, user=USER, oauth2_command="echo other-token"))
        broken = attempt(
            mail_of(server, tmp_path, user=USER, oauth2_command="sh -c 'echo tell-nobody; exit 3'")
        )
    assert (wrong.end, wrong.stage) == ("later", "login")
    assert "other-token" not in wrong.detail
    assert "code 3" in broken.detail
    assert "tell-nobody" not in broken.detail


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("password_env", "NOT_SET"),
        ("password_file", "absent.txt"),
        ("oauth2_command", "no-such-program-here"),
    ],
)
def test_a_missing_password_says_where_it_was_looked_for(tmp_path: Path, kind: str, place: str) -> None:
    with mail_server(tmp_path, security="tls", is_closed=True) as server:
        verdict = attempt(mail_of(server, tmp_path, user=USER, **{kind: place}))
    assert (verdict.end, verdict.stage, server.taken) == ("later", "login", [])
    assert place in verdict.detail


def test_a_server_that_repeats_the_password_does_not_make_us_repeat_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from base64 import b64encode

    secret = "wrong-Horse-9"
    monkeypatch.setenv("MAIL_PASSWORD", secret)
    plain = b64encode(f"\0{USER}\0{secret}".encode()).decode()
    echo = f"535 5.7.8 you said {secret} {plain} {b64encode(secret.encode()).decode()}"
    with mail_server(
        tmp_path, security="tls", is_closed=True, faults=Faults(answers={"auth": echo})
    ) as server:
        verdict = attempt(mail_of(server, tmp_path, user=USER, password_env="MAIL_PASSWORD"))
    assert (verdict.end, verdict.stage) == ("later", "login")
    assert verdict.detail == "535 5.7.8 you said *** *** ***"
    assert secret not in repr(verdict)


def test_a_password_that_cannot_be_sent_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "pässword")
    with mail_server(tmp_path, security="tls", is_closed=True) as server:
        verdict = attempt(mail_of(server, tmp_path, user=USER, password_env="MAIL_PASSWORD"))
    assert (verdict.end, verdict.stage) == ("later", "login")
    assert "pässword" not in repr(verdict)
