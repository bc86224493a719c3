"""Cron expressions read in full, and said again in the words of systemd and the Task Scheduler."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, timedelta
from itertools import islice, takewhile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kamdeck.desk.cron import Cron, read_cron
from kamdeck.desk.schedule import SYSTEMS, write_schedule
from kamdeck.errors import KamdeckError
from kamdeck.text import Say

NOW = datetime(2026, 11, 23, 8, 0)
NS = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
ANALYZE = shutil.which("systemd-analyze")

EXPRESSIONS = [
    "0 7 * * MON",
    "*/15 * * * *",
    "30 6,18 1,15 * *",
    "0 9 1-7 * MON",
    "5 4 */2 * *",
    "0 0 29 2 *",
    "0 8-17/3 * JAN-MAR,oct mon-fri",
    "10 10 31 * *",
    "0 12 * * 0,6",
    "0 12 * * 7",
    "1-59/20 23 * 12 *",
    "@monthly",
    "@weekly",
]


def runs(cron: Cron, count: int = 5) -> list[datetime]:
    return list(islice(cron.runs(NOW), count))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 7 * * MON", ["2026-11-30 07:00", "2026-12-07 07:00"]),
        ("0 7 * * 1-5", ["2026-11-24 07:00", "2026-11-25 07:00"]),
        ("*/30 8 * * *", ["2026-11-23 08:30", "2026-11-24 08:00"]),
        ("0 0 29 2 *", ["2028-02-29 00:00", "2032-02-29 00:00"]),
        ("0 7 1 * MON", ["2026-11-30 07:00", "2026-12-01 07:00"]),  # either day
        ("0 7 */10 * MON", ["2026-12-21 07:00", "2027-01-11 07:00"]),  # both, since one begins with a star
        ("0 9 * * 7", ["2026-11-29 09:00", "2026-12-06 09:00"]),
        ("@hourly", ["2026-11-23 09:00", "2026-11-23 10:00"]),
    ],
)
def test_when_it_runs(say: Say, text: str, expected: list[str]) -> None:
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in runs(read_cron(text, say), 2)] == expected


@pytest.mark.parametrize(
    "text",
    ["", "0 7 * *", "0 7 * * MON *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *",
     "* * * * 8", "5-1 * * * *", "*/0 * * * *", "a * * * *", "1,,2 * * * *", "* * * MON *", "0 7 31 2 *",
     "0 7 30,31 FEB *", "@reboot", "@often", "1-2-3 * * * *", "-1 * * * *", "*-5 * * * *"],
)  # fmt: skip
def test_what_is_refused(say: Say, text: str) -> None:
    with pytest.raises(KamdeckError) as caught:
        read_cron(text, say)
    assert caught.value.hint


def files(text: str, system: str, *, job: str = "weekly", zone: str = "", say: Say) -> dict[str, str]:
    words = ("/opt/my python/bin/python", "-m", "kamdeck", "send", "--job", job)
    config = Path("/srv/100% reports/kamdeck.toml")
    return dict(write_schedule(system, read_cron(text, say), words, config, job, zone, NOW, say))


# ------------------------------------------------------------------ systemd


def calendars(text: str, say: Say, zone: str = "") -> list[str]:
    timer = files(text, "systemd", say=say, zone=zone)["kamdeck-weekly.timer"]
    return [line.partition("=")[2] for line in timer.splitlines() if line.startswith("OnCalendar=")]


def elapses(calendar: str, count: int) -> list[datetime]:
    """When systemd itself would run it."""
    command = [
        str(ANALYZE),
        "calendar",
        f"--iterations={count}",
        f"--base-time={NOW:%Y-%m-%d %H:%M:%S}",
        calendar,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"TZ": "UTC", "LC_ALL": "C"}
    )
    lines = [line.strip() for line in done.stdout.splitlines()]
    texts = [line.partition(": ")[2].strip() for line in lines if line.startswith(("Next elapse:", "Iter"))]
    return [datetime.strptime(text, "%a %Y-%m-%d %H:%M:%S UTC") for text in texts]


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("text", EXPRESSIONS)
def test_systemd_runs_it_at_the_same_times(say: Say, text: str) -> None:
    expected = runs(read_cron(text, say), 8)
    moments = {moment for calendar in calendars(text, say) for moment in elapses(calendar, 9)}
    found = sorted(moment for moment in moments if moment > NOW)
    assert found[: len(expected)] == expected


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
def test_the_time_zone_stands_in_the_timer(say: Say) -> None:
    (calendar,) = calendars("0 7 * * MON", say, "America/New_York")
    assert calendar == "Mon *-*-* 07:00:00 America/New_York"
    assert datetime(2026, 11, 30, 12, 0) in elapses(calendar, 2)


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
def test_the_units_are_ones_that_systemd_takes(say: Say, tmp_path: Path) -> None:
    words = (shutil.which("true") or "/bin/true", "--job", 'a "quoted" $100% job\\')
    made = write_schedule(
        "systemd", read_cron("0 7 * * MON", say), words, tmp_path / "kamdeck.toml", "weekly", "", NOW, say
    )
    for name, text in made.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [str(ANALYZE), "verify", *(str(tmp_path / name) for name in made)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if "kamdeck-weekly" in line] == []


def test_a_percent_sign_means_itself(say: Say) -> None:
    service = files("0 7 * * *", "systemd", say=say)["kamdeck-weekly.service"]
    assert "WorkingDirectory=/srv/100%% reports\n" in service
    assert 'ExecStart="/opt/my python/bin/python" -m kamdeck send --job weekly\n' in service
    line = files("0 7 * * MON", "cron", say=say)["crontab"].splitlines()[-1]
    assert line == (
        "0 7 * * MON cd '/srv/100\\% reports' && '/opt/my python/bin/python' -m kamdeck send --job weekly"
    )


# ------------------------------------------------------------------ Task Scheduler


def task(text: str, say: Say) -> ElementTree.Element:
    (xml,) = files(text, "windows", say=say).values()
    assert xml.isascii()
    return ElementTree.fromstring(xml)


def windows_runs(root: ElementTree.Element, days: int) -> set[datetime]:
    """When the Task Scheduler would run it, by the meaning of its triggers."""
    found: set[datetime] = set()
    for trigger in root.iter(f"{NS}CalendarTrigger"):
        start = datetime.fromisoformat(trigger.findtext(f"{NS}StartBoundary") or "")
        times = [timedelta(0)]
        if (step := trigger.findtext(f"{NS}Repetition/{NS}Interval")) is not None:
            length = trigger.findtext(f"{NS}Repetition/{NS}Duration") or ""
            whole = (
                timedelta(days=1)
                if length == "P1D"
                else timedelta(minutes=int(length[2:].partition("M")[0]) + 0.5)
            )
            minutes = timedelta(minutes=int(step[2:-1]))
            times = [i * minutes for i in range(24 * 60) if i * minutes < whole]
        for offset in range(days):
            day = datetime(NOW.year, NOW.month, NOW.day) + timedelta(days=offset)
            if fits(trigger, day):
                first = day.replace(hour=start.hour, minute=start.minute)
                found |= {first + time for time in times if first >= start}
    return found


def fits(trigger: ElementTree.Element, day: datetime) -> bool:
    def names(path: str) -> list[str]:
        element = trigger.find(path)
        return [] if element is None else [child.tag.removeprefix(NS) for child in element]

    month, weekday = f"{day:%B}", f"{day:%A}"
    if trigger.find(f"{NS}ScheduleByDay") is not None:
        return True
    if trigger.find(f"{NS}ScheduleByWeek") is not None:
        return weekday in names(f"{NS}ScheduleByWeek/{NS}DaysOfWeek")
    if trigger.find(f"{NS}ScheduleByMonth") is not None:
        days = [d.text for d in trigger.iter(f"{NS}Day")]
        return str(day.day) in days and month in names(f"{NS}ScheduleByMonth/{NS}Months")
    weeks = [w.text for w in trigger.iter(f"{NS}Week")]
    place = "Last" if (day + timedelta(days=7)).month != day.month else str((day.day - 1) // 7 + 1)
    by = f"{NS}ScheduleByMonthDayOfWeek"
    return place in weeks and weekday in names(f"{by}/{NS}DaysOfWeek") and month in names(f"{by}/{NS}Months")


@pytest.mark.parametrize("text", [text for text in EXPRESSIONS if text != "0 0 29 2 *"])
def test_windows_runs_it_at_the_same_times(say: Say, text: str) -> None:
    expected = set(takewhile(lambda m: m < NOW + timedelta(days=60), read_cron(text, say).runs(NOW)))
    # a trigger of evenly spaced times begins with its first whole day
    skipped = {m for m in expected if m.date() == NOW.date()}
    found = {m for m in windows_runs(task(text, say), 61) if NOW < m < NOW + timedelta(days=60)}
    assert expected - skipped <= found <= expected


def test_what_windows_cannot_do_is_refused_with_a_reason(say: Say) -> None:
    with pytest.raises(KamdeckError, match="a day of the month and a day of the week"):
        task("0 7 */10 * MON", say)
    with pytest.raises(KamdeckError, match="triggers"):
        task("1,2,4,8,16,32 0-20 * * *", say)


def test_the_task_says_what_runs_where(say: Say) -> None:
    root = task("0 7 * * MON", say)
    assert root.findtext(f".//{NS}Command") == "/opt/my python/bin/python"
    assert root.findtext(f".//{NS}Arguments") == "-m kamdeck send --job weekly"
    assert root.findtext(f".//{NS}WorkingDirectory") == "/srv/100% reports"
    assert root.findtext(f".//{NS}StartBoundary") == "2026-11-30T07:00:00"


# ------------------------------------------------------------------ any expression


@st.composite
def expressions(draw: st.DrawFn) -> str:
    words = []
    for least, most in ((0, 59), (0, 23), (1, 28), (1, 12), (0, 6)):
        low = draw(st.integers(least, most))
        high = draw(st.integers(low, most))
        words.append(
            draw(
                st.sampled_from(
                    ["*", f"*/{draw(st.integers(1, most))}", str(low), f"{low}-{high}", f"{low},{high}"]
                )
            )
        )
    return " ".join(words)


@given(text=expressions())
@settings(max_examples=60, deadline=None)
def test_every_system_says_the_same_or_says_why_not(text: str) -> None:
    say = Say("en")
    cron = read_cron(text, say)
    assume(cron.months)
    refused: list[tuple[str, str]] = []
    for system in SYSTEMS:
        try:
            made = write_schedule(system, cron, ("kamdeck",), Path("kamdeck.toml"), "j", "", NOW, say)
        except KamdeckError as error:
            refused.append((system, error.hint))
            continue
        if system == "windows":
            (xml,) = made.values()
            expected = set(takewhile(lambda m: m < NOW + timedelta(days=20), cron.runs(NOW)))
            found = {
                m for m in windows_runs(ElementTree.fromstring(xml), 21) if NOW < m < NOW + timedelta(days=20)
            }
            assert {m for m in expected if m.date() > NOW.date()} <= found <= expected
    assert all(system == "windows" and hint for system, hint in refused)
