"""One run of the mail: what the jobs call for is composed, queued and sent, and all of it is told.

The order of the steps is what keeps a message from being lost or sent again: a job is marked as begun before
its deck is touched, its message is on the disk before the server hears of it, and what the server answered is
on the disk before the next message is looked at. A run that dies anywhere is made good by the next one.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kamdeck.deliver.jobs import Job, chosen, period_of, quiet_until, read_jobs
from kamdeck.deliver.mail import Mail, read_mail
from kamdeck.deliver.message import Envelope, Letter, fitted, write_message
from kamdeck.deliver.outbox import Entry, Outbox
from kamdeck.deliver.smtp import Verdict, transmit
from kamdeck.errors import KamdeckError
from kamdeck.letters import Draft, Hands, draft
from kamdeck.mail_figures import check_names
from kamdeck.pptxio.files import is_open
from kamdeck.recipients import recipients
from kamdeck.record import record
from kamdeck.report import Delivery
from kamdeck.settings import read_settings
from kamdeck.text import Say

PATIENCE = 600.0  # seconds that a job waits for another run to end
LONGEST_PAUSE = timedelta(hours=4)
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
            check_names(template, f"jobs.{job.name}.{key}", say)
    run = _Run(order, mail, hands, clock, say, tell)
    return run.rehearse(jobs, order.dry) if order.dry is not None else run.perform(jobs, every)


class _Run:
    """One run: its settings, and what it has to tell."""

    def __init__(
        self, order: Order, mail: Mail, hands: Hands, clock: Callable[[], datetime], say: Say, tell: Tell
    ) -> None:
        self.order, self.mail, self.hands = order, mail, hands
        self._clock, self._say, self._tell = clock, say, tell
        self._outbox = Outbox(mail.outbox, say)
        self._told: list[Delivery] = []
        self._remarks: dict[str, tuple[str, ...]] = {}
        self._fault: Exception | None = None

    def rehearse(self, jobs: Sequence[Job], folder: Path) -> tuple[Delivery, ...]:
        """Write every job's deck and mail to a folder; nothing else is touched."""
        folder.mkdir(parents=True, exist_ok=True)
        for job in jobs:
            deck = folder / job.deck.name
            if job.deck.exists() and job.deck.resolve() != deck.resolve():
                shutil.copyfile(job.deck, deck)
            try:
                made = draft(job, deck, {}, self._clock(), self.hands, self._say, is_copy=True)
                entry, envelope = self._addressed(job, made)
            except (KamdeckError, OSError) as error:
                self._fail(job.name, _reason(error))
                continue
            path = folder / f"{job.name}.eml"
            path.write_bytes(self._written(made.letter, envelope))
            self._remarks[entry.id] = made.remarks
            self._say_so("dry", entry, file=str(path), deck=deck)
        return tuple(self._told)

    def perform(self, jobs: Sequence[Job], every: Sequence[Job]) -> tuple[Delivery, ...]:
        """Queue what the jobs call for, then send what is due of every job; notices come last, since what
        was just tried may have caused one."""
        with self._outbox.lock(0.0 if self.order.is_retry else PATIENCE):
            begun = self._outbox.unfinished(tuple(job.name for job in jobs))
            for job in jobs:
                if not self.order.is_retry or job.name in begun:
                    self._queue(job)
            known = {job.name: job for job in every}
            for kind in ("deck", "notice"):
                for entry in self._outbox.entries():
                    if entry.kind == kind and entry.is_due(self._clock()):
                        self._transmit(entry, known.get(entry.job) if kind == "deck" else None)
            self._outbox.tidy(self._clock())
        if self._fault is not None:
            raise self._fault
        return tuple(self._told)

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
            self._fail(job.name, _reason(error))
            self._notify(job, _reason(error))
        except Exception as error:  # a fault of the program: the other mails go first, then it is raised
            self._fault = self._fault or error
            self._notify(job, repr(error))
        self._outbox.end(job.name)

    def _age(self, job: Job, now: datetime) -> int | None:
        """The workbook's age in days, where that is more than the job allows."""
        if job.oldest is None:
            return None
        age = now - datetime.fromtimestamp(job.workbook.stat().st_mtime, UTC)
        return age.days if age > timedelta(days=job.oldest) else None

    def _hold(self, job: Job, days: int) -> None:
        why = self._say("mail.stale", name=job.workbook.name, n=days)
        self._told.append(Delivery(job.name, "stale", detail=why))
        self._notify(job, why)

    def _compose(self, job: Job, now: datetime) -> None:
        last = self._outbox.last(job.name)
        self._tell("compose", job.name)
        with self._deck(job) as (deck, remark):
            made = draft(
                job, deck, last.shown if last else {}, now, self.hands, self._say, is_copy=deck != job.deck
            )
        entry, envelope = self._addressed(job, made)
        known = self._outbox.find(entry.id)
        if known is None and job.only_when_changed and last and last.shown.get("content") == made.content:
            self._told.append(Delivery(job.name, "unchanged", deck=str(job.deck)))
            return
        if known is not None:
            entry = self._merged(known, entry)
            if entry.state != "waiting":
                self._say_so("already" if entry.state == "delivered" else "failed", entry)
                return
        self._outbox.put(entry, self._written(made.letter, envelope))
        self._remarks[entry.id] = (*made.remarks, *((remark,) if remark else ()))
        if quiet_until(job, now):
            self._say_so("quiet", entry)

    @contextmanager
    def _deck(self, job: Job) -> Iterator[tuple[Path, str]]:
        """The deck to refresh; a copy, with a remark, while somebody has it open."""
        if not (job.deck.exists() and is_open(job.deck)):
            yield job.deck, ""
            return
        import tempfile

        with tempfile.TemporaryDirectory(prefix="kamdeck-") as folder:
            copy = Path(folder) / job.deck.name
            shutil.copyfile(job.deck, copy)
            yield copy, self._say("mail.was_open", name=job.deck.name)

    def _addressed(self, job: Job, made: Draft) -> tuple[Entry, Envelope]:
        """The message's entry and envelope; its id comes from job, period and content alone."""
        now = self._clock()
        people = recipients(job, self._say)
        period = period_of(job, now)
        key = _key(job.name, period, made.content)
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

    # ------------------------------------------------------------------ sending

    def _transmit(self, entry: Entry, job: Job | None) -> None:
        """Try a message, write down what became of it, tell it."""
        now = self._clock()
        if job is not None and (until := quiet_until(job, now)):
            entry.not_before = until.isoformat()
            self._outbox.put(entry)
            self._say_so("quiet", entry)
            return
        self._tell("send", entry.job)
        path = self._outbox.message_path(entry)
        if entry.sending:
            entry.is_second = True

        def mark(people: Sequence[str]) -> None:
            entry.sending = list(people)
            self._outbox.put(entry)

        verdict = transmit(self.mail, entry.sender, entry.waiting, path.read_bytes(), mark, self._say)
        self._note(entry, verdict)
        self._outbox.put(entry)
        self._report(entry, verdict, job)

    def _note(self, entry: Entry, verdict: Verdict) -> None:
        """Bring the entry up to date: who got it, who was refused, when it is tried again."""
        now = self._clock()
        if not verdict.is_open:
            entry.sending = []
        entry.people |= verdict.people
        entry.said |= verdict.said
        entry.tries += 1
        entry.detail = _at(verdict, self._say)
        if not entry.waiting or entry.tries >= self.mail.tries:
            entry.ended = now.isoformat()
        else:
            pause = min(timedelta(seconds=self.mail.retry * 2 ** (entry.tries - 1)), LONGEST_PAUSE)
            entry.not_before = (now + pause).isoformat()

    def _report(self, entry: Entry, verdict: Verdict, job: Job | None) -> None:
        refused = [address for address, state in verdict.people.items() if state == "refused"]
        is_over = bool(entry.ended)
        if entry.state == "delivered" and not (is_over and entry.waiting):
            state = "sent"
        else:
            state = "failed" if is_over else "waiting"
        self._say_so(state, entry)
        if entry.kind == "deck" and (state == "failed" or refused):
            listed = [f"{a}: {entry.said.get(a, '')}" for a in refused or entry.waiting]
            why = self._say(f"mail.notice_{'refused' if refused else 'gave_up'}", n=entry.tries)
            self._notify(job or entry.job, "\n".join([why, *listed, entry.detail]))

    # ------------------------------------------------------------------ telling

    def _say_so(self, state: str, entry: Entry, *, file: str = "", deck: Path | None = None) -> None:
        people = entry.people
        self._told.append(
            Delivery(
                job=entry.job,
                state=state,
                message_id=entry.message_id,
                sent=tuple(a for a, s in people.items() if s == "sent"),
                waiting=tuple(a for a, s in people.items() if s == "waiting"),
                refused=tuple((a, entry.said.get(a, "")) for a, s in people.items() if s == "refused"),
                deck=str(deck or entry.shown.get("deck", "")),
                file=file or str(self._outbox.message_path(entry)),
                detail=entry.detail,
                remarks=self._remarks.get(entry.id, ()),
                next_try=entry.not_before if state in ("waiting", "quiet") else "",
                is_second=entry.is_second,
                is_notice=entry.kind == "notice",
            )
        )

    def _fail(self, job: str, why: str) -> None:
        self._told.append(Delivery(job, "failed", detail=why))

    def _notify(self, job: Job | str, why: str) -> None:
        """Queue a mail to the owner: once per job, day and reason."""
        owner = self.mail.owner
        if owner is None:
            return
        now, say = self._clock(), self._say
        name = job if isinstance(job, str) else job.name
        key = _key("notice", name, now.astimezone(UTC).date().isoformat(), why)
        if self._outbox.find(key) is not None:
            return
        domain = self.mail.sender.address.rpartition("@")[2]
        letter = Letter(
            say=say,
            subject=say("mail.notice_subject", job=name),
            heading=say("mail.notice_subject", job=name),
            text=why,
            footer=say(
                "mail.notice_footer", file=str(self.order.config.resolve()), outbox=str(self.mail.outbox)
            ),
        )
        envelope = Envelope(self.mail.sender, (owner,), f"{key}@{domain}", now)
        entry = Entry(
            id=key,
            job=name,
            period="",
            message_id=envelope.message_id,
            sender=self.mail.sender.address,
            queued=now.isoformat(),
            kind="notice",
            people={owner.address: "waiting"},
        )
        self._outbox.put(entry, write_message(letter, envelope, say))


def _key(*parts: str) -> str:
    """The id that the same parts always give."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _at(verdict: Verdict, say: Say) -> str:
    """At which step the attempt ended, and what was said."""
    return (
        say("mail.at", stage=say(f"mail.stage.{verdict.stage}"), detail=verdict.detail)
        if verdict.stage
        else ""
    )


def _reason(error: Exception) -> str:
    """An error as a person reads it."""
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    problems = getattr(error, "problems", ())
    lines = [f"{problem.place}: {problem.message}".removeprefix(": ") for problem in problems[:20]]
    return "\n".join([str(error), *lines])
