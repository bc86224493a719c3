"""On our own master the palette is ours to the letter; on any other all that is written can be read."""

from __future__ import annotations

from hashlib import blake2b
from re import fullmatch

import pytest

from kamdeck.deck.light import contrast, grey_of, light_of, luminance
from kamdeck.deck.looks import hsl, rgb
from kamdeck.pptxio.colors import OUR_PALETTE, Palette
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.palette import palette_for
from kamdeck.pptxio.roles import read_master
from kamdeck.pptxio.shipped import shipped_master
from tests.validators import ROOT

SLOTS = ("tx1", "bg1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
THEMES = {
    "office 2007": ("000000 FFFFFF 1F497D EEECE1 4F81BD C0504D 9BBB59 8064A2 4BACC6 F79646", (1.0,)),
    "office 2013": ("000000 FFFFFF 44546A E7E6E6 5B9BD5 ED7D31 A5A5A5 FFC000 4472C4 70AD47", (1.0,)),
    "third accent white, second red": (
        "000000 FFFFFF 808080 808080 BBE0E3 FF0000 FFFFFF 000000 DAEDEF 2D2D8A",
        (1.0,),
    ),
    "pale second text": ("222222 FFFFFF EEEEEE DDDDDD 003366 FFCC00 FFFFFF 99CCFF CCCCCC 0066CC", (1.0,)),
    "red house": ("1A1A1A FFFFFF CC0000 F2F2F2 CC0000 E60000 990000 FF6666 CC3300 B30000", (1.0,)),
    "grey house": ("404040 FFFFFF 7F7F7F F2F2F2 595959 7F7F7F A6A6A6 BFBFBF D9D9D9 404040", (1.0,)),
    "grey words on cream": ("4A4A4A FFF8E7 5B4636 EFE3C8 8C6D46 B5651D D2B48C A0522D 6B8E23 708090", (0.94,)),
    "black": ("FFFFFF 000000 FFFFFF 333333 00A2FF 16E7CF 61D836 FFD932 FF644E EF5FA7", (0.0,)),
    "navy": ("FFFFFF 0B1F3A C9D6E8 13294B 4FA3E0 7FD1AE F2C14E E4572E B2B2B2 9B5DE5", (0.014,)),
    "dark picture under light colors": (
        "000000 FFFFFF 1F497D EEECE1 4F81BD C0504D 9BBB59 8064A2 4BACC6 F79646",
        (0.005, 0.05, 0.09),
    ),
    "gradient of greys": (
        "000000 FFFFFF 1F497D EEECE1 4F81BD C0504D 9BBB59 8064A2 4BACC6 F79646",
        (0.4, 0.6, 0.9),
    ),
}
EVERY = pytest.mark.parametrize("name", THEMES)
READ_ON = {  # what views write in which colors
    "tier_a": "paper tier_c",
    "tier_b": "paper",
    "tier_c": "ink",
    **dict.fromkeys([f"ramp{i}" for i in range(1, 9)], "ink"),
    "ramp9": "paper",
    "ramp10": "paper",
    "risk": "paper",
    "good": "paper",
    "watch": "ink",
    "accent_deep": "paper",
    "ink": "paper",
    "cover": "paper cover_text",
    "open_low": "ink",
    "open_mid": "ink",
    "open_high": "ink",
    "loss_light": "ink loss",
    "loss_mid": "ink loss",
    "loss_deep": "ink loss",
    "up_tint": "ink muted accent",
    "down_tint": "ink muted risk",
    "watch_tint": "ink",
    "stayed": "ink muted",
    "hairline": "muted",
    "grid": "ink",
    "panel": "ink muted accent risk good watch tier_b",
    "paper": "ink muted accent accent_deep risk good watch tier_b",
}
ON_THE_GROUND = "ink muted accent accent_deep good risk watch loss tier_a tier_b total unknown"


def palette(name: str) -> tuple[Palette, dict[str, str]]:
    colors, grounds = THEMES[name]
    theme = dict(zip(SLOTS, colors.split(), strict=True))
    return palette_for(theme, [grey_of(light) for light in grounds]), theme


def light(role: str, made: Palette, theme: dict[str, str]) -> float:
    return luminance(rgb(made.tokens[role], theme) or (0, 0, 0))


# ------------------------------------------------------------------ ours


def test_our_own_master_has_our_palette() -> None:
    assert shipped_master()[0].palette is OUR_PALETTE
    assert read_master(Package.open(ROOT / "templates" / "kamdeck.pptx")).palette is OUR_PALETTE


def test_our_own_master_turned_dark_has_a_palette_for_its_ground() -> None:
    package = Package.open(ROOT / "templates" / "kamdeck.pptx")
    (part,) = (name for name in package.names if fullmatch(r"ppt/slideMasters/slideMaster\d+\.xml", name))
    light_map, dark_map = (f'bg1="{a}" tx1="{b}" bg2="{c}" tx2="{d}"'.encode() for a, b, c, d in (
        ("lt1", "dk1", "lt2", "dk2"), ("dk1", "lt1", "dk2", "lt2"),
    ))  # fmt: skip
    assert light_map in package.read(part)
    package.write(part, package.read(part).replace(light_map, dark_map))
    master = read_master(package)
    assert master.is_own
    names = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
    slots = {**master.colors, **{slot: master.colors[of] for slot, of in names.items()}}
    (ground,) = master.ground
    for role in ("ink", "tier_a", "tier_b", "good", "risk", "total"):
        fill = light(role, master.palette, slots)
        assert contrast(fill, light_of(ground)) >= 1.9, role


def test_our_palette_is_what_it_was() -> None:
    """Decks that stand on our master are compared by these words: another one would repaint them all."""
    told = repr(sorted(row for row in OUR_PALETTE.tokens.items() if "sheet" not in row[0])).encode()
    assert blake2b(told, digest_size=8).hexdigest() == "131dcd26c1e0f5f4"


# ------------------------------------------------------------------ a company's


@EVERY
def test_whatever_is_written_can_be_read(name: str) -> None:
    made, theme = palette(name)
    faint = [
        (word, fill, round(found, 2))
        for fill, words in READ_ON.items()
        for word in words.split()
        if (found := contrast(light(f"text:{word}", made, theme), light(fill, made, theme))) < 4.5
    ]
    assert faint == []
    grounds = THEMES[name][1]
    for word in ON_THE_GROUND.split():
        assert min(contrast(light(f"text:{word}", made, theme), g) for g in grounds) >= 4.5, word


@EVERY
def test_words_have_seven_to_one(name: str) -> None:
    made, theme = palette(name)
    assert min(contrast(light("text:ink", made, theme), g) for g in THEMES[name][1]) >= 7


@EVERY
def test_tiers_stand_apart_in_grey_and_from_the_ground(name: str) -> None:
    made, theme = palette(name)
    a, b, c = (light(role, made, theme) for role in ("tier_a", "tier_b", "tier_c"))
    assert contrast(a, b) >= 1.49
    assert contrast(b, c) >= 1.49
    assert min(contrast(c, ground) for ground in THEMES[name][1]) >= 1.2
    assert sorted((a, b, c)) in ([a, b, c], [c, b, a])


@EVERY
def test_ramps_go_one_way(name: str) -> None:
    made, theme = palette(name)
    is_dark = light("ink", made, theme) > 0.5
    for roles in ([f"ramp{i}" for i in range(1, 11)], ["open_low", "open_mid", "open_high"],
                  ["loss_light", "loss_mid", "loss_deep"], ["risk_light", "risk_mid", "risk"]):  # fmt: skip
        lights = [light(role, made, theme) for role in roles]
        assert lights == sorted(lights, reverse=not is_dark), roles


@EVERY
def test_red_is_danger_alone(name: str) -> None:
    made, theme = palette(name)
    for role in ("accent", "good", "tier_a", "tier_b"):
        hue, sat, _ = hsl(made.tokens[role], theme)
        assert sat < 0.15 or 25 < hue * 360 < 335, role


def test_slots_are_used_while_they_pass() -> None:
    made, _ = palette("office 2007")
    tokens = made.tokens
    assert (tokens["ink"], tokens["paper"], tokens["tier_a"]) == ("tx1", "bg1", "tx2")
    assert tokens["tier_b"].startswith("accent1+lumMod")
    assert tokens["accent"].startswith("accent5+lumMod")


def test_colors_that_are_mixed_follow_another_theme() -> None:
    made, _ = palette("office 2013")
    literal = {role for role, word in made.tokens.items() if word.split("+")[0] not in SLOTS}
    assert {role.removeprefix("text:") for role in literal} <= {
        "risk", "risk_mid", "risk_light", "watch", "loss", "loss_light", "loss_mid", "loss_deep",
        "down_tint", "watch_tint",
    }  # fmt: skip
