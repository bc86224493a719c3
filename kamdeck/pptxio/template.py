"""The master a deck is written on: its layouts by role, their placeholders by name, its colors and fonts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kamdeck.deck.spec import Box, inches
from kamdeck.errors import TemplateError
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.package import Package
from kamdeck.record import record

ROLES = ("cover", "rail", "rail_broad", "wide", "table", "section", "notes")
RAILS = {"rail": inches(10.13, 1.56, 2.71, 5.32), "rail_broad": inches(9.62, 1.56, 3.21, 5.35)}
RAIL_BAR = 36_576  # EMU, the width of the bar at a rail's left edge


@record
class Layout:
    """A layout in a role.

    `places` are its placeholders by name (`title`, `subtitle`, `kicker`, `source`, `footer`, `number`,
    `body`, `company`), `content` the area that is free for elements. A layout that `is_own` has our
    placeholders and draws rail and rule itself. In a company's master `boxes` say where the texts stand
    that have no placeholder there, `rail` where the rail's ground must be drawn, and `sizes` the type
    sizes (points) that make our text fit a placeholder whose own type is too large.
    """

    role: str
    name: str
    part: str
    places: Mapping[str, Place]
    content: Box
    is_own: bool = True
    boxes: Mapping[str, Box] = MappingProxyType({})
    rail: Box | None = None
    sizes: Mapping[str, float] = MappingProxyType({})


@record
class Master:
    """A slide master with everything that a deck writer asks of it; lengths in EMU.

    `colors` are the theme's slots (`dk1`, `accent1`) as RGB, `fonts` its heading and body font. `remarks`
    say what was missing in a company's master, as code and detail: `no_layout` (the role), `scaled` (the
    size at which findings are drawn, such as 0.9), `no_notes_master`, `masters` (how many there are).
    """

    width: int
    height: int
    colors: Mapping[str, str]
    fonts: tuple[str, str]
    layouts: tuple[Layout, ...]
    notes_master: str | None = None
    is_own: bool = True
    remarks: tuple[tuple[str, str], ...] = ()

    def layout(self, role: str) -> Layout:
        """The layout in that role.

        Raises:
            TemplateError: no such role.
        """
        for layout in self.layouts:
            if layout.role == role:
                return layout
        known = ", ".join(layout.role for layout in self.layouts)
        raise TemplateError(f"The master has no layout for the role {role}.", f"Roles: {known}.")

    def placeholder(self, role: str, name: str) -> Place | None:
        """The placeholder of that name, or None where the layout has none."""
        return self.layout(role).places.get(name)


def open_template(path: Path | str | bytes) -> tuple[Master, Package]:
    """The master of a company's own .pptx or .potx (a file or its bytes), and a package of it without slides.

    Raises:
        DeckError: the file cannot be read.
        TemplateError: it has no master that slides can be written on.
    """
    from kamdeck.pptxio.clearing import cleared
    from kamdeck.pptxio.roles import read_master

    package = Package.open(path)
    master = read_master(package)
    return cleared(package, master, shipped_master()[1])


def shipped_master() -> tuple[Master, Package]:
    """The master that comes with kamdeck, and a fresh package of it without slides."""
    folder = _folder()
    facts = json.loads((folder / "kamdeck.json").read_bytes())
    layouts = tuple(
        Layout(
            row["role"],
            row["name"],
            row["part"],
            {name: Place(kind, idx, Box(*box)) for name, kind, idx, box, _ in row["placeholders"]},
            Box(*row["content"]),
        )
        for row in facts["layouts"]
    )
    major, minor = facts["fonts"]
    master = Master(
        facts["width"], facts["height"], facts["colors"], (major, minor), layouts, facts["notes_master"]
    )
    return master, Package.open(folder / "kamdeck.pptx")


def _folder() -> Path:
    """Where the master lies: in the installed package, or beside it in the project's folder."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if (installed / "kamdeck.json").is_file() else package.parent / "templates"
