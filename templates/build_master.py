"""Make the shipped master, kamdeck.pptx, and what kamdeck must know of it, kamdeck.json.

Everything comes from master.toml, parts/ and shapes/; the same sources give the same bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from string import Template
from typing import Any

from kamdeck.pptxio.container import packed, zipped
from kamdeck.pptxio.relations import OFFICE_REL, TYPES_PART, Rel, content_types_xml, relations_xml, rels_name

HERE = Path(__file__).parent
EMU = 914_400
OFFICE = "application/vnd.openxmlformats-officedocument."
SHOW = OFFICE + "presentationml."
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
FOOTERS = ("footer", "number")
INHERITED = ("title", "body", *FOOTERS)  # looks that the master's own placeholders have already
MASTER = "ppt/slideMasters/slideMaster1.xml"
NOTES = "ppt/notesMasters/notesMaster1.xml"
THEMES = ("ppt/theme/theme1.xml", "ppt/theme/theme2.xml")


def main() -> None:
    """Write both files beside this script."""
    (HERE / "kamdeck.pptx").write_bytes(deck_bytes())
    (HERE / "kamdeck.json").write_text(facts_json(), encoding="utf-8")


def deck_bytes() -> bytes:
    """The master as a presentation without slides."""
    spec = _source()
    layouts = {f"ppt/slideLayouts/slideLayout{n}.xml": row for n, row in enumerate(spec["layouts"], 1)}
    words = _common_words(spec)
    parts = [
        ("docProps/app.xml", OFFICE + "extended-properties+xml", _part("app", words)),
        ("docProps/core.xml", CORE, _part("core", words)),
        ("ppt/presentation.xml", SHOW + "presentation.main+xml", _part("presentation", words)),
        *(
            (f"ppt/{n}.xml", f"{SHOW}{n}+xml", _part(n, words))
            for n in ("presProps", "viewProps", "tableStyles")
        ),
        *((name, OFFICE + "theme+xml", _part("theme", words)) for name in THEMES),
        (NOTES, SHOW + "notesMaster+xml", _part("notesMaster", words)),
        (MASTER, SHOW + "slideMaster+xml", _part("slideMaster", words | {"shapes": _master_shapes(spec)})),
        *(
            (name, SHOW + "slideLayout+xml", _part("slideLayout", words | _layout_words(spec, row)))
            for name, row in layouts.items()
        ),
    ]
    return _zip(parts, _rels(list(layouts)))


def facts_json() -> str:
    """What a deck writer must know of the master, so that it need not be read from its XML."""
    spec = _source()
    layouts = [
        {
            "role": layout["role"],
            "name": layout["name"],
            "part": f"ppt/slideLayouts/slideLayout{n}.xml",
            "placeholders": [
                [name, place["type"], place["idx"], _box(place["box"])]
                for name, _, place in _placeholders(spec, layout)
            ],
        }
        for n, layout in enumerate(spec["layouts"], 1)
    ]
    facts = {
        "width": _emu(spec["width"]),
        "height": _emu(spec["height"]),
        "colors": spec["colors"],
        "fonts": [spec["font"], spec["font"]],
        "notes_master": NOTES,
        "layouts": layouts,
    }
    return json.dumps(facts, indent=1) + "\n"


def _source() -> dict[str, Any]:
    return tomllib.loads((HERE / "master.toml").read_text(encoding="utf-8"))


def _common_words(spec: dict[str, Any]) -> dict[str, str]:
    """What the sources in parts/ name with a dollar sign."""
    colors = "".join(f'<a:{s}><a:srgbClr val="{rgb}"/></a:{s}>' for s, rgb in spec["colors"].items())
    custom = "".join(
        f'<a:custClr name="{name}"><a:srgbClr val="{rgb}"/></a:custClr>'
        for name, rgb in spec["custom_colors"].items()
    )
    ids = range(1, len(spec["layouts"]) + 1)
    return {
        **{key: spec[key] for key in ("name", "language", "created", "font")},
        "width": str(_emu(spec["width"])),
        "height": str(_emu(spec["height"])),
        "group": _shape("group"),
        "colors": colors,
        "custom_colors": custom,
        "default_levels": _levels([18] * 9),
        "notes_levels": _levels([12] * 9),
        "body_levels": _levels([14, 13, *[12] * 7], _shape("bullet")),
        "layouts": "".join(f'<p:sldLayoutId id="{2147483648 + n}" r:id="rId{n}"/>' for n in ids),
    }


# ------------------------------------------------------------------ parts


def _part(name: str, words: dict[str, str]) -> bytes:
    """A part from its source in parts/, without the blanks that make the source readable."""
    return _compact(HERE / "parts" / f"{name}.xml", words).replace("?><", "?>\n<", 1).encode()


def _shape(source: str, /, **words: object) -> str:
    """A piece of XML from its source in shapes/."""
    return _compact(HERE / "shapes" / f"{source}.xml", words)


def _compact(path: Path, words: dict[str, Any]) -> str:
    text = Template(path.read_text(encoding="utf-8")).substitute(words)
    return re.sub(r">\s+(?=<|$)", ">", text.strip())


def _rels(layouts: list[str]) -> dict[str, list[Rel]]:
    rows: dict[str, list[tuple[str, str]]] = {
        "": [("officeDocument", "ppt/presentation.xml"), ("extended-properties", "docProps/app.xml")],
        "ppt/presentation.xml": [
            ("slideMaster", MASTER),
            ("notesMaster", NOTES),
            ("presProps", "ppt/presProps.xml"),
            ("viewProps", "ppt/viewProps.xml"),
            ("theme", THEMES[0]),
            ("tableStyles", "ppt/tableStyles.xml"),
        ],
        MASTER: [*(("slideLayout", name) for name in layouts), ("theme", THEMES[0])],
        NOTES: [("theme", THEMES[1])],
        **{name: [("slideMaster", MASTER)] for name in layouts},
    }
    found = {
        name: [Rel(f"rId{n}", OFFICE_REL + kind, target) for n, (kind, target) in enumerate(pairs, 1)]
        for name, pairs in rows.items()
    }
    found[""].append(Rel("rId3", CORE_REL, "docProps/core.xml"))
    return found


def _zip(parts: list[tuple[str, str, bytes]], rels: dict[str, list[Rel]]) -> bytes:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "xlsx": OFFICE + "spreadsheetml.sheet",
    }
    members = [(TYPES_PART, content_types_xml(defaults, {name: kind for name, kind, _ in parts}))]
    members += [(rels_name(name), relations_xml(rows, name)) for name, rows in rels.items()]
    members += [(name, data) for name, _, data in parts]
    return zipped([packed(name, data) for name, data in members])


# ------------------------------------------------------------------ shapes


def _master_shapes(spec: dict[str, Any]) -> str:
    places, language = spec["placeholders"], spec["language"]
    x, y, w = (_emu(v) for v in spec["rule"]["line"])
    width = round(spec["rule"]["width"] * 12_700)
    footer = places["footer"]
    date = footer | {"type": "dt", "idx": 10, "box": [6.33, *footer["box"][1:]]}
    return "".join(
        (
            _shape("rule", id=2, x=x, y=y, w=w, width=width, color=_color(spec["rule"]["color"])),
            _placeholder(3, "Title", places["title"], "", _words(spec, "title")),
            _placeholder(4, "Body", places["body"], "", _words(spec, "body")),
            _placeholder(5, "Date", date, _style(spec, "footer"), _shape("date", language=language)),
            _placeholder(6, "Footer", footer, _style(spec, "footer"), _words(spec, "footer")),
            _placeholder(7, "Number", places["number"], _style(spec, "number"), _words(spec, "number")),
        )
    )


def _layout_words(spec: dict[str, Any], layout: dict[str, Any]) -> dict[str, str]:
    rows: list[str] = []
    for name in layout.get("shapes", ()):
        shape = spec["shapes"][name]
        x, y, w, h = _box(shape["box"])
        title = name.replace("_", " ").capitalize()
        fill = _color(shape["fill"])
        rows.append(_shape("rectangle", id=len(rows) + 2, name=title, x=x, y=y, w=w, h=h, fill=fill))
    for name, look, place in _placeholders(spec, layout):
        style = "" if look in INHERITED else _style(spec, look)
        prompt = {} if name in FOOTERS else {"hasCustomPrompt": "1"}
        shape_id = len(rows) + 2
        rows.append(_placeholder(shape_id, name.capitalize(), place, style, _words(spec, look), **prompt))
    ground = layout.get("background")
    fill = f"<a:solidFill>{_color(ground)}</a:solidFill>" if ground else ""
    return {
        "name": layout["name"],
        "show_master": "" if layout.get("shows_master", True) else ' showMasterSp="0"',
        "background": f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>" if ground else "",
        "shapes": "".join(rows),
    }


def _placeholders(spec: dict[str, Any], layout: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Name, look and place of a layout's placeholders in reading order."""
    looks = dict(layout["placeholders"])
    if layout.get("has_footers", True):
        looks |= {name: name for name in FOOTERS}
    return [(name, look, spec["placeholders"][look]) for name, look in looks.items()]


def _placeholder(shape_id: int, name: str, place: dict[str, Any], style: str, text: str, **more: str) -> str:
    """A placeholder; `more` are further attributes of its `p:ph`."""
    kind, idx = place["type"], place["idx"]
    attributes = {"type": kind}
    if kind != "title":
        attributes |= {"idx": str(idx)} if idx == 1 else {"sz": "quarter", "idx": str(idx)}
    ph = " ".join(f'{key}="{value}"' for key, value in (attributes | more).items())
    x, y, w, h = _box(place["box"])
    return _shape("placeholder", id=shape_id, name=name, ph=ph, x=x, y=y, w=w, h=h, style=style, text=text)


def _words(spec: dict[str, Any], look: str) -> str:
    """The paragraph that a placeholder shows while it is empty."""
    language = spec["language"]
    if look == "number":
        return _shape("number", language=language)
    if look == "footer":
        return _shape("empty", language=language)
    return _shape("words", language=language, words=spec["prompts"][look])


def _style(spec: dict[str, Any], look: str) -> str:
    """The first text level of a placeholder that is no list."""
    style = spec["styles"][look]
    return _shape(
        "style",
        align=style.get("align", "l"),
        size=style["size"] * 100,
        bold=int(style.get("bold", False)),
        spacing=f' spc="{round(style["spacing"] * 100)}"' if "spacing" in style else "",
        color=_color(style["color"]),
    )


def _levels(sizes: list[int], bullet: str = "") -> str:
    """Nine levels of text; `sizes` in points. With bullets the indent hangs."""
    step, indent = (171_450, -171_450) if bullet else (457_200, 0)
    rows = []
    for level, size in enumerate(sizes, 1):
        margin = step * level if bullet else step * (level - 1)
        rows.append(_shape("level", level=level, margin=margin, indent=indent, space=bullet, size=size * 100))
    return "".join(rows)


def _color(text: str) -> str:
    """A theme color from a text such as `tx2 lumMod 92`."""
    slot, *changes = text.split()
    pairs = zip(changes[::2], changes[1::2], strict=True)
    inner = "".join(f'<a:{name} val="{int(percent) * 1000}"/>' for name, percent in pairs)
    return f'<a:schemeClr val="{slot}">{inner}</a:schemeClr>' if inner else f'<a:schemeClr val="{slot}"/>'


def _box(box: list[float]) -> list[int]:
    return [_emu(v) for v in box]


def _emu(inches: float) -> int:
    return round(inches * EMU)


if __name__ == "__main__":
    main()
