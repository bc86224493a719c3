"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kamdeck.cli.words import Words
from kamdeck.text import languages

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(path_type=Path)


def lang_option(words: Words) -> Callable[[F], F]:
    """The option that chooses the language."""
    return click.option("--lang", type=click.Choice(languages()), help=words("opt.lang"))


def json_option(words: Words) -> Callable[[F], F]:
    """The option that prints the report as data."""
    return click.option("--json", "as_json", is_flag=True, help=words("opt.json"))


def quiet_option(words: Words) -> Callable[[F], F]:
    """The option that keeps silent about what went well."""
    return click.option("--quiet", "is_quiet", is_flag=True, help=words("opt.quiet"))


def strict_option(words: Words) -> Callable[[F], F]:
    """The option that forgives nothing."""
    return click.option("--strict", "is_strict", is_flag=True, help=words("opt.strict"))


def years_option(words: Words) -> Callable[[F], F]:
    """The option that narrows the years: a pair (first, last)."""

    def read(_: click.Context, __: click.Parameter, text: str | None) -> tuple[int, int] | None:
        if text is None:
            return None
        first, _dash, last = text.replace("–", "-").partition("-")
        try:
            pair = int(first), int(last or first)
        except ValueError:
            raise click.BadParameter(words("bad_years", seen=text)) from None
        if not 1900 <= pair[0] <= pair[1] <= 2200:
            raise click.BadParameter(words("bad_years", seen=text))
        return pair

    return click.option("--years", callback=read, help=words("opt.years"))


def choice_options(words: Words, *without: str) -> Callable[[F], F]:
    """The options by which a person chooses what a deck is: their values come as keywords, as `build` takes
    them. `without` names those that a command does not have."""
    options: dict[str, Callable[[F], F]] = {
        "years": years_option(words),
        "lang": lang_option(words),
        "template": click.option("--template", type=FILE, help=words("opt.template")),
        "views": click.option("--views", callback=_names, help=words("opt.views")),
        "account": click.option("--account", help=words("opt.account")),
        "pack": click.option("--pack", help=words("opt.pack")),
        "edition": click.option("--edition", help=words("opt.edition")),
    }

    def decorate(function: F) -> F:
        for name in reversed(options):
            if name not in without:
                function = options[name](function)
        return function

    return decorate


def _names(_: click.Context, __: click.Parameter, text: str | None) -> tuple[str, ...] | None:
    return names(text)


def names(text: str | None) -> tuple[str, ...] | None:
    """The names of a list with commas; None where the option was not given."""
    if text is None:
        return None
    return tuple(name for part in text.split(",") if (name := part.strip()))
