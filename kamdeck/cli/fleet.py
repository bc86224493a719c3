"""`kamdeck fleet`: many decks in one run, on this machine or on a Dask cluster."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, json_option, lang_option, quiet_option
from kamdeck.cli.words import Words

if TYPE_CHECKING:
    from threading import Event

DONE, FAILED = 0, 1


def command(words: Words) -> click.Command:
    """The fleet command in one language."""

    @click.command("fleet", cls=Spoken, words=words, help=words("fleet"))
    @click.argument("source", type=FILE)
    @click.option("--workers", type=click.IntRange(min=1), help=words("opt.workers"))
    @click.option("--scheduler", metavar="URL", help=words("opt.scheduler"))
    @click.option("-o", "--output", metavar="DIR", help=words("opt.fleet_output"))
    @click.option("--report", "report_file", type=FILE, metavar="FILE", help=words("opt.report"))
    @click.option("--force", "is_forced", is_flag=True, help=words("opt.fleet_force"))
    @lang_option(words)
    @json_option(words)
    @quiet_option(words)
    def fleet(
        source: Path,
        workers: int | None,
        scheduler: str | None,
        output: str | None,
        report_file: Path | None,
        is_forced: bool,
        lang: str | None,
        as_json: bool,
        is_quiet: bool,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.fleet_report import as_text, is_report, progress, show, write
        from kamdeck.run.outputs import guard
        from kamdeck.text import Say

        if workers is not None and scheduler is not None:
            raise click.UsageError(words("fleets.either"))
        gc.enable()  # many decks in one process: what they leave in circles must not pile up
        if report_file is not None:
            guard(report_file, "report", Say(words.lang), inputs=[source], is_forced=is_report(report_file))
        with _stopping(words) as stop, progress(words, is_silent=as_json or is_quiet) as tell:
            report = api.fleet(
                source,
                workers=workers,
                scheduler=scheduler,
                output=output,
                is_forced=is_forced,
                stop=stop,
                speak=words.lang,
                tell=tell,
            )
        if report_file is not None:
            write(report, report_file)
        if as_json:
            click.echo(as_text(report))
        else:
            show(report, words, is_quiet=is_quiet)
        return FAILED if report.count("failed") or report.is_stopped else DONE

    return fleet


@contextmanager
def _stopping(words: Words) -> Iterator[Event]:
    """What Ctrl+C, or a system that ends the job, sets; a second Ctrl+C ends the run at once."""
    import signal
    from threading import Event, current_thread, main_thread

    stop = Event()
    if current_thread() is not main_thread():  # only there may signals be caught
        yield stop
        return

    def ask(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        click.echo(words("fleets.stopping"), err=True)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
