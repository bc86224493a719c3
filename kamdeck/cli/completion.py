"""`kamdeck completion`: the script that teaches a shell the commands and options."""

from __future__ import annotations

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.words import Words

SHELLS = ("bash", "zsh", "fish")


def command(words: Words) -> click.Command:
    """The completion command in one language."""

    @click.command("completion", cls=Spoken, words=words, help=words("completion"))
    @click.argument("shell", type=click.Choice(SHELLS))
    @click.pass_context
    def completion(ctx: click.Context, shell: str) -> int:
        from click.shell_completion import get_completion_class

        maker = get_completion_class(shell)
        if maker is None:  # the choices are click's own
            raise click.UsageError(words("choose", names=", ".join(SHELLS)), ctx)
        click.echo(maker(ctx.find_root().command, {}, "kamdeck", "_KAMDECK_COMPLETE").source())
        return 0

    return completion
