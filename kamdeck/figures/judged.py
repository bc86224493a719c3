"""How a figure or a piece of work stands."""

from __future__ import annotations

from typing import Literal

Status = Literal["good", "watch", "risk", "unknown", "done"]
