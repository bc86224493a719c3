"""Which lines of the charter stand on which slide, and where: mission band, panels, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, Shape, SlideSpec, Text
from kamdeck.figures.charter import PANELS, Charter, Entry
from kamdeck.layout.marks import label
from kamdeck.layout.page import page
from kamdeck.record import record, replace
from kamdeck.text.measure import clip, fitting, line_height, shorten, width, wrap
from kamdeck.views.charter.panels import MOST, Panel, Setting, height_of, set_panel
from kamdeck.views.charter.words import CharterWords


def _in(inches: float) -> int:
    return round(inches * EMU)


_BAND, _BAND_LOW, _LOW = _in(0.60), _in(0.48), _in(4.6)  # the mission's band, and in a lower body
_UNDER = _in(0.115)  # from the band to the panels
_FOOT, _SIGN_FOOT = _in(0.03), _in(0.56)  # free below the panels, with signatures
_GAP, _BETWEEN = _in(0.285), _in(0.20)
_WIDE, _MIDDLE = _in(10.0), _in(8.6)  # bodies with two rows of three panels, with one row
_ROW = _in(1.5)  # the least height of a row of panels in a narrow body
_LEAST_ROW = 0.38  # of the height, where panels stand in two rows
_LARGEST = 11.0
SIGNATURES = 4
_SIGN_W, _SIGN_Y, _SIGN_LINE = _in(2.87), _in(0.23), _in(0.19)
_MISSION_LEFT, _MISSION_SIZES = _in(0.25), (16.0, 15.0, 14.0, 13.0, 12.0)


@record
class Page:
    """One slide: of each panel its place, its lines, how they are set and the number of the first."""

    number: int
    panels: tuple[tuple[str, Box, tuple[Entry, ...], Setting, int], ...]
    signatures: tuple[Entry, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many lines of each panel the slide shows."""
        shown = tuple((panel, how.count) for panel, _, _, how, _ in self.panels)
        return (*shown, ("signature", len(self.signatures))) if self.signatures else shown


def make_pages(found: Charter) -> tuple[Page, ...]:
    """Page after page, until every line stands somewhere."""
    body, rest, signatures = found.ctx.frame.body, dict(found.panels), found.signatures
    done = dict.fromkeys(PANELS, 0)
    pages: list[Page] = []
    while rest or signatures or not pages:
        top = _band(body) + _UNDER if found.mission and not pages else 0
        foot = _SIGN_FOOT + _stacked(body) if signatures else _FOOT
        placed = _placed(rest, done, Box(body.x, body.y + top, body.w, body.h - top - foot))
        pages.append(Page(len(pages) + 1, tuple(placed), signatures[:SIGNATURES]))
        signatures = signatures[SIGNATURES:]
        for panel, _, entries, how, _ in placed:
            done[panel] += how.count
            rest[panel] = entries[how.count :]
        rest = {panel: entries for panel, entries in rest.items() if entries}
    return tuple(pages)


def _band(body: Box) -> int:
    return _BAND if body.h >= _LOW else _BAND_LOW


def _stacked(body: Box) -> int:
    """What signatures are higher where name and office stand on lines of their own."""
    return _SIGN_LINE if _sign_width(body) < _SIGN_W else 0


def _sign_width(body: Box) -> int:
    return min(_SIGN_W, (body.w - (SIGNATURES - 1) * _BETWEEN) // SIGNATURES)


def _columns(room: Box) -> tuple[int, int]:
    """How many panels stand in a row at the most, and how many on a slide."""
    if room.w >= _WIDE:
        return 3, 6
    return (3, 3) if room.w >= _MIDDLE else (2, 2 * max(1, room.h // _ROW))


def _placed(
    rest: Mapping[str, tuple[Entry, ...]], done: Mapping[str, int], room: Box
) -> list[tuple[str, Box, tuple[Entry, ...], Setting, int]]:
    """The panels of a slide; the type of one is never much larger than that of another."""
    in_row, most = _columns(room)
    shown = dict(list(rest.items())[:most])
    factor = 2 if len(shown) <= in_row else 1
    boxes = dict(zip(shown, _places(shown, room, in_row), strict=True))

    def settings(largest: float) -> dict[str, Setting]:
        return {
            panel: set_panel(panel, entries, boxes[panel].w, boxes[panel].h, MOST[panel] * factor, largest)
            for panel, entries in shown.items()
        }

    found = settings(_LARGEST)
    found = settings(min((how.size for how in found.values()), default=_LARGEST) + 1)
    return [(panel, boxes[panel], shown[panel], how, done[panel] + 1) for panel, how in found.items()]


def _places(shown: Mapping[str, tuple[Entry, ...]], room: Box, in_row: int) -> Sequence[Box]:
    """The panels' boxes: in one row where they find room beside each other, else in rows whose heights follow
    their lines."""
    count = len(shown)
    columns = count if count <= in_row else 2 if count == 4 else in_row
    if not columns:
        return ()
    across = max(columns, 2)  # a single panel does not spread over the whole width
    wide = (room.w - (across - 1) * _GAP) // across
    asked = [height_of(panel, entries, wide, MOST[panel]) for panel, entries in shown.items()]
    between = _BETWEEN if room.h >= _LOW - _in(1.3) else _BETWEEN * 2 // 3
    rows = [max(asked[n : n + columns]) + between for n in range(0, count, columns)]
    rows[-1] -= between
    shares = [high / sum(rows) for high in rows]
    if len(rows) == 2:
        shares[0] = min(max(shares[0], _LEAST_ROW), 1 - _LEAST_ROW)
    out, y = list[Box](), room.y
    for n, share in enumerate(shares):
        is_last = n == len(shares) - 1
        high = room.y + room.h - y if is_last else round(room.h * share)
        for i in range(min(columns, count - n * columns)):
            out.append(Box(room.x + i * (wide + _GAP), y, wide, high - (0 if is_last else between)))
        y += high
    return out


class CharterSlide:
    """One slide of the charter."""

    def __init__(self, view: str, words: CharterWords, page: Page, pages: int) -> None:
        self._key = view if page.number == 1 else f"{view}:{page.number}"
        self._words = words
        self._page = page
        self._pages = pages
        self._body = words.ctx.frame.body
        self._cut: list[str] = []

    def spec(self) -> SlideSpec:
        """Title block, mission, panels, signatures, source."""
        words, shown, key = self._words, self._page, self._key
        titles, subtitle = words.titles(), words.subtitle()
        if shown.number > 1:
            titles, subtitle = words.further_titles(shown.number, self._pages, shown.counts), ""
        drawn = list[Element]()
        if shown.number == 1 and words.found.mission:
            drawn.append(self._mission())
        for panel, box, entries, how, first in shown.panels:
            made = Panel(key, words, panel, entries, box, how)
            drawn += made.draw(first)
            self._cut += [words.whole(entry) for entry in made.cut]
        drawn += self._signatures()
        return page(
            words.ctx,
            key,
            "wide",
            drawn,
            kicker=words.kicker(shown.number, self._pages),
            titles=titles,
            subtitle=subtitle,
            sheets=words.sheets(),
            scope=words.scope(len(self._cut)),
            notes=words.notes(self._cut),
        )

    def _mission(self) -> Group:
        """A dark band with the mission in bold, in two lines where it is long."""
        group, words = f"{self._key}/mission", self._words
        band = Box(self._body.x, self._body.y - _in(0.02), self._body.w, _band(self._body))
        name = words.say("charter.mission")
        left = band.x + _MISSION_LEFT
        name_w = width(name, 11, True) + _in(0.05)
        x = left + name_w + _in(0.32)
        room = band.x + band.w - _in(0.2) - x
        text = words.found.mission
        size = next((s for s in _MISSION_SIZES if len(wrap(text, s, room, True)) == 1), 0.0)
        size = size or next((s for s in (13.0, 12.0, 11.0) if len(wrap(text, s, room, True)) <= 2), 11.0)
        shown = clip(text, size, room, 2, True)
        if shown != text:
            self._cut.append(text)
        high = line_height(11) + 12_700
        place = Box(left, band.y + (band.h - high) // 2, name_w, high)
        paras = (Para((Run(shown, size, True, "paper"),)),)
        return Group(
            group,
            (
                Shape(f"{group}/band", band, "rect", "tier_a"),
                label(f"{group}/head", name, place, size=11, bold=True, color="tier_c"),
                Text(f"{group}/text", paras, Box(x, band.y, room, band.h), anchor="ctr"),
            ),
            alt=words.say.colon(name, text),
        )

    # -------------------------------------------------------------- signatures

    def _signatures(self) -> list[Element]:
        """Four places side by side: the day above the line, name and office below it."""
        body, wide = self._body, _sign_width(self._body)
        gap = (body.w - SIGNATURES * wide) // (SIGNATURES - 1)
        y = body.y + body.h - _SIGN_Y - _stacked(body)
        return [
            self._signature(entry, Box(body.x + n * (wide + gap), y, wide, 0))
            for n, entry in enumerate(self._page.signatures)
        ]

    def _signature(self, entry: Entry, line: Box) -> Group:
        say, group = self._words.say, f"{self._key}/{entry.key}"
        day: date | None = entry.clause.date
        above = say("charter.signed", date=say.date(day)) if day else say("charter.unsigned")
        high = line_height(11) + 12_700
        name = shorten(entry.label, 11, line.w, True)
        office = shorten(entry.text, 10, line.w)
        if (name, office) != (entry.label, entry.text):
            self._cut.append(self._words.whole(entry))
        bold, plain = Run(name, 11, True, "ink"), Run(office, 10, None, "muted")
        paras = tuple(Para((run,)) for run in (bold, plain) if run.text)
        if len(paras) > 1 and width(f"{name}  ", 11, True) + width(office, 10) <= line.w:
            paras = (Para((bold, Run(f"  {office}", 10, None, "muted"))),)
        below = replace(line, y=line.y + _in(0.03), h=max(len(paras), 1) * high)
        over = replace(line, y=line.y - high - _in(0.015), h=high)
        points = (line.x, line.y, line.x + line.w, line.y)
        return Group(
            group,
            (
                label(f"{group}/day", above, over, size=fitting(above, (10, 9), line.w)),
                Connector(f"{group}/line", points=points, line=Line("ink", 1.05)),
                Text(f"{group}/name", paras, below),
            ),
            alt=self._words.signature_alt(entry, above),
        )
