"""What the classification says: title, bands, insights, scope and notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import Tiers
from kamdeck.analysis.classification import CLASSES, Classes, Classified
from kamdeck.deck.spec import EMU
from kamdeck.figures.context import Context
from kamdeck.figures.scored import with_coverage
from kamdeck.layout.insights import FACT_SIZE, Fact
from kamdeck.layout.marks import notes
from kamdeck.layout.names import brief_name
from kamdeck.text.measure import clip, shorten
from kamdeck.text.rounding import to_places
from kamdeck.views.classification.names import Name

_RAIL_TEXT, _RAIL_LINES = round(2.25 * EMU), 4
_MOST_LISTED = 40  # accounts named per class in the notes


class ClassWords:
    """Says what the classes mean; `tiers` holds the revenue of the newest year."""

    def __init__(self, ctx: Context, classes: Classes, tiers: Tiers) -> None:
        self.ctx = ctx
        self.classes = classes
        self.tiers = tiers
        self._rows = {row.account: row for row in classes.accounts}

    # -------------------------------------------------------------- numbers

    def revenue(self, account: str) -> float:
        """The account's revenue in the newest year; 0 where it has none above zero."""
        return self.tiers.revenue_of.get(account, 0.0) if account in self.tiers.tier_of else 0.0

    def sum_of(self, name: str) -> float:
        """The revenue of a class."""
        return sum(self.revenue(account) for account in self.classes.members(name))

    def share(self, value: float) -> str:
        """A share of all revenue."""
        return self.ctx.say.percent(value / self.tiers.total if self.tiers.total else 0.0)

    def score(self, value: float) -> str:
        """A score or a distance: one decimal, two where one would not be exact."""
        exact = abs(to_places(value, 1) - value) < 1e-6
        return self.ctx.say.number(value, 1 if exact else 2)

    def name(self, account: str) -> str:
        """The account's name for a sentence: the short one where it is long, cut where it is very long."""
        return brief_name(self.ctx, account)

    def class_name(self, name: str) -> str:
        """The class in the deck's language."""
        return self.ctx.say(f"strategies.name.{name}")

    def policy(self, name: str) -> str:
        """What to do with the class, in a few words."""
        return self.ctx.say(f"classification.policy.{name}")

    def total(self, name: str) -> str:
        """How many accounts and how much revenue a class has."""
        say, members = self.ctx.say, self.classes.members(name)
        value = self.sum_of(name)
        return f"{say.number(len(members))} · {say.money(value)}" if value else say.number(len(members))

    def short_of(self, row: Classified) -> tuple[float, float]:
        """How many points of growth and of harmony an account lacks to be Strategic."""
        cut = self.classes.cut
        return max(0.0, cut - row.growth), max(0.0, cut - row.harmony)

    def closest(self, name: str = "") -> Classified | None:
        """The account (of a class) that lacks the fewest points; the larger of equals."""
        rows = [self._rows[a] for a in self.classes.members(name)] if name else self.classes.accounts
        return min(
            rows,
            key=lambda row: (round(sum(self.short_of(row)), 6), -self.revenue(row.account)),
            default=None,
        )

    # -------------------------------------------------------------- title block

    def subtitle(self) -> str:
        """What is plotted, on which scale, and where it is parted."""
        settings, count = self.ctx.book.settings, len(self.classes.accounts)
        low, high = self.ctx.say.entered(settings.score_min), self.ctx.say.entered(settings.score_max)
        cut = self.ctx.say.entered(self.classes.cut)
        return self.ctx.say("classification.subtitle", n=count, low=low, high=high, cut=cut)

    def alt(self, title: str) -> str:
        """The finding and the size of every class."""
        say = self.ctx.say
        parts = [f"{self.class_name(name)} {self.total(name)}" for name in CLASSES]
        return say("classification.alt", title=title, classes=", ".join(parts))

    # -------------------------------------------------------------- rail

    def facts(self, placed: Sequence[Name] = ()) -> tuple[Fact, ...]:
        """Strategic share and leader, numbered accounts, closest Star, largest Status account, the rest."""
        found = (
            self._strategic(),
            self._numbered(placed),
            self._stars(),
            self._status(),
            self._unclassified(),
            self._streamline(),
        )
        return tuple(fact for fact in found if fact)[:3]

    def _strategic(self) -> Fact | None:
        say, members = self.ctx.say, self.classes.members(CLASSES[0])
        if not members:
            return None
        rows = [self._rows[a] for a in members]
        weight = self.ctx.book.settings.growth_weight
        first = max(rows, key=lambda row: round(weight * row.growth + (1 - weight) * row.harmony, 6))
        leads = all(
            row.growth <= first.growth + 1e-6 and row.harmony <= first.harmony + 1e-6
            for row in self.classes.accounts
        )
        places = {"growth": say.number(first.growth, 1), "harmony": say.number(first.harmony, 1)}
        ending = "alone" if len(self.classes.accounts) == 1 else "leads" if leads else "best"
        text = say(f"classification.fact.{ending}", a=self.name(first.account), **places)
        value = self.sum_of(CLASSES[0])
        if not value:
            return Fact(
                "strategic",
                say.number(len(members)),
                say("classification.fact.count", n=len(members), text=text),
            )
        return Fact("strategic", self.share(value), say("classification.fact.strategic", text=text))

    def _numbered(self, placed: Sequence[Name]) -> Fact | None:
        """The names of the bubbles that carry a number only."""
        say, found = self.ctx.say, [name for name in placed if name.number]
        if not found:
            return None
        room = _RAIL_TEXT if len(found) == 1 else _RAIL_TEXT // 2
        listed = [f"{say.number(n.number)}\u00a0{shorten(n.name, FACT_SIZE, room)}" for n in found]
        figure = say("classification.fact.numbered", n=len(found))
        return Fact("numbered", figure, clip(", ".join(listed), FACT_SIZE, _RAIL_TEXT, _RAIL_LINES))

    def _stars(self) -> Fact | None:
        say, members, row = self.ctx.say, self.classes.members("Star"), self.closest("Star")
        if row is None:
            return None
        lacks = self.short_of(row)[1]
        figure = say("classification.fact.stars_figure", n=len(members))
        fields = {"a": self.name(row.account), "points": self.score(lacks), "n": int(lacks)}
        key = "star" if len(members) == 1 else "stars"
        return Fact("stars", figure, say(f"classification.fact.{key}", **fields))

    def _status(self) -> Fact | None:
        say, members = self.ctx.say, self.classes.members("Status")
        if not members:
            return None
        largest = max(members, key=self.revenue)
        lacks = self.short_of(self._rows[largest])[0]
        fields = {"a": self.name(largest), "points": self.score(lacks), "n": int(lacks)}
        value = self.revenue(largest)
        if not value:
            return Fact("status", say.number(len(members)), say("classification.fact.status_count", **fields))
        return Fact("status", say.money(value), say("classification.fact.status", **fields))

    def _streamline(self) -> Fact | None:
        say, count = self.ctx.say, len(self.classes.members("Streamline"))
        value = self.sum_of("Streamline")
        if not count or not value:
            return None
        return Fact("streamline", self.share(value), say("classification.fact.streamline", n=count))

    def _unclassified(self) -> Fact | None:
        count = len(self.classes.unclassified)
        if not count:
            return None
        return Fact(
            "unclassified",
            self.ctx.say.number(count),
            self.ctx.say("classification.fact.unclassified", n=count),
        )

    def next_step(self) -> str:
        """Close the gap of the closest Star, and what to end or protect."""
        say, star = self.ctx.say, self.closest("Star")
        has_streamline = bool(self.classes.members("Streamline"))
        if star:
            key = "star_streamline" if has_streamline else "star"
            return say(f"classification.next.{key}", a=self.name(star.account))
        if has_streamline:
            return say("classification.next.streamline")
        return say(
            "classification.next.strategic"
            if self.classes.members(CLASSES[0])
            else "classification.next.status"
        )

    # -------------------------------------------------------------- source and notes

    def scope(self) -> str:
        """How many accounts are classified, and their share of all revenue."""
        count = len(self.classes.accounts)
        value = sum(self.revenue(row.account) for row in self.classes.accounts)
        key = "classification.scope" if value else "classification.scope_count"
        text = self.ctx.say(key, n=count, share=self.share(value))
        return with_coverage(self.ctx, text, (*self.classes.unclassified, *self._rows))

    def notes(self) -> str:
        """The rule, every class with its accounts and scores, who has no class, and the cells."""
        say, book = self.ctx.say, self.ctx.book
        lines = [say("classification.notes.rule", cut=self.ctx.say.entered(self.classes.cut))]
        for name in CLASSES:
            members = sorted(self.classes.members(name), key=lambda a: -self.revenue(a))
            if members:
                rows = [self._rows[a] for a in members[:_MOST_LISTED]]
                listed = "; ".join(
                    say(
                        "classification.notes.account",
                        a=row.account,
                        growth=say.number(row.growth, 2),
                        harmony=say.number(row.harmony, 2),
                    )
                    for row in rows
                )
                more = len(members) - len(rows)
                ending = f"; {say('strategies.others', n=more)}" if more else ""
                lines.append(
                    say("classification.notes.class", name=self.class_name(name), accounts=listed + ending)
                )
        if self.classes.unclassified:
            names = say.list(self.classes.unclassified[:_MOST_LISTED])
            lines.append(
                say("classification.notes.unclassified", n=len(self.classes.unclassified), names=names)
            )
        known = set(self._rows)
        return notes(
            say,
            *lines,
            cells=(
                (say("scoring.notes.scores"), [s.at for s in book.scores if s.account in known]),
                (say("scoring.notes.weights"), [c.at for c in book.criteria]),
                (
                    say("classification.revenue"),
                    [r.at for r in book.revenue if r.year == self.ctx.year and r.account in known],
                ),
            ),
        )
