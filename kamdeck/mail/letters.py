"""From a job to what its mail says: the deck brought up to date, figures, findings, pictures, files."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from kamdeck.deck.spec import Chart, SlideSpec, Text
from kamdeck.errors import KamdeckError
from kamdeck.figures.mail import MailFigures, changed_figures, filled, mail_figures, named_in
from kamdeck.mail.jobs import Job
from kamdeck.mail.letter import Attachment, Letter, Picture
from kamdeck.pptxio.files import is_open
from kamdeck.record import record
from kamdeck.report import Report
from kamdeck.run.composition import Composition
from kamdeck.run.renames import retold
from kamdeck.text import Say
from kamdeck.text.lines import one_line
from kamdeck.views import every_view
from kamdeck.views.view import NEVER, View
from kamdeck.workbook.columns import CUSTOMER

MOST_FINDINGS, MOST_PICTURES = 5, 2
MOST_FIGURES, MOST_TITLES, MOST_NAMES = 6, 2, 6  # of what changed
MOST_FAULTS = 5


class Made(Protocol):
    """What was made of a deck: the report, and the composition that it shows."""

    @property
    def report(self) -> Report:
        """What was written to the deck, and what of a person's was kept."""

    @property
    def composition(self) -> Composition:
        """What the workbook calls for."""


class Hands(Protocol):
    """What the program can do with a workbook and a deck."""

    def bring(self, job: Job, deck: Path) -> Made:
        """Refresh the deck, or build it where there is none. Raises: KamdeckError, also for a deck that was
        built for other readers than the job's."""

    def slides(self, deck: Path) -> Collection[str]:
        """The keys of our slides that stand in the deck."""

    def pictures(self, deck: Path, keys: Sequence[str]) -> Sequence[bytes]:
        """Slides of the deck as PNG. Raises: KamdeckError where pictures cannot be made."""

    def pdf(self, deck: Path) -> bytes:
        """The deck as PDF. Raises: KamdeckError where that cannot be made."""


@record
class Draft:
    """A mail ready to be addressed: the letter, the deck it is about, what makes it this mail and no other
    (`content`), what the next one is compared with (`shown`), what could not be done (`remarks`), and the
    errors of the workbook that hold back what it would say (`faults`)."""

    letter: Letter
    deck: Path
    content: str
    shown: Mapping[str, Any]
    remarks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def draft(
    job: Job,
    deck: Path,
    last: Mapping[str, Any],
    now: datetime,
    hands: Hands,
    speak: Say,
    *,
    is_copy: bool = False,
) -> Draft:
    """The job's mail, after its deck was brought up to date.

    `last` is what the last mail showed; with `is_copy` the deck is a copy that no one else has open.

    Raises: KamdeckError, with what is wrong with the workbook, the deck or the job.
    """
    report, composition = _made(job, deck, hands, speak, is_copy=is_copy)
    last = retold(last, composition.context, [slide.key for slide in composition.spec.slides])
    say, there = composition.context.say, hands.slides(deck)
    titles = {key: title for key, title in _titles(composition, report).items() if key in there}
    findings = _findings(job, titles, speak)
    finding = findings[0] if findings else ""
    figures = mail_figures(
        composition.context,
        composition.spec.title,
        job.name,
        job.local(now).date(),
        finding,
        composition.faulty,
    )
    faults = _faults(job, composition, figures, report, speak)
    held = {key: digest for key, digest in last.get("slides", {}).items() if key in there}
    slides = held | {slide.key: _digest(repr(slide)) for slide in composition.spec.slides}
    shown = {"figures": figures.known, "titles": titles, "slides": slides, "at": now.isoformat()}
    pictures, remarks = _pictures(job, deck, composition, titles, hands, speak)
    files, missing = _files(job, deck, hands)
    letter = Letter(
        say=say,
        subject=filled(
            job.subject or say("mail.subject", title="{title}"),
            figures.texts,
            f"jobs.{job.name}.subject",
            speak,
        ),
        heading=composition.spec.title,
        text=_text(job, figures.texts, faults, say, speak),
        summary=findings,
        changes=_changes(last, shown, findings, report, say) if last else None,
        since=say.date(job.local(datetime.fromisoformat(last["at"])).date()) if last else "",
        pictures=pictures,
        attachments=files,
        footer=_footer(composition, say),
    )
    told = (
        slides,
        titles,
        {n: t for n, t in figures.texts.items() if n != "date"},
        faults,
        job.subject,
        job.text,
        job.attach,
    )
    return Draft(letter, deck, _digest(repr(told)), shown, (*remarks, *missing), faults)


# ------------------------------------------------------------------ the deck


def _made(job: Job, deck: Path, hands: Hands, speak: Say, *, is_copy: bool) -> tuple[Report, Composition]:
    """What was written to the deck, and the composition it shows; made again when the workbook is saved
    meanwhile, so that the mail and the deck tell the same."""
    if not job.workbook.is_file():
        raise KamdeckError(speak("run.no_file", name=job.workbook))
    if not is_copy and is_open(deck):
        raise KamdeckError(speak("mail.deck_open", name=deck))
    for _ in range(3):
        before = _stamp(job.workbook)
        made = hands.bring(job, deck)
        if _stamp(job.workbook) == before:
            break
    return made.report, made.composition


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


# ------------------------------------------------------------------ faults


def _faults(
    job: Job, composition: Composition, figures: MailFigures, report: Report, speak: Say
) -> tuple[str, ...]:
    """The errors of the sheets that hold back a slide of the deck or a figure that the job names, each with
    its cell; none where nothing of the mail rests on them."""
    named = (job.subject or "") + (job.text or "")
    unknown = named_in(named, figures.unknown)
    if not composition.spec.held and not unknown:
        return ()
    titles = {composition.book.title(key) for key in composition.faulty}
    wrong = [p for p in report.problems if p.severity == "error" and p.sheet in titles]
    lines = [speak.colon(problem.place, problem.message) for problem in wrong[:MOST_FAULTS]]
    if len(wrong) > MOST_FAULTS:
        lines.append(speak("mail.more_faults", n=len(wrong) - MOST_FAULTS))
    return tuple(lines)


def _text(job: Job, figures: Mapping[str, str], faults: Sequence[str], say: Say, speak: Say) -> str:
    """The job's words; a mail that is sent despite faults names the first of them in its first line."""
    text = filled(job.text or say("mail.text"), figures, f"jobs.{job.name}.text", speak)
    if not faults:
        return text
    return "\n\n".join((say("mail.despite", n=len(faults), fault=faults[0]), text))


# ------------------------------------------------------------------ words


def _titles(composition: Composition, report: Report) -> dict[str, str]:
    """Each slide's title as it stands in the deck: a title that somebody reworded is theirs."""
    reworded = {kept.key: kept.now for kept in report.kept if kept.field == "text" and kept.now}
    found = {}
    for slide in composition.spec.slides:
        for element in slide.elements:
            if isinstance(element, Text) and element.placeholder == "title":
                ours = "".join(run.text for para in element.paras for run in para.runs)
                found[slide.key] = one_line(reworded.get(element.key, ours))
    return found


def _findings(job: Job, titles: Mapping[str, str], speak: Say) -> tuple[str, ...]:
    """The titles of the slides that the job names, else of those that matter most."""
    if job.summary is not None:
        return tuple(titles[_slide(name, titles, f"jobs.{job.name}.summary", speak)] for name in job.summary)
    told = [key for key in titles if _view(key).finding != NEVER and key.count(":") < 2]
    order = sorted(told, key=lambda key: _view(key).finding)
    return tuple(titles[key] for key in order[:MOST_FINDINGS])


def _changes(
    last: Mapping[str, Any], shown: Mapping[str, Any], told: Collection[str], report: Report, say: Say
) -> tuple[str, ...]:
    """What is new since the last mail: figures, findings that the summary has not `told`, which slides, and
    how many edits were kept."""
    before, now = last["titles"], shown["titles"]
    findings = [
        say("mail.title_changed", now=now[key], before=before[key])
        for key in now
        if key in before and now[key] != before[key] and now[key] not in told and _view(key).finding != NEVER
    ]
    lines = changed_figures(last["figures"], shown["figures"], say)[:MOST_FIGURES] + findings[:MOST_TITLES]
    fresh = [key for key, digest in shown["slides"].items() if last["slides"].get(key) not in (None, digest)]
    for key, slides in (
        ("mail.slides_changed", fresh),
        ("mail.slides_added", [key for key in shown["slides"] if key not in last["slides"]]),
        ("mail.slides_gone", [key for key in last["slides"] if key not in shown["slides"]]),
    ):
        if slides:
            names = list(dict.fromkeys(_name(slide, say) for slide in slides))
            rest = ["…"] if len(names) > MOST_NAMES else []
            lines.append(say(key, n=len(slides), names=", ".join(names[:MOST_NAMES] + rest)))
    if lines and report.kept:
        lines.append(say("mail.kept", n=len(report.kept)))
    return tuple(lines)


def _footer(composition: Composition, say: Say) -> str:
    """Confidentiality, disclaimer and source; a customer is not told what our files are called."""
    context = composition.context
    parts = [context.book.settings.confidentiality, context.book.settings.disclaimer]
    if context.edition != CUSTOMER:
        day = say.date(context.as_of) if context.as_of else ""
        key = "mail.source_dated" if day else "mail.source"
        parts.append(say(key, file=context.source, date=day))
    return " · ".join(part for part in parts if part)


# ------------------------------------------------------------------ pictures and files


def _pictures(
    job: Job, deck: Path, composition: Composition, titles: Mapping[str, str], hands: Hands, speak: Say
) -> tuple[tuple[Picture, ...], tuple[str, ...]]:
    """The slides to show; a remark instead where pictures cannot be made."""
    slides = {slide.key: slide for slide in composition.spec.slides if slide.key in titles}
    if job.pictures is not None:
        keys = [_slide(name, slides, f"jobs.{job.name}.pictures", speak) for name in job.pictures]
    else:
        drawn = [key for key in slides if any(isinstance(e, Chart) for e in slides[key].elements)]
        order = sorted(drawn, key=lambda key: _view(key).picture)
        keys = [key for key in order if _view(key).finding != NEVER][:MOST_PICTURES]
    try:
        made = hands.pictures(deck, keys) if keys else ()
    except KamdeckError as error:
        return (), (str(error),)
    alts = [_alt(slides[key], titles[key]) for key in keys]
    return tuple(Picture(*parts) for parts in zip(keys, alts, made, strict=True)), ()


def _alt(slide: SlideSpec, title: str) -> str:
    """The finding and what the slide's first chart shows."""
    chart = next(
        (element.alt for element in slide.elements if isinstance(element, Chart) and element.alt), ""
    )
    return one_line(f"{title}. {chart}") if title not in chart else chart


def _files(job: Job, deck: Path, hands: Hands) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """The files to attach; a remark for a PDF that cannot be made."""
    files, remarks = [], []
    place = job.deck.name if job.edition == CUSTOMER else str(job.deck.resolve())
    if "pptx" in job.attach:
        files.append(Attachment(job.deck.name, deck.read_bytes(), place))
    if "pdf" in job.attach:
        try:
            files.append(Attachment(f"{job.deck.stem}.pdf", hands.pdf(deck), place))
        except KamdeckError as error:
            remarks.append(str(error))
    return tuple(files), tuple(remarks)


# ------------------------------------------------------------------ names


def _view(key: str) -> View:
    """The view that a slide is of; one that nobody knows any more is told last."""
    name = key.partition(":")[0]
    return next((view for view in every_view() if view.key == name), View(name, (), lambda ctx: ()))


def _name(key: str, say: Say) -> str:
    """What a slide is called in the reader's language."""
    view, _, rest = key.partition(":")
    name = say(f"{view}.view") if say.has(f"{view}.view") else view
    return f"{name} ({rest})" if rest else name


def _slide(name: str, known: Mapping[str, object], field: str, speak: Say) -> str:
    """The key of a slide by its own name or its view's. Raises: KamdeckError with all of them."""
    for key in known:
        if name in (key, key.partition(":")[0]):
            return key
    raise KamdeckError(
        speak("mail.no_slide", name=name, field=field), speak("run.choose", names=", ".join(known))
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
