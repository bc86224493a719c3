"""The shipped master is what its sources make, and a spec stands on it as it is."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from kamdeck.deck.frame import OURS
from kamdeck.deck.spec import EMU, Box
from kamdeck.errors import TemplateError
from kamdeck.layout.areas import area_of
from kamdeck.pptxio.adapt import adapted
from kamdeck.pptxio.master import ROLES
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.roles import read_master
from kamdeck.pptxio.shipped import shipped_master
from templates import build_master
from tests.refreshing import built_on
from tests.specs import FIRST, Figures, deck
from tests.validators import ROOT

# ------------------------------------------------------------------ the shipped master


def test_sources_make_the_committed_files() -> None:
    """Part by part and in order: how a part is deflated differs from one zlib to the next."""
    made, known = Package.open(build_master.deck_bytes()), Package.open(ROOT / "templates" / "kamdeck.pptx")
    assert made.members == known.members
    assert {name: made.read(name) for name in made.members} == {n: known.read(n) for n in known.members}
    assert build_master.facts_json() == (ROOT / "templates" / "kamdeck.json").read_text(encoding="utf-8")


def test_shipped_master_opens(sound: Callable[[Path], None]) -> None:
    sound(ROOT / "templates" / "kamdeck.pptx")


def test_facts_are_those_of_the_file() -> None:
    """What the writer is told without parsing is what the XML says."""
    told, package = shipped_master()
    read = read_master(package)
    assert read.is_own
    assert (read.width, read.height, read.fonts) == (told.width, told.height, told.fonts)
    assert dict(read.colors) == dict(told.colors)
    assert read.notes_master == told.notes_master
    for role in ROLES:
        assert dict(read.layout(role).places) == dict(told.layout(role).places), role
        assert read.layout(role).part == told.layout(role).part


def test_an_independent_reader_agrees() -> None:
    show = Presentation(str(ROOT / "templates" / "kamdeck.pptx"))
    master, _ = shipped_master()
    assert (show.slide_width, show.slide_height) == (master.width, master.height) == (12_192_000, 6_858_000)
    assert len(show.slides) == 0
    layouts = {layout.name: layout for layout in show.slide_layouts}
    for layout in master.layouts:
        holders: list[Any] = list(layouts[layout.name].placeholders)
        found = {p.placeholder_format.idx: p for p in holders}
        for name, place in layout.places.items():
            holder = found[place.idx]
            assert holder.name.lower() == name
            assert Box(holder.left, holder.top, holder.width, holder.height) == place.box


def test_layouts_have_the_agreed_placeholders() -> None:
    master, _ = shipped_master()
    finding = {"kicker", "title", "subtitle", "source", "footer", "number"}
    assert set(master.layout("cover").places) == {"title", "subtitle", "company"}
    assert all(set(master.layout(role).places) == finding for role in ("rail", "rail_broad", "wide", "table"))
    assert set(master.layout("notes").places) == {*finding, "body"}
    assert set(master.layout("section").places) == {"title", "subtitle", "footer", "number"}
    places = master.layout("rail").places
    marks = {name: place[:2] for name, place in places.items()}
    assert marks == {
        "title": ("title", 0),
        "subtitle": ("body", 13),
        "kicker": ("body", 14),
        "source": ("body", 15),
        "number": ("sldNum", 12),
        "footer": ("ftr", 11),
    }


def test_placeholders_keep_clear_of_each_other_and_of_the_body() -> None:
    """But for the subtitle, which stands where a second line of the title would."""
    master, _ = shipped_master()
    for layout in master.layouts:
        boxes = [(n, p.box) for n, p in layout.places.items() if p.box and n not in ("subtitle", "body")]
        for i, (name, box) in enumerate(boxes):
            assert 0 <= box.x <= box.x + box.w <= master.width, (layout.role, name)
            assert 0 <= box.y <= box.y + box.h <= master.height, (layout.role, name)
            for other, second in boxes[i + 1 :]:
                assert not _meet(box, second), (layout.role, name, other)
            if layout.role in ("rail", "rail_broad"):
                assert not _meet(box, OURS.body), (layout.role, name)


def _meet(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def test_rail_is_drawn_by_the_layout() -> None:
    _, package = shipped_master()
    master = read_master(package)
    for role in ("rail", "rail_broad"):
        rail = area_of(OURS, role).rail
        assert rail is not None
        show = etree.fromstring(package.read(master.layout(role).part))
        places = [(node[0].attrib, node[1].attrib) for node in show.iter("{*}xfrm")]
        corners = {
            tuple(int(at[k]) for at, k in zip((o, o, e, e), ("x", "y", "cx", "cy"), strict=True))
            for o, e in places
        }
        wanted = pytest.approx((rail.x, rail.y, rail.w, rail.h), abs=0.03 * EMU)
        assert any(corner == wanted for corner in corners), role


def test_no_leftovers_and_no_pictures() -> None:
    _, package = shipped_master()
    assert not [name for name in package.names if "thumbnail" in name or "printerSettings" in name]
    core = package.read("docProps/core.xml").decode()
    assert '<dcterms:created xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z<' in core
    assert 'lang="en-US"' in package.read("ppt/slideLayouts/slideLayout2.xml").decode()
    assert package.read("ppt/theme/theme1.xml").decode().count('typeface="Arial"') == 2


def test_text_colors_of_the_master_can_be_read() -> None:
    """Contrast of at least 4.5:1 (WCAG 2.1, 1.4.3) for all small type that the layouts format."""
    spec = build_master._source()
    for name, ground in (
        ("subtitle", "lt1"),
        ("kicker", "lt1"),
        ("source", "lt1"),
        ("cover_subtitle", "dk1"),
    ):
        slot, *changes = spec["styles"][name]["color"].split()
        slot = {"tx2": "dk2"}.get(slot, slot)
        ink = [int(spec["colors"][slot][i : i + 2], 16) for i in (0, 2, 4)]
        factor = int(changes[1]) / 100 if changes else 1  # lumMod darkens at least so much
        paper = [int(spec["colors"][ground][i : i + 2], 16) for i in (0, 2, 4)]
        light, dark = sorted((_luminance([v * factor for v in ink]), _luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name


def _luminance(rgb: list[float] | list[int]) -> float:
    parts = [v / 255 / 12.92 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_facts_lie_beside_the_deck_and_need_no_xml() -> None:
    facts = json.loads((ROOT / "templates" / "kamdeck.json").read_bytes())
    assert [row["role"] for row in facts["layouts"]] == list(ROLES)


def test_unknown_role() -> None:
    with pytest.raises(TemplateError, match="agenda") as refusal:
        shipped_master()[0].layout("agenda")
    assert "rail_broad" in refusal.value.hint


def test_own_master_leaves_a_spec_as_it_is() -> None:
    spec = deck(Figures(FIRST))
    assert adapted(spec, shipped_master()[0]) is spec


def test_our_master_is_known_in_a_deck_built_on_it() -> None:
    master, package = shipped_master()
    built_on(master, package, deck(Figures(FIRST)))
    assert read_master(Package.open(package.save_bytes())).is_own


def test_shipped_master_needs_no_heavy_library() -> None:
    code = (
        "import sys; from kamdeck.pptxio.template import shipped_master; shipped_master(); "
        "print([m for m in ('lxml', 'pptx', 'openpyxl', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
