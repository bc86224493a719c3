"""One round: a deck, some edits, a program that saves it, another workbook, a refresh, and the judgement."""

from __future__ import annotations

import io
import random
import tempfile
import traceback
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pptx import Presentation

import kamdeck
from kamdeck.pptxio.lint import lint
from kamdeck.report import Report
from tests.kept_lines import untrue_lines
from tests.raw_deck import RawDeck, a
from tests.refresh.model import (
    books,
    chart_edits,
    chart_parts,
    chart_sheets,
    decks,
    paragraphs,
    shape_looks,
    shape_parts,
    slide_edits,
    slide_marks,
    table_edits,
    table_rows,
    words,
)
from tests.refresh.model.chart_sites import labels_of
from tests.refresh.model.judge import Outcome, outcome, strays
from tests.refresh.model.site import KINDS, Applied, Claim, Kind, Site, Where, clash, sites
from tests.refresh.model.table_edits import mark_of

MODULES = (words, paragraphs, shape_looks, shape_parts, slide_edits, slide_marks, table_edits, table_rows,
           chart_edits, chart_sheets, chart_parts)  # fmt: skip
ORDER = sorted(KINDS, key=lambda name: sha256(name.encode()).hexdigest())
TRIES = 40
WHOLE_SLIDES = ("slide_deleted", "slide_copied")
ONE_A_DECK = ("slide_moved", "section")


@dataclass(frozen=True)
class Order:
    """What a round does: everything follows from the seed, unless it is named."""

    seed: int
    count: int = 25
    variant: str = ""
    base: int = -1
    change: str = ""
    kinds: tuple[str, ...] = ()

    def settled(self) -> Order:
        """With everything named."""
        rng = random.Random(self.seed)
        base = rng.randrange(len(decks.BASES)) if self.base < 0 else self.base
        change = rng.choice(sorted(books.CHANGES))
        variant = rng.choice([name for name in decks.VARIANTS if name != "libreoffice"])
        if rng.random() < 0.4:
            variant = "plain"
        start = self.seed * self.count
        kinds = tuple(ORDER[(start + i) % len(ORDER)] for i in range(self.count))
        return replace(
            self, base=base, change=self.change or change, variant=self.variant or variant,
            kinds=self.kinds or kinds,
        )  # fmt: skip


@dataclass
class Result:
    """What a round found: the outcome of each edit, and every other fault."""

    order: Order
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    crash: str = ""

    @property
    def wrong(self) -> list[str]:
        """Everything that is wrong, in words."""
        found = [
            f"{o.edit.kind} on {o.edit.where.key}: {o.state}: {o.seen}" for o in self.outcomes if o.is_fault
        ]
        return found + self.faults + ([self.crash] if self.crash else [])


def run(order: Order) -> Result:
    """One round."""
    order = order.settled()
    result = Result(order)
    deck = RawDeck(decks.built(order.base))
    edits, tried = edit(deck, order)
    saved = decks.saved(deck.save(), order.variant)
    edits = [replace(e, where=_in(e.where, saved)) for e in edits]
    book = books.changed(decks.BASES[order.base][0], order.change, order.seed % 3)
    before_faults = {fault[:2] for fault in lint(saved.data)}
    try:
        data, report = refreshed(saved.data, book)
        again, second = refreshed(data, book)
        reference = unedited(order.base, order.variant, order.change, order.seed % 3)
    except kamdeck.KamdeckError as error:
        result.crash = f"refused: {error}"
        return result
    except Exception:
        result.crash = f"crashed: {traceback.format_exc(limit=-3)}"
        return result
    before, after, plain = RawDeck(saved.data), RawDeck(data), RawDeck(reference)
    result.outcomes = [outcome(e, before, after, plain, report) for e in edits]
    renamed = books.RENAMED if order.change == "account_renamed" else {}
    result.faults += [
        f"untrue line: {line}" for line in untrue_lines(saved.data, data, report, None, renamed)
    ]
    result.faults += [f"lint: {f.part}: {f.message}" for f in lint(data) if f[:2] not in before_faults]
    if order.variant != "libreoffice":
        result.faults += [f"stray: {s}" for s in strays(edits, after, plain, _renamed(tried, saved.moved))]
    if again != data:
        wrote = sorted(n for n in {*RawDeck(again).parts} if RawDeck(again).parts[n] != after.parts.get(n))
        result.faults.append(f"the second refresh wrote {wrote[:4]}: {second.changes[:2]}")
    Presentation(io.BytesIO(data))
    return result


def _in(where: Where, saved: decks.Saved) -> Where:
    """A place in the deck that a program saved."""
    return replace(where, moved=saved.moved.get(where.slide, {}), slides=saved.slides)


def _renamed(tried: Collection[Claim], moved: decks.Moved) -> list[Claim]:
    return [(claim[0], *(moved.get(claim[0], {}).get(each, each) for each in claim[1:])) for claim in tried]


def refreshed(data: bytes, book: Path) -> tuple[bytes, Report]:
    """The deck brought up to date with a workbook, through the public door."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.pptx"
        path.write_bytes(data)
        report = kamdeck.refresh(path, workbook=book)
        return path.read_bytes(), report


@lru_cache(maxsize=6)
def unedited(base: int, variant: str, change: str, seed: int) -> bytes:
    """What a refresh makes of the deck that nobody edited, saved by the same program."""
    book = books.changed(decks.BASES[base][0], change, seed)
    return refreshed(decks.saved(decks.built(base), variant).data, book)[0]


# ------------------------------------------------------------------ edits


def edit(deck: RawDeck, order: Order) -> tuple[list[Applied], list[Claim]]:
    """Make the edits of a round; those that were made, and what was tried in vain.

    An edit takes the same thing however many others are made with it, as far as it is free.
    """
    found = sites(deck, random.Random(order.seed))
    applied: list[Applied] = []
    claims: list[Claim] = []
    tried: list[Claim] = []
    done: dict[str, int] = {}
    for name in order.kinds:
        turn = done[name] = done.get(name, 0) + 1
        made = _make(KINDS[name], found, claims, tried, f"{order.seed} {name} {turn}", order.base)
        if made is not None:
            applied.append(made)
            claims.append(made.claim)
    return applied, tried


def _make(
    kind: Kind,
    found: dict[str, list[Site]],
    claims: Sequence[Claim],
    tried: list[Claim],
    mark: str,
    base: int,
) -> Applied | None:
    ranked = sorted(found.get(kind.on, []), key=lambda site: sha256(f"{mark} {site.path}".encode()).digest())
    for site in ranked[:TRIES]:
        claim = claim_of(kind, site)
        if any(clash(claim, other) for other in (*claims, *tried)):
            continue
        names = _names(site, base, kind.on)
        look = kind.make(replace(site, rng=random.Random(mark)))
        if look is not None:
            said = [name for about in ("", *look.about) for name in names.get(about, ())]
            look = replace(look, about=(*look.about, *said))
            return Applied(kind.name, site.where, look, claim)
        tried.append(claim)
    return None


def _names(site: Site, base: int, on: str) -> dict[str, tuple[str, ...]]:
    """What kamdeck calls the row that an edit is made on, or each point of its series by its words: pieces of
    the names of fields."""
    if on == "points":
        labels, keys = labels_of(site.node), decks.point_keys(base, site.where.key)
        return {label: (f"/{key}/",) for label, key in zip(labels, keys, strict=False)}
    if on not in ("cell", "row"):
        return {}
    row = site.node if site.node.tag == a + "tr" else site.node.getparent()
    key = decks.row_keys(base, site.where.key).get(mark_of(row, "rowId"))
    return {"": (f"/{key}/",)} if key else {}


def claim_of(kind: Kind, site: Site) -> Claim:
    """What an edit touches, so that no other one does."""
    shapes = tuple(each for each in site.path if each.isdigit())
    if kind.name in ONE_A_DECK:
        return ("deck", kind.name)
    if kind.on == "slide":
        return site.path if kind.name in WHOLE_SLIDES else (*site.path, "#" + kind.name)
    if kind.is_whole:
        return shapes
    if kind.on in ("chart", "axis", "series", "points", "column", "table"):
        return (*site.path, "#" + kind.name)
    return site.path


def shrunk(order: Order) -> Order:
    """The round with no more edits than are needed for something to be wrong in it."""
    order = order.settled()
    kinds = list(order.kinds)
    for name in order.kinds:
        fewer = [each for each in kinds if each != name]
        if fewer and run(replace(order, kinds=tuple(fewer))).wrong:
            kinds = fewer
    return replace(order, kinds=tuple(kinds))
