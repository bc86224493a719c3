"""How a run that cannot go on is told: sentences for a person, an object for a program, an exit code."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kamdeck.cli.words import Words
from kamdeck.errors import DeckError, DeliveryError, KamdeckError, Problem, TemplateError, WorkbookError
from kamdeck.record import record

FAILED, USAGE, STOPPED = 1, 2, 130  # the last one as a shell counts a program that Ctrl+C has ended
KINDS = (
    (WorkbookError, "workbook"),
    (TemplateError, "template"),
    (DeckError, "deck"),
    (DeliveryError, "delivery"),
)


@record
class Failure:
    """Why a run ended early: `code` is the same in every language, `help` is the command whose help helps."""

    exit: int
    code: str
    message: str
    hint: str = ""
    problems: tuple[Problem, ...] = ()
    help: str = ""


def failure_of(error: BaseException, words: Words, arguments: Sequence[str]) -> Failure:
    """What to say of an error. One that nobody thought of is written to a file."""
    if isinstance(error, click.UsageError):
        return _usage(error, words)
    if isinstance(error, click.ClickException):
        return Failure(FAILED, "refused", error.format_message())
    if isinstance(error, KamdeckError):
        code = next((code for kind, code in KINDS if isinstance(error, kind)), "refused")
        problems = tuple(getattr(error, "problems", ()))
        return Failure(FAILED, code, words.say.again(error.message), words.say.again(error.hint), problems)
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return Failure(STOPPED, "stopped", words("stopped"))
    if isinstance(error, OSError):
        name = str(error.filename or "kamdeck")
        return Failure(FAILED, "system", words("os_error", name=name, detail=error.strerror or str(error)))
    from kamdeck.cli.trace import write_trace

    return Failure(FAILED, "unexpected", words("unexpected", name=write_trace(error, arguments)))


def tell(failure: Failure, words: Words, *, as_json: bool, is_brief: bool) -> None:
    """Say it: in words on the error stream, and as an object where a program asked for one; the first
    problems alone where it `is_brief`."""
    if as_json:
        from kamdeck.cli.answer import answer_error

        answer_error(failure.message, failure.hint, failure.code, failure.problems)
    elif failure.problems and is_brief:
        from kamdeck.cli.pause import show_first

        show_first(failure.problems, words)
    elif failure.problems:
        from kamdeck.cli.show import show_problems

        show_problems(failure.problems, words)
    if failure.code == "stopped":
        click.echo(failure.message, err=True)
        return
    click.echo(words("line", key=words("failed"), text=failure.message), err=True)
    if failure.hint:
        click.echo(f"  {failure.hint}", err=True)
    if failure.help:
        click.echo(f"  {words('see_help', command=failure.help)}", err=True)


def speechless(error: KamdeckError, *, as_json: bool) -> int:
    """Say that kamdeck's own texts cannot be read, in the only words there are; the exit code."""
    if as_json:
        from kamdeck.cli.answer import answer_error

        answer_error(error.message, error.hint, "refused", ())
    click.echo(f"{error.message}\n  {error.hint}", err=True)
    return FAILED


def _usage(error: click.UsageError, words: Words) -> Failure:
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
    hint = words("choose", names=", ".join(known)) if known else ""
    return Failure(USAGE, "usage", message, hint, help=context.command_path if context is not None else "")
