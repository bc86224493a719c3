"""`kamdeck preview`: the slides of a workbook or a deck as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, choice_options, quiet_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The preview command in one language."""

    @click.command("preview", cls=Spoken, words=words, help=words("preview"))
    @click.argument("file", type=FILE, metavar=words("file"))
    @click.option("-o", "--output", type=FILE, help=words("opt.pictures"))
    @choice_options(words)
    @click.option("--mapping", type=FILE, help=words("opt.mapping"))
    @click.option("--width", type=click.IntRange(160, 6400), default=1600, help=words("opt.width"))
    @click.option("--pdf", "is_pdf", is_flag=True, help=words("opt.pdf"))
    @click.option("--json", "as_json", is_flag=True, help=words("opt.json"))
    @quiet_option(words)
    def preview(
        file: Path,
        output: Path | None,
        mapping: Path | None,
        width: int,
        is_pdf: bool,
        as_json: bool,
        is_quiet: bool,
        **chosen: Any,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer
        from kamdeck.cli.show import headline, progress

        folder = output or file.parent / f"{file.stem}-preview"
        with progress(words, is_silent=as_json or is_quiet) as tell:
            made = api.preview(
                file,
                folder,
                mapping=mapping,
                width_px=width,
                is_pdf=is_pdf,
                speak=words.lang,
                tell=tell,
                **chosen,
            )
        if as_json:
            answer(files=[str(path) for path in made])
        elif not is_quiet:
            headline(words("pictures", n=len(made), name=folder))
        return 0

    return preview
