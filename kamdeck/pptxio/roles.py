"""A company's master by role: which of its layouts is a cover, which a finding, and where there is room.

Layouts are told by their type and by the type and place of their placeholders, never by their name, which
may be in any language. Our own master is known by its layouts' names, in any deck.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kamdeck.deck.frame import OURS
from kamdeck.deck.ledger import Ledger
from kamdeck.deck.spec import EMU, Box
from kamdeck.errors import TemplateError
from kamdeck.pptxio.covers import Covering, covering_of
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.findings import Finder, Room, is_fixed, scaled
from kamdeck.pptxio.ground_sheet import sheet_over
from kamdeck.pptxio.holders import Holder
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

_COVER_WIDTH, _COVER_SIZE = 6.80, 40.0  # inches and points that our covers are composed for
_TITLE_WIDTH, _TITLE_SIZE, _LEAST_TITLE = 12.33, 23.0, 14.0  # and our findings
_SPACING = 1.2  # a line's height as a multiple of the type size, for fonts that we do not know
_KICKER = 0.20  # inches
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
        return Master(*page, *theme_of(package, masters[0]), own, notes)
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
        layouts.append(Layout(ours.role, ours.name, found.part, places, ours.content))
    return tuple(layouts)


def _by_role(
    seen: Sequence[Seen], room: Room, covering: Covering, finder: Finder
) -> tuple[tuple[Layout, ...], list[tuple[str, str]]]:
    layouts, remarks = [], []
    section = next((row for row in seen if row.kind == "secHead" and row.of(*TITLES)), None)
    for role in ROLES:
        if role == "cover":
            layouts.append(_cover(covering, finder))
        elif role == "section" and section is not None:
            layouts.append(_section(section, finder))
        else:
            layouts.append(_finding(role, room, finder))
    remarks += [("no_layout", "cover")] if "title" in covering.boxes else []
    remarks += [("no_layout", "section")] if section is None else []
    if not room.has_head:
        remarks.append(("no_layout", "wide"))
    scale = layouts[ROLES.index("wide")].content.w / OURS.body.w
    if round(scale, 3) != 1:
        remarks.append(("scaled", f"{scale:.2f}"))
    return tuple(layouts), remarks


def _finding(role: str, room: Room, finder: Finder) -> Layout:
    """The layout of findings: title in its placeholder, all else in boxes."""
    seen, frame = room.seen, room.frame
    body = scaled(frame.body, frame.scale)
    share = min(body.w / OURS.body.w, body.h / OURS.body.h)
    size = frame.title_size * frame.scale
    least = _fitting(finder.holder(seen, room.title), room.title.box, _TITLE_WIDTH, _TITLE_SIZE)
    return Layout(
        role,
        seen.name,
        seen.part,
        {**_places(seen), "title": room.title},
        Box(body.x, body.y, round(OURS.body.w * share), round(OURS.body.h * share)),
        is_own=False,
        boxes=_boxes(room),
        sizes={} if size == finder.holder(seen, room.title).run.size else {"title": size},
        least={} if least is None else {"title": least},
        footers=_fixed(seen),
        is_bare=room.is_bare,
    )


def _boxes(room: Room) -> dict[str, Box]:
    """Where texts stand for which the layout has no place; the kicker above the title if it fits."""
    frame = room.frame
    assert frame.line is not None
    assert frame.source is not None
    boxes = {"subtitle": scaled(frame.line, frame.scale), "source": scaled(frame.source, frame.scale)}
    title = room.title.box
    rise = round((_KICKER + 0.05) * EMU * frame.scale)
    if title is not None and title.y > rise:
        boxes["kicker"] = Box(title.x, title.y - rise, title.w, round(_KICKER * EMU * frame.scale))
    if title is not None and not room.has_head:
        boxes["title"] = title
    return boxes


def _cover(covering: Covering, finder: Finder) -> Layout:
    """The layout of the cover."""
    seen, title = covering.seen, covering.title
    places = {"title": title, **({"subtitle": covering.subtitle} if covering.subtitle else {})}
    least = _fitting(finder.holder(seen, title), title.box, _COVER_WIDTH, _COVER_SIZE)
    return Layout(
        "cover",
        seen.name,
        seen.part,
        _places(seen) | places,
        OURS.body,
        is_own=False,
        boxes=covering.boxes,
        least={} if least is None else {"title": least},
        footers=_fixed(seen),
        title_color="ink" if covering.is_faint else None,
    )


def _section(seen: Seen, finder: Finder) -> Layout:
    """The layout that parts a deck: a title in its placeholder."""
    spot = seen.of(*TITLES)[0]
    title = Place(spot.kind, spot.idx, spot.box)
    size = _fitting(finder.holder(seen, title), title.box, _COVER_WIDTH, _COVER_SIZE)
    sizes = {} if size is None else {"title": size}
    places = _places(seen) | {"title": title}
    return Layout("section", seen.name, seen.part, places, OURS.body, is_own=False, sizes=sizes, least=sizes)


def _fitting(holder: Holder, box: Box | None, width: float, size: float) -> float | None:
    """The type at which a title fits a placeholder that was composed for a width (inches) in a size (points);
    None where the layout's own does."""
    if box is None:
        return None
    room = (box.w - holder.inset[0] - holder.inset[2]) / EMU
    fits = min(size * room / width, box.h / EMU * 72 / (2 * _SPACING))
    fits = max(_LEAST_TITLE, round(fits * 2) / 2)
    return None if holder.run.size is not None and holder.run.size <= fits else fits


def _places(seen: Seen) -> dict[str, Place]:
    """The layout's footers as places."""
    return {name: Place(spot.kind, spot.idx, spot.box) for name, spot in _footers(seen).items()}


def _fixed(seen: Seen) -> dict[str, str]:
    """The words that the layout's footers have on every slide."""
    return {name: spot.words for name, spot in _footers(seen).items() if is_fixed(spot)}


def _footers(seen: Seen) -> dict[str, Spot]:
    """The layout's footers by our names."""
    return {name: found[0] for name, kind in _FOOTERS.items() if (found := seen.of(kind))}
