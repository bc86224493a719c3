"""A spec's slides as pages: on the grounds of a master, placeholders filled, connectors routed.

What comes out is what a deck shows that is written from the same spec on the same master.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kamdeck.deck.looks import rgb
from kamdeck.deck.page import Drawn, Page, Trail
from kamdeck.deck.spec import Connector, Element, Group, Para, Run, SlideSpec, Text
from kamdeck.pptxio.connectors import route_of
from kamdeck.pptxio.courses import course_of
from kamdeck.pptxio.draft import Draft
from kamdeck.pptxio.ground import mixed
from kamdeck.pptxio.holders import Holder, holder_of
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.master import Layout, Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.scene import slide_of, under
from kamdeck.pptxio.slides import NUMBER, UNNUMBERED
from kamdeck.pptxio.xml import parse
from kamdeck.record import fresh, record, replace

_SLIDE_PART = "ppt/slides/slide0.xml"  # of the slide that would be written; nothing is
_EMPTY = f"<p:sld {SLIDE_NAMESPACES}><p:cSld><p:spTree/></p:cSld></p:sld>".encode()
_BARE = _EMPTY.replace(b"<p:sld ", b'<p:sld showMasterSp="0" ')


@record
class Ground:
    """What a layout puts under every slide: its color, its drawings, what the color roles are on it, and its
    placeholders by name."""

    color: str
    elements: tuple[Drawn, ...]
    colors: Mapping[str, str]
    holders: Mapping[str, Holder] = fresh(dict)


class Stage:
    """A master as far as pictures need it."""

    def __init__(self, master: Master, package: Package) -> None:
        self.master, self.package = master, package
        self.main = parse(package.read(package.main_part), package.main_part)
        self._grounds: dict[str, Ground] = {}

    def ground(self, role: str) -> Ground:
        """What the layout in a role puts under its slides."""
        found = self._grounds.get(role)
        if found is None:
            found = self._grounds[role] = self._read(self.master.layout(role))
        return found

    def page(self, slide: SlideSpec, number: int = 1, lang: str = "en-US") -> Page:
        """A slide of a spec, drawn on its layout's ground; `number` is its place in the deck, from 1.

        Raises: DeckError where a connector is glued to no shape of the slide.
        """
        ground = self.ground(slide.layout)
        draft = Draft(
            self.package, _SLIDE_PART, self.master.layout(slide.layout).places, self.master.ink(lang)
        )
        draft.admit(slide.elements)
        made = list(_drawn(slide.elements, ground, draft))
        own = any(isinstance(e, Text) and e.placeholder == NUMBER for e in slide.elements)
        if NUMBER in ground.holders and slide.layout not in UNNUMBERED and not own:
            made.append(_filled(Text(NUMBER, (Para((Run(str(number)),)),)), ground.holders[NUMBER]))
        size = (self.master.width, self.master.height)
        return Page(slide.key, number, *size, ground.color, (*ground.elements, *made), ground.colors, lang)

    def _read(self, layout: Layout) -> Ground:
        below = under(self.package, layout.part, self.main)
        root = parse(_BARE if layout.is_bare else _EMPTY, _SLIDE_PART)
        size = (self.master.width, self.master.height)
        color, elements = slide_of(self.package, layout.part, root, below, size, 0)
        holders = {
            name: holder_of(self.package, layout.part, place, below) for name, place in layout.places.items()
        }
        theme, tokens = below.tints.theme, self.master.palette.tokens
        colors = {role: _hex(token, theme, color) for role, token in tokens.items()}
        return Ground(color, elements, colors, holders)


def _hex(token: str, theme: Mapping[str, str], ground: str) -> str:
    """A color as it looks; one that is not wholly opaque, on the ground."""
    opaque, _, alpha = token.partition("+alpha")
    red, green, blue = rgb(opaque, theme) or (0, 0, 0)
    color = f"#{red:02X}{green:02X}{blue:02X}"
    return mixed(ground, color, int(alpha) / 100_000) if alpha else color


def _drawn(elements: Sequence[Element], ground: Ground, draft: Draft) -> Iterator[Drawn]:
    for element in elements:
        if isinstance(element, Group):
            yield from _drawn(element.children, ground, draft)
        elif isinstance(element, Connector):
            points = course_of(route_of(element, draft))
            yield Trail(element.key, points, element.line, element.head, element.tail)
        elif isinstance(element, Text) and (element.placeholder or "") in ground.holders:
            yield _filled(element, ground.holders[element.placeholder or ""])
        elif not isinstance(element, Text) or element.box is not None:
            yield element


def _filled(text: Text, holder: Holder) -> Text:
    """A text in its placeholder's place and format."""
    paras = tuple([_para(para, holder) for para in text.paras])
    box = text.box or holder.box
    return Text(text.key, paras, box, None, holder.anchor, True, holder.inset, text.rot)


def _para(para: Para, holder: Holder) -> Para:
    runs = tuple(
        [
            Run(
                run.text,
                holder.run.size if run.size is None else run.size,
                holder.run.bold if run.bold is None else run.bold,
                holder.run.color if run.color is None else run.color,
                holder.run.italic if run.italic is None else run.italic,
                holder.run.spacing if run.spacing is None else run.spacing,
            )
            for run in para.runs or (Run(""),)
        ]
    )
    align = para.align or holder.align
    return replace(para, runs=runs, align=align, line=para.line if para.line is not None else holder.line)
