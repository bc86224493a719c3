"""`kamdeck update`: the deck of a workbook, built where there is none, refreshed where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, choice_options, json_option, quiet_option, strict_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The update command in one language."""

    @click.command("update", cls=Spoken, words=words, help=words("update"))
    @click.argument("workbook", type=FILE)
    @click.argument("deck", type=FILE, required=False)
    @choice_options(words, "template")
    @click.option("--open", "is_opened", is_flag=True, help=words("opt.open"))
    @click.option("--pause", "is_paused", is_flag=True, help=words("opt.pause"))
    @strict_option(words)
    @json_option(words)
    @quiet_option(words)
    def update(
        workbook: Path,
        deck: Path | None,
        is_opened: bool,
        is_paused: bool,
        is_strict: bool,
        as_json: bool,
        is_quiet: bool,
        **chosen: Any,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer_report, stamp
        from kamdeck.cli.pause import needs_look, show_brief, wait
        from kamdeck.cli.show import exit_code, headline, progress, show_report

        target = deck or api.deck_beside(workbook)
        before = stamp(target)
        is_new = before is None
        with progress(words, is_silent=as_json or is_quiet) as tell:
            report = api.update(workbook, target, is_strict=is_strict, speak=words.lang, tell=tell, **chosen)
        if as_json:
            answer_report(report, deck=str(target), is_written=stamp(target) != before)
        else:
            if not is_quiet:
                how = "built" if is_new else "refreshed" if report.changes else "unchanged"
                headline(words(how, name=target))
            if is_paused:
                show_brief(report, workbook, words)
            else:
                show_report(report, words, is_refresh=not is_new, is_quiet=is_quiet)
        if is_opened:
            click.launch(str(target))
        if is_paused and needs_look(report):
            wait(words)
        return exit_code(report, is_strict=is_strict)

    return update
