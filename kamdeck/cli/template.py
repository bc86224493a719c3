"""`kamdeck template check`: what kamdeck would make of a company's master."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Lazy, Spoken
from kamdeck.cli.options import FILE, lang_option
from kamdeck.cli.words import Words

EMU_PER_INCH = 914_400
SMALLEST = 9  # points, of the type on our own master


def command(words: Words) -> click.Command:
    """The group of commands about masters, in one language."""
    paths = {"check": f"{__name__}:check"}
    return Lazy("template", help=words("template"), words=words, paths=paths)


def check(words: Words) -> click.Command:
    """The check command in one language."""

    @click.command("check", cls=Spoken, words=words, help=words("template_check"))
    @click.argument("file", type=FILE)
    @lang_option(words)
    def check(file: Path, lang: str | None) -> int:
        from kamdeck import api
        from kamdeck.cli.show import headline

        master = api.master_of(file)
        width, height = (f"{length / EMU_PER_INCH:.2f}" for length in (master.width, master.height))
        headline(words("master", name=file, width=width, height=height, fonts=", ".join(master.fonts)))
        click.echo(words("remark.colors", names=", ".join(f"{k} {v}" for k, v in master.colors.items())))
        for layout in master.layouts:
            places = ", ".join(layout.places)
            click.echo(f"  {words('remark.layout', role=layout.role, name=layout.name, places=places)}")
        if master.is_own:
            click.echo(words("remark.own"))
        for name, detail in master.remarks:
            click.echo(words(f"remark.{name}", detail=detail))
            if name == "scaled" and float(detail) < 1:
                click.echo(words("remark.small_type", points=words.say.number(SMALLEST * float(detail), 1)))
        return 0

    return check
