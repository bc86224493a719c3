"""`kamdeck send` and `kamdeck schedule` from their arguments to their exit codes, in both languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kamdeck
from kamdeck.cli.main import run
from tests.mail_jobs import JOB
from tests.mail_server import Faults, mail_server

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shutil.copy(SAMPLES / "small.xlsx", tmp_path / "small.xlsx")
    kamdeck.build(tmp_path / "small.xlsx", views=("cover", "pareto"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_send_says_what_became_of_each_mail(folder: Path, capsys: Capture) -> None:
    faults = Faults(refused={"bob@example.com": "550 no such user"})
    with mail_server(folder, faults=faults) as server:
        (folder / "kamdeck.toml").write_text(server.settings() + JOB, encoding="utf-8")
        assert run(["send"]) == 0
        out = capsys.readouterr().out
        assert out.startswith(
            "weekly: sent to ann@example.com\n  refused for bob@example.com: 550 no such user\n"
        )
        assert "weekly (notice to the owner): sent to owner@example.com" in out
        assert run(["send", "--job", "weekly", "--json"]) == 0
        (mail,) = json.loads(capsys.readouterr().out)["mails"]
        assert (mail["state"], mail["sent"]) == ("already", ["ann@example.com"])
        assert run(["send", "--retry"]) == 0
        assert capsys.readouterr().out == "Nothing is due to be sent now.\n"
        assert run(["send", "--quiet", "--lang", "fr"]) == 0
        assert "refusé pour bob@example.com\u202f: 550 no such user" in capsys.readouterr().out
    assert len(server.to("ann@example.com")) == 1


def test_a_mail_that_waits_has_an_exit_code_of_its_own(folder: Path, capsys: Capture) -> None:
    with mail_server(folder, faults=Faults(drop="stored")) as server:
        (folder / "kamdeck.toml").write_text(server.settings() + JOB, encoding="utf-8")
        assert run(["send", "--quiet"]) == 3
        out = capsys.readouterr().out
        assert "weekly: waits for ann@example.com, bob@example.com; next try 20" in out
        assert "waiting for the server’s receipt: The connection was cut." in out
        server.faults.drop = ""
        assert run(["send", "--retry"]) == 0
        assert "An earlier attempt may have arrived; this one carries the same Message-ID <" in (
            capsys.readouterr().out
        )


def test_a_job_that_fails(folder: Path, capsys: Capture) -> None:
    (folder / "kamdeck.toml").write_text(
        '[mail]\nhost = "localhost"\nfrom = "me@example.com"\n' + JOB.replace("small", "gone"),
        encoding="utf-8",
    )
    assert run(["send", "--quiet", "--dry-run", "try"]) == 1
    assert "weekly: failed\n  There is no file" in capsys.readouterr().out
    assert run(["send", "--job", "daily"]) == 1
    assert "Choose among: weekly." in capsys.readouterr().err
    assert run(["send", "--config", "other.toml", "--lang", "fr"]) == 1
    assert "other.toml" in capsys.readouterr().err


def test_a_dry_run(folder: Path, capsys: Capture) -> None:
    (folder / "kamdeck.toml").write_text(
        '[mail]\nhost = "localhost"\nfrom = "me@example.com"\n' + JOB, encoding="utf-8"
    )
    assert run(["send", "--dry-run", "try"]) == 0
    assert "weekly: would go to ann@example.com, bob@example.com" in capsys.readouterr().out
    assert sorted(path.name for path in (folder / "try").iterdir()) == ["weekly.eml", "weekly.pptx"]


def test_schedule_for_each_system(folder: Path, capsys: Capture) -> None:
    (folder / "kamdeck.toml").write_text(JOB, encoding="utf-8")
    arguments = ["schedule", "--cron", "0 7 * * MON", "--job", "weekly"]
    assert run([*arguments, "--for", "cron"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[1].startswith(f"0 7 * * MON cd {folder} && ")
    assert "kamdeck send --config" in out
    assert "Next: Mon 20" in err
    assert "kamdeck schedule --retry --for cron" in err
    assert run([*arguments, "--for", "systemd", "-o", "units", "--quiet"]) == 0
    assert sorted(path.name for path in (folder / "units").iterdir()) == [
        "kamdeck-weekly.service",
        "kamdeck-weekly.timer",
    ]
    assert capsys.readouterr().err == ""
    assert run([*arguments, "--for", "windows", "--quiet"]) == 0
    assert ElementTree.fromstring(capsys.readouterr().out).tag.endswith("Task")
    assert run(["schedule", "--retry", "--for", "systemd", "--lang", "fr"]) == 0
    out, err = capsys.readouterr()
    assert "OnCalendar=*-*-* *:00,15,30,45:00" in out
    assert "send --config" in out
    assert " --retry --quiet" in out
    assert "Prochaines fois\u202f: " in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--cron", "0 7 * * MON", "--for", "cron"], 2, "--retry"),
        (["--job", "weekly", "--for", "cron"], 2, "--cron"),
        (["--job", "weekly", "--retry", "--cron", "0 7 * * *", "--for", "cron"], 2, "--retry"),
        (["--job", "weekly", "--cron", "0 7 * * MON", "--for", "at"], 2, "cron, systemd, windows"),
        (["--job", "weekly", "--cron", "0 25 * * *", "--for", "cron"], 1, "hour: 0 to 23"),
        (["--job", "dayly", "--cron", "0 7 * * *", "--for", "cron"], 1, "weekly"),
        (["--job", "weekly", "--cron", "0 7 */9 * MON", "--for", "windows"], 1, "only one of the two"),
    ],
)
def test_schedule_refuses_with_a_reason(
    folder: Path, capsys: Capture, arguments: list[str], code: int, said: str
) -> None:
    (folder / "kamdeck.toml").write_text(JOB, encoding="utf-8")
    assert run(["schedule", *arguments]) == code
    assert said in capsys.readouterr().err
