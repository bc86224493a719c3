"""`kamdeck diff`: what changed between two decks, workbooks, or one of each."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, lang_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The diff command in one language."""

    @click.command("diff", cls=Spoken, words=words, help=words("diff"))
    @click.argument("old", type=FILE, metavar=words("old"))
    @click.argument("new", type=FILE, metavar=words("new"), required=False)
    @click.option("--run", help=words("opt.run"))
    @click.option("--runs", "is_list", is_flag=True, help=words("opt.runs"))
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @lang_option(words)
    @click.option("--json", "as_json", is_flag=True, help=words("opt.json"))
    def diff(
        old: Path,
        new: Path | None,
        run: str | None,
        is_list: bool,
        mapping: Path | None,
        lang: str | None,
        as_json: bool,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer
        from kamdeck.cli.show import headline

        speak = lang or words.lang
        if is_list:
            found = api.runs(old, speak=speak)
            if as_json:
                rows = [{"run": n, "as_of": day or None, "text": text} for n, day, text in found]
                answer(file=str(old), runs=rows)
            else:
                for number, day, text in found:
                    click.echo(f"{number}  {day or '–'}  {text}")
            return 0
        made = api.diff(old, new, run=run, mapping=mapping, speak=speak)
        if as_json:
            answer(**made.content)
            return 0
        for place, (head, lines) in enumerate(made.sections):
            (click.echo if place else headline)(head)
            for line in lines:
                click.echo(f"  {line}")
        return 0

    return diff
