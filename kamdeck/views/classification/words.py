"""What the classification says: title, bands, insights, scope and notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import Tiers
from kamdeck.analysis.classification import CLASSES, Classes, Classified
from kamdeck.deck.spec import EMU, Ask, Verb
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.figures.scored import with_coverage
from kamdeck.layout.insights import FACT_SIZE, Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.names import brief_name
from kamdeck.text.measure import clip, shorten
from kamdeck.text.rounding import to_places
from kamdeck.views.classification.names import Name

_RAIL_TEXT, _RAIL_LINES = round(2.25 * EMU), 4
_MOST_LISTED = 40  # accounts named per class in the notes
_MOST_NAMED = 2  # in a sentence of the rail
POLICIES: dict[str, Verb] = {"Strategic": "plan", "Star": "plan", "Status": "hold", "Streamline": "cut"}


class ClassWords:
    """Says what the classes mean; `tiers` holds the revenue of the newest year."""

    def __init__(self, ctx: Context, classes: Classes, tiers: Tiers) -> None:
        self.ctx = ctx
        self.classes = classes
        self.tiers = tiers
        self._rows = {row.account: row for row in classes.accounts}
        self.advice = read_advice(ctx)

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
        """What to do with the class, in a few words; with some of its accounts it may not be done."""
        is_spared = name == CLASSES[3] and bool(self.advice.those("hold", self.classes.members(name)))
        return self.ctx.say("classification.policy.spared" if is_spared else f"classification.policy.{name}")

    def asks(self) -> tuple[Ask, ...]:
        """What the classes' policies ask for, at the accounts that they fit. The title says no
        more than the policy of the first."""
        asks = (Ask(verb, self.classes.members(name)) for name, verb in POLICIES.items())
        return self.advice.kept(asks)

    @property
    def less(self) -> tuple[str, ...]:
        """The Streamline accounts that are to cost less, as their class says."""
        return self.advice.those("cut", self.classes.members(CLASSES[3]))

    def listed(self, accounts: Sequence[str]) -> str:
        """The first of them by name, and how many others there are."""
        names = [self.name(account) for account in accounts[:_MOST_NAMED]]
        if more := len(accounts) - len(names):
            names.append(self.ctx.say("abc.others", n=more))
        return self.ctx.say.list(names)

    def total(self, name: str) -> str:
        """How many accounts and how much revenue a class has."""
        say, members = self.ctx.say, self.classes.members(name)
        value = self.sum_of(name)
        return f"{say.number(len(members))} · {say.money(value)}" if value else say.number(len(members))

    def short_of(self, row: Classified) -> tuple[float, float]:
        """How many points of growth and of harmony an account lacks to be Strategic."""
        cut = self.classes.cut
        return max(0.0, cut - row.growth), max(0.0, cut - row.harmony)

    def closest(self, accounts: Sequence[str] | None = None) -> Classified | None:
        """The account of these, by default of all, that lacks the fewest points; the larger of equals."""
        return min(
            (self._rows[account] for account in (self._rows if accounts is None else accounts)),
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
        say, members = self.ctx.say, self.classes.members("Star")
        row = self.closest(members)
        if row is None:
            return None
        lacks = self.short_of(row)[1]
        figure = say("classification.fact.stars_figure", n=len(members))
        fields = {"a": self.name(row.account), "points": self.score(lacks), "n": int(lacks)}
        key = "star" if len(members) == 1 else "stars"
        return Fact("stars", figure, say(f"classification.fact.{key}", **fields))

    def _status(self) -> Fact | None:
        """The largest account that is to be held as it is."""
        say, members = self.ctx.say, self.advice.those("hold", self.classes.members("Status"))
        if not members:
            return None
        largest = max(members, key=self.revenue)
        lacks = self.short_of(self._rows[largest])[0]
        fields = {"a": self.name(largest), "points": self.score(lacks), "n": int(lacks)}
        value, asks = self.revenue(largest), (Ask("hold", (largest,)),)
        figure, key = (say.money(value), "status") if value else (say.number(len(members)), "status_count")
        return Fact("status", figure, say(f"classification.fact.{key}", **fields), asks=asks)

    def _streamline(self) -> Fact | None:
        say, less, count = self.ctx.say, self.less, len(self.classes.members(CLASSES[3]))
        value = sum(map(self.revenue, less))
        if not value:
            return None
        key = "streamline" if len(less) == count else "streamline_some"
        text = say(f"classification.fact.{key}", n=len(less), all=count)
        return Fact("streamline", self.share(value), text, asks=(Ask("cut", less),))

    def _unclassified(self) -> Fact | None:
        count = len(self.classes.unclassified)
        if not count:
            return None
        return Fact(
            "unclassified",
            self.ctx.say.number(count),
            self.ctx.say("classification.fact.unclassified", n=count),
        )

    def next_step(self) -> Step:
        """Close the gap of the closest Star that is not at risk, and what to end or protect."""
        say, members = self.ctx.say, self.classes.members
        at_risk = self.advice.doing("save")
        star = self.closest(
            [name for name in self.advice.those("plan", members("Star")) if name not in at_risk]
        )
        ends = (Ask("cut", self.less),) if self.less else ()
        fields = {"names": self.listed(self.less), "a": self.name(star.account) if star else ""}
        if star:
            key = "star_streamline" if ends else "star"
            asks = (Ask("plan", (star.account,)), *ends)
            return Step(say(f"classification.next.{key}", **fields), asks)
        if ends:
            return Step(say("classification.next.streamline", **fields), ends)
        for name in (CLASSES[0], CLASSES[2]):
            if self.advice.all_fit(POLICIES[name], members(name)):
                text = say(f"classification.next.{name.lower()}")
                return Step(text, (Ask(POLICIES[name], members(name)),))
        return Step()

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
                listed = [
                    say(
                        "classification.notes.account",
                        a=row.account,
                        growth=say.number(row.growth, 2),
                        harmony=say.number(row.harmony, 2),
                    )
                    for row in rows
                ]
                if more := len(members) - len(rows):
                    listed.append(say("strategies.others", n=more))
                lines.append(
                    say("classification.notes.class", name=self.class_name(name), accounts=say.join(listed))
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
