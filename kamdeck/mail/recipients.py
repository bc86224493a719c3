"""Who gets a job's mail: named in the job, in a column of the workbook, or in a file."""

from __future__ import annotations

from pathlib import Path

from kamdeck.errors import DeliveryError, KamdeckError
from kamdeck.mail.addresses import Address, read_addresses
from kamdeck.mail.jobs import Job
from kamdeck.text import Say


def recipients(job: Job, speak: Say) -> tuple[Address, ...]:
    """Everybody the job's mail goes to: named in the job, in a column of the workbook, in a file.

    Raises: DeliveryError for an address that is none, or when there is nobody.
    """
    texts: list[str] = []
    if job.to_sheet is not None:
        texts += _column(job.workbook, *job.to_sheet, speak)
    if job.to_file is not None:
        texts += _lines(job.to_file, speak)
    named = [f"{a.name} <{a.address}>" if a.name else a.address for a in job.to]
    people = read_addresses([*named, *texts], f"jobs.{job.name}.to", speak)
    if not people:
        raise DeliveryError(speak("mail.nobody", name=job.name), speak("mail.nobody_hint"))
    return people


def _column(workbook: Path, sheet: str, column: str, speak: Say) -> list[str]:
    """The texts below a header of any sheet of the workbook."""
    from kamdeck.workbook.opening import open_workbook
    from kamdeck.workbook.wording import fold

    source, _ = open_workbook(workbook, speak.lang)
    titles = {fold(title): title for title in source.titles}
    if fold(sheet) not in titles:
        raise KamdeckError(
            speak("mail.no_sheet", name=sheet, file=workbook.name),
            speak("run.choose", names=", ".join(source.titles)),
        )
    headers: list[str] = []
    place: int | None = None
    found: list[str] = []
    for _, cells in source.grid(titles[fold(sheet)]).rows:
        texts = {
            column_no: value.strip() for column_no, kind, value in cells if kind == "s" and value.strip()
        }
        if place is not None:
            found += [texts[place]] if place in texts else []
            continue
        headers += texts.values()
        place = next((c for c, text in texts.items() if fold(text) == fold(column)), None)
    if place is None:
        raise KamdeckError(
            speak("mail.no_column", name=column, sheet=sheet),
            speak("run.choose", names=", ".join(headers[:12])),
        )
    return found


def _lines(path: Path, speak: Say) -> list[str]:
    """The lines of a file of addresses; what follows a # is a remark."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise KamdeckError(speak("run.no_file", name=path)) from None
    return [text for line in lines if (text := line.partition("#")[0].strip())]
