"""What a deck holds, told with python-pptx: what an ordinary script has to draw for the same slides."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE

Item = dict[str, Any]


def describe(shape: Any) -> Item:
    """A shape as plain data: kind, box, texts with their formats, fill, size of a table or chart."""
    box = [int(n or 0) for n in (shape.left, shape.top, shape.width, shape.height)]
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        return {"kind": "group", "box": box, "shapes": [describe(child) for child in shape.shapes]}
    if shape.has_chart:
        return {"kind": "chart", "box": box, "plots": [plot_of(plot) for plot in shape.chart.plots]}
    if shape.has_table:
        table = shape.table
        return {
            "kind": "table",
            "box": box,
            "widths": [int(column.width) for column in table.columns],
            "heights": [int(row.height) for row in table.rows],
            "cells": [[cell_of(cell) for cell in row.cells] for row in table.rows],
        }
    if shape.shape_type == MSO_SHAPE_TYPE.LINE:
        return {"kind": "line", "box": box}
    kind = "placeholder" if shape.is_placeholder else "shape"
    return {
        "kind": kind,
        "box": box,
        "geometry": int(shape.auto_shape_type) if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE else None,
        "is_filled": kind == "shape" and shape.fill.type == MSO_FILL.SOLID,
        "paragraphs": paragraphs_of(shape.text_frame) if shape.has_text_frame else [],
    }


def plot_of(plot: Any) -> Item:
    """The kind of a plot, its series, points, labels and own formats of points."""
    series = list(plot.series)
    return {
        "kind": type(plot).__name__,
        "series": len(series),
        "points": max((len(list(one.values)) for one in series), default=0),
        "formatted": sum(len(one._element.findall(one._element.tag.replace("ser", "dPt"))) for one in series),
        "labels": sum(len(one._element.findall(one._element.tag.replace("ser", "dLbls"))) for one in series),
    }


def cell_of(cell: Any) -> Item:
    """The paragraphs of a cell, and whether it is filled."""
    return {"paragraphs": paragraphs_of(cell.text_frame), "is_filled": cell.fill.type == MSO_FILL.SOLID}


def paragraphs_of(frame: Any) -> list[Item]:
    """Alignment and runs of each paragraph."""
    return [
        {
            "align": int(paragraph.alignment) if paragraph.alignment else None,
            "runs": [
                [run.text, run.font.size.pt if run.font.size else None, run.font.bold]
                for run in paragraph.runs
            ],
        }
        for paragraph in frame.paragraphs
    ]


def take(deck: Path) -> list[Item]:
    """One entry per slide: its shapes and its notes."""
    slides = []
    for slide in Presentation(str(deck)).slides:
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        shapes = [describe(shape) for shape in slide.shapes]
        slides.append({"shapes": shapes, "notes": notes.text if notes is not None else ""})
    return slides


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(take(Path(sys.argv[1]))), encoding="utf-8")
