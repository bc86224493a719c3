"""Make kamdeck/text/widths.json: advance widths of Arial, Calibri and Times New Roman.

Needs fontTools, Liberation Sans and Carlito (Debian: fonts-liberation, fonts-crosextra-carlito);
the table is committed, so nobody who runs kamdeck needs either.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path("/usr/share/fonts/truetype")
FILES = {
    "Arial": ("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
    "Calibri": ("crosextra/Carlito-Regular.ttf", "crosextra/Carlito-Bold.ttf"),
    "Times New Roman": ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
}
RANGES = ((0x20, 0x24F), (0x370, 0x52F), (0x5D0, 0x5EA), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20BF))
SINGLES = (0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CF, 0x2605)


def widths(path: Path) -> dict[str, int]:
    """Advance widths in thousandths of the type size, by character."""
    font = TTFont(path)
    cmap, hmtx, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    points = [p for a, b in RANGES for p in range(a, b + 1)] + list(SINGLES)
    return {chr(p): round(hmtx[cmap[p]][0] * 1000 / em) for p in points if p in cmap}


def main() -> None:
    """Write the table: font, weight, then the characters grouped by their width."""
    table: dict[str, dict[str, dict[str, str]]] = {}
    for name, files in FILES.items():
        for weight, file in zip(("regular", "bold"), files, strict=True):
            groups: dict[str, str] = {}
            for char, width in widths(FONTS / file).items():
                groups[str(width)] = groups.get(str(width), "") + char
            table.setdefault(name, {})[weight] = dict(sorted(groups.items(), key=lambda g: int(g[0])))
    out = Path(__file__).parent.parent / "kamdeck" / "text" / "widths.json"
    out.write_text(json.dumps(table, indent=0, sort_keys=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
