"""`kamdeck send`: the mails of kamdeck.toml, in one run for cron, systemd or the Task Scheduler."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, json_option, lang_option, quiet_option
from kamdeck.cli.words import Words
from kamdeck.report import Delivery

FAILED, WAITS = 1, 3
LINES = {
    "sent": "mail.sent",
    "waiting": "mail.waiting",
    "quiet": "mail.quiet",
    "already": "mail.already",
    "unchanged": "mail.unchanged",
    "stale": "mail.stale",
    "held": "mail.held",
    "failed": "mail.failed",
    "dry": "mail.dry",
}
PROBLEMS = ("waiting", "stale", "held", "failed")


def command(words: Words) -> click.Command:
    """The send command in one language."""

    @click.command("send", cls=Spoken, words=words, help=words("send"))
    @click.option("--job", "jobs", multiple=True, metavar="NAME", help=words("opt.job"))
    @click.option("--config", type=FILE, default="kamdeck.toml", help=words("opt.config"))
    @click.option("--dry-run", "dry_run", type=FILE, metavar="DIR", help=words("opt.dry_mail"))
    @click.option("--retry", "is_retry", is_flag=True, help=words("opt.retry"))
    @click.option("--again", "is_again", is_flag=True, help=words("opt.again"))
    @lang_option(words)
    @json_option(words)
    @quiet_option(words)
    def send(
        jobs: tuple[str, ...],
        config: Path,
        dry_run: Path | None,
        is_retry: bool,
        is_again: bool,
        lang: str | None,
        as_json: bool,
        is_quiet: bool,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.show import progress

        gc.enable()  # many decks in one process: what they leave in circles must not pile up
        with progress(words, is_silent=as_json or is_quiet) as tell:
            done = api.send(
                config,
                jobs=jobs,
                dry_run=dry_run,
                is_retry=is_retry,
                is_again=is_again,
                speak=words.lang,
                tell=tell,
            )
        if as_json:
            from dataclasses import asdict

            from kamdeck.cli.answer import answer

            answer(mails=[asdict(d) for d in done])
        else:
            for delivery in done:
                if not is_quiet or delivery.state in PROBLEMS or delivery.refused or delivery.remarks:
                    click.echo("\n  ".join(_lines(delivery, words)))
            if not done and not is_quiet:
                click.echo(words("mail.none"))
        states = {delivery.state for delivery in done}
        return FAILED if states & {"failed", "stale"} else WAITS if states & {"waiting", "held"} else 0

    return send


def _lines(delivery: Delivery, words: Words) -> Sequence[str]:
    """What became of one mail, then what a person should know about it."""
    job = words("mail.notice", job=delivery.job) if delivery.is_notice else delivery.job
    people = delivery.waiting if delivery.state in ("waiting", "dry") else delivery.sent
    lines = [words(LINES[delivery.state], job=job, names=", ".join(people), time=_local(delivery.next_try))]
    if delivery.state == "waiting" and delivery.sent:
        lines.append(words("mail.also", names=", ".join(delivery.sent)))
    lines += [words("mail.refused", name=name, text=text) for name, text in delivery.refused]
    if delivery.detail and not delivery.refused:
        lines += delivery.detail.splitlines()
    lines += delivery.remarks
    if delivery.is_second:
        lines.append(words("mail.second", name=f"<{delivery.message_id}>"))
    if delivery.file and delivery.state in ("dry", "failed"):
        lines.append(words("mail.file", name=delivery.file))
    return lines


def _local(moment: str) -> str:
    """A moment on the clock of this machine, to the minute."""
    from datetime import datetime

    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}" if moment else ""
