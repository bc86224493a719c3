"""A company's master by role: which of its layouts is a cover, which a finding, and where there is room.

Layouts are told by their type and by the type and place of their placeholders, never by their name, which
may be in any language. Our own master is known by its layouts' names, in any deck.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kamdeck.deck.ledger import Ledger
from kamdeck.deck.light import light_of
from kamdeck.errors import TemplateError
from kamdeck.pptxio.covers import Covering, covering_of
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.findings import Finder, Room, is_fixed
from kamdeck.pptxio.ground_sheet import sheet_over
from kamdeck.pptxio.list_style import list_style, runs_from_right
from kamdeck.pptxio.master import ROLES, Layout, Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.palette import palette_for
from kamdeck.pptxio.scene import under
from kamdeck.pptxio.seen import NS, TITLES, Seen, Spot, layouts_of, masters_of, theme_of
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.slide_search import slide_ids
from kamdeck.pptxio.xml import parse
from kamdeck.record import replace
from kamdeck.text import told

_LIGHT = 0.5  # of a ground: below, the tints of our palette are not seen
_FOOTERS = {"footer": "ftr", "date": "dt", "number": "sldNum"}


def read_master(package: Package, ledger: Ledger | None = None) -> Master:
    """The master of a deck or template, with a layout for every role.

    Where a `ledger` says which slides are ours, findings stay on the layout that they stand on.

    Raises:
        TemplateError: Strict Open XML, or no slide master with layouts.
        DeckError: a part cannot be read.
    """
    main = package.main_part
    show = parse(package.read(main), main)
    size = show.find("p:sldSz", NS)
    if size is None:
        raise TemplateError(
            told("refused.strict", name=package.label),
            told("refused.strict_hint"),
        )
    page = int(size.get("cx") or 0), int(size.get("cy") or 0)
    masters = masters_of(package, show)
    seen = [row for master in masters for row in layouts_of(package, master)]
    if not seen:
        raise TemplateError(told("refused.no_master", name=package.label))
    notes = package.related(main, "notesMaster")
    if own := _own(seen):
        master = Master(*page, *theme_of(package, masters[0]), own, notes)
        slots = under(package, master.layout("rail").part, show).tints.theme
        paper = f"#{slots.get('bg1', 'FFFFFF')}"
        if light_of(paper) >= _LIGHT:
            return master
        return replace(master, palette=palette_for(slots, (paper,)), ground=(paper,))
    finder, stands_on = Finder(package, show, page), _stands_on(package, ledger)
    room = next((finder.on(row) for row in seen if row.part == stands_on), None) or finder.best(seen)
    near = sorted(seen, key=lambda row: row.master != room.seen.master)
    covering = covering_of(finder, near, room)
    layouts, remarks = _by_role(near, room, covering, finder)
    if len(masters) > 1:
        remarks.append(("masters", str(len(masters))))
    if notes is None:
        remarks.append(("no_notes_master", ""))
    theme, frame = theme_of(package, room.seen.master), replace(room.frame, cover=covering.cover)
    floor = finder.floor(room)
    sheet, ground = sheet_over(floor.colors) or (None, floor.colors)
    on_it = {"sheet": floor.sheet if sheet else None, "title_color": "ink" if floor.is_title_faint else None}
    layouts = tuple([replace(row, **on_it) if row.part == room.seen.part else row for row in layouts])
    below = under(package, room.seen.part, show)
    return Master(
        *page,
        *theme,
        layouts,
        notes,
        False,
        tuple(remarks),
        frame,
        palette_for(below.tints.theme, ground, sheet),
        floor.colors,
        runs_from_right(show, below.master_root),
        list_style(show, below.master_root),
    )


def _stands_on(package: Package, ledger: Ledger | None) -> str | None:
    """The layout that most slides of ours stand on."""
    ours = {base.slide_id for base in ledger.slides.values()} if ledger else set()
    parts = [package.related(part, "slideLayout") for number, part in slide_ids(package) if number in ours]
    found = Counter(part for part in parts if part).most_common(1)
    return found[0][0] if found and found[0][1] > 1 else None


# ------------------------------------------------------------------ roles


def _own(seen: Sequence[Seen]) -> tuple[Layout, ...]:
    """Our own layouts, with the geometry that they have in this file; none where one is missing."""
    by_name = {layout.name: layout for layout in reversed(seen)}
    layouts = []
    for ours in shipped_master()[0].layouts:
        found = by_name.get(ours.name)
        boxes = {(spot.kind, spot.idx): spot.box for spot in found.spots} if found else {}
        if found is None or not all((place.type, place.idx) in boxes for place in ours.places.values()):
            return ()
        places = {n: Place(p.type, p.idx, boxes[p.type, p.idx]) for n, p in ours.places.items()}
        layouts.append(Layout(ours.role, ours.name, found.part, places))
    return tuple(layouts)


def _by_role(
    seen: Sequence[Seen], room: Room, covering: Covering, finder: Finder
) -> tuple[tuple[Layout, ...], list[tuple[str, str]]]:
    layouts, remarks = [], []
    section = next((row for row in seen if row.kind == "secHead" and row.of(*TITLES)), None)
    for role in ROLES:
        if role == "cover":
            layouts.append(_cover(covering))
        elif role == "section" and section is not None:
            layouts.append(_section(section))
        else:
            layouts.append(_finding(role, room, finder))
    remarks += [("no_layout", "cover")] if "title" in covering.boxes else []
    remarks += [("no_layout", "section")] if section is None else []
    if not room.has_head:
        remarks.append(("no_layout", "wide"))
    return tuple(layouts), remarks


def _finding(role: str, room: Room, finder: Finder) -> Layout:
    """The layout of findings: title in its placeholder, all else in boxes."""
    seen, title = room.seen, room.title
    size = room.frame.title_size * room.frame.scale
    return Layout(
        role,
        seen.name,
        seen.part,
        {**_places(seen), "title": title},
        is_own=False,
        boxes={"title": title.box} if title.box and not room.has_head else {},
        sizes={} if size == finder.holder(seen, title).run.size else {"title": size},
        footers=_fixed(seen),
        is_bare=room.is_bare,
    )


def _cover(covering: Covering) -> Layout:
    """The layout of the cover."""
    seen, subtitle = covering.seen, covering.subtitle
    places = {"title": covering.title, **({"subtitle": subtitle} if subtitle else {})}
    return Layout(
        "cover",
        seen.name,
        seen.part,
        _places(seen) | places,
        is_own=False,
        boxes=covering.boxes,
        footers=_fixed(seen),
        title_color="ink" if covering.is_faint else None,
    )


def _section(seen: Seen) -> Layout:
    """The layout that parts a deck: a title in its placeholder."""
    spot = seen.of(*TITLES)[0]
    places = _places(seen) | {"title": Place(spot.kind, spot.idx, spot.box)}
    return Layout("section", seen.name, seen.part, places, is_own=False)


def _places(seen: Seen) -> dict[str, Place]:
    """The layout's footers as places."""
    return {name: Place(spot.kind, spot.idx, spot.box) for name, spot in _footers(seen).items()}


def _fixed(seen: Seen) -> dict[str, str]:
    """The words that the layout's footers have on every slide."""
    return {name: spot.words for name, spot in _footers(seen).items() if is_fixed(spot)}


def _footers(seen: Seen) -> dict[str, Spot]:
    """The layout's footers by our names."""
    return {name: found[0] for name, kind in _FOOTERS.items() if (found := seen.of(kind))}
