"""Messages of the outbox on their way: tried, written down, told, and the owner told where they failed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kamdeck.mail.jobs import Job, quiet_until
from kamdeck.mail.letter import Envelope, Letter
from kamdeck.mail.mail import Mail
from kamdeck.mail.message import write_message
from kamdeck.mail.outbox import Entry, Outbox
from kamdeck.mail.smtp import Verdict, transmit
from kamdeck.report import Delivery
from kamdeck.text import Say

LONGEST_PAUSE = timedelta(hours=4)


def message_key(*parts: str) -> str:
    """The id that the same parts always give."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class Post:
    """Sends what the outbox holds; `told` is what became of it, `remarks` what else is to be told of a
    message, by its id."""

    def __init__(
        self, mail: Mail, outbox: Outbox, config: Path, clock: Callable[[], datetime], say: Say
    ) -> None:
        self.told: list[Delivery] = []
        self.remarks: dict[str, tuple[str, ...]] = {}
        self._mail, self._outbox, self._config = mail, outbox, config
        self._clock, self._say = clock, say

    def send(self, entry: Entry, job: Job | None) -> None:
        """Try a message, write down what became of it, tell it."""
        now = self._clock()
        if job is not None and (until := quiet_until(job, now)):
            entry.not_before = until.isoformat()
            self._outbox.put(entry)
            self.tell("quiet", entry)
            return
        try:
            message = self._outbox.message_path(entry).read_bytes()
        except OSError as error:
            self.fail(entry.job, f"{self._outbox.message_path(entry)}: {error.strerror or error}")
            return
        if entry.sending:
            entry.is_second = True

        def mark(people: Sequence[str]) -> None:
            entry.sending = list(people)
            self._outbox.put(entry)

        verdict = transmit(self._mail, entry.sender, entry.waiting, message, mark, self._say)
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
        if not entry.waiting or entry.tries >= self._mail.tries:
            entry.ended = now.isoformat()
        else:
            pause = min(timedelta(seconds=self._mail.retry * 2 ** (entry.tries - 1)), LONGEST_PAUSE)
            entry.not_before = (now + pause).isoformat()

    def _report(self, entry: Entry, verdict: Verdict, job: Job | None) -> None:
        refused = [address for address, state in verdict.people.items() if state == "refused"]
        is_over = bool(entry.ended)
        if entry.state == "delivered" and not (is_over and entry.waiting):
            state = "sent"
        else:
            state = "failed" if is_over else "waiting"
        self.tell(state, entry)
        if entry.kind == "deck" and (state == "failed" or refused):
            listed = [f"{a}: {entry.said.get(a, '')}" for a in refused or entry.waiting]
            why = self._say(f"mail.notice_{'refused' if refused else 'gave_up'}", n=entry.tries)
            self.notify(job or entry.job, "\n".join([why, *listed, entry.detail]))

    def tell(self, state: str, entry: Entry, *, file: str = "", deck: Path | None = None) -> None:
        """Note what became of a message."""
        people = entry.people
        self.told.append(
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
                remarks=self.remarks.get(entry.id, ()),
                next_try=entry.not_before if state in ("waiting", "quiet") else "",
                is_second=entry.is_second,
                is_notice=entry.kind == "notice",
            )
        )

    def fail(self, job: str, why: str) -> None:
        """Note that no message could be made."""
        self.told.append(Delivery(job, "failed", detail=why))

    def notify(self, job: Job | str, why: str) -> None:
        """Queue a mail to the owner: once per job, day and reason."""
        owner = self._mail.owner
        if owner is None:
            return
        now, say = self._clock(), self._say
        name = job if isinstance(job, str) else job.name
        key = message_key("notice", name, now.astimezone(UTC).date().isoformat(), why)
        if self._outbox.find(key) is not None:
            return
        domain = self._mail.sender.address.rpartition("@")[2]
        letter = Letter(
            say=say,
            subject=say("mail.notice_subject", job=name),
            heading=say("mail.notice_subject", job=name),
            text=why,
            footer=say("mail.notice_footer", file=str(self._config.resolve()), outbox=str(self._mail.outbox)),
        )
        envelope = Envelope(self._mail.sender, (owner,), f"{key}@{domain}", now)
        entry = Entry(
            id=key,
            job=name,
            period="",
            message_id=envelope.message_id,
            sender=self._mail.sender.address,
            queued=now.isoformat(),
            kind="notice",
            people={owner.address: "waiting"},
        )
        self._outbox.put(entry, write_message(letter, envelope, say))


def _at(verdict: Verdict, say: Say) -> str:
    """At which step the attempt ended, and what was said."""
    return (
        say("mail.at", stage=say(f"mail.stage.{verdict.stage}"), detail=verdict.detail)
        if verdict.stage
        else ""
    )
