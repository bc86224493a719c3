"""The door for people who have pandas frames instead of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamdeck.errors import KamdeckError, Problem
from kamdeck.text import Say
from kamdeck.workbook.reader import read_door
from kamdeck.workbook.rows import Book
from kamdeck.workbook.wording import fold, nearest

if TYPE_CHECKING:
    from pandas import DataFrame

    from kamdeck.analysis.tidy import Tidy


def read_frames(
    frames: Mapping[str, DataFrame],
    *,
    settings: Mapping[str, object] | None = None,
    name: str = "pandas",
    lang: str | None = None,
) -> tuple[Book, tuple[Problem, ...]]:
    """The book that frames make, and all problems: what a workbook with these sheets would give.

    `frames` are named as the sheets are, in English or French (`accounts`, `revenue`, `mrr`, ...), their
    columns as the sheets' columns; years and months may be columns. Missing values are blank cells.
    `settings` are those of the Settings sheet by name (`currency`, `as_of`, ...). `name` stands in the
    slides' source lines. A problem names the cell as pandas reaches it: `revenue.loc[17, 'Revenue']`.

    Raises: KamdeckError for a name that is no sheet's, or a value that is no frame.
    """
    from kamdeck.sources.frame_grids import Frames, sheet_keys

    say, known = Say(lang or "en"), sheet_keys()
    seen: dict[str, str] = {}
    for title, frame in frames.items():
        key = known.get(fold(title))
        if key is None:
            near = nearest(title, [sheet.key for sheet in Book.sheets])
            hint = say("frames.keys", names=", ".join(sheet.key for sheet in Book.sheets))
            hint = f"{say('settings.near', name=near)} {hint}" if near else hint
            raise KamdeckError(say("frames.unknown", name=title), hint)
        if key in seen:
            raise KamdeckError(say("frames.twice", name=title, first=seen[key]), say("frames.twice_hint"))
        if not (hasattr(frame, "columns") and hasattr(frame, "iloc")):
            kind = type(frame).__name__
            raise KamdeckError(say("frames.no_frame", name=title, kind=kind), say("frames.no_frame_hint"))
        seen[key] = title
    return read_door(Frames(frames, settings or {}), name, lang)


def to_frame(results: Tidy | Sequence[Tidy]) -> DataFrame:
    """The rows of one result of an analysis, or of several of the same kind below each other.

    Raises: KamdeckError when pandas is not installed.
    """
    if not isinstance(results, Sequence):
        return results.to_frame()
    columns: dict[str, list[Any]] = {}
    for result in results:
        for label, values in result.to_columns().items():
            columns.setdefault(label, []).extend(values)
    from kamdeck.analysis.tidy import frame_of

    return frame_of(columns)
