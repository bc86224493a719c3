"""What is known of a slide once it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Written(NamedTuple):
    """Part, ids by element key, workbook marks by chart key,
    digests of the elements that were written, and the layout that a new slide stands on."""

    part: str
    slide_id: int
    shape_ids: Mapping[str, int]
    books: Mapping[str, str]
    digests: Mapping[str, str]
    layout: str = ""
