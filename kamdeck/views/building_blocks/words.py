"""The words of the building blocks slide: title by the turn of the data, scope, notes."""

from __future__ import annotations

from kamdeck.analysis.maturity import Maturity
from kamdeck.layout.marks import notes
from kamdeck.layout.page import name_in_title
from kamdeck.layout.titles import Titles, when, wordings
from kamdeck.views.building_blocks.table import LEVELS, Blocks
from kamdeck.workbook.rows import BuildingBlock


class BlockWords:
    """Says where the programme stands and what to build first."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.say = blocks.ctx.say

    def kicker(self, page: int) -> str:
        """The slide's kind, with the page where there are several."""
        pages, kicker = len(self.blocks.pages()), self.say("building_blocks.kicker")
        return f"{kicker} · {self.say('frame.page', page=page, pages=pages)}" if pages > 1 else kicker

    def titles(self) -> tuple[str, ...]:
        """The title from the fullest wording to the shortest."""
        return TITLES(self.say, self)

    @property
    def maturity(self) -> Maturity:
        """The levels and gaps."""
        return self.blocks.maturity

    def fields(self) -> dict[str, object]:
        """What the titles say: the mean level, how many blocks are below their target, the widest gaps."""
        found = self.maturity
        level = self.say.number(found.today or 0.0, 1)
        names = zip(("first", "second"), map(self._inside, found.widest), strict=False)
        stands = self.say("building_blocks.title.stands", level=level)
        return {"stands": stands, "level": level, "n": len(found.behind), **dict(names)}

    def _inside(self, row: BuildingBlock) -> str:
        """A block's name inside a sentence, cut so that two fit in the title."""
        name = row.block
        shown = f"{name[:1].lower()}{name[1:]}" if name[1:2].islower() else name
        return name_in_title(self.blocks.ctx.frame, shown, 0.3)

    def subtitle(self) -> str:
        """What is plotted."""
        return self.say("building_blocks.subtitle")

    def scope(self) -> str:
        """How many blocks are rated."""
        rated, n = self.blocks.maturity.rated, len(self.blocks.rows)
        return self.say("building_blocks.scope", n=n, rated=rated, top=LEVELS)

    def alt(self, title: str) -> str:
        """The finding, and each block with its levels."""
        return self.say(
            "building_blocks.alt", title=title, rows=self.say.join(map(self._line, self.blocks.rows))
        )

    def _line(self, row: BuildingBlock) -> str:
        none = self.say("building_blocks.not_set")
        now, target = (
            none if level is None else self.blocks.level(level) for level in (row.level_now, row.level_target)
        )
        return self.say("building_blocks.line", block=row.block, now=now, target=target)

    def notes(self) -> str:
        """How the averages and gaps are made, every block with its whole texts, and the cells."""
        lines = []
        for row in self.blocks.rows:
            parts = [self._line(row), row.description, row.next_step, row.owner]
            lines.append(". ".join(part for part in parts if part) + ".")
        cells = [row.at for row in self.blocks.rows]
        return notes(
            self.say,
            self.say("building_blocks.notes.rule"),
            *lines,
            cells=((self.say("building_blocks.notes.blocks"), cells),),
        )


_STANDS = "building_blocks.title.stands"
TITLES: Titles[BlockWords] = wordings(
    BlockWords.fields,
    when(
        lambda w: w.maturity.today is None,
        "building_blocks.title.unrated",
        fields=lambda w: {"n": len(w.blocks.rows)},
    ),
    when(lambda w: w.maturity.mean_gap is None, "building_blocks.title.no_target", _STANDS),
    when(lambda w: not w.maturity.behind and w.maturity.is_complete, "building_blocks.title.met", _STANDS),
    when(lambda w: not w.maturity.behind, "building_blocks.title.met_rated", _STANDS),
    when(lambda w: len(w.maturity.behind) == 1, "building_blocks.title.only", _STANDS),
    when(lambda w: len(w.maturity.widest) == 2, "building_blocks.title.two", _STANDS),
    when(lambda w: len(w.maturity.widest) == 1, "building_blocks.title.single", _STANDS),
    when(lambda w: len(w.maturity.behind) > 1, "building_blocks.title.even", _STANDS),
)
