"""`kamdeck template check`: what kamdeck would make of a company's master."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Lazy, Spoken
from kamdeck.cli.options import FILE, json_option, lang_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The group of commands about masters, in one language."""
    paths = {"check": f"{__name__}:check"}
    return Lazy("template", help=words("template"), words=words, paths=paths)


def check(words: Words) -> click.Command:
    """The check command in one language."""

    @click.command("check", cls=Spoken, words=words, help=words("template_check"))
    @click.argument("file", type=FILE)
    @click.option("--preview", "folder", type=FILE, help=words("opt.typical"))
    @json_option(words)
    @lang_option(words)
    def check(file: Path, folder: Path | None, as_json: bool, lang: str | None) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer
        from kamdeck.cli.show import headline, progress

        master, facts = api.master_of(file), api.facts_of(file)
        remarks = [
            row | {"text": words(f"remark.{row['code']}", detail=row["detail"])}
            for row in api.remarks_of(file)
        ]
        pictures: tuple[Path, ...] = ()
        if folder is not None:
            with progress(words, is_silent=as_json) as tell:
                pictures = api.preview_template(file, folder, speak=words.lang, tell=tell)
        if as_json:
            answer(**facts, remarks=remarks, files=[str(path) for path in pictures])
            return 0
        size = {name: f"{facts[name]:.2f}" for name in ("width", "height")}
        headline(words("master", name=file, fonts=", ".join(master.fonts), **size))
        click.echo(words("remark.colors", names=", ".join(f"{k} {v}" for k, v in master.colors.items())))
        for layout in master.layouts:
            places = ", ".join(layout.places)
            click.echo(f"  {words('remark.layout', role=layout.role, name=layout.name, places=places)}")
        if master.is_own:
            click.echo(words("remark.own"))
        for remark in remarks:
            click.echo(f"  {'!' if remark['is_loss'] else '-'} {remark['text']}")
        if folder is not None:
            headline(words("pictures", n=len(pictures), name=folder))
        return 0

    return check
