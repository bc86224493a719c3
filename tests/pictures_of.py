"""The story and small specs as pages, and what is on the canvas when they are drawn."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from PIL import Image

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.page import Page
from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.stage import Stage
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book

ROOT = Path(__file__).parents[1]
WORKBOOKS = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
__all__ = ["ROOT", "difference", "pages", "pixels", "story"]


@cache
def story(lang: str, frame: Frame = OURS) -> DeckSpec:
    """The spec of the whole sample story."""
    book, problems = read_book(ROOT / "sample_workbooks" / WORKBOOKS[lang], lang=lang)
    return compose(book, problems, Choice(pack="portfolio"), Say(lang), frame=frame).spec


def pages(spec: DeckSpec) -> tuple[Page, ...]:
    """The slides of a spec on the shipped master."""
    stage = Stage(*shipped_master())
    return tuple(stage.page(slide, number, spec.lang) for number, slide in enumerate(spec.slides, 1))


def pixels(data: bytes) -> Any:
    """A PNG file as an array of whole numbers."""
    return numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def difference(one: bytes, other: bytes) -> float:
    """The share of pixels that differ so that one can see it."""
    return float((abs(pixels(one) - pixels(other)).max(axis=2) > 40).mean())
