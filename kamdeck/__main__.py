"""`python -m kamdeck`, and the `kamdeck` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # a run is short and makes few cycles: collecting costs a tenth of its time
    try:
        from kamdeck.cli.main import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line was there, or while it was saying goodbye
        code = 130
    gc.freeze()  # nor does the interpreter search everything once more on leaving, another twentieth
    sys.exit(code)


if __name__ == "__main__":
    main()
