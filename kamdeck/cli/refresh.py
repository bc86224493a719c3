"""`kamdeck refresh`: a deck brought up to date, what people changed in it kept."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import (
    FILE,
    json_option,
    lang_option,
    names,
    quiet_option,
    strict_option,
    years_option,
)
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The refresh command in one language."""

    @click.command("refresh", cls=Spoken, words=words, help=words("refresh"))
    @click.argument("deck", type=FILE)
    @click.option("--workbook", type=FILE, help=words("opt.workbook"))
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @years_option(words)
    @lang_option(words)
    @click.option("--views", help=words("opt.views"))
    @click.option("--account", help=words("opt.account"))
    @click.option("--pack", help=words("opt.pack"))
    @click.option("--edition", help=words("opt.edition"))
    @click.option("--dry-run", "is_dry", is_flag=True, help=words("opt.dry_run"))
    @click.option("--restore", multiple=True, metavar="KEY", help=words("opt.restore"))
    @strict_option(words)
    @json_option(words)
    @quiet_option(words)
    def refresh(
        deck: Path,
        workbook: Path | None,
        mapping: Path | None,
        years: tuple[int, int] | None,
        lang: str | None,
        views: str | None,
        account: str | None,
        pack: str | None,
        edition: str | None,
        is_dry: bool,
        restore: tuple[str, ...],
        is_strict: bool,
        as_json: bool,
        is_quiet: bool,
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
                years=years,
                lang=lang,
                views=names(views),
                account=account,
                pack=pack,
                edition=edition,
                restore=restore,
                is_dry=is_dry,
                is_strict=is_strict,
                speak=words.lang,
                tell=tell,
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
