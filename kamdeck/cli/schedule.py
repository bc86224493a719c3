"""`kamdeck schedule`: what to install so that a mail goes out by itself."""

from __future__ import annotations

from pathlib import Path

import click

from kamdeck.cli.command import Spoken
from kamdeck.cli.options import FILE, lang_option, quiet_option
from kamdeck.cli.words import Words

RETRY = "*/15 * * * *"
INSTALL = {
    "cron": "scheduled.install.cron",
    "systemd": "scheduled.install.systemd",
    "windows": "scheduled.install.windows",
}
SHOWN = 3


def command(words: Words) -> click.Command:
    """The schedule command in one language."""

    @click.command("schedule", cls=Spoken, words=words, help=words("schedule"))
    @click.option("--cron", help=words("opt.cron"))
    @click.option("--job", metavar="NAME", help=words("opt.job"))
    @click.option("--retry", "is_retry", is_flag=True, help=words("opt.retry"))
    @click.option("--for", "system", type=click.Choice(list(INSTALL)), required=True, help=words("opt.for"))
    @click.option("--config", type=FILE, default="kamdeck.toml", help=words("opt.config"))
    @click.option("-o", "--output", "folder", type=FILE, help=words("opt.folder"))
    @lang_option(words)
    @quiet_option(words)
    def schedule(
        cron: str | None,
        job: str | None,
        is_retry: bool,
        system: str,
        config: Path,
        folder: Path | None,
        lang: str | None,
        is_quiet: bool,
    ) -> int:
        from kamdeck import api
        from kamdeck.run.outputs import guard_folder
        from kamdeck.text import Say

        if is_retry == bool(job) or (job and not cron):
            raise click.UsageError(words("scheduled.which"), click.get_current_context())
        when = cron or RETRY
        files = api.schedule(when, system, job=job, config=config, speak=words.lang)
        if folder is not None:
            guard_folder(folder, Say(words.lang))
        for name, text in files.items():
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8")
                click.echo(words("wrote", name=folder / name))
            else:
                click.echo(f"# {name}\n{text}" if len(files) > 1 else text)
        if not is_quiet:
            _advise(when, system, next(iter(files)).rpartition(".")[0], is_retry, words)
        return 0

    return schedule


def _advise(when: str, system: str, name: str, is_retry: bool, words: Words) -> None:
    """Say on the error stream when it will run, and how it is installed."""
    from kamdeck import api

    times = ", ".join(f"{moment:%a %Y-%m-%d %H:%M}" for moment in api.next_runs(when, SHOWN))
    click.echo(words("scheduled.next", times=times), err=True)
    click.echo(words(INSTALL[system], name=name), err=True)
    if not is_retry:
        click.echo(words("scheduled.retry", name=system), err=True)
