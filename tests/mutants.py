"""What the tests would not notice: words and signs are swapped one at a time, and the nearest tests are run.

    python -m tests.mutants [--count 40] [--seed 7] [--list]

A mutant is one change in a copy of the tree: a verb of direction in a catalogue (more, fewer), the forms of
a plural, a comparison's sign or border, the sign of a sum, what two strings say, the first for the last. The
seed chooses them. One that no test kills is printed: a test is missing there, or the mutant changes nothing
that anybody sees; those that were found to be such are in `EQUIVALENT`, with the reason.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
COPIED = ("kamdeck", "tests", "templates", "sample_workbooks", "README.md", "pyproject.toml", "docs")
PARTS = {
    "text": ("kamdeck/text/__init__.py", "kamdeck/text/[jpr]*.py"),
    "words": ("kamdeck/views/*/en.toml", "kamdeck/views/*/fr.toml"),
    "views": ("kamdeck/views/*/words.py", "kamdeck/views/*/titles.py"),
    "figures": ("kamdeck/figures/*.py",),
    "merge": ("kamdeck/deck/merge.py",),
    "outbox": ("kamdeck/mail/outbox.py",),
}
SHARES = {"words": 14, "views": 12, "figures": 6, "text": 4, "merge": 2, "outbox": 2}
"""How many of forty each part has."""
SWAPS = {
    "en": ("more|less", "more|fewer", "up|down", "rose|fell", "rises|falls", "gained|lost", "grew|shrank",
           "reached|fell to", "joined|left", "entered|left", "above|below", "before|after", "ahead|behind",
           "first|last", "largest|smallest", "highest|lowest", "climbs|falls", "warmed|cooled",
           "gain|give up",
           "best|worst", "late|early", "over|under"),
    "fr": ("plus|moins", "hausse|baisse", "progresse|recule", "monte|tombe", "gagné|perdu", "gagne|perd",
           "monte|descend", "au-dessus|au-dessous", "avant|après", "avance|retard", "premier|dernier",
           "meilleur|pire", "entre|sort", "réchauffée|refroidie", "gagnent|cèdent"),
}  # fmt: skip
FLIPS = {ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
         ast.Eq: ("==", "!="), ast.NotEq: ("!=", "==")}  # fmt: skip
EQUIVALENT: dict[str, str] = {}
"""Mutants that change nothing anybody sees, by file and changed line, and why."""


class Mutant(NamedTuple):
    """One line of a file, as it is and as it would be."""

    path: str
    line: int
    was: str
    now: str

    @property
    def name(self) -> str:
        """Where it is and what it says, without spaces around."""
        return f"{self.path}: {self.now.strip()}"


def mutants(path: Path) -> Iterator[Mutant]:
    """All of a file, in the order of its lines."""
    lines = path.read_text("utf-8").split("\n")
    name = path.relative_to(ROOT).as_posix()
    made = _texts(lines, path.stem) if path.suffix == ".toml" else _code(path, lines)
    for number, now in made:
        if now != lines[number]:
            yield Mutant(name, number, lines[number], now)


def _texts(lines: list[str], lang: str) -> Iterator[tuple[int, str]]:
    """Words of direction turned round, and the forms of a plural swapped."""
    for number, line in enumerate(lines):
        key, sign, text = line.partition(" = ")
        if not sign or line.startswith(("#", "[")) or key in ("rule", "view", "note", "notes"):
            continue
        for pair in SWAPS[lang]:
            for here, there in (pair.split("|"), pair.split("|")[::-1]):
                turned = re.sub(rf"\b{here}\b(?![^{{]*\}})", there, text, count=1)
                if turned != text:
                    yield number, f"{key} = {turned}"
        forms = re.fullmatch(r'\{ ?one = "(.*?)", other = "(.*)" ?\}', text)
        if forms and forms[1] != forms[2]:
            yield number, f'{key} = {{ one = "{forms[2]}", other = "{forms[1]}" }}'


def _code(path: Path, lines: list[str]) -> Iterator[tuple[int, str]]:
    """Signs, borders, choices of two texts, ends of a list."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for start, end, new in _turns(node):
            if start.lineno != end.end_lineno or not isinstance(start.lineno, int):
                continue
            number, line = start.lineno - 1, lines[start.lineno - 1]
            data = line.encode()
            begin, stop = start.col_offset, end.end_col_offset or 0
            yield number, (data[:begin] + new(data[begin:stop].decode()).encode() + data[stop:]).decode()


def _turns(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr, Any]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in FLIPS:
        old, new = FLIPS[type(node.ops[0])]
        yield node, node, lambda text: text.replace(f" {old} ", f" {new} ", 1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and not _is_text(node):
        old, new = (" + ", " - ") if isinstance(node.op, ast.Add) else (" - ", " + ")
        if not any(
            isinstance(each, ast.JoinedStr | ast.List | ast.Tuple) for each in (node.left, node.right)
        ):
            yield node, node, lambda text: text.replace(old, new, 1)
    if isinstance(node, ast.IfExp) and all(isinstance(e, ast.Constant) for e in (node.body, node.orelse)):
        yield node.body, node.body, lambda _: ast.unparse(node.orelse)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == 0:
        yield node.slice, node.slice, lambda _: "-1"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
        yield node.func, node.func, lambda text: {"min": "max", "max": "min"}[text]


def _is_text(node: ast.BinOp) -> bool:
    """True where texts or lists are put together: another sign fails at once."""
    parts = [part for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return any(
        isinstance(each, ast.JoinedStr | ast.List | ast.Tuple) for each in (node.left, node.right)
    ) or any(isinstance(part.value, str) for part in parts)


def nearest(path: str) -> tuple[str, ...]:
    """The test files that stand nearest to a file of the program."""
    parts = path.split("/")
    if parts[1] == "views":
        name = parts[2]
        near = [p for p in sorted((ROOT / "tests/views").glob("test_*.py")) if _is_about(p, name)]
        return (
            *(p.relative_to(ROOT).as_posix() for p in near),
            "tests/test_directions.py",
            "tests/views/test_titles.py",
        )
    if parts[1] == "text":
        return ("tests/test_texts.py", "tests/test_catalogues.py", "tests/test_words_of_decks.py")
    if parts[1] == "figures":
        stem = Path(path).stem
        users = [
            p
            for p in sorted((ROOT / "tests").glob("**/test_*.py"))
            if f"figures.{stem}" in p.read_text("utf-8")
        ]
        return (
            *(p.relative_to(ROOT).as_posix() for p in users[:5]),
            "tests/figures",
            *_SUMMARIES.get(stem, ()),
        )
    return {"deck": ("tests/deck", "tests/refresh/test_resized.py", "tests/refresh/test_tables.py"),
            "mail": ("tests/mail/test_outbox.py", "tests/mail/test_sending.py")}[parts[1]]  # fmt: skip


_SUMMARIES: dict[str, tuple[str, ...]] = {}


def _is_about(path: Path, view: str) -> bool:
    text = path.read_text("utf-8")
    return (
        f"kamdeck.views.{view}" in text or f"import {view}\n" in text or path.stem.startswith(f"test_{view}")
    )


def chosen(seed: int, count: int) -> list[Mutant]:
    """So many mutants, each part's share of them; no two on a line."""
    rng, found = Random(seed), []
    for part, share in SHARES.items():
        files = [path for pattern in PARTS[part] for path in sorted(ROOT.glob(pattern))]
        pool = {
            (m.path, m.line): m
            for path in files
            for m in rng.sample([*mutants(path)] or [], k=len([*mutants(path)]))
        }
        left = [m for m in pool.values() if m.name not in EQUIVALENT]
        found += rng.sample(sorted(left), k=min(len(left), round(share * count / 40)))
    return found


def survives(mutant: Mutant, tree: Path) -> bool:
    """Whether the nearest tests pass in the tree with the mutant in it."""
    path = tree / mutant.path
    whole = path.read_text("utf-8")
    lines = whole.split("\n")
    lines[mutant.line] = mutant.now
    path.write_text("\n".join(lines), "utf-8")
    try:
        return not any((tree / test).exists() and _fails(test, tree) for test in nearest(mutant.path))
    finally:
        path.write_text(whole, "utf-8")


def _fails(test: str, tree: Path) -> bool:
    paths = os.pathsep.join((str(tree), os.environ.get("PYTHONPATH", "")))
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *_QUICK, test]
    done = subprocess.run(command, cwd=tree, env={**os.environ, "PYTHONPATH": paths}, capture_output=True)
    return done.returncode not in (0, 5)


_QUICK = ("-p", "quick") if any((Path(p) / "quick.py").is_file() for p in sys.path) else ()


def main() -> int:
    """Prints each mutant with its fate, and the rate."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=40)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--list", action="store_true")
    given = asked.parse_args()
    found = chosen(given.seed, given.count)
    if given.list:
        print("\n".join(mutant.name for mutant in found))
        return 0
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, tree / name)
        for mutant in found:
            lives = survives(mutant, tree)
            killed += not lives
            print(
                "SURVIVES" if lives else "killed  ",
                f"{mutant.path}:{mutant.line + 1}",
                mutant.now.strip()[:150],
                flush=True,
            )
    print(f"{killed} of {len(found)} are killed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
