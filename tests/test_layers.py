"""The import table: which part of the program may import which, read from the syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kamdeck"

# part -> (parts of ours it may import, packages of others it may import), from the top down: imports run
# downwards only
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "__main__": ({"cli"}, set()),
    "": ({"api", "errors", "report", "run.intake", "sources.frames"}, set()),
    "cli": ({"api", "errors", "figures", "report", "run.outputs", "text"}, {"click", "rich"}),
    "api": (
        {
            "compare", "deck.page", "desk", "errors", "figures", "fleets", "mail", "pictures", "pptxio",
            "report", "run", "settings", "text", "views", "workbook",
        },
        {"pptx"},
    ),
    "fleets": (
        {"errors", "pptxio.files", "report", "run", "settings", "text"},
        {"dask", "distributed", "fsspec"},
    ),
    "desk": ({"errors", "report", "settings", "text"}, {"watchfiles", "desktop_notifier"}),
    "mail": (
        {
            "deck.spec", "errors", "figures", "pictures", "pptxio", "report", "run", "settings", "text",
            "views", "workbook",
        },
        {"keyring"},
    ),
    "compare": ({"analysis", "errors", "figures", "run", "text", "views", "workbook.columns"}, set()),
    "run": (
        {
            "analysis", "deck", "errors", "figures", "layout", "pictures", "pptxio", "report", "settings",
            "sources", "text", "views", "workbook",
        },
        set(),
    ),
    "sources": ({"errors", "settings", "text", "workbook"}, {"duckdb", "pandas"}),
    "views": (
        {
            "analysis", "deck.frame", "deck.spec", "errors", "figures", "layout", "text", "workbook.kpis",
            "workbook.months", "workbook.rows", "workbook.spans",
        },
        set(),
    ),
    "layout": ({"analysis", "deck.frame", "deck.spec", "figures", "text", "workbook.rows"}, set()),
    "figures": (
        {
            "analysis", "deck.frame", "deck.spec", "errors", "report", "text", "workbook.choices",
            "workbook.columns", "workbook.compared", "workbook.kpis", "workbook.months", "workbook.periods",
            "workbook.rows",
            "workbook.spans", "workbook.watched", "workbook.wording",
        },
        set(),
    ),
    "pictures": ({"deck.page", "deck.spec", "errors", "text"}, {"matplotlib", "numpy", "PIL"}),
    "pptxio": ({"deck", "errors", "report", "text"}, {"lxml", "pptx", "PIL"}),
    "analysis": ({"errors", "workbook.rows", "workbook.spans"}, {"pandas"}),
    "workbook": ({"errors", "text"}, {"python_calamine", "openpyxl", "xlsxwriter"}),
    "deck": ({"errors", "report", "text"}, set()),
    "settings": ({"errors", "text"}, set()),
    "text": ({"errors"}, set()),
    "report": ({"errors"}, set()),
    "errors": (set(), set()),
    "record": (set(), set()),
    "traced": (set(), set()),
}  # fmt: skip
EVERYWHERE = {
    "record",
    "traced",
    "analysis.tidy",
}  # bases, as the standard library's dataclasses are
LAZY = {
    "pptx",
    "openpyxl",
    "xlsxwriter",
    "duckdb",
    "pandas",
    "matplotlib",
    "PIL",
    "python_calamine",
    "rich",
    "watchfiles",
    "keyring",
    "smtplib",
    "email",
    "ssl",
    "dask",
    "distributed",
    "fsspec",
}
PURE = {"analysis", "views", "deck"}
IMPURE_MODULES = {"time", "os", "pathlib", "random", "subprocess", "socket", "io", "tempfile", "shutil"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The module's name below `kamdeck`: `deck.plan`, `text`, "" for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[tuple[str, bool, int]]:
    """Every imported module of a file: its full name, whether at module level at run time, and the line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lazy: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_type_checking = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_type_checking:
            lazy.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node not in lazy, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            module = node.module or ""
            if module == "kamdeck" or module.startswith("kamdeck."):
                for alias in node.names:
                    is_module = (ROOT / module.replace(".", "/") / f"{alias.name}.py").exists() or (
                        ROOT / module.replace(".", "/") / alias.name
                    ).is_dir()
                    yield f"{module}.{alias.name}" if is_module else module, node not in lazy, node.lineno
            else:
                yield module, node not in lazy, node.lineno


def is_within(name: str, allowed: set[str]) -> bool:
    """Whether a module name is one of the allowed parts or lies inside one."""
    return any(name == part or name.startswith(part + ".") for part in allowed)


@pytest.mark.parametrize("path", MODULES, ids=[name_of(path) or "kamdeck" for path in MODULES])
def test_imports_follow_the_table(path: Path) -> None:
    name = name_of(path)
    part = name.split(".")[0]
    assert part in TABLE, f"{name} has no row in the import table"
    ours, others = TABLE[part][0] | {part}, TABLE[part][1]
    wrong = []
    for module, _, line in imports_of(path):
        top = module.split(".")[0]
        if top == "kamdeck":
            target = module.removeprefix("kamdeck").removeprefix(".")
            if target and target not in EVERYWHERE and not is_within(target, ours):
                wrong.append(f"{path}:{line}: {name} imports {module}")
        elif top not in sys.stdlib_module_names and top not in others:
            wrong.append(f"{path}:{line}: {name} imports {module}")
    assert not wrong, "\n".join(wrong)


def test_imports_run_downwards_only() -> None:
    """A part imports none that stands above it in the table."""
    order = list(TABLE)
    wrong = [
        f"{part} may import {other}"
        for place, part in enumerate(order)
        for other in TABLE[part][0]
        if order.index(other.partition(".")[0]) <= place
    ]
    assert not wrong


def test_modules_import_each_other_in_no_circle() -> None:
    """Nor do imports in functions and for types alone; the version of the package is asked by all."""
    names = {name_of(path): path for path in MODULES}
    sorter = TopologicalSorter[str]()
    for name, path in names.items():
        found = {module.removeprefix("kamdeck").removeprefix(".") for module, _, _ in imports_of(path)}
        sorter.add(name, *(found & names.keys() - {name, ""}))
    sorter.prepare()  # raises CycleError with the modules


BASES = {"kamdeck.analysis.tidy", "kamdeck.analysis.figure"}


def test_no_analysis_imports_another() -> None:
    wrong = [
        f"{path}:{line}: {module}"
        for path in (PACKAGE / "analysis").glob("*.py")
        for module, _, line in imports_of(path)
        if module.startswith("kamdeck.analysis") and module not in BASES
    ]
    assert not wrong


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    wrong = [
        f"{path}:{line}: {module}"
        for path in MODULES
        for module, is_eager, line in imports_of(path)
        if is_eager and module.split(".")[0] in LAZY and not _is_behind_a_door(path, module)
    ]
    assert not wrong, "\n".join(wrong)


def _is_behind_a_door(path: Path, module: str) -> bool:
    """Whether a module of the pictures imports matplotlib: the package itself loads them when it draws."""
    is_picture = name_of(path).startswith("pictures.")
    return is_picture and module.split(".")[0] == "matplotlib"


def test_pure_parts_read_no_clock_environment_or_file() -> None:
    wrong = []
    for path in MODULES:
        if name_of(path).split(".")[0] not in PURE:
            continue
        for module, is_eager, line in imports_of(path):
            if is_eager and module.split(".")[0] in IMPURE_MODULES:
                wrong.append(f"{path}:{line}: {module}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (call := ast.unparse(node.func)) in {
                "open",
                "date.today",
                "datetime.now",
            }:
                wrong.append(f"{path}:{node.lineno}: {call}()")
    assert not wrong, "\n".join(wrong)


def test_no_module_level_state_changes() -> None:
    """No `global` statement anywhere: what a run needs is passed to it."""
    wrong = [
        f"{path}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Global)
    ]
    assert not wrong


def test_the_table_sees_a_wrong_import(tmp_path: Path) -> None:
    """The reader of imports finds nested, aliased and type-only imports."""
    source = tmp_path / "sample.py"
    source.write_text(
        "import lxml.etree as etree\n"
        "from kamdeck.deck import spec\n"
        "from kamdeck import errors\n"
        "def late():\n    import pandas\n",
        encoding="utf-8",
    )
    found = {(module, is_eager) for module, is_eager, _ in imports_of(source)}
    assert found == {
        ("lxml.etree", True),
        ("kamdeck.deck.spec", True),
        ("kamdeck.errors", True),
        ("pandas", False),
    }
