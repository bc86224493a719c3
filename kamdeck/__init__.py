"""kamdeck: from a key account workbook to a PowerPoint deck that is refreshed in place.

The functions in `__all__` are the whole public surface; they are loaded when they are first used.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kamdeck.api import (
        build,
        check,
        diff,
        explain,
        fleet,
        launchers,
        lint,
        open_presentation,
        preview,
        refresh,
        restyle,
        runs,
        schedule,
        send,
        starter,
        update,
        views,
        watch,
    )
    from kamdeck.errors import DeckError, DeliveryError, KamdeckError, Problem, TemplateError, WorkbookError
    from kamdeck.report import Change, Conflict, Delivery, FleetDeck, FleetReport, Kept, Report
    from kamdeck.run.intake import read_workbook
    from kamdeck.sources.frames import read_frames, to_frame

__version__ = "0.1.0"
__all__ = [
    "Change",
    "Conflict",
    "DeckError",
    "Delivery",
    "DeliveryError",
    "FleetDeck",
    "FleetReport",
    "KamdeckError",
    "Kept",
    "Problem",
    "Report",
    "TemplateError",
    "WorkbookError",
    "build",
    "check",
    "diff",
    "explain",
    "fleet",
    "launchers",
    "lint",
    "open_presentation",
    "preview",
    "read_frames",
    "read_workbook",
    "refresh",
    "restyle",
    "runs",
    "schedule",
    "send",
    "starter",
    "to_frame",
    "update",
    "views",
    "watch",
]


def __getattr__(name: str) -> Any:
    """A public name, from the module that defines it."""
    if name not in __all__:
        raise AttributeError(f"kamdeck has no {name!r}; it has {', '.join(__all__)}.")
    from importlib import import_module

    home = "errors" if name.endswith("Error") else "report" if name[0].isupper() else "api"
    home = {"read_frames": "sources.frames", "to_frame": "sources.frames", "read_workbook": "run.intake"}.get(
        name, home
    )
    return getattr(import_module(f"kamdeck.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Subpackage(ModuleType):
    """A subpackage that bears the name of a public function and is called as that function."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        from kamdeck import api

        return getattr(api, self.__name__.rpartition(".")[2])(*given, **named)


class _Package(ModuleType):
    """The package: `kamdeck.views()` stays what it is after the subpackage of that name was imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and name in __all__:
            value.__class__ = _Subpackage
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
