"""The cases beside the project, each a small script that prints `ok NAME` or `WRONG NAME: ...`, as a table.

    python -m tests.run_cases ../shared/cases deck

runs every case of the folders named; 1 where one of them is wrong, or where there is none to run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
AT_ONCE = 2
LIMIT = 300  # seconds for one case
NO_CASES = ("common.py", "__init__.py")
# Cases whose own check cannot pass, with the words by which they then say so, and what is tested instead.
UNFIT = {
    # The digits 91000 that it looks for are in every deck: the hairline's color is lumMod val="91000". The
    # refusal (exit 1) is right; tests/refresh/test_door.py looks for a salary that no deck has by itself.
    "deck_names_the_file": "WRONG deck_names_the_file: ended with 1, a salary",
}


def run_case(path: Path) -> tuple[bool, str]:
    """Whether a case is right, and the line that it printed."""
    env = {name: value for name, value in os.environ.items() if name != "KAMDECK_BIN"}
    env |= {"KAMDECK_ROOT": str(ROOT), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(path.resolve())]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return False, f"WRONG {path.stem}: not done after {LIMIT} s"
    lines = (done.stdout.strip() or done.stderr.strip()).splitlines()
    line = lines[-1] if lines else f"ended with {done.returncode} and said nothing"
    is_right = done.returncode == 0 and line == f"ok {path.stem}"
    return is_right, line if line.startswith(("ok ", "WRONG ")) else f"WRONG {path.stem}: {line}"


def cases_of(folder: Path) -> list[Path]:
    """The cases of a folder in their order."""
    return sorted(path for path in folder.glob("*.py") if path.name not in NO_CASES)


def main(root: Path, folders: list[str]) -> int:
    """Run the cases of some folders; how many are wrong, and which, is printed."""
    found = [(name, path) for name in folders for path in cases_of(root / name)]
    empty = [name for name in folders if not cases_of(root / name)]
    wrong = unfit = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (name, _), (is_right, line) in zip(found, pool.map(run_case, [p for _, p in found]), strict=True):
            is_unfit = not is_right and any(line.startswith(words) for words in UNFIT.values())
            unfit += is_unfit
            wrong += not (is_right or is_unfit)
            print(f"{name:10} {'(unfit) ' if is_unfit else ''}{line}", flush=True)
    right = len(found) - wrong - unfit
    print(f"{len(found)} cases: {right} ok, {wrong} wrong, {unfit} whose check cannot pass")
    if empty:
        print(f"no cases in {', '.join(str(root / name) for name in empty)}")
    return int(bool(wrong or empty))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
