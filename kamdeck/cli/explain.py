"""`kamdeck explain`: where a figure comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, choice_options, json_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The explain command in one language."""

    @click.command("explain", cls=Spoken, words=words, help=words("explain"))
    @click.argument("file", type=FILE, metavar=words("file"))
    @click.argument("figure", required=False, metavar=words("figure"))
    @click.option("--workbook", type=FILE, help=words("opt.workbook"))
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @choice_options(words, "template", "views")
    @json_option(words)
    def explain(
        file: Path,
        figure: str | None,
        workbook: Path | None,
        mapping: Path | None,
        as_json: bool,
        **chosen: Any,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer
        from kamdeck.cli.explained import as_data, show_explained, show_kinds

        if file.suffix.lower() in api.DECK_SUFFIXES:
            chosen["lang"] = None
        found = api.explain(
            file,
            figure,
            workbook=workbook,
            mapping=mapping,
            speak=words.lang,
            **chosen,
        )
        if as_json:
            answer(figures=as_data(found))
        elif figure is None:
            show_kinds(found, words)
        else:
            show_explained(found, words)
        return 0

    return explain
