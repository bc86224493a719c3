"""What to install so that a job runs by itself: a crontab line, systemd units, or a task for Windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from kamdeck.desk.cron import DAYS, MONTHS, Cron
from kamdeck.errors import KamdeckError
from kamdeck.record import record
from kamdeck.text import Say

SYSTEMS = ("cron", "systemd", "windows")
MOST_TRIGGERS = 48  # of one task of the Task Scheduler
NAME = "kamdeck"


@record
class Command:
    """What shall run: the program with its arguments, the folder it runs in, the job's name ("" = the
    retries), and the time zone that the times are meant in ("" = the machine's own)."""

    words: tuple[str, ...]
    folder: str
    job: str
    zone: str = ""

    @property
    def unit(self) -> str:
        """The name of the unit or task."""
        plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in self.job)
        return f"{NAME}-{plain or 'retry'}"


def write_schedule(
    system: str, cron: Cron, words: Sequence[str], config: Path, job: str, zone: str, now: datetime, say: Say
) -> Mapping[str, str]:
    """The files to install on a system: name and text.

    Raises: KamdeckError for what the system cannot do, or a system that is not among SYSTEMS.
    """
    command = Command(tuple(words), str(config.resolve().parent), job, zone)
    if system == "cron":
        return for_cron(cron, command, say)
    if system == "systemd":
        return for_systemd(cron, command, say)
    if system == "windows":
        return for_windows(cron, command, say, now)
    raise KamdeckError(system, say("run.choose", names=", ".join(SYSTEMS)))


def for_cron(cron: Cron, command: Command, say: Say) -> Mapping[str, str]:
    """A line for `crontab -e`; a percent sign would end the command, so it is escaped.

    Not every cron knows time zones: a remark says in which one the times are meant.
    """
    from shlex import join, quote

    line = f"cd {quote(command.folder)} && {join(command.words)}".replace("%", r"\%")
    head = f"# {say('mail.schedule.line', name=command.unit)}\n"
    if command.zone:
        head += f"# {say('mail.schedule.zone_cron', zone=command.zone)}\n"
    return {"crontab": f"{head}{cron.text} {line}\n"}


def for_systemd(cron: Cron, command: Command, say: Say) -> Mapping[str, str]:
    """A service and its timer; where either kind of day will do, the timer has a line for each."""
    calendars = [_calendar(cron, *days, command.zone) for days in _day_rules(cron)]
    about = say("mail.schedule.about", name=command.job) if command.job else say("mail.schedule.about_retry")
    run = " ".join(_systemd_word(word) for word in command.words)
    service = (
        f"[Unit]\nDescription={_percent(about)}\nWants=network-online.target\nAfter=network-online.target\n\n"
        f"[Service]\nType=oneshot\nWorkingDirectory={_percent(command.folder)}\nExecStart={run}\n"
        f"SuccessExitStatus=3\n"
    )
    timer = (
        f"[Unit]\nDescription={_percent(about)}\n\n[Timer]\n"
        + "".join(f"OnCalendar={calendar}\n" for calendar in calendars)
        + "Persistent=true\nAccuracySec=1s\n\n[Install]\nWantedBy=timers.target\n"
    )
    return {f"{command.unit}.service": service, f"{command.unit}.timer": timer}


def for_windows(cron: Cron, command: Command, say: Say, now: datetime) -> Mapping[str, str]:
    """A task in the Task Scheduler's XML; in ASCII and without a declared encoding it is read however saved.

    Raises: KamdeckError for what the Task Scheduler has no trigger for.
    """
    if cron.has_days and cron.has_weekdays and not cron.is_either:
        raise KamdeckError(say("mail.schedule.both_days"), say("mail.schedule.both_days_hint"))
    starts = _starts(cron)
    rules = _day_rules(cron)
    if len(starts) * len(rules) > MOST_TRIGGERS:
        raise KamdeckError(
            say("mail.schedule.too_many", n=len(starts) * len(rules), most=MOST_TRIGGERS),
            say("mail.schedule.too_many_hint"),
        )
    triggers = [
        _trigger(cron, rule, start, repetition, now) for rule in rules for start, repetition in starts
    ]
    about = say("mail.schedule.about", name=command.job) if command.job else say("mail.schedule.about_retry")
    if command.zone:
        about += f" {say('mail.schedule.zone_windows', zone=command.zone)}"
    program, *rest = command.words
    from subprocess import list2cmdline

    text = f"""<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{escape(about)}</Description>
  </RegistrationInfo>
  <Triggers>
{"".join(triggers)}  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>Queue</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(list2cmdline(rest))}</Arguments>
      <WorkingDirectory>{escape(command.folder)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
    return {f"{command.unit}.xml": text.encode("ascii", "xmlcharrefreplace").decode("ascii")}


# ------------------------------------------------------------------ days

Rule = tuple[bool, bool]  # whether the days of the month count, whether the days of the week do


def _day_rules(cron: Cron) -> tuple[Rule, ...]:
    """One rule, or two where either kind of day will do."""
    if cron.is_either and cron.has_days and cron.has_weekdays:
        return ((True, False), (False, True))
    if cron.is_either:  # both are named, and one of them names every day
        return ((False, False),)
    return ((cron.has_days, cron.has_weekdays),)


def _calendar(cron: Cron, by_day: bool, by_weekday: bool, zone: str) -> str:
    """One OnCalendar expression."""
    week = ",".join(DAYS[day].title() for day in cron.weekdays) + " " if by_weekday else ""
    months = _every(cron.months, 12)
    days = _every(cron.days, 31) if by_day else "*"
    hours, minutes = _every(cron.hours, 24), _every(cron.minutes, 60)
    return f"{week}*-{months}-{days} {hours}:{minutes}:00{f' {zone}' if zone else ''}"


def _every(values: Sequence[int], whole: int) -> str:
    return "*" if len(values) == whole else ",".join(f"{value:02d}" for value in values)


def _systemd_word(word: str) -> str:
    """A word of a command line: quoted, with the marks doubled that systemd would replace."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return _percent(f'"{plain}"' if not word or set(word) & set(" \t'\"\\;") else plain)


def _percent(text: str) -> str:
    return text.replace("%", "%%")


# ------------------------------------------------------------------ triggers of the Task Scheduler


def _starts(cron: Cron) -> list[tuple[tuple[int, int], str]]:
    """Hour and minute of each trigger with its repetition: one trigger where the times are evenly spaced."""
    minutes = [hour * 60 + minute for hour, minute in cron.times]
    steps = {b - a for a, b in pairwise(minutes)}
    if len(minutes) > 1 and len(steps) == 1:
        step = steps.pop()
        is_whole_day = minutes[-1] + step - minutes[0] == 24 * 60
        length = "P1D" if is_whole_day else f"PT{minutes[-1] - minutes[0]}M30S"
        repetition = (
            f"      <Repetition>\n        <Interval>PT{step}M</Interval>\n"
            f"        <Duration>{length}</Duration>\n      </Repetition>\n"
        )
        return [(cron.times[0], repetition)]
    return [(time, "") for time in cron.times]


def _trigger(cron: Cron, rule: Rule, start: tuple[int, int], repetition: str, now: datetime) -> str:
    """One trigger; its first day is the next on which the rule holds, so that nothing runs at once."""
    by_day, by_weekday = rule
    only = Cron(
        cron.text,
        (start[1],),
        (start[0],),
        cron.days if by_day else tuple(range(1, 32)),
        cron.months,
        cron.weekdays if by_weekday else tuple(range(7)),
        False,
    )
    first = next(only.runs(now.replace(tzinfo=None)), now + timedelta(days=1))
    return (
        f"    <CalendarTrigger>\n{repetition}"
        f"      <StartBoundary>{first:%Y-%m-%dT%H:%M:%S}</StartBoundary>\n      <Enabled>true</Enabled>\n"
        f"{_days_xml(cron, by_day, by_weekday)}    </CalendarTrigger>\n"
    )


def _days_xml(cron: Cron, by_day: bool, by_weekday: bool) -> str:
    """The days as the Task Scheduler writes them: by day, by week, by month, or by weekday of some months."""
    week = [f"<{_WEEKDAYS[day]} />" for day in cron.weekdays]
    months = _element("Months", [f"<{_MONTH_NAMES[month - 1]} />" for month in cron.months])
    is_all_year = len(cron.months) == len(MONTHS)
    if by_weekday and not is_all_year:
        weeks = _element("Weeks", [f"<Week>{name}</Week>" for name in ("1", "2", "3", "4", "Last")])
        return _element_of("ScheduleByMonthDayOfWeek", weeks + _element("DaysOfWeek", week) + months)
    if by_weekday:
        return _element_of(
            "ScheduleByWeek", "        <WeeksInterval>1</WeeksInterval>\n" + _element("DaysOfWeek", week)
        )
    if by_day or not is_all_year:
        days = _element("DaysOfMonth", [f"<Day>{day}</Day>" for day in cron.days])
        return _element_of("ScheduleByMonth", days + months)
    return _element_of("ScheduleByDay", "        <DaysInterval>1</DaysInterval>\n")


def _element(name: str, children: Sequence[str]) -> str:
    return f"        <{name}>{''.join(children)}</{name}>\n"


def _element_of(name: str, body: str) -> str:
    return f"      <{name}>\n{body}      </{name}>\n"


_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
