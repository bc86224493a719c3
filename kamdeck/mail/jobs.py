"""The tables `[jobs.NAME]` of kamdeck.toml: which deck goes to whom, when and with what words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.mail.addresses import Address, read_addresses
from kamdeck.record import record
from kamdeck.run.table import Table
from kamdeck.text import Say, languages

KEYS = (
    "workbook", "deck", "pack", "edition", "account", "language", "template", "to", "to_sheet", "to_file",
    "cc", "bcc", "reply_to", "subject", "text", "attach", "pictures", "summary", "only_when_changed",
    "skip_older_than_days", "quiet_hours", "time_zone", "period", "despite_faults",
)  # fmt: skip
ATTACHMENTS = ("pptx", "pdf")
PERIODS = ("day", "week", "month", "quarter")

_HOURS = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*")
_NAME = re.compile(r"\w[\w -]*")


@record
class Job:
    """One mail that is sent again and again.

    `to_sheet` is a sheet and a column of the workbook, `pictures` and `summary` name slides (None = the
    program chooses), `oldest` are days, `quiet` the hours (from, to) in which nothing is sent, `zone` a
    name such as Europe/Paris ("" = the machine's own). Within one `period` the same content goes out once. A
    mail that rests on faulty sheets is held, or with `despite_faults` sent with the fault named.
    """

    name: str
    workbook: Path
    deck: Path
    to: tuple[Address, ...] = ()
    to_sheet: tuple[str, str] | None = None
    to_file: Path | None = None
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str = ""
    text: str = ""
    pack: str | None = None
    edition: str | None = None
    account: str | None = None
    lang: str | None = None
    template: Path | None = None
    attach: tuple[str, ...] = ("pptx",)
    pictures: tuple[str, ...] | None = None
    summary: tuple[str, ...] | None = None
    only_when_changed: bool = False
    oldest: float | None = None
    quiet: tuple[time, time] | None = None
    zone: str = ""
    period: str = "day"
    despite_faults: bool = False

    def local(self, now: datetime) -> datetime:
        """A moment on the clock of the job's time zone."""
        return now.astimezone(zone_of(self.zone))


def read_jobs(settings: Mapping[str, object], path: Path, say: Say) -> tuple[Job, ...]:
    """Every job in the order of the file.

    Raises: KamdeckError for what is missing or cannot be, with the line.
    """
    tables = settings.get("jobs")
    if not isinstance(tables, Mapping) or not tables:
        raise KamdeckError(say("mail.no_jobs", file=path.name), say("mail.no_jobs_hint"))
    return tuple(_job(name, values, path, say) for name, values in tables.items())


def chosen(jobs: Sequence[Job], names: Sequence[str], path: Path, say: Say) -> tuple[Job, ...]:
    """The jobs of these names, all where none is named. Raises: KamdeckError with the right names."""
    known = [job.name for job in jobs]
    for name in names:
        if name not in known:
            raise KamdeckError(
                say("mail.no_job", name=name, file=path.name), say("run.choose", names=", ".join(known))
            )
    return tuple(job for job in jobs if not names or job.name in names)


def zone_of(name: str) -> tzinfo | None:
    """The time zone of a name; None, the machine's own, for "".

    Raises: ValueError for a name that is none.
    """
    if not name:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError(name) from None


def period_of(job: Job, now: datetime) -> str:
    """The name of the job's period in which a moment lies: `2026-11-23`, `2026-W48`, `2026-11`, `2026-Q4`."""
    day = job.local(now).date()
    if job.period == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    if job.period == "month":
        return f"{day:%Y-%m}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if job.period == "quarter" else day.isoformat()


def quiet_until(job: Job, now: datetime) -> datetime | None:
    """When the quiet hours that a moment lies in end; None outside of them."""
    if job.quiet is None:
        return None
    here, (start, end) = job.local(now), job.quiet
    clock = here.time().replace(tzinfo=None)
    is_quiet = start <= clock < end if start < end else clock >= start or clock < end
    if not is_quiet:
        return None
    day: date = here.date() if clock < end else here.date() + timedelta(days=1)
    return datetime.combine(day, end, here.tzinfo)


def _job(name: str, values: object, path: Path, say: Say) -> Job:
    table = Table(values, KEYS, path, ("jobs", name), say)
    if not _NAME.fullmatch(name):
        raise KamdeckError(say("mail.job_name", file=path.name, name=repr(name)), say("mail.job_name_hint"))
    table.need("workbook")
    workbook = table.file("workbook")
    if workbook is None:
        raise table.wrong("workbook", say("mail.lacks_workbook"))
    people = {
        key: read_addresses(table.texts(key), f"jobs.{name}.{key}", say)
        for key in ("to", "cc", "bcc", "reply_to")
    }
    if not people["to"] and "to_sheet" not in table and "to_file" not in table:
        table.need("to")
        raise table.wrong("to", say("mail.lacks_to"))
    return Job(
        name=name,
        workbook=workbook,
        deck=table.file("deck") or workbook.with_suffix(".pptx"),
        to_sheet=_to_sheet(table),
        to_file=table.file("to_file"),
        subject=table.text("subject"),
        text=table.text("text"),
        pack=table.text("pack") or None,
        edition=table.text("edition") or None,
        account=table.text("account") or None,
        lang=table.choice("language", languages(), "") if "language" in table else None,
        template=table.file("template"),
        attach=_attach(table),
        pictures=table.texts("pictures") if "pictures" in table else None,
        summary=table.texts("summary") if "summary" in table else None,
        only_when_changed=table.flag("only_when_changed"),
        oldest=table.number("skip_older_than_days", None),
        quiet=_quiet(table),
        zone=_zone(table),
        period=table.choice("period", PERIODS, "day"),
        despite_faults=table.flag("despite_faults"),
        **people,
    )


def _to_sheet(table: Table) -> tuple[str, str] | None:
    text = table.text("to_sheet")
    if not text:
        return None
    sheet, mark, column = text.rpartition("!")
    if not (sheet and mark and column):
        raise table.wrong("to_sheet", table.say("mail.needs_column"))
    return sheet.strip().strip("'"), column.strip()


def _attach(table: Table) -> tuple[str, ...]:
    kinds = table.texts("attach") if "attach" in table else ("pptx",)
    if any(kind not in ATTACHMENTS for kind in kinds):
        raise table.wrong("attach", table.say("run.choose", names=", ".join(ATTACHMENTS)))
    return tuple(dict.fromkeys(kinds))


def _quiet(table: Table) -> tuple[time, time] | None:
    text = table.text("quiet_hours")
    if not text:
        return None
    found = _HOURS.fullmatch(text)
    try:
        a, b, c, d = (int(part) for part in found.groups()) if found else (0, 0, 0, 0)
        start, end = time(a, b), time(c, d)
    except ValueError:
        raise table.wrong("quiet_hours", table.say("mail.needs_hours")) from None
    if start == end:
        raise table.wrong("quiet_hours", table.say("mail.needs_hours"))
    return start, end


def _zone(table: Table) -> str:
    """The time zone's name; a wrong one is answered with the nearest right ones."""
    name = table.text("time_zone")
    try:
        zone_of(name)
    except ValueError:
        from difflib import get_close_matches
        from zoneinfo import available_timezones

        zones = sorted(available_timezones())
        same_end = [zone for zone in zones if zone.casefold().endswith(f"/{name.casefold()}")]
        near = (
            same_end
            or get_close_matches(name, zones, n=3, cutoff=0.5)
            or ["Europe/Paris", "America/New_York"]
        )
        raise table.wrong("time_zone", table.say("run.choose", names=", ".join(near[:5]))) from None
    return name
