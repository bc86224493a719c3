"""`kamdeck init`: a starter workbook."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, lang_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The init command in one language."""

    @click.command("init", cls=Spoken, words=words, help=words("init"))
    @click.argument("path", type=FILE, required=False)
    @click.option("--sample", "is_sample", is_flag=True, help=words("opt.sample"))
    @lang_option(words)
    @click.option("--no-launchers", "is_bare", is_flag=True, help=words("opt.no_launchers"))
    @click.option("--force", "is_forced", is_flag=True, help=words("opt.force_file"))
    def init(path: Path | None, is_sample: bool, lang: str | None, is_bare: bool, is_forced: bool) -> int:
        from kamdeck import api
        from kamdeck.cli.show import headline, show_backups

        target = path or Path(words("starter"))
        kept: list[str] = []
        api.starter(
            target,
            lang=lang or words.lang,
            is_sample=is_sample,
            is_forced=is_forced,
            tell=lambda _, name: kept.append(name),
        )
        headline(words("wrote", name=target))
        show_backups(kept, words)
        if not is_bare:
            made = api.launchers(target, lang=lang or words.lang)
            click.echo(words("launchers", names=", ".join(path.name for path in made)))
        click.echo(words("next_sample" if is_sample else "next", name=target))
        return 0

    return init
