"""Commands whose help speaks the user's language, and the group that loads a command when it is called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from kamdeck.cli.words import Words

Maker = Callable[[Words], click.Command]


class Spoken(click.Command):
    """A command with translated headings."""

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left after the options and arguments were taken: nothing, unless the command is a group."""
        if isinstance(self, click.Group):
            return super().parse_args(ctx, args)
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(self.words("too_many", names=" ".join(rest)), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{self.words('usage')}: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with their help."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [record for p in options if (record := p.get_help_record(ctx))]
        with formatter.section(self.words("options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, in words of the language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.words("help")
        return option


class Lazy(Spoken, click.Group):
    """A group whose commands are loaded when they are called.

    `paths` says which function makes which command, as `module:function`; its help in the list is the
    text of that name, for a command inside another group of `group.name`.
    """

    def __init__(self, *args: Any, paths: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, subcommand_metavar=kwargs["words"]("command"), **kwargs)
        self.paths = paths

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a person meets them."""
        return list(self.paths)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, made when it is asked for."""
        path = self.paths.get(cmd_name)
        if path is None:
            return None
        module, _, function = path.partition(":")
        make: Maker = getattr(import_module(module), function or "command")
        return make(self.words)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names."""
        if args and args[0] not in self.paths and not ctx.resilient_parsing:
            raise click.UsageError(self.words("no_command", name=args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then one line per command, without loading any."""
        super().format_options(ctx, formatter)
        with formatter.section(self.words("commands")):
            stem = f"{self.name}." if ctx.parent else ""
            formatter.write_dl([(name, self.words(stem + name)) for name in self.paths])
