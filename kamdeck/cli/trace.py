"""Where an unexpected error is written down."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from kamdeck import __version__


def write_trace(error: BaseException, arguments: Sequence[str]) -> Path:
    """The file that now holds the error, the command and the versions."""
    head = f"kamdeck {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    text = f"{head}kamdeck {' '.join(arguments)}\n\n{''.join(traceback.format_exception(error))}"
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="kamdeck-error-", suffix=".txt", delete=False
    ) as file:
        file.write(text)
    return Path(file.name)
