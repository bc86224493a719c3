"""Which lines of the charter stand on which slide, and where: mission band, panels, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, Shape, SlideSpec, Text
from kamdeck.layout.rail import BODY, label, source_line, title_block
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.charter.data import PANELS, Charter, Entry
from kamdeck.views.charter.panels import MOST, Panel, Setting, height_of, set_panel
from kamdeck.views.charter.words import CharterWords


def _in(inches: float) -> int:
    return round(inches * EMU)


BAND = Box(BODY.x, _in(1.54), BODY.w, _in(0.60))
_TOP, _TOP_UNDER_BAND = _in(1.56), _in(2.275)
_FOOT, _FOOT_OVER_SIGNATURES = _in(6.85), _in(6.32)
_GAP, _BETWEEN = _in(0.285), _in(0.20)
_IN_ONE_ROW = 3  # panels
_LEAST_ROW = 0.38  # of the height, where panels stand in two rows
_LARGEST = 11.0
SIGNATURES = 4
_SIGN_W, _SIGN_Y = _in(2.87), _in(6.65)
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
    rest = dict(found.panels)
    signatures = found.signatures
    done = dict.fromkeys(PANELS, 0)
    pages: list[Page] = []
    while rest or signatures or not pages:
        top = _TOP_UNDER_BAND if found.mission and not pages else _TOP
        foot = _FOOT_OVER_SIGNATURES if signatures else _FOOT
        placed = _placed(rest, done, top, foot)
        pages.append(Page(len(pages) + 1, tuple(placed), signatures[:SIGNATURES]))
        signatures = signatures[SIGNATURES:]
        for panel, _, entries, how, _ in placed:
            done[panel] += how.count
            rest[panel] = entries[how.count :]
        rest = {panel: entries for panel, entries in rest.items() if entries}
    return tuple(pages)


def _placed(
    rest: Mapping[str, tuple[Entry, ...]], done: Mapping[str, int], top: int, foot: int
) -> list[tuple[str, Box, tuple[Entry, ...], Setting, int]]:
    """The panels of a slide; the type of one is never much larger than that of another."""
    factor = 2 if len(rest) <= _IN_ONE_ROW else 1
    boxes = dict(zip(rest, _places(rest, top, foot), strict=True))

    def settings(largest: float) -> dict[str, Setting]:
        return {
            panel: set_panel(panel, entries, boxes[panel].w, boxes[panel].h, MOST[panel] * factor, largest)
            for panel, entries in rest.items()
        }

    found = settings(_LARGEST)
    found = settings(min((how.size for how in found.values()), default=_LARGEST) + 1)
    return [(panel, boxes[panel], rest[panel], how, done[panel] + 1) for panel, how in found.items()]


def _places(rest: Mapping[str, tuple[Entry, ...]], top: int, foot: int) -> Sequence[Box]:
    """The panels' boxes: up to three in one row, else in two whose heights follow their lines."""
    count = len(rest)
    columns = count if count <= _IN_ONE_ROW else 2 if count == 4 else 3
    if not columns:
        return ()
    across = max(columns, 2)  # a single panel does not spread over the whole width
    wide = (BODY.w - (across - 1) * _GAP) // across
    first = foot - top
    if count > columns:
        asked = [height_of(panel, entries, wide, MOST[panel]) for panel, entries in rest.items()]
        upper, lower = max(asked[:columns]) + _BETWEEN, max(asked[columns:])
        first = round(first * min(max(upper / (upper + lower), _LEAST_ROW), 1 - _LEAST_ROW))
    out = []
    for n in range(count):
        x = BODY.x + n % columns * (wide + _GAP)
        y = top + first if n >= columns else top
        high = foot - y if n >= columns or count == columns else first - _BETWEEN
        out.append(Box(x, y, wide, high))
    return out


class CharterSlide:
    """One slide of the charter."""

    def __init__(self, view: str, words: CharterWords, page: Page, pages: int) -> None:
        self._key = view if page.number == 1 else f"{view}:{page.number}"
        self._words = words
        self._page = page
        self._pages = pages
        self._cut: list[str] = []

    def spec(self) -> SlideSpec:
        """Title block, mission, panels, signatures, source."""
        words, page, key = self._words, self._page, self._key
        titles, subtitle = words.titles(), words.subtitle()
        if page.number > 1:
            titles, subtitle = words.further_titles(page.number, self._pages, page.counts), ""
        elements: list[Element] = list(
            title_block(key, words.kicker(page.number, self._pages), titles, subtitle)
        )
        if page.number == 1 and words.found.mission:
            elements.append(self._mission())
        for panel, box, entries, how, first in page.panels:
            drawn = Panel(key, words, panel, entries, box, how)
            elements += drawn.draw(first)
            self._cut += [words.whole(entry) for entry in drawn.cut]
        elements += self._signatures()
        elements += source_line(key, words.ctx, words.sheets(), words.scope(len(self._cut)), dated=True)
        return SlideSpec(key, "wide", tuple(elements), words.notes(self._cut))

    def _mission(self) -> Group:
        """A dark band with the mission in bold, in two lines where it is long."""
        group, words = f"{self._key}/mission", self._words
        name = words.say("charter.mission")
        left = BAND.x + _MISSION_LEFT
        name_w = width(name, 11, True) + _in(0.05)
        x = left + name_w + _in(0.32)
        room = BAND.x + BAND.w - _in(0.2) - x
        text = words.found.mission
        size = next((s for s in _MISSION_SIZES if len(wrap(text, s, room, True)) == 1), 0.0)
        size = size or next((s for s in (13.0, 12.0, 11.0) if len(wrap(text, s, room, True)) <= 2), 11.0)
        shown = clip(text, size, room, 2, True)
        if shown != text:
            self._cut.append(text)
        high = line_height(11) + 12_700
        place = Box(left, BAND.y + (BAND.h - high) // 2, name_w, high)
        paras = (Para((Run(shown, size, True, "paper"),)),)
        return Group(
            group,
            (
                Shape(f"{group}/band", BAND, "rect", "tier_a"),
                label(f"{group}/head", name, place, size=11, bold=True, color="tier_c"),
                Text(f"{group}/text", paras, Box(x, BAND.y, room, BAND.h), anchor="ctr"),
            ),
            alt=f"{name}: {text}",
        )

    # -------------------------------------------------------------- signatures

    def _signatures(self) -> list[Element]:
        """Four places side by side: the day above the line, name and office below it."""
        gap = (BODY.w - SIGNATURES * _SIGN_W) // (SIGNATURES - 1)
        return [
            self._signature(entry, BODY.x + n * (_SIGN_W + gap))
            for n, entry in enumerate(self._page.signatures)
        ]

    def _signature(self, entry: Entry, x: int) -> Group:
        say, group = self._words.say, f"{self._key}/{entry.key}"
        day: date | None = entry.clause.date
        above = say("charter.signed", date=say.date(day)) if day else say("charter.unsigned")
        high = line_height(11) + 12_700
        name = shorten(entry.label, 11, _SIGN_W, True)
        office = shorten(entry.text, 10, _SIGN_W)
        if (name, office) != (entry.label, entry.text):
            self._cut.append(self._words.whole(entry))
        bold, plain = Run(name, 11, True, "ink"), Run(office, 10, None, "muted")
        paras = tuple(Para((run,)) for run in (bold, plain) if run.text)
        if len(paras) > 1 and width(f"{name}  ", 11, True) + width(office, 10) <= _SIGN_W:
            paras = (Para((bold, Run(f"  {office}", 10, None, "muted"))),)
        below = Box(x, _SIGN_Y + _in(0.03), _SIGN_W, max(len(paras), 1) * high)
        return Group(
            group,
            (
                label(f"{group}/day", above, Box(x, _SIGN_Y - high - _in(0.015), _SIGN_W, high)),
                Connector(f"{group}/line", points=(x, _SIGN_Y, x + _SIGN_W, _SIGN_Y), line=Line("ink", 1.05)),
                Text(f"{group}/name", paras, below),
            ),
            alt=self._words.signature_alt(entry, above),
        )
