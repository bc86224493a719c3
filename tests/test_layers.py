"""The import table: which part of the program may import which, read from the syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kamdeck"

# part -> (parts of ours it may import, packages of others it may import)
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "errors": ({"report"}, set()),
    "record": (set(), set()),
    "report": ({"errors"}, set()),
    "workbook": (
        {"errors", "report", "workbook"},
        {"python_calamine", "openpyxl", "xlsxwriter", "pandas"},
    ),
    "analysis": ({"errors", "workbook.rows"}, set()),
    "deck": ({"errors", "report", "deck"}, set()),
    "text": ({"errors", "text"}, set()),
    "views": ({"analysis", "deck.spec", "text", "workbook.months", "workbook.rows", "views"}, set()),
    "pptxio": ({"deck", "errors", "report", "pptxio"}, {"lxml", "pptx"}),
    "pictures": (
        {"deck.page", "deck.spec", "errors", "pictures", "text.measure"},
        {"matplotlib", "numpy", "PIL"},
    ),
    "showing": ({"choice", "deck.page", "deliver.pdf", "errors", "text"}, set()),
    "deliver": (
        {"report", "errors", "deliver", "settings", "text"},
        {"watchfiles", "desktop_notifier", "keyring"},
    ),
    "fleets": (
        {"report", "errors", "fleets", "outputs", "settings", "text", "deliver.table", "pptxio.files"},
        {"dask", "distributed", "fsspec"},
    ),
    "portfolios": ({"errors", "text", "workbook"}, set()),
    "years": ({"text", "workbook.periods", "workbook.rows"}, set()),
    "settings": ({"errors", "text"}, set()),
    "outputs": ({"errors", "text"}, set()),
    "mapping": ({"errors", "settings", "text", "workbook"}, set()),
    "origins": (
        {"analysis", "deck.spec", "errors", "origins", "report", "text", "views", "workbook.rows", "years"},
        set(),
    ),
    "tidy": ({"errors"}, {"pandas"}),
    "frames": ({"errors", "report", "text", "workbook"}, {"pandas"}),
    "intake": ({"errors", "mapping", "report", "settings", "text", "workbook"}, set()),
    "editions": ({"workbook.columns", "workbook.rows"}, set()),
    "choice": ({"editions", "errors", "portfolios", "text", "views", "workbook"}, set()),
    "mail_figures": ({"analysis", "errors", "text", "views", "workbook.watched"}, set()),
    "recipients": ({"deliver", "errors", "text", "workbook"}, set()),
    "letters": (
        {
            "choice",
            "composition",
            "deck",
            "deliver",
            "errors",
            "figures",
            "mail_figures",
            "pptxio",
            "renames",
            "report",
            "text",
            "workbook.columns",
        },
        set(),
    ),
    "sending": (
        {
            "deliver",
            "errors",
            "letters",
            "mail_figures",
            "outputs",
            "pptxio.files",
            "recipients",
            "report",
            "settings",
            "text",
        },
        set(),
    ),
    "figures": ({"analysis", "choice", "editions", "views", "workbook.rows", "workbook.watched"}, set()),
    "differences": (
        {
            "analysis",
            "choice",
            "composition",
            "difference_words",
            "earlier",
            "editions",
            "errors",
            "figures",
            "intake",
            "run.known",
            "text",
            "workbook.columns",
        },
        set(),
    ),
    "difference_words": ({"analysis", "text", "views"}, set()),
    "earlier": ({"analysis", "figures", "views", "workbook.rows"}, set()),
    "composition": (
        {
            "choice",
            "deck.spec",
            "earlier",
            "editions",
            "errors",
            "figures",
            "portfolios",
            "report",
            "text",
            "views",
            "workbook",
            "years",
        },
        set(),
    ),
    "renames": (
        {
            "analysis",
            "choice",
            "deck",
            "earlier",
            "figures",
            "pptxio",
            "report",
            "text",
            "views",
            "workbook.rows",
        },
        set(),
    ),
    "run": (
        {
            "choice",
            "composition",
            "deck",
            "deliver",
            "editions",
            "errors",
            "figures",
            "fleets",
            "intake",
            "pictures",
            "portfolios",
            "pptxio",
            "renames",
            "report",
            "run",
            "text",
            "workbook",
        },
        set(),
    ),
    "api": (
        {
            "choice",
            "composition",
            "deck",
            "deliver",
            "differences",
            "errors",
            "figures",
            "fleets",
            "intake",
            "origins",
            "outputs",
            "pictures",
            "pptxio",
            "report",
            "run",
            "sending",
            "settings",
            "showing",
            "text",
            "views",
            "workbook",
        },
        {"pptx"},
    ),
    "cli": ({"api", "origins", "outputs", "report", "errors", "text", "cli"}, {"click", "rich"}),
    "": ({"api", "errors", "frames", "intake", "report"}, set()),
    "__main__": ({"cli", "errors"}, set()),
}
EVERYWHERE = {"record", "tidy"}  # bases for classes, as the standard library's dataclasses are
LAZY = {
    "pptx",
    "openpyxl",
    "xlsxwriter",
    "pandas",
    "matplotlib",
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
    ours, others = TABLE[part]
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


def test_no_analysis_imports_another() -> None:
    wrong = [
        f"{path}:{line}: {module}"
        for path in (PACKAGE / "analysis").glob("*.py")
        for module, _, line in imports_of(path)
        if module.startswith("kamdeck.analysis")
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
