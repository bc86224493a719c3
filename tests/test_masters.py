"""The room for findings on real masters: what is measured there, and what may never be."""

from __future__ import annotations

import pytest

from kamdeck.deck.spec import EMU
from kamdeck.layout.areas import form_of
from tests.masters import faults_of, room_of
from tests.pptxio.test_lint import corpus

# Layout, body (inches), title (points, alignment) and arrangement; pages wider than 14 in as ordinary ones.
KNOWN = {
    "poi__SimpleMacro.pptm": ("Title Only", (0.50, 1.65, 9.00, 5.22), "22 ctr", "strip"),
    "Open-XML-SDK__HierarchyDiagram_TP10174325.potx": (
        "Title Only", (0.50, 2.39, 9.08, 4.48), "22 l", "low"
    ),
    "poi__2411-Performance_Up.pptx": ("Title Only", (1.50, 1.52, 8.00, 4.44), "20 ctr", "low"),
    "poi__PPT2016withComment.pptx": ("Title Only", (1.02, 1.90, 11.30, 4.97), "28 l", "right"),
    "document-templates__he-IL.pptx": ("כותרת בלבד", (1.02, 1.90, 11.30, 4.97), "28 r", "right"),
    "poi__60810.pptx": ("Title Only", (0.60, 1.14, 8.80, 3.99), "20 l", "line"),
    "poi__bug65228.pptx": ("Title Only", (0.42, 1.08, 12.50, 5.66), "24 l", "right"),
    "poi__alterman_security.pptx": ("Nur Titel", (0.50, 1.65, 9.00, 4.76), "22 ctr", "low"),
}  # fmt: skip
FOLDER = corpus()
beside = pytest.mark.skipif(not FOLDER, reason="no masters of companies here (KAMDECK_CORPUS)")


@beside
@pytest.mark.parametrize("name", KNOWN)
def test_room_on_real_masters(name: str) -> None:
    path = next(path for path in FOLDER if path.name == name)
    finder, room = room_of(path)
    layout, body, title, rail = KNOWN[name]
    found = room.frame.body
    assert room.seen.name == layout
    assert [v / EMU for v in (found.x, found.y, found.w, found.h)] == pytest.approx(body, abs=0.02)
    assert f"{room.frame.title_size:g} {room.frame.align}" == title
    assert form_of(room.frame) == rail
    assert list(faults_of(finder, room)) == []
