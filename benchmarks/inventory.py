"""What a deck holds, counted with python-pptx: the work an ordinary script has to do for the same slides."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE


def describe(shape: Any) -> list[dict[str, Any]]:
    """The shape, or the shapes of a group, as plain data: kind, box, text, size of a table or chart."""
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        return [item for child in shape.shapes for item in describe(child)]
    box = [int(n or 0) for n in (shape.left, shape.top, shape.width, shape.height)]
    if shape.has_chart:
        plots = [
            {"kind": type(plot).__name__, "series": len(list(plot.series)),
             "points": max((len(list(s.values)) for s in plot.series), default=0)}
            for plot in shape.chart.plots
        ]  # fmt: skip
        return [{"kind": "chart", "box": box, "plots": plots}]
    if shape.has_table:
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        return [{"kind": "table", "box": box, "rows": rows}]
    if shape.shape_type == MSO_SHAPE_TYPE.LINE:
        return [{"kind": "line", "box": box}]
    return [{"kind": "text", "box": box, "text": shape.text_frame.text if shape.has_text_frame else ""}]


def take(deck: Path) -> list[dict[str, Any]]:
    """One entry per slide: its shapes and its notes."""
    slides = []
    for slide in Presentation(str(deck)).slides:
        shapes = [item for shape in slide.shapes for item in describe(shape)]
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        slides.append({"shapes": shapes, "notes": notes.text if notes is not None else ""})
    return slides


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(take(Path(sys.argv[1]))), encoding="utf-8")
