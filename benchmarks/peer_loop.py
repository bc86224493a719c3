"""The ordinary script at its best: one process reads and draws workbook after workbook."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.peer_build import main

if __name__ == "__main__":
    inventory, folder, *workbooks = (Path(argument) for argument in sys.argv[1:])
    for workbook in workbooks:
        main(workbook, inventory, folder / f"{workbook.stem}.pptx")
