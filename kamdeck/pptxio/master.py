"""A master as it was read: its layouts by role, their placeholders by name, its colors and fonts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.spec import Box
from kamdeck.errors import TemplateError
from kamdeck.pptxio.colors import OUR_PALETTE, Palette
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.ink import Ink
from kamdeck.record import record
from kamdeck.text import told

ROLES = ("cover", "rail", "rail_broad", "wide", "table", "section", "notes")


@record
class Layout:
    """A layout in a role.

    `places` are its placeholders by name (`title`, `subtitle`, `kicker`, `source`, `footer`, `date`,
    `number`, `body`, `company`). A layout that `is_own` has our placeholders and draws rail and rule itself.
    In a company's master `boxes` say where a title or a cover's subtitle stands that has no place there,
    `sizes` the type (points) of titles, and `footers` the words that footers have on every slide. One that
    `is_bare` hides the art of layout and master. Where words could not be read on the ground, a `sheet` lies
    under ours, and where its own titles can hardly be seen, ours have a `title_color`.
    """

    role: str
    name: str
    part: str
    places: Mapping[str, Place]
    is_own: bool = True
    boxes: Mapping[str, Box] = MappingProxyType({})
    sizes: Mapping[str, float] = MappingProxyType({})
    footers: Mapping[str, str] = MappingProxyType({})
    is_bare: bool = False
    sheet: Box | None = None
    title_color: str | None = None


@record
class Master:
    """A slide master with everything that a deck writer asks of it; lengths in EMU.

    `colors` are the theme's slots (`dk1`, `accent1`) as RGB, `fonts` its heading and body font. `frame` is
    the room that findings have, `palette` what the color roles are, `ground` the colors under findings.
    `remarks` say what was missing in a company's master, as code and detail: `no_layout` (the role),
    `no_notes_master`, `masters` (how many there are). Text `is_turned` where it runs from right to left
    unless a paragraph says otherwise; text boxes and cells carry the `list_style`.
    """

    width: int
    height: int
    colors: Mapping[str, str]
    fonts: tuple[str, str]
    layouts: tuple[Layout, ...]
    notes_master: str | None = None
    is_own: bool = True
    remarks: tuple[tuple[str, str], ...] = ()
    frame: Frame = OURS
    palette: Palette = OUR_PALETTE
    ground: tuple[str, ...] = ("#FFFFFF",)
    is_turned: bool = False
    list_style: str = "<a:lstStyle/>"

    def ink(self, lang: str) -> Ink:
        """What is written with on this master in a language."""
        return Ink(lang, self.palette, self.is_turned, self.list_style)

    def layout(self, role: str) -> Layout:
        """The layout in that role.

        Raises:
            TemplateError: no such role.
        """
        for layout in self.layouts:
            if layout.role == role:
                return layout
        known = ", ".join(layout.role for layout in self.layouts)
        raise TemplateError(told("refused.no_role", role=role), told("refused.roles", names=known))

    def placeholder(self, role: str, name: str) -> Place | None:
        """The placeholder of that name, or None where the layout has none."""
        return self.layout(role).places.get(name)
