"""No part compares two periods but by the method of a figure, which refuses: read from the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_layers import MODULES, name_of

FIGURE, TITLES = "kamdeck.analysis.figure", "kamdeck.layout.titles"
ASKING = ("views", "figures", "layout", "compare", "mail", "run")  # all that knows what stands on slides

# what makes, or rests on, a pair of periods -> the modules that may call it
MAKERS: dict[tuple[str, str], set[str]] = {
    (FIGURE, "Step"): {"analysis.figure"},
    (TITLES, "Move"): {"layout.titles"},
    # one moment's value against what it is meant to be, or all there was
    (TITLES, "aimed"): {"views.blueprint.titles", "views.retention.words", "views.strategies.words"},
    ("kamdeck.analysis.abc", "migrate"): {"analysis.abc", "figures.standing"},
    ("kamdeck.analysis.abc", "list_moves"): {"figures.standing"},
    ("kamdeck.analysis.ranking", "compare_ranks"): {"figures.kinds.scores", "views.ranking.view"},
    ("kamdeck.analysis.mrr", "movement"): {"analysis.mrr", "figures.portfolio", "figures.retention"},
}


def calls_of(tree: ast.Module, name: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Every call of a name that the module imports or makes itself: its home with the name, and the line."""
    homes = {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    made = (n.name for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef))
    homes |= {each: (f"kamdeck.{name}", each) for each in made}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in homes:
            yield homes[node.func.id], node.lineno


def rates_of(tree: ast.Module) -> list[int]:
    """The lines with a rate that is made by hand, `after / before - 1`; a room over a constant is none."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Sub)
        and isinstance(node.right, ast.Constant)
        and node.right.value in (1, 100)
        and isinstance(node.left, ast.BinOp)
        and isinstance(node.left.op, ast.Div)
        and not (isinstance(node.left.right, ast.Name) and node.left.right.id.lstrip("_").isupper())
    ]


@pytest.mark.parametrize("path", MODULES, ids=[name_of(path) or "kamdeck" for path in MODULES])
def test_periods_are_compared_by_figures_alone(path: Path) -> None:
    name, tree = name_of(path), ast.parse(path.read_text(encoding="utf-8"))
    wrong = [
        f"{path}:{line}: {call[1]}()"
        for call, line in calls_of(tree, name)
        if call in MAKERS and name not in MAKERS[call]
    ]
    if name.split(".")[0] in ASKING:
        wrong += [f"{path}:{line}: a rate made by hand" for line in rates_of(tree)]
    assert not wrong, "\n".join(wrong)


def test_every_maker_is_called_where_it_may_be() -> None:
    """A name that nobody calls any more guards nothing."""
    called: dict[tuple[str, str], set[str]] = {}
    for path in MODULES:
        for call, _ in calls_of(ast.parse(path.read_text(encoding="utf-8")), name_of(path)):
            if call in MAKERS:
                called.setdefault(call, set()).add(name_of(path))
    assert called == MAKERS


def test_the_reader_sees_a_step_made_by_hand() -> None:
    tree = ast.parse(
        "from kamdeck.layout.titles import Move as Turn\n"
        "from kamdeck.layout.insights import Step\n"
        "def title(before, after):\n"
        "    rate = after.net / before.net - 1\n"
        "    return Turn(before, after), Step('next')\n"
    )
    calls = [call for call, _ in calls_of(tree, "views.sample")]
    assert calls == [(TITLES, "Move"), ("kamdeck.layout.insights", "Step")]
    assert rates_of(tree) == [4]
