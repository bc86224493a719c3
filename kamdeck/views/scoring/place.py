"""The words of the scoring slide in an account's pack: where the account stands, and what sets it there."""

from __future__ import annotations

from kamdeck.analysis.scoring import Scored
from kamdeck.layout.insights import Fact
from kamdeck.text.rounding import to_places
from kamdeck.views.scoring.words import ScoringWords


class PlaceWords(ScoringWords):
    """Says how the account of the pack scores among all scored accounts."""

    @property
    def own(self) -> Scored | None:
        """The account's scores, where it has a combined one."""
        rows = (row for row in self.everyone.ranked if row.account == self.ctx.subject)
        return next(rows, None)

    @property
    def rival(self) -> Scored | None:
        """Who is compared with: the first, or the second where the account is first; None alone."""
        others = [row for row in self.everyone.ranked if row.account != self.ctx.subject]
        return others[0] if others and self.own else None

    @property
    def gap(self) -> float:
        """How far the account is ahead of its rival, from the scores as they are shown; 0 alone."""
        own, rival = self.own, self.rival
        if own is None or rival is None:
            return 0.0
        return round(to_places(own.combined or 0, 1) - to_places(rival.combined or 0, 1), 1)

    def winner_alt(self) -> str:
        """What the frame round a column means."""
        return self.ctx.say("place.scoring_frame", name=self.ctx.subject)

    def heading(self) -> str:
        """What the rail is about."""
        return self.ctx.say("place.rail")

    def facts(self) -> tuple[Fact, ...]:
        """Score and axes, the distance to the first, and the highest and the lowest score."""
        say, own = self.ctx.say, self.own
        if own is None:
            return super().facts()
        axes = {
            n: "–" if v is None else self.points(v)
            for n, v in (("growth", own.growth), ("harmony", own.harmony))
        }
        found = [Fact("score", self.points(own.combined or 0), say("place.scoring_rank", **axes))]
        rival, gap = self.rival, self.gap
        if rival is not None:
            key = "place.scoring_lead" if gap > 0 else "place.scoring_gap"
            name, n = self.name(rival.account), len(self.everyone.ranked)
            figure = say.number(gap, 1, signed=True)
            found.append(Fact("gap", figure, say(key, first=name, second=name, n=n)))
        held = [(s, c) for s, c in zip(own.scores, self.everyone.criteria, strict=True) if s is not None]
        if len({score for score, _ in held}) > 1:
            for key, (score, criterion) in (
                ("best", max(held, key=lambda pair: pair[0])),
                ("worst", min(held, key=lambda pair: pair[0])),
            ):
                text = say(f"place.scoring_{key}", criterion=criterion.criterion)
                found.append(Fact(key, self.score(score), text))
        return tuple(found)
