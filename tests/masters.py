"""What findings find on companies' masters: layout, free area, title and where the rail would stand.

    python -m tests.masters            # one line for each master of the corpus
    python -m tests.masters dark       # for those whose name holds the word

A master fails whose body leaves the slide or meets the title, a footer or the master's art.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from kamdeck.deck.spec import EMU, Box
from kamdeck.errors import KamdeckError
from kamdeck.layout.areas import form_of
from kamdeck.pptxio.findings import Finder, Room
from kamdeck.pptxio.free_area import meet
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.seen import NS, layouts_of, masters_of
from kamdeck.pptxio.xml import parse
from tests.pptxio.test_lint import corpus


def room_of(path: Path) -> tuple[Finder, Room]:
    """The room for findings on a file's masters, and what found it.

    Raises: KamdeckError where the file cannot be read.
    """
    package = Package.open(path)
    show = parse(package.read(package.main_part), package.main_part)
    size = show.find("p:sldSz", NS)
    if size is None:
        raise KamdeckError(f"{path.name} has no slide size.")
    finder = Finder(package, show, (int(size.get("cx", 0)), int(size.get("cy", 0))))
    seen = [row for master in masters_of(package, show) for row in layouts_of(package, master)]
    return finder, finder.best(seen)


def faults_of(finder: Finder, room: Room) -> Iterator[str]:
    """What is wrong with a room; on a page of ours without the art it may stand where that was."""
    frame, given = room.frame, finder.given(room.seen)
    assert frame.line is not None
    assert frame.source is not None
    slide = Box(0, 0, frame.width, frame.height)
    ours = {"line": frame.line, "body": frame.body, "source": frame.source}
    for name, box in ours.items():
        if not (box.x >= 0 and box.y >= 0 and box.x + box.w <= slide.w and box.y + box.h <= slide.h):
            yield f"{name} leaves the slide"
        if not room.is_bare and any(meet(box, art) for art in given.obstacles):
            yield f"{name} meets art or a footer"
    for (name, box), (other, second) in ((a, b) for a in ours.items() for b in ours.items() if a < b):
        if meet(box, second):
            yield f"{name} meets {other}"
    if frame.title_size < 20:
        yield f"title of {frame.title_size} pt"


def told(path: Path) -> str:
    """A master's line in the table; lengths in inches, page wider than 14 as one of ordinary size."""
    try:
        finder, room = room_of(path)
    except KamdeckError as refusal:
        return f"{path.name[:40]:40} {str(refusal)[:60]}"
    frame, body = room.frame, room.frame.body
    area = f"{body.x / EMU:.2f}, {body.y / EMU:.2f}, {body.w / EMU:.2f} x {body.h / EMU:.2f}"
    title = f"{frame.title_size:g} {frame.align}{' one line' if frame.title_lines == 1 else ''}"
    owned = "" if room.has_head else " own title" if not room.is_bare else " own page, no art"
    scale = f" x{frame.scale:.2f}" if frame.scale != 1 else ""
    faults = "".join(f"; {fault}" for fault in faults_of(finder, room))
    name = f"{path.name[:40]:40} {room.seen.name[:20]:20}"
    return f"{name} {area:24} {title}{owned}{scale}, {form_of(frame)}{faults}"


if __name__ == "__main__":
    for each in corpus():
        if not sys.argv[1:] or any(word in each.name for word in sys.argv[1:]):
            print(told(each))
