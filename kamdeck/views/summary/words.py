"""The words around the findings of the summary: title by the turn of the data, source, notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.figures.context import Context
from kamdeck.layout.marks import notes
from kamdeck.views.summary.findings import EXTRA, WEIGHTS, Desk, Finding
from kamdeck.views.summary.strip import WIDE, shown_tiles

_MOST_SHEETS = 3  # named in a narrow source line


def _by_weight() -> list[tuple[str, int]]:
    """The topics, heaviest first."""
    return sorted(WEIGHTS.items(), key=lambda pair: -pair[1])


class SummaryWords:
    """Says where revenue goes and what endangers it; `cut` are findings that the slide has no room for,
    `rest` those that weigh too little for any."""

    def __init__(
        self, desk: Desk, shown: Sequence[Finding], cut: Sequence[Finding], rest: Sequence[Finding]
    ) -> None:
        self.desk, self.shown, self.cut, self.rest = desk, shown, cut, rest
        self.ctx: Context = desk.ctx
        self.say = desk.ctx.say

    def kicker(self) -> str:
        """The kind of slide."""
        return self.say("summary.kicker")

    def subtitle(self) -> str:
        """How many findings, on how many accounts."""
        say, day = self.say, self.ctx.as_of
        fields: dict[str, object] = {
            "n": self.desk.count,
            "findings": say.words(len(self.shown), capital=True),
        }
        if day is None:
            return say("summary.subtitle", **fields)
        return say("summary.subtitle_dated", date=say.date(day), **fields)

    # -------------------------------------------------------------- alt, source, notes

    def alt(self, title: str) -> str:
        """The findings in short."""
        lines = self.say.join(f"{finding.figure} {finding.heads[0]}" for finding in self.shown)
        return self.say("summary.table_alt", title=title, lines=lines)

    def sheets(self) -> tuple[str, ...]:
        """The sheets that the findings shown come from; how many where a line has no room for so many."""
        names = tuple(dict.fromkeys(sheet for finding in self.shown for sheet in finding.sheets))
        is_wide = self.ctx.frame.body.w >= WIDE or len(names) <= _MOST_SHEETS
        return names if is_wide else (self.say("summary.sheets", n=len(names)),)

    def scope(self) -> str:
        """How many accounts there are."""
        return self.say("summary.scope", n=self.desk.count)

    def notes(self) -> str:
        """How findings are ranked and computed, those not shown, what is compared with, and the cells."""
        say = self.say
        topics = ", ".join(f"{say(f'summary.topic.{key}')} {weight}" for key, weight in _by_weight())
        lines = [
            say("summary.notes.ranking", topics=topics, watch=EXTRA["watch"], risk=EXTRA["risk"]),
            *(finding.rule for finding in self.shown),
            *(f"{finding.figure} {finding.heads[0]}. {finding.lines[0]}".strip() for finding in self.cut),
            *(" ".join((tile.head, tile.figures[0], *tile.texts[:1])) for tile in shown_tiles(self.desk)[1]),
        ]
        if self.rest:
            names = say.list(say(f"summary.topic.{finding.key}") for finding in self.rest)
            lines.append(say("summary.notes.rest", n=len(self.rest), names=names))
        before = self.ctx.before
        if before is None:
            lines.append(say("summary.notes.baseline"))
        elif before.as_of is not None:
            lines.append(say("summary.notes.since", date=say.date(before.as_of)))
        cells = list({what: at for finding in self.shown for what, at in finding.cells}.items())
        entered = [row.at for row in self.ctx.book.previous if before and row.as_of == before.as_of]
        cells.append((say("summary.cells.previous"), entered))
        return notes(say, *lines, cells=cells)
