"""`kamdeck watch`: the deck follows the workbook, save by save, until somebody stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, choice_options
from kamdeck.cli.streams import is_unread
from kamdeck.cli.words import Words
from kamdeck.report import Round


def command(words: Words) -> click.Command:
    """The watch command in one language."""

    @click.command("watch", cls=Spoken, words=words, help=words("watch"))
    @click.argument("workbook", type=FILE)
    @click.argument("deck", type=FILE, required=False)
    @choice_options(words, "template")
    @click.option("--no-notice", "is_silent", is_flag=True, help=words("opt.no_notice"))
    def watch(workbook: Path, deck: Path | None, is_silent: bool, **chosen: Any) -> int:
        from kamdeck import api
        from kamdeck.cli.show import headline

        target = deck or api.deck_beside(workbook)
        stop = Event()
        tell = _teller(words, target.name, is_silent, stop)
        try:
            headline(words("watching", name=workbook))
            api.watch(workbook, target, tell=tell, stop=stop, speak=words.lang, **chosen)
        except KeyboardInterrupt:
            click.echo(words("watch_over"))
        return 0

    return watch


def _teller(words: Words, deck: str, is_silent: bool, stop: Event) -> Callable[[Round], None]:
    """What says how a round ended: a line with the time, and a notice on the desktop. When nobody reads
    the lines any more, the watch is over."""

    def tell(found: Round) -> None:
        import time

        from kamdeck import api
        from kamdeck.cli.round import details, summary

        line = summary(found, deck, words)
        click.echo(f"{time.strftime('%H:%M:%S')}  {line}")
        for detail in details(found, words):
            click.echo(f"          {detail}")
        if not is_silent and (found.error or found.is_waiting or (found.report and found.report.changes)):
            api.notify("kamdeck", line)
        if is_unread():
            stop.set()

    return tell
