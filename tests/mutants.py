"""What the tests would not notice: words and signs are swapped one at a time, and the nearest tests are run.

    python -m tests.mutants [--count 40] [--seed 7] [--part NAME] [--kept FILE] [--again] [--list]

A mutant is one change in a copy of the tree (`tests/mutations.py`); the seed chooses them. One that no test
kills is printed: a test is missing there, or the mutant changes nothing that anybody sees; those that were
found to be such are in `EQUIVALENT`, with the reason. The pins do not count as tests here: they fail for any
change. With a file of fates a run that was stopped goes on where it was; `--again` tries survivors anew.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.mutations import Mutant, mutants

ROOT = Path(__file__).parents[1]
COPIED = ("kamdeck", "tests", "templates", "sample_workbooks", "README.md", "pyproject.toml", "docs")
PARTS = {
    "words": ("kamdeck/views/*/en.toml", "kamdeck/views/*/fr.toml"),
    "views": ("kamdeck/views/*/words.py", "kamdeck/views/*/titles.py"),
    "figures": ("kamdeck/figures/*.py",),
    "text": ("kamdeck/text/*.py", "kamdeck/text/en.toml", "kamdeck/text/fr.toml"),
    "merge": ("kamdeck/deck/merge.py",),
    "outbox": ("kamdeck/mail/outbox.py",),
}
SHARES = {"words": 14, "views": 12, "figures": 6, "text": 4, "merge": 2, "outbox": 2}
"""How many of forty each part has."""
EQUIVALENT: dict[str, str] = {
    "kamdeck/deck/merge.py: if isinstance(now, tuple) and isinstance(ours, tuple) and ours and "
    "isinstance(ours[-1], str):": "a list is of texts or of lengths, never of both",
    "kamdeck/mail/outbox.py: if time.monotonic() > end:": "no clock stands at the end itself twice",
}
"""Mutants that change nothing anybody sees, by their name, and why."""
LONGEST = 1200
"""Seconds after which tests that do not end are taken to have failed."""
Fates = dict[str, str]


# ------------------------------------------------------------------ which tests


WALKS = (
    "tests/test_directions.py", "tests/test_words_of_decks.py", "tests/views/test_titles.py",
    "tests/test_one_figure.py", "tests/test_true_figures.py", "tests/test_other_stories.py",
    "tests/test_story_deck.py", "tests/test_one_advice.py",
)  # fmt: skip
"""Tests that walk all views, or the words of all decks."""
OF_TEXTS = (
    "tests/test_directions.py", "tests/test_texts.py", "tests/test_catalogues.py", "tests/test_text_fits.py",
    "tests/test_third_language.py", "tests/mail/test_message.py",
)  # fmt: skip
WIDER = {
    "views": WALKS,
    "figures": WALKS,
    "deck": ("tests/refresh/test_resized.py", "tests/refresh/test_words.py", "tests/refresh/test_edits.py"),
}
MOST = 12
"""Of the files named as a module or as those that import it."""


def nearest(path: str) -> tuple[str, ...]:
    """The test files that stand nearest to a file of the program, from the nearest on: those named as it is
    or as its view, those that import it, those of the modules that import it, the walks."""
    part = path.split("/")[1]
    if part == "text":
        return (*OF_TEXTS, *WALKS)
    users = _users(_dotted(path)) if path.endswith(".py") else ()
    near = [*_about(path), *(test for user in users for test in _about(user))]
    first = ("tests/test_directions.py", "tests/test_catalogues.py") if path.endswith(".toml") else ()
    return tuple(dict.fromkeys((*first, *list(dict.fromkeys(near))[:MOST], *WIDER.get(part, ()))))


def _dotted(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _about(path: str) -> list[str]:
    """The test files that are named as a file or its view is, and those that import it, these first."""
    parts = path.split("/")
    name = parts[2] if parts[1] == "views" and len(parts) > 3 else Path(path).stem
    dotted = f"kamdeck.views.{name}" if parts[1] == "views" else _dotted(path)
    package, _, module = dotted.rpartition(".")
    imports = re.compile(rf"{re.escape(dotted)}\b|from {re.escape(package)} import [^\n]*\b{module}\b")
    named = re.compile(rf"test_{name}(_|\.py)")
    found = [(not named.match(Path(test).name), test) for test, text in _tests().items()
             if named.match(Path(test).name) or imports.search(text)]  # fmt: skip
    return [test for _, test in sorted(found) if test != "tests/test_pins.py"]


@cache
def _tests() -> dict[str, str]:
    """Every test file with its text."""
    paths = sorted((ROOT / "tests").glob("**/test_*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


def _users(dotted: str) -> Iterator[str]:
    """The files of the program that import a module."""
    package, _, module = dotted.rpartition(".")
    imports = re.compile(
        rf"from {re.escape(dotted)} import|from {re.escape(package)} import [^\n]*\b{module}\b"
    )
    for path in sorted((ROOT / "kamdeck").glob("**/*.py")):
        if imports.search(path.read_text("utf-8")):
            yield path.relative_to(ROOT).as_posix()


# ------------------------------------------------------------------ which mutants


def chosen(seed: int, count: int, parts: tuple[str, ...] = tuple(PARTS)) -> list[tuple[str, Mutant]]:
    """So many mutants with their parts, each part's share of them; no two on a line. A change elsewhere in
    the tree leaves the choice as it is."""
    found = []
    for part in parts:
        ranked = sorted((_rank(seed, m), m) for m in _pool(part))
        lines = {(m.path, m.line): m for _, m in reversed(ranked)}
        kept = [m for _, m in ranked if lines[m.path, m.line] is m][: round(SHARES[part] * count / 40)]
        found += [(part, m) for m in kept]
    return found


def _rank(seed: int, mutant: Mutant) -> str:
    return sha256(f"{seed} {mutant.name}".encode()).hexdigest()


def _pool(part: str) -> Iterator[Mutant]:
    for pattern in PARTS[part]:
        for path in sorted(ROOT.glob(pattern)):
            yield from (m for m in mutants(ROOT, path) if m.name not in EQUIVALENT)


# ------------------------------------------------------------------ a run


def killer(mutant: Mutant, tree: Path) -> str:
    """The first of the nearest tests that fails in the tree with the mutant in it; empty if none does.

    Raises: SystemExit where that test fails without the mutant too.
    """
    path = tree / mutant.path
    whole = path.read_text("utf-8")
    lines = whole.split("\n")
    lines[mutant.line] = mutant.now
    path.write_text("\n".join(lines), "utf-8")
    try:
        by = _first_failure([test for test in nearest(mutant.path) if (tree / test).exists()], tree)
    finally:
        path.write_text(whole, "utf-8")
    if "::" in by and _first_failure([by], tree):
        raise SystemExit(f"{by} fails without a mutant too: mend that first")
    return by


def _first_failure(tests: list[str], tree: Path) -> str:
    paths = os.pathsep.join((str(tree), os.environ.get("PYTHONPATH", "")))
    command = [sys.executable, "-m", "pytest", "-x", "--tb=no", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command, cwd=tree, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True,
            timeout=LONGEST,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "does not end"
    if done.returncode in (0, 5):
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return failed[1] if failed else "cannot be imported"


def copied(tree: Path) -> None:
    """What tests need of the tree, put into another folder."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tree / name)


def fates(file: Path | None, again: bool) -> Fates:
    """What earlier runs found, by the mutants' names; without the survivors if they are tried again."""
    lines = file.read_text("utf-8").splitlines() if file and file.exists() else []
    known: Fates = dict(map(json.loads, lines))
    return {name: by for name, by in known.items() if by or not again}


def table(found: list[tuple[str, Mutant]], known: Fates) -> str:
    """Killed of all, by part and by kind of change."""
    rows = []
    for column in (lambda part, _: part, lambda _, mutant: mutant.kind):
        all_of = Counter(column(part, mutant) for part, mutant in found)
        killed = Counter(column(part, mutant) for part, mutant in found if known.get(mutant.name))
        rows += [f"{name:12}{killed[name]:4} of {n}" for name, n in all_of.items()]
    total = sum(bool(known.get(mutant.name)) for _, mutant in found)
    return "\n".join((*rows, f"{total} of {len(found)} are killed"))


def main() -> int:
    """Prints each mutant with its fate, and the rates."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=40)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--part", action="append", choices=tuple(PARTS))
    asked.add_argument("--kept", type=Path, help="the file of fates")
    asked.add_argument("--again", action="store_true")
    asked.add_argument("--list", action="store_true")
    given = asked.parse_args()
    found = chosen(given.seed, given.count, tuple(given.part or PARTS))
    if given.list:
        print("\n".join(mutant.name for _, mutant in found))
        return 0
    known = fates(given.kept, given.again)
    with tempfile.TemporaryDirectory() as folder:
        copied(Path(folder))
        for _, mutant in found:
            if mutant.name not in known:
                by = known[mutant.name] = killer(mutant, Path(folder))
                if given.kept:
                    with given.kept.open("a", encoding="utf-8") as file:
                        file.write(json.dumps([mutant.name, by], ensure_ascii=False) + "\n")
            place = f"{mutant.path}:{mutant.line + 1}"
            print(f"killed by {by}" if (by := known[mutant.name]) else "SURVIVES", place, mutant.now.strip())
            sys.stdout.flush()
    print(table(found, known))
    return 0


if __name__ == "__main__":
    sys.exit(main())
