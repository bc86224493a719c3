"""`kamdeck explain`: where a figure comes from."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, json_option, lang_option, years_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The explain command in one language."""

    @click.command("explain", cls=Spoken, words=words, help=words("explain"))
    @click.argument("file", type=FILE, metavar=words("file"))
    @click.argument("figure", required=False, metavar=words("figure"))
    @click.option("--workbook", type=FILE, help=words("opt.workbook"))
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @years_option(words)
    @click.option("--account", help=words("opt.account"))
    @click.option("--pack", help=words("opt.pack"))
    @click.option("--edition", help=words("opt.edition"))
    @lang_option(words)
    @json_option(words)
    def explain(
        file: Path,
        figure: str | None,
        workbook: Path | None,
        mapping: Path | None,
        years: tuple[int, int] | None,
        account: str | None,
        pack: str | None,
        edition: str | None,
        lang: str | None,
        as_json: bool,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer
        from kamdeck.cli.explained import as_data, show_explained, show_kinds

        is_deck = file.suffix.lower() in api.DECK_SUFFIXES
        found = api.explain(
            file,
            figure,
            workbook=workbook,
            mapping=mapping,
            years=years,
            lang=None if is_deck else lang,
            account=account,
            pack=pack,
            edition=edition,
            speak=words.lang,
        )
        if as_json:
            answer(figures=as_data(found))
        elif figure is None:
            show_kinds(found, words)
        else:
            show_explained(found, words)
        return 0

    return explain
