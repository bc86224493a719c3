"""`kamdeck restyle`: a deck moved to another master, what people changed in it kept."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import (
    FILE,
    json_option,
    quiet_option,
    strict_option,
)
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The restyle command in one language."""

    @click.command("restyle", cls=Spoken, words=words, help=words("restyle"))
    @click.argument("deck", type=FILE)
    @click.option("--template", type=FILE, help=words("opt.restyle_template"))
    @click.option("-o", "--output", type=FILE, help=words("opt.restyle_output"))
    @click.option("--workbook", type=FILE, help=words("opt.workbook"))
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @click.option("--dry-run", "is_dry", is_flag=True, help=words("opt.restyle_dry_run"))
    @click.option("--force", "is_forced", is_flag=True, help=words("opt.force"))
    @strict_option(words)
    @json_option(words)
    @quiet_option(words)
    def restyle(
        deck: Path,
        template: Path | None,
        output: Path | None,
        workbook: Path | None,
        mapping: Path | None,
        is_dry: bool,
        is_forced: bool,
        is_strict: bool,
        as_json: bool,
        is_quiet: bool,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer_report
        from kamdeck.cli.show import exit_code, headline, progress, show_backups, show_report
        from kamdeck.report import Report

        with progress(words, is_silent=as_json or is_quiet) as tell:
            report = api.restyle(
                deck,
                template,
                output,
                workbook=workbook,
                mapping=mapping,
                is_dry=is_dry,
                is_strict=is_strict,
                is_forced=is_forced,
                speak=words.lang,
                tell=tell,
            )
        name = output or deck
        if as_json:
            is_written = report is not None and not is_dry
            answer_report(report or Report(), deck=str(name), is_written=is_written)
        elif report is None:
            headline(words("same_master", name=deck))
        else:
            if not is_quiet:
                headline(words("would_restyle" if is_dry else "restyled", name=name))
                show_backups([Path(report.backup).name] if report.backup else [], words)
            show_report(report, words, is_refresh=True, is_quiet=is_quiet)
        return exit_code(report or Report(), is_strict=is_strict)

    return restyle
