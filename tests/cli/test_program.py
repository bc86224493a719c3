"""The command line as such: help, languages, usage errors, exit codes, and that README names every option."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest

from kamdeck.cli.main import COMMANDS, program, run
from kamdeck.cli.words import Words, language
from kamdeck.layout.areas import Form
from kamdeck.text import catalogue
from tests.test_catalogues import leaves, plural_free

ROOT = Path(__file__).parents[2]
TEXTS = {plural_free(key) for key, _ in leaves(catalogue("en")["cli"])}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(lang: str) -> dict[str, click.Command]:
    group = program(Words(lang))
    context = click.Context(group, info_name="kamdeck")
    return {name: command for name in COMMANDS if (command := group.get_command(context, name))}


def test_every_command_loads_and_says_what_it_does() -> None:
    for lang in ("en", "fr"):
        loaded = commands(lang)
        assert list(loaded) == list(COMMANDS)
        for name, command in loaded.items():
            assert command.help == Words(lang)(name)
            options = [p for p in command.params if isinstance(p, click.Option)]
            assert all(option.help for option in options), name


def test_readme_names_every_command_and_long_option() -> None:
    missing = []
    for name, command in commands("en").items():
        if f"kamdeck {name}" not in README:
            missing.append(name)
        for parameter in command.params:
            missing += [f"{name} {o}" for o in parameter.opts if o.startswith("--") and o not in README]
    assert not missing


def test_every_text_is_used() -> None:
    files = [path for path in (ROOT / "kamdeck" / "cli").glob("*.py") if path.name != "words.py"]
    source = "".join(path.read_text(encoding="utf-8") for path in files).replace("'", '"')
    remarks = {key for key in TEXTS if key.startswith(("remark.", "loss."))}
    named = {
        *COMMANDS,
        *remarks,
        "template_check",
        "error",
        "warning",
        *(f"step.{step}" for step in ("read", "compose", "write", "send", "picture")),
    }
    unused = [key for key in TEXTS if f'"{key}"' not in source and key not in named]
    assert not unused


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LC_ALL": "", "LANG": "fr_CA"}, "fr"),
        (["build", "x", "--lang", "fr"], {"LANG": "en_US"}, "fr"),
        (["build", "x", "--lang=en"], {"LANG": "fr_FR"}, "en"),
        (["build", "--lang"], {}, "en"),
    ],
)
def test_language(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert language(arguments, environment) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nonsense"], ["nonsense", "init, map, check, build"]),
        (["build"], ["WORKBOOK", "kamdeck build --help"]),
        (["build", "x", "--nonsense"], ["--nonsense", "--years"]),
        (["build", "x", "y"], ["y"]),
        (["build", "x", "--years"], ["--years"]),
        (["build", "x", "--years", "20x6"], ["20x6", "2023-2026"]),
        (["build", "x", "--years", "2026-2023"], ["2026-2023"]),
        (["build", "x", "--lang", "de"], ["--lang", "en, fr"]),
        (["completion", "csh"], ["bash, zsh, fish"]),
    ],
)
@pytest.mark.parametrize("lang", ["en_US.UTF-8", "fr_FR.UTF-8"])
def test_usage_errors_say_what_and_list_the_right_names(
    arguments: list[str],
    expected: list[str],
    lang: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", lang)
    assert run(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(
        "Erreur\u202f: " if lang.startswith("fr") and "--lang" not in arguments else "Error: "
    )
    for text in expected:
        assert text in error
    assert "Traceback" not in error


def test_help_speaks_french(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run(["build", "--help"]) == 0
    text = capsys.readouterr().out
    assert "Construire une présentation" in text
    assert "Afficher cette aide" in text
    assert not re.search(r"\b(Show|the|Build)\b", text)


def test_every_remark_about_a_master_has_its_words() -> None:
    files = [ROOT / "kamdeck" / "pptxio" / f"{name}.py" for name in ("roles", "clearing")]
    lines = [line for file in files for line in file.read_text().splitlines() if "remarks" in line]
    remarks = {name for line in lines for name in re.findall(r'\("(\w+)", ', line)}
    told = (ROOT / "kamdeck" / "run" / "masters.py").read_text()
    remarks |= set(re.findall(r'Remark\("(\w+)"', told)) | {f"insights_{form}" for form in get_args(Form)}
    losses = set(re.findall(r'Remark\("(\w+)", is_loss=True', told)) | {"insights_line", "insights_notes"}
    assert {f"loss.{name}" for name in losses} <= set(TEXTS)
    assert len(remarks) >= 4
    assert {f"remark.{name}" for name in remarks} <= set(TEXTS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    shown = capsys.readouterr().out.split()
    assert shown == [
        "kamdeck",
        re.findall(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.M)[0],
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert "_KAMDECK_COMPLETE" in capsys.readouterr().out


def test_completion_finds_commands() -> None:
    environment = {
        **os.environ,
        "_KAMDECK_COMPLETE": "bash_complete",
        "COMP_WORDS": "kamdeck ref",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "kamdeck"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["plain,refresh"]


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"], ["nonsense"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    heavy = {
        "lxml",
        "pptx",
        "openpyxl",
        "xlsxwriter",
        "pandas",
        "numpy",
        "matplotlib",
        "babel",
        "rich",
        "zipfile",
    }
    code = (
        "import sys\nfrom kamdeck.cli.main import run\n"
        f"run({arguments!r})\nprint('LOADED', *sorted(m for m in sys.modules if '.' not in m))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split("LOADED")[1].split())
    assert not loaded & heavy


def test_an_unexpected_error_is_a_sentence_and_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("kamdeck.api.views", fail)
    assert run(["views"]) == 1
    error = capsys.readouterr().err
    assert "Traceback" not in error
    (path,) = tmp_path.glob("kamdeck-error-*.txt")
    assert str(path) in error
    assert "planted" in path.read_text(encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        run(["--debug", "views"])
