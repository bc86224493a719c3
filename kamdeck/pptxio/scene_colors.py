"""Colors, fills and lines of any deck as they look: RGB such as `#12264A`, theme and color map resolved."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.looks import rgb
from kamdeck.deck.spec import Dash, Line
from kamdeck.pptxio.markup import A
from kamdeck.pptxio.xml import Node, local, whole

NS = f"{{{A}}}"
_KEPT = ("lumMod", "lumOff", "satMod")
_PRESETS = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF",
    "yellow": "FFFF00", "gray": "808080", "orange": "FFA500", "purple": "800080",
}  # fmt: skip
_STYLE_WIDTHS = (0.0, 0.5, 1.0, 1.5)  # points of a theme's lines, by the index of a shape's style


class Tints:
    """The colors of one slide: its theme's slots under the names that its color map gives them."""

    def __init__(self, theme: Mapping[str, str], names: Mapping[str, str]) -> None:
        self.theme = {**theme, **{name: theme.get(slot, "000000") for name, slot in names.items()}}

    def color(self, holder: Node | None, over: str = "") -> str | None:
        """The color inside a `a:solidFill` or the like; `over` stands for a style's own color."""
        if holder is None or not len(holder):
            return None
        node = holder[0]
        base = node.get("val", "")
        kind = local(node)
        if kind == "schemeClr":
            base = over.removeprefix("#") if base == "phClr" else self.theme.get(base, "000000")
        elif kind == "sysClr":
            base = node.get("lastClr", "000000" if base == "windowText" else "FFFFFF")
        elif kind == "prstClr":
            base = _PRESETS.get(base, "808080")
        elif kind == "scrgbClr":
            shares = [whole(node.get(part)) / 100_000 for part in "rgb"]
            base = "".join([f"{round(255 * min(max(s, 0), 1)):02X}" for s in shares])
        if not len(node) and len(base) == 6:
            return f"#{base.upper()}"
        changes = "".join([f"+{local(c)}{c.get('val', '')}" for c in node if local(c) in _KEPT])
        channels = rgb(base.upper() + changes, {}) or (0, 0, 0)
        return _mixed(channels, {local(c): whole(c.get("val")) / 100_000 for c in node})

    def fill(self, properties: Node | None, style: Node | None = None) -> str | None:
        """The fill of a shape, cell or background; its style's where it has none of its own."""
        for child in properties if properties is not None else ():
            kind = local(child)
            if kind == "solidFill":
                return self.color(child)
            if kind == "noFill":
                return None
            if kind == "gradFill":
                stops = child.findall(f"{NS}gsLst/{NS}gs")
                return self.color(stops[len(stops) // 2]) if stops else None
            if kind == "pattFill":
                return self.color(child.find(f"{NS}fgClr"))
        reference = style.find(f"{NS}fillRef") if style is not None else None
        if reference is not None and whole(reference.get("idx")):
            return self.color(reference)
        return None

    def line(self, holder: Node | None, style: Node | None = None) -> Line | None:
        """The outline in a shape's properties; its style's where it has none of its own."""
        node = holder.find(f"{NS}ln") if holder is not None else None
        reference = style.find(f"{NS}lnRef") if style is not None else None
        index = min(whole(reference.get("idx")), 3) if reference is not None else 0
        inherited = self.color(reference) if index else None
        return self.stroke(node, inherited, _STYLE_WIDTHS[index] or 0.75)

    def stroke(self, node: Node | None, color: str | None = None, width: float = 0.75) -> Line | None:
        """A line from `a:ln` or the border of a cell; `color` and `width` where it does not say."""
        if node is not None:
            if node.find(f"{NS}noFill") is not None:
                return None
            color = self.fill(node) or color
            width = whole(node.get("w")) / 12_700 if node.get("w") else width
        if color is None or not width:
            return None
        dash = node.find(f"{NS}prstDash") if node is not None else None
        name: Dash = "solid" if dash is None else dash.get("val", "solid")  # type: ignore[assignment]
        return Line(color, width, name)


def _mixed(channels: tuple[int, int, int], changes: Mapping[str, float]) -> str | None:
    """The color with its tints and shades; what is transparent is mixed with white."""
    shade, tint, alpha = changes.get("shade", 1.0), changes.get("tint", 1.0), changes.get("alpha", 1.0)
    if alpha <= 0:
        return None
    parts = [c * shade for c in channels]
    parts = [255 - (255 - c) * tint * alpha for c in parts]
    return "#" + "".join([f"{min(max(round(c), 0), 255):02X}" for c in parts])
