"""What a mutant changes: one line of a file, a word or a sign turned round.

In a catalogue: a word of direction, the forms of a plural, two fields of a text. In the code: a comparison's
sign or border, the sign of a sum, the first of two texts for the other, the first for the last, the least for
the most.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

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
NO_TURN = (
    r"left out|left column|left alone|the left|\(left\)|left to right|from left|up to|add up|written up"
    r"|gives? (?=up)|win over|over (?:a|the|twelve|that|from|\{n\})|under the|half up|hold \{\w+\} up"
    r"|n’est plus|sont plus|plus (?:sous|dans)|de plus de \{page|sans plus|entre (?:les|deux)|entre \{"
)
"""What has a word of direction in it and names none."""
FLIPS = {ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
         ast.Eq: ("==", "!="), ast.NotEq: ("!=", "==")}  # fmt: skip
NO_TEXTS = ("rule", "view", "note", "notes")
"""Keys that are not said on a slide."""
FIELD = re.compile(r"\{[^{}.]*\}")
"""A field that writes something: one with a full stop in it is of no width."""


class Mutant(NamedTuple):
    """One line of a file, as it is and as it would be, and what kind of change that is."""

    path: str
    line: int
    was: str
    now: str
    kind: str

    @property
    def name(self) -> str:
        """Where it is and what it says, without spaces around."""
        return f"{self.path}: {self.now.strip()}"


def mutants(root: Path, path: Path) -> Iterator[Mutant]:
    """All of a file of the tree, in the order of its lines."""
    lines = path.read_text("utf-8").split("\n")
    made = _texts(lines, path.stem) if path.suffix == ".toml" else _code(path, lines)
    for number, now, kind in made:
        if now != lines[number]:
            yield Mutant(path.relative_to(root).as_posix(), number, lines[number], now, kind)


# ------------------------------------------------------------------ catalogues


def _texts(lines: list[str], lang: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines):
        key, sign, text = re.sub(r" +# .*$", "", line).partition(" = ")
        if not sign or line.startswith(("#", "[")) or key in NO_TEXTS:
            continue
        for turned in _turned(text, lang):
            yield number, f"{key} = {turned}", "direction"
        if forms := re.fullmatch(r'\{ ?one = "(.*?)", other = "(.*)" ?\}', text):
            yield number, f'{key} = {{ one = "{forms[2]}", other = "{forms[1]}" }}', "plural"
            text = forms[2]
        for first, second in _fields_beside(text):
            swapped = line.replace(first, "\0").replace(second, first).replace("\0", second)
            yield number, swapped, "fields"


def _turned(text: str, lang: str) -> Iterator[str]:
    """The text with one word of direction turned round."""
    for pair in SWAPS[lang]:
        for here, there in (pair.split("|"), pair.split("|")[::-1]):
            for match in re.finditer(rf"{NO_TURN}|\b({here})\b(?![^{{]*\}})", text):
                if match[1]:
                    yield text[: match.start()] + there + text[match.end() :]
                    break


def _fields_beside(text: str) -> Iterator[tuple[str, str]]:
    """Every field with the next one in the text."""
    yield from pairwise(dict.fromkeys(FIELD.findall(text)))


# ------------------------------------------------------------------ code


def _code(path: Path, lines: list[str]) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for part, new, kind in _turns(node):
            if part.lineno == part.end_lineno:
                data = lines[part.lineno - 1].encode()
                begin, stop = part.col_offset, part.end_col_offset or 0
                turned = new(data[begin:stop].decode()).encode()
                yield part.lineno - 1, (data[:begin] + turned + data[stop:]).decode(), kind


def _turns(node: ast.AST) -> Iterator[tuple[ast.expr, Callable[[str], str], str]]:
    """The parts of a node that may be turned: each with its new text by its old, and the kind."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in FLIPS:
        old, new = FLIPS[type(node.ops[0])]
        kind = "equal" if old in ("==", "!=") else "border"
        yield node, lambda text: text.replace(f" {old} ", f" {new} ", 1), kind
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and not _is_text(node):
        old, new = (" + ", " - ") if isinstance(node.op, ast.Add) else (" - ", " + ")
        yield node, lambda text: text.replace(old, new, 1), "sum"
    if isinstance(node, ast.IfExp) and all(isinstance(e, ast.Constant) for e in (node.body, node.orelse)):
        other = ast.unparse(node.orelse)
        yield node.body, lambda _: other, "choice"
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == 0:
        yield node.slice, lambda _: "-1", "end"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
        yield node.func, lambda text: {"min": "max", "max": "min"}[text], "end"


def _is_text(node: ast.BinOp) -> bool:
    """True where texts or lists are put together: another sign fails at once."""
    sides = (node.left, node.right)
    return any(isinstance(each, ast.JoinedStr | ast.List | ast.Tuple) for each in sides) or any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(node)
    )
