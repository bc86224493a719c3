"""A view's name stands in no module outside its folder: what others know of it they read from its record."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from kamdeck.views import VIEWS
from kamdeck.workbook.rows import Book

PACKAGE = Path(__file__).parents[1] / "kamdeck"
# Parts that know views at all; the layers below and beside use the same words for sheets and layouts.
PARTS = ("api.py", "cli", "compare", "desk", "fleets", "layout", "mail", "run", "views")
# A word that means something else there: a rule, a field of a record, a topic, a key of a file.
OTHERWISE = {
    ("cli/fleet_report.py", "changes"): "a field of a report",
    ("cli/show.py", "changes"): "a field of a report",
    ("mail/jobs.py", "summary"): "a field of a job",
    ("views/notes/remarks.py", "decision"): "a rule",
    ("views/notes/remarks.py", "pareto"): "a rule",
    ("views/notes/remarks.py", "scoring"): "a rule",
    ("views/summary/findings.py", "concentration"): "a topic of the summary",
    ("views/summary/revenue.py", "concentration"): "a topic of the summary",
}
AMBIGUOUS = {sheet.key for sheet in Book.sheets} | {"notes"}  # sheets, and a slide's speaker notes
FOLDERS = {view.key: view.build.__module__.split(".")[2] for view in VIEWS}


def words(path: Path) -> Iterator[tuple[str, int]]:
    """The literals of a module that may name a view: no docstrings, no names of rules and figures."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    other = set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            other.add(id(node.value))
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "id", "")
            named = [k.value for k in node.keywords if k.arg in ("rules", "element", "finding")]
            for argument in (*named, *(node.args if called in ("Rule", "Figure") else ())):
                other.update(id(part) for part in ast.walk(argument))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in other:
            yield node.value, node.lineno


def modules() -> Iterator[tuple[str, Path]]:
    for part in PARTS:
        root = PACKAGE / part
        for path in [root] if root.is_file() else sorted(root.rglob("*.py")):
            yield path.relative_to(PACKAGE).as_posix(), path


def test_no_module_outside_its_folder_names_a_view() -> None:
    wrong, used = [], set()
    for name, path in modules():
        for word, line in words(path):
            if word not in FOLDERS or word in AMBIGUOUS or name.startswith(f"views/{FOLDERS[word]}/"):
                continue
            if (name, word) in OTHERWISE:
                used.add((name, word))
            else:
                wrong.append(f"kamdeck/{name}:{line}: {word}")
    assert wrong == []
    assert OTHERWISE.keys() == used, "exceptions that nobody needs"


def test_every_rule_and_figure_of_a_record_exists() -> None:
    from kamdeck.figures.registry import FIGURES
    from kamdeck.figures.rules import NAMES

    figures = {figure.key for figure in FIGURES}
    assert {rule for view in VIEWS for rule in view.rules} == NAMES
    for view in VIEWS:
        assert {*view.figures, *view.cites} <= figures, view.key
    homes = [figure for view in VIEWS for figure in view.figures]
    assert sorted(homes) == sorted(figures), "every figure is at home in one view"
