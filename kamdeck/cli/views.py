"""`kamdeck views`: what can be made, and from which sheets."""

from __future__ import annotations

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import json_option, lang_option
from kamdeck.cli.words import Words


def command(words: Words) -> click.Command:
    """The views command in one language."""

    @click.command("views", cls=Spoken, words=words, help=words("views"))
    @lang_option(words)
    @json_option(words)
    def views(lang: str | None, as_json: bool) -> int:
        from kamdeck import api

        rows = api.views(lang=lang or words.lang)
        if as_json:
            from kamdeck.cli.answer import answer

            names = ("view", "needs", "packs", "editions")
            answer(views=[dict(zip(names, row, strict=True)) for row in rows])
            return 0
        for key, needs, packs, editions in rows:
            sheets = words("needs", key=key, sheets=", ".join(needs)) if needs else ""
            where = words("places", packs=", ".join(packs), editions=", ".join(editions))
            click.echo(f"{sheets or words('needs_nothing', key=key)}\n  {where}")
        return 0

    return views
