"""What a deck on a company's master will look like, and what it loses there."""

from __future__ import annotations

from kamdeck.deck.spec import EMU
from kamdeck.layout.areas import form_of
from kamdeck.pptxio.master import ROLES, Master
from kamdeck.record import record
from kamdeck.text.measure import FAMILIES
from kamdeck.views import VIEWS

_SHOWN = 3
_NO_COVER = ("no_layout", ROLES[0])


def typical_views() -> tuple[str, ...]:
    """The views that show most of what a master does to a deck: the first, and what mails show first."""
    shown = sorted(VIEWS, key=lambda view: view.picture)[:_SHOWN]
    return (VIEWS[0].key, *(view.key for view in shown))


@record
class Remark:
    """One thing to know of a master: its code, the detail that the sentence names, and whether a deck loses
    something by it."""

    code: str
    detail: str = ""
    is_loss: bool = False


def remarks_of(master: Master) -> tuple[Remark, ...]:
    """What will happen on a master, the losses first; nothing on our own."""
    if master.is_own:
        return ()
    frame, finding = master.frame, master.layout("wide")
    form = form_of(frame)
    size = f"{frame.body.w / EMU:.1f} x {frame.body.h / EMU:.1f}"
    unknown = sorted({font for font in (frame.heading, frame.font) if font.casefold() not in FAMILIES})
    found = [
        Remark("room", size),
        Remark(f"insights_{form}", is_loss=form in ("line", "notes")),
        Remark("titles", f"{frame.title_size * frame.scale:.0f}"),
        *([Remark("one_line", is_loss=True)] if frame.title_lines == 1 else []),
        *([Remark("own_page", is_loss=True)] if finding.is_bare else []),
        *([Remark("faint_title", is_loss=True)] if finding.title_color else []),
        *([Remark("sheet")] if finding.sheet else []),
        *([Remark("enlarged", f"{frame.scale:.2f}")] if frame.scale > 1 else []),
        *(Remark("unknown_font", font) for font in unknown),
        *(Remark("fixed_footer", words) for words in dict.fromkeys(finding.footers.values()) if words),
        *(Remark(*row, is_loss=row == _NO_COVER) for row in master.remarks),
    ]
    return tuple(sorted(found, key=lambda remark: not remark.is_loss))


def losses_of(master: Master) -> tuple[tuple[str, str], ...]:
    """Code and detail of what a deck loses on a master."""
    return tuple((remark.code, remark.detail) for remark in remarks_of(master) if remark.is_loss)


def facts_of(master: Master) -> dict[str, object]:
    """A master as data; lengths in inches, type in points."""
    frame = master.frame
    body = {name: round(getattr(frame.body, name) * frame.scale / EMU, 2) for name in "xywh"}
    return {
        "is_own": master.is_own,
        "width": round(master.width / EMU, 2),
        "height": round(master.height / EMU, 2),
        "fonts": list(master.fonts),
        "colors": dict(master.colors),
        "layouts": [
            {"role": row.role, "name": row.name, "placeholders": list(row.places)} for row in master.layouts
        ],
        "room": body | {"title_points": frame.title_size * frame.scale, "title_lines": frame.title_lines},
    }
