"""`kamdeck refresh`: a deck brought up to date, what people changed in it kept."""

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
    """The refresh command in one language."""

    @click.command("refresh", cls=Spoken, words=words, help=words("refresh"))
    @click.argument("deck", type=FILE)
    @click.option("--workbook", type=FILE, help=words("opt.workbook"))
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @choice_options(words, "template")
    @click.option("--adopt", "is_adopting", is_flag=True, help=words("opt.adopt"))
    @click.option("--dry-run", "is_dry", is_flag=True, help=words("opt.dry_run"))
    @click.option("--restore", multiple=True, metavar="KEY", help=words("opt.restore"))
    @strict_option(words)
    @json_option(words)
    @quiet_option(words)
    def refresh(
        deck: Path,
        workbook: Path | None,
        mapping: Path | None,
        is_adopting: bool,
        is_dry: bool,
        restore: tuple[str, ...],
        is_strict: bool,
        as_json: bool,
        is_quiet: bool,
        **chosen: Any,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer_report, stamp
        from kamdeck.cli.show import exit_code, headline, progress, show_report

        before = stamp(deck)
        with progress(words, is_silent=as_json or is_quiet) as tell:
            report = api.refresh(
                deck,
                workbook=workbook,
                mapping=mapping,
                restore=restore,
                is_adopting=is_adopting,
                is_dry=is_dry,
                is_strict=is_strict,
                speak=words.lang,
                tell=tell,
                **chosen,
            )
        if as_json:
            answer_report(report, deck=str(deck), is_written=stamp(deck) != before)
        else:
            if not is_quiet:
                how = "would" if is_dry else "refreshed" if report.changes else "unchanged"
                headline(words(how, name=deck))
            show_report(report, words, is_refresh=True, is_quiet=is_quiet)
        return exit_code(report, is_strict=is_strict)

    return refresh
