"""The `kamdeck` command: runs what was asked, and turns every error into sentences and an exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from kamdeck.cli.command import Lazy
from kamdeck.cli.failures import failure_of, speechless, tell
from kamdeck.cli.streams import lasting
from kamdeck.cli.words import Words, language
from kamdeck.errors import KamdeckError
from kamdeck.text.catalogues import ENGLISH

DONE = 0
COMMANDS = {
    name: f"kamdeck.cli.{name}"
    for name in (
        "init",
        "map",
        "check",
        "build",
        "refresh",
        "restyle",
        "update",
        "watch",
        "send",
        "fleet",
        "schedule",
        "preview",
        "diff",
        "explain",
        "views",
        "template",
        "completion",
    )
}


def program(words: Words) -> click.Group:
    """The whole command line in one language."""
    options = [
        click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, help=words("version"),
                     callback=_print_version),
        click.Option(["--debug"], is_flag=True, expose_value=False, help=words("debug")),
    ]  # fmt: skip
    return Lazy("kamdeck", help=words("kamdeck"), words=words, paths=COMMANDS, params=options)


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code: 0 done, 1 cannot go on, 2 usage, 3 something was kept or left out,
    130 stopped by Ctrl+C."""
    try:
        words = Words(ENGLISH)
    except KamdeckError as error:  # no words are left to say anything in
        return speechless(error, as_json="--json" in arguments)
    with lasting():
        try:
            words = Words(language(arguments, os.environ))
            code = program(words).main(list(arguments), prog_name="kamdeck", standalone_mode=False)
        except (Exception, KeyboardInterrupt) as error:
            failure = failure_of(error, words, arguments)
            if failure.code == "unexpected" and "--debug" in arguments:
                raise
            tell(failure, words, as_json="--json" in arguments, is_brief="--pause" in arguments)
            return failure.exit
    return code if isinstance(code, int) else DONE


def _print_version(ctx: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    if is_wanted and not ctx.resilient_parsing:
        from kamdeck import __version__

        click.echo(f"kamdeck {__version__}")
        ctx.exit()
