"""`kamdeck build`: a deck from a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import (
    FILE,
    choice_options,
    json_option,
    quiet_option,
    strict_option,
)
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The build command in one language."""

    @click.command("build", cls=Spoken, words=words, help=words("build"))
    @click.argument("workbook", type=FILE)
    @click.option("-o", "--output", type=FILE, help=words("opt.output"))
    @choice_options(words)
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @click.option("--since", type=FILE, help=words("opt.since"))
    @click.option("--open", "is_opened", is_flag=True, help=words("opt.open"))
    @click.option("--force", "is_forced", is_flag=True, help=words("opt.force"))
    @strict_option(words)
    @json_option(words)
    @quiet_option(words)
    def build(
        workbook: Path,
        output: Path | None,
        mapping: Path | None,
        since: Path | None,
        is_opened: bool,
        is_forced: bool,
        is_strict: bool,
        as_json: bool,
        is_quiet: bool,
        **chosen: Any,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer_report
        from kamdeck.cli.show import exit_code, headline, progress, show_backups, show_report

        deck = output or api.deck_beside(
            workbook, *(chosen[name] for name in ("account", "pack", "edition", "lang"))
        )
        with progress(words, is_silent=as_json or is_quiet) as tell:
            report = api.build(
                workbook,
                deck,
                mapping=mapping,
                since=since,
                is_strict=is_strict,
                is_forced=is_forced,
                speak=words.lang,
                tell=tell,
                **chosen,
            )
        if as_json:
            answer_report(report, deck=str(deck), is_written=True)
        else:
            if not is_quiet:
                headline(words("built", name=deck))
                show_backups([Path(report.backup).name] if report.backup else [], words)
            show_report(report, words, is_quiet=is_quiet)
        if is_opened:
            click.launch(str(deck))
        return exit_code(report, is_strict=is_strict)

    return build
