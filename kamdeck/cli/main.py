"""The `kamdeck` command: runs what was asked, and turns every error into sentences and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from kamdeck.cli.command import Lazy
from kamdeck.cli.words import Words, language
from kamdeck.errors import KamdeckError

DONE, FAILED, USAGE, KEPT = 0, 1, 2, 3
COMMANDS = {
    name: f"kamdeck.cli.{name}"
    for name in (
        "init",
        "check",
        "build",
        "refresh",
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
    """Run one command; the exit code: 0 done, 1 cannot go on, 2 usage, 3 something was kept or left out."""
    words = Words(language(arguments, os.environ))
    try:
        code = program(words).main(list(arguments), prog_name="kamdeck", standalone_mode=False)
    except click.UsageError as error:
        _say_usage(error, words)
        return USAGE
    except click.ClickException as error:
        _complain(words, error.format_message())
        return FAILED
    except KamdeckError as error:
        from kamdeck.cli.deck_words import spoken
        from kamdeck.cli.show import show_problems

        show_problems(getattr(error, "problems", ()), words)
        _complain(words, spoken(error.message, words), spoken(error.hint, words))
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo(words("stopped"), err=True)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        name = str(error.filename or "kamdeck")
        _complain(words, words("os_error", name=name, detail=error.strerror or str(error)))
        return FAILED
    except Exception as error:
        if "--debug" in arguments:
            raise
        from kamdeck.cli.trace import write_trace

        _complain(words, words("unexpected", name=write_trace(error, arguments)))
        return FAILED
    return code if isinstance(code, int) else DONE


def _print_version(ctx: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    if is_wanted and not ctx.resilient_parsing:
        from kamdeck import __version__

        click.echo(f"kamdeck {__version__}")
        ctx.exit()


def _complain(words: Words, message: str, hint: str = "") -> None:
    click.echo(words("line", key=words("failed"), text=message), err=True)
    if hint:
        click.echo(f"  {hint}", err=True)


def _say_usage(error: click.UsageError, words: Words) -> None:
    """What was wrong with the call, and the right names where there are some."""
    context = error.ctx
    message, known = error.format_message(), list[str]()
    if isinstance(error, click.NoSuchOption):
        message = words("no_option", name=error.option_name)
        if context is not None:
            known = [o for p in context.command.get_params(context) for o in p.opts if o.startswith("--")]
    elif isinstance(error, click.BadOptionUsage):
        message = words("no_value", name=error.option_name)
    elif isinstance(error, click.MissingParameter):
        message = words("missing", name=error.param.make_metavar(context) if error.param and context else "")
    elif isinstance(error, click.BadParameter) and error.param is not None:
        name = next((o for o in error.param.opts if o.startswith("--")), error.param.opts[0])
        kind = error.param.type
        known = list(kind.choices) if isinstance(kind, click.Choice) else []
        detail = words("not_known") if known else error.message
        message = words("bad_value", name=name, detail=detail)
    elif context is not None and isinstance(context.command, click.Group):
        known = context.command.list_commands(context)
    _complain(words, message, words("choose", names=", ".join(known)) if known else "")
    if context is not None:
        click.echo(f"  {words('see_help', command=context.command_path)}", err=True)
