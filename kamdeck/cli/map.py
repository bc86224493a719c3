"""`kamdeck map`: a mapping of files that nobody described, proposed, asked about, and written."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, json_option, lang_option
from kamdeck.cli.words import Words
from kamdeck.report import Proposed, ProposedQuestion


def command(words: Words) -> click.Command:
    """The map command in one language."""

    @click.command("map", cls=Spoken, words=words, help=words("map"))
    @click.argument("files", metavar=words("files"), type=FILE, nargs=-1, required=True)
    @click.option("-o", "--output", type=FILE, help=words("opt.map_output"))
    @click.option("--yes", "is_settled", is_flag=True, help=words("opt.yes"))
    @click.option("--force", "is_forced", is_flag=True, help=words("opt.force_file"))
    @lang_option(words)
    @json_option(words)
    def map_files(
        files: tuple[Path, ...],
        output: Path | None,
        is_settled: bool,
        is_forced: bool,
        lang: str | None,  # `words` speak it already
        as_json: bool,
    ) -> int:
        from kamdeck import api
        from kamdeck.cli.answer import answer
        from kamdeck.cli.show import headline, show_backups

        folder = output.parent if output else None
        found = api.propose(files, folder=folder, lang=words.lang)
        target = output or api.mapping_beside(found.main)
        api.guard_mapping(target, files, lang=words.lang, is_forced=is_forced)
        if not as_json:
            _show(found, words)
            if not is_settled and sys.stdin.isatty() and sys.stdout.isatty():
                found = _asked(found, files, folder, words)
        backup = api.write_mapping(found, target, files, lang=words.lang, is_forced=is_forced)
        if as_json:
            from dataclasses import asdict

            answer(mapping=str(target), backup=backup, is_written=True, **asdict(found))
            return 0
        headline(words("wrote", name=target))
        show_backups([backup] if backup else [], words)
        is_beside = target.resolve() == api.mapping_beside(found.main).resolve()
        key = "map_next" if is_beside else "map_next_named"
        click.echo(words(key, name=_quoted(found.main), mapping=_quoted(target)))
        return 0

    return map_files


def _asked(found: Proposed, files: tuple[Path, ...], folder: Path | None, words: Words) -> Proposed:
    """The proposal after a person answered what the files do not tell; Enter takes what is proposed."""
    from kamdeck import api

    answers: dict[str, str] = {}
    while question := next((q for q in found.questions if q.key not in answers), None):
        answers[question.key] = _ask(question, words)
        if answers[question.key] != question.options[0]:
            found = api.propose(files, folder=folder, answers=answers, lang=words.lang)
            if question.key not in ("currency", "end_month"):
                _show(found, words)
    return found


def _ask(question: ProposedQuestion, words: Words) -> str:
    """One answer: the number or the text of an option, or a text of one's own where there is only one."""
    click.echo(f"\n{question.text}")
    options = question.options
    is_open = len(options) == 1
    if not is_open:
        for number, option in enumerate(options, 1):
            click.echo(f"  {number}  {option}")
    while True:
        given = click.prompt(words("map_answer"), default=options[0], show_default=bool(options[0])).strip()
        if is_open or given in options:
            return str(given)
        if given.isdigit() and 1 <= int(given) <= len(options):
            return options[int(given) - 1]
        click.echo(words("map_again", n=len(options)))


def _show(found: Proposed, words: Words) -> None:
    """The sheets with their fields and reasons, what was left over, the totals by year."""
    say = words.say
    for sheet in found.sheets:
        place = f"{Path(sheet.file).name} › {sheet.sheet}" if sheet.sheet else Path(sheet.file).name
        fields = {"place": place, "row": str(sheet.header), "n": sheet.lines, "rows": sheet.rows}
        click.echo(words("map_sheet", sheet=sheet.title, **fields))
        wide = max(len(field.name) for field in sheet.fields)
        why = ""
        for field in sheet.fields[:_MOST_FIELDS]:
            click.echo(f"  {field.name:<{wide}}  {field.value}")
            if field.why == why:
                continue
            why = field.why
            click.echo(f"  {'':<{wide}}  {say.colon(say(_CERTAIN[field.certainty]), why)}")
        if len(sheet.fields) > _MOST_FIELDS:
            click.echo(f"  {words('map_more', n=len(sheet.fields) - _MOST_FIELDS)}")
        for remark in sheet.remarks:
            click.echo(f"  ! {remark}")
    for name, why in found.unused:
        click.echo(words("map_unused", name=name, why=why))
    if found.totals:
        click.echo(words("map_totals", n=found.accounts))
        for year, total in found.totals:
            click.echo(f"  {year}  {say.number(total, 2):>18}")
        click.echo(words("map_compare"))
    errors = [problem for problem in found.problems if problem.severity == "error"]
    if errors:
        from kamdeck.cli.show import show_problems

        show_problems(errors, words)


_MOST_FIELDS = 12
_CERTAIN = {"sure": "map.sure", "likely": "map.likely", "guess": "map.guess"}


def _quoted(path: Path | str) -> str:
    """A file as it can be typed after a command."""
    text = str(path)
    return f'"{text}"' if " " in text else text
