"""One run of the mail: what the jobs call for is composed, queued and sent, and all of it is told.

The order of the steps is what keeps a message from being lost or sent again: a job is marked as begun before
its deck is touched, its message is on the disk before the server hears of it, and what the server answered is
on the disk before the next message is looked at. A run that dies anywhere is made good by the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.figures.mail import check_names
from kamdeck.mail.jobs import Job, chosen, period_of, quiet_until, read_jobs
from kamdeck.mail.letter import Envelope, Letter
from kamdeck.mail.letters import Draft, Hands, draft
from kamdeck.mail.mail import Mail, read_mail
from kamdeck.mail.message import fitted, write_message
from kamdeck.mail.outbox import BusyError, Entry, Outbox
from kamdeck.mail.posting import Post, message_key
from kamdeck.mail.recipients import recipients
from kamdeck.pptxio.files import is_open
from kamdeck.record import record
from kamdeck.report import Delivery
from kamdeck.run.intake import take_in
from kamdeck.run.outputs import refuse_inputs
from kamdeck.settings import read_settings
from kamdeck.text import Say
from kamdeck.workbook.kpis import KpiNames

PATIENCE = 600.0  # seconds that a job waits for another run to end
Tell = Callable[[str, str], None]


@record
class Order:
    """What was asked for: which jobs (none = all), where a dry run writes (None = none), and whether only
    what waits is sent (`is_retry`) or what failed for good is tried again (`is_again`)."""

    config: Path
    jobs: tuple[str, ...] = ()
    dry: Path | None = None
    is_retry: bool = False
    is_again: bool = False


def send(
    order: Order, hands: Hands, clock: Callable[[], datetime], say: Say, tell: Tell
) -> tuple[Delivery, ...]:
    """What became of every message.

    Raises: KamdeckError when the settings cannot be used, or another run does not end.
    """
    settings = read_settings(order.config, say)
    mail = read_mail(settings, order.config, say)
    every = read_jobs(settings, order.config, say)
    jobs = chosen(every, order.jobs, order.config, say)
    for job in jobs:
        for key, template in (("subject", job.subject), ("text", job.text)):
            check_names(template, f"jobs.{job.name}.{key}", say, partial(_own_names, job, say))
    run = _Run(order, mail, hands, clock, say, tell)
    return run.rehearse(jobs, order.dry) if order.dry is not None else run.perform(jobs, every)


def _own_names(job: Job, say: Say) -> tuple[str, ...] | None:
    """The own indicators of a job's workbook, by name and short name; None where it cannot be read."""
    try:
        known = KpiNames(take_in(job.workbook, None, say, say.lang)[0].kpis)
    except KamdeckError:
        return None
    return (*known.names, *known.shorts)


class _Run:
    """One run: its settings, and what it has to tell."""

    def __init__(
        self, order: Order, mail: Mail, hands: Hands, clock: Callable[[], datetime], say: Say, tell: Tell
    ) -> None:
        self.order, self.mail, self.hands = order, mail, hands
        self._clock, self._say, self._tell = clock, say, tell
        self._outbox = Outbox(mail.outbox, say)
        self._post = Post(mail, self._outbox, order.config, clock, say)
        self._fault: Exception | None = None

    def rehearse(self, jobs: Sequence[Job], folder: Path) -> tuple[Delivery, ...]:
        """Write every job's deck and mail to a folder; nothing else is touched."""
        folder.mkdir(parents=True, exist_ok=True)
        for job in jobs:
            try:
                for each in jobs:
                    refuse_inputs(
                        folder / f"{job.name}{job.deck.suffix}", (each.deck, each.template), self._say
                    )
                with self._copied(job) as copy:
                    made = draft(job, copy, {}, self._clock(), self.hands, self._say, is_copy=True)
                    if self._is_held(job, made):
                        self._post.told.append(self._held(job, made))
                        continue
                    deck = Path(shutil.copyfile(copy, folder / f"{job.name}{copy.suffix}"))
                entry, envelope = self._addressed(job, made)
            except (KamdeckError, OSError) as error:
                self._post.fail(job.name, _reason(error))
                continue
            path = folder / f"{job.name}.eml"
            path.write_bytes(self._written(made.letter, envelope))
            self._post.remarks[entry.id] = made.remarks
            self._post.tell("dry", entry, file=str(path), deck=deck)
        return tuple(self._post.told)

    def perform(self, jobs: Sequence[Job], every: Sequence[Job]) -> tuple[Delivery, ...]:
        """Queue what the jobs call for, then send what is due of every job; notices come last, since what
        was just tried may have caused one."""
        with ExitStack() as stack:
            try:
                stack.enter_context(self._outbox.lock(0.0 if self.order.is_retry else PATIENCE))
            except BusyError:
                if self.order.is_retry:  # the other run sends what waits
                    return ()
                raise
            begun = self._outbox.unfinished(tuple(job.name for job in jobs))
            for job in jobs:
                if not self.order.is_retry or job.name in begun:
                    self._queue(job)
            known = {job.name: job for job in every}
            for kind in ("deck", "notice"):
                for entry in self._outbox.entries():
                    if entry.kind == kind and entry.is_due(self._clock()):
                        self._tell("send", entry.job)
                        self._post.send(entry, known.get(entry.job) if kind == "deck" else None)
            self._outbox.tidy(self._clock())
        if self._fault is not None:
            raise self._fault
        return tuple(self._post.told)

    # ------------------------------------------------------------------ queueing

    def _queue(self, job: Job) -> None:
        """Compose a job's message and put it in the outbox, unless there is nothing to send."""
        now = self._clock()
        self._outbox.begin(job.name, now)
        try:
            if (days := self._age(job, now)) is not None:
                self._hold(job, days)
            else:
                self._compose(job, now)
        except (KamdeckError, OSError) as error:
            self._post.fail(job.name, _reason(error))
            self._post.notify(job, _reason(error))
        except Exception as error:  # a fault of the program: the other mails go first, then it is raised
            self._fault = self._fault or error
            self._post.notify(job, repr(error))
        self._outbox.end(job.name)

    def _age(self, job: Job, now: datetime) -> int | None:
        """The workbook's age in days, where that is more than the job allows."""
        if job.oldest is None:
            return None
        age = now - datetime.fromtimestamp(job.workbook.stat().st_mtime, UTC)
        return age.days if age > timedelta(days=job.oldest) else None

    def _hold(self, job: Job, days: int) -> None:
        why = self._say("mail.stale", name=job.workbook.name, n=days)
        self._post.told.append(Delivery(job.name, "stale", detail=why))
        self._post.notify(job, why)

    def _compose(self, job: Job, now: datetime) -> None:
        last = self._outbox.last(job.name)
        self._tell("compose", job.name)
        with self._deck(job) as (deck, remark):
            made = draft(
                job, deck, last.shown if last else {}, now, self.hands, self._say, is_copy=deck != job.deck
            )
        if self._is_held(job, made):
            self._post.told.append(self._held(job, made))
            self._post.notify(job, self._post.told[-1].detail)
            return
        entry, envelope = self._addressed(job, made)
        known = self._outbox.find(entry.id)
        if known is None and job.only_when_changed and last and last.shown.get("content") == made.content:
            self._post.told.append(Delivery(job.name, "unchanged", deck=str(job.deck)))
            return
        if known is not None:
            entry = self._merged(known, entry)
            if entry.state != "waiting":
                self._post.tell("already" if entry.state == "delivered" else "failed", entry)
                return
        is_there = known is not None and self._outbox.message_path(entry).exists()
        # under one Message-ID there is one mail: who is added later gets what the others got
        self._outbox.put(entry, None if is_there else self._written(made.letter, envelope))
        self._post.remarks[entry.id] = (*made.remarks, *((remark,) if remark else ()))
        if quiet_until(job, now):
            self._post.tell("quiet", entry)
        elif not entry.is_due(now):
            self._post.tell("waiting", entry)

    def _is_held(self, job: Job, made: Draft) -> bool:
        """Whether errors of the workbook keep the mail back; the next run makes it anew."""
        return bool(made.faults) and not job.despite_faults

    def _held(self, job: Job, made: Draft) -> Delivery:
        why = self._say("mail.held", name=job.workbook.name)
        return Delivery(job.name, "held", deck=str(job.deck), detail="\n".join((why, *made.faults)))

    @contextmanager
    def _deck(self, job: Job) -> Iterator[tuple[Path, str]]:
        """The deck to refresh; a copy, with a remark, while somebody has it open."""
        if not (job.deck.exists() and is_open(job.deck)):
            yield job.deck, ""
            return
        with self._copied(job) as copy:
            yield copy, self._say("mail.was_open", name=job.deck.name)

    @contextmanager
    def _copied(self, job: Job) -> Iterator[Path]:
        """A copy of the job's deck in a folder of its own; only its place where there is no deck yet."""
        import tempfile

        with tempfile.TemporaryDirectory(prefix="kamdeck-") as folder:
            copy = Path(folder) / job.deck.name
            if job.deck.exists():
                shutil.copyfile(job.deck, copy)
            yield copy

    def _addressed(self, job: Job, made: Draft) -> tuple[Entry, Envelope]:
        """The message's entry and envelope; its id comes from job, period and content alone."""
        now = self._clock()
        people = recipients(job, self._say)
        period = period_of(job, now)
        key = message_key(job.name, period, made.content)
        domain = self.mail.sender.address.rpartition("@")[2]
        envelope = Envelope(
            self.mail.sender, people, f"{key}@{domain}", job.local(now), job.cc, job.bcc, job.reply_to
        )
        until = quiet_until(job, now)
        entry = Entry(
            id=key,
            job=job.name,
            period=period,
            message_id=envelope.message_id,
            sender=self.mail.sender.address,
            queued=now.isoformat(),
            people=dict.fromkeys(envelope.people, "waiting"),
            not_before=until.isoformat() if until else "",
            shown={**made.shown, "content": made.content, "deck": str(job.deck)},
        )
        return entry, envelope

    def _merged(self, known: Entry, entry: Entry) -> Entry:
        """The entry that is there, with the addresses that are new; with `is_again`, those refused too."""
        for address in entry.people:
            state = known.people.setdefault(address, "waiting")
            if state != "sent" and self.order.is_again:
                known.people[address] = "waiting"
        if known.waiting and (known.ended or self.order.is_again):
            known.ended, known.tries, known.not_before = "", 0, entry.not_before
        return known

    def _written(self, letter: Letter, envelope: Envelope) -> bytes:
        return write_message(fitted(letter, self.mail.size_limit), envelope, self._say)


def _reason(error: Exception) -> str:
    """An error as a person reads it."""
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    problems = getattr(error, "problems", ())
    lines = [f"{problem.place}: {problem.message}".removeprefix(": ") for problem in problems[:20]]
    return "\n".join([str(error), *lines])
