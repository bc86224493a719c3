"""`kamdeck check`: every problem of a workbook or a deck."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, json_option, lang_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The check command in one language."""

    @click.command("check", cls=Spoken, words=words, help=words("check"))
    @click.argument("file", metavar=words("file"), type=FILE)
    @lang_option(words)
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @click.option("--annotate", metavar=words("copy"), type=FILE, help=words("opt.annotate"))
    @click.option("--force", "is_forced", is_flag=True, help=words("opt.force_copy"))
    @json_option(words)
    def check(
        file: Path,
        lang: str | None,
        mapping: Path | None,
        annotate: Path | None,
        is_forced: bool,
        as_json: bool,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer, rows
        from kamdeck.cli.show import headline, show_backups, show_problems

        kept: list[str] = []
        problems = api.check(
            file,
            lang=lang or words.lang,
            annotate=annotate,
            mapping=mapping,
            is_forced=is_forced,
            tell=lambda _, name: kept.append(name),
        )
        if as_json:
            copy = None if annotate is None else str(annotate)
            answer(file=str(file), annotated=copy, is_written=copy is not None, problems=rows(problems))
        elif not problems:
            headline(words("clean", name=file))
        else:
            show_problems(problems, words)
        if annotate is not None and not as_json:
            click.echo(words("annotated", name=annotate))
            show_backups(kept, words)
        return int(any(problem.severity == "error" for problem in problems))

    return check
