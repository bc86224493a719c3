"""Where the parts of an account plan stand in the room of a slide."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box
from kamdeck.record import record

_WIDE, _NARROW = round(12.33 * EMU), round(8.5 * EMU)  # bodies with full columns, with the ambition on top


def _in(inches: float) -> int:
    return round(inches * EMU)


@record
class Sheet:
    """The line of arrows, the ambition's box, the column of objectives, the bands' room, and the widths of
    strategy, initiative and measure in it; `is_stacked` where the ambition stands above all."""

    heads: Box
    panel: Box
    boxes: Box
    bands: Box
    widths: tuple[int, int, int]
    is_stacked: bool

    @property
    def is_full(self) -> bool:
        """Whether the columns have their full width."""
        return self.heads.w >= _WIDE

    @property
    def edges(self) -> tuple[int, ...]:
        """The left edges of the arrows, and the right one of the last."""
        strategy, initiative, _ = self.widths
        start, x = () if self.is_stacked else (self.panel.x,), self.bands.x
        end = x + self.bands.w
        return (*start, self.boxes.x, x, x + strategy + _in(0.05), x + strategy + initiative - _in(0.14), end)

    @property
    def marks(self) -> int:
        """Where the marks of the initiatives stand."""
        return self.bands.x + self.widths[0] + _in(0.07)


def make_sheet(body: Box) -> Sheet:
    """Columns side by side; in a narrow body the ambition lies above them."""
    is_stacked = body.w < _NARROW
    share, is_full = min(1.0, body.w / _WIDE), body.w >= _WIDE
    panel, gap = max(_in(1.30), round(_in(1.75) * share)), _in(0.17) if is_full else _in(0.12)
    x, y = (body.x, body.y + _in(0.74)) if is_stacked else (body.x + panel + gap, body.y)
    box = max(_in(1.32), round(_in(1.88) * share))
    left = x + box + (_in(0.16) if is_full else gap)
    top = y + _in(0.46)
    high = body.y + body.h - _in(0.21) - top
    bands = Box(left, top, body.x + body.w - left, high)
    strategy, initiative = (round(bands.w * part / 8.37) for part in (2.20, 3.90))
    return Sheet(
        Box(body.x, y, body.w, _in(0.33)),
        Box(body.x, body.y, body.w, _in(0.64)) if is_stacked else Box(body.x, top, panel, high),
        Box(x, top, box, high),
        bands,
        (strategy, initiative, bands.w - strategy - initiative),
        is_stacked,
    )
