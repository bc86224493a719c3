"""The sentences of the white-space map."""

from __future__ import annotations

from math import isclose

from kamdeck.analysis.whitespace import Tally, peers
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import read_advice
from kamdeck.figures.spaces import Space
from kamdeck.layout.insights import Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.titles import Titles, when, wordings
from kamdeck.views.whitespace.table import Plan

_HALF = 0.5
_NAMED = 2  # divisions named in a fact


class SpaceWords:
    """Titles, facts and notes of one account's map."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.map = space.map
        self.ctx = space.ctx
        self.say = space.ctx.say
        self.widest = space.map.widest()

    def kicker(self) -> str:
        """What the slide is, and whose."""
        return f"{self.say('whitespace.kicker')} · {self.map.account}"

    def subtitle(self) -> str:
        """What the table shows, for titles of one line."""
        return self.say("whitespace.subtitle", unit=self.space.unit.head(self.say))

    def titles(self) -> tuple[str, ...]:
        """The finding, the fullest wording first."""
        return TITLES(self.say, self)

    def fields(self) -> list[dict[str, object]]:
        """What the titles say, with the account's name and with its short one."""
        say, whole, widest = self.say, self.map.whole, self.widest_all
        gap = self.gap
        fields = {
            "open": say.money(whole.open),
            "sum": say.money(gap.open),
            "product": say.list(widest),
            "n": gap.cells_used,
            "of": gap.cells,
        }
        names = dict.fromkeys((self.map.account, self.ctx.short(self.map.account)))
        return [{**fields, "account": name} for name in names]

    @property
    def gap(self) -> Tally:
        """The tally of the widest gap."""
        return self.map.products[self.widest] if self.widest else Tally()

    @property
    def widest_all(self) -> tuple[str, ...]:
        """The products whose gaps are as wide as the widest."""
        found = self.map.products.items()
        return tuple(name for name, each in found if self.widest and isclose(each.open, self.gap.open))

    @property
    def gap_share(self) -> float:
        """The widest gap as a share of all that is open."""
        return self.gap.open / self.map.whole.open if self.map.whole.open else 0.0

    @property
    def rival_share(self) -> float:
        """What competitors hold of all that is open."""
        return self.map.whole.rival / self.map.whole.open if self.map.whole.open else 0.0

    def rivals(self) -> dict[str, object]:
        """What competitors hold, and of which product most."""
        return {"sum": self.say.money(self.map.whole.rival), "product": self._rival_product()[0]}

    def rivals_of_one(self) -> float:
        """How much of what competitors hold is one product's."""
        return self._rival_product()[1] / self.map.whole.rival if self.map.whole.rival else 0.0

    def _rival_product(self) -> tuple[str, float]:
        """The product that competitors hold most of."""
        name = max(self.map.products, key=lambda product: self.map.products[product].rival)
        return name, self.map.products[name].rival

    # -------------------------------------------------------------- rail

    def facts(self) -> tuple[Fact, ...]:
        """The widest gap, what competitors hold, the division with most open, and how others stand."""
        found = (self._gap(), self._rivals(), self._division(), self._peers(), self._blocked(), self._share())
        return tuple(fact for fact in found if fact)[:4]

    def _gap(self) -> Fact | None:
        if self.widest is None:
            return None
        tally = self.map.products[self.widest]
        turn = "proposed" if tally.proposed else "unproposed"
        text = self.say(f"whitespace.gap.{turn}", product=self.widest, sum=self.say.money(tally.proposed, 2))
        return Fact("gap", self.say.money(tally.open, 2), text)

    def _rivals(self) -> Fact | None:
        held = self.map.whole.rival
        if not held:
            return None
        product, value = self._rival_product()
        where = [self.space.short(o.division) for o in self.map.offers("competitor", product) if o.value]
        places = self.say.list(where)
        if len(where) > _NAMED:
            places = self.say("whitespace.divisions", n=len(where))
        if value == held:
            text = self.say("whitespace.rivals.all", product=product, places=places)
        else:
            sum_ = self.say.money(value, 2)
            text = self.say("whitespace.rivals.most", product=product, places=places, sum=sum_)
        return Fact("rivals", self.say.money(held, 2), text)

    def _division(self) -> Fact | None:
        if not self.map.whole.open or len(self.map.divisions) < 2:
            return None
        name = self.map.gaps()[0]
        tally = self.map.divisions[name]
        text = self.say(
            "whitespace.division", division=self.space.short(name), n=tally.cells_used, of=tally.cells
        )
        return Fact("division", self.say.money(tally.open, 2), text)

    def _peers(self) -> Fact | None:
        """How far other accounts have bought the widest gap, where they have a map."""
        if self.widest is None:
            return None
        count, theirs = peers(self.ctx.book.whitespace, self.map.account, self.widest)
        mine = self.map.products[self.widest].penetration
        if theirs.penetration is None or mine is None:
            return None
        text = self.say("whitespace.peers", n=count, product=self.widest, share=self.say.percent(mine))
        return Fact("peers", self.say.percent(theirs.penetration), text)

    def _blocked(self) -> Fact | None:
        given = [o for o in self.map.cells.values() if o.reason and o.state != "in use"]
        if not given:
            return None
        first = max(given, key=lambda offer: offer.value or 0.0)
        text = self.say(
            "whitespace.blocked",
            n=len(given),
            product=first.product,
            division=self.space.short(first.division),
            reason=first.reason,
        )
        return Fact("blocked", self.say.number(len(given)), text)

    def _share(self) -> Fact | None:
        share = self.map.whole.penetration
        if share is None or self.map.whole.open:
            return None
        return Fact("share", self.say.percent(share), self.say("whitespace.share"))

    def next_step(self) -> Step:
        """Close the largest proposal of the widest gap that the account can take, or make one; at an account
        at risk nothing is sold before it is safe."""
        advice, account = read_advice(self.ctx), self.map.account
        if self.widest is None:
            return Step()
        if advice.verb(account) == "save":
            name = self.ctx.short(account)
            return Step(self.say("whitespace.next.save", account=name), (Ask("save", (account,)),))
        for state, turn in (("proposed", "close"), ("white space", "propose"), ("competitor", "win")):
            offers = [o for o in self.map.offers(state, self.widest) if o.value]
            offer = next((o for o in offers if advice.can_gain(account, o.value or 0.0)), None)
            if offer:
                text = self.say(
                    f"whitespace.next.{turn}",
                    sum=self.say.money(offer.value or 0.0, 2),
                    product=self.widest,
                    division=offer.division,
                )
                return Step(text, (Ask("grow", (account,), offer.value or 0.0),))
        return Step()

    # -------------------------------------------------------------- around

    def scope(self) -> str:
        """Whose map, how large, and what the values are."""
        divisions = self.say("whitespace.divisions", n=len(self.map.divisions))
        products = self.say("whitespace.products", n=len(self.map.products))
        return self.say("whitespace.scope", account=self.map.account, divisions=divisions, products=products)

    def alt(self) -> str:
        """The finding, and what the table holds."""
        return self.say("whitespace.alt", finding=self.titles()[0], account=self.map.account)

    def notes(self, grid: Plan) -> str:
        """Definitions, reasons, what the table sums up, and cells."""
        say, cells = self.say, self.map.cells.values()
        hidden = [
            say(
                "whitespace.notes.division", division=name, used=self._money(t.used), open=self._money(t.open)
            )
            for name, t in ((name, self.map.divisions[name]) for name in grid.hidden)
        ]
        unknown = self.map.whole.unknown
        reasons = [
            say(
                "whitespace.notes.reason",
                division=o.division,
                product=o.product,
                state=say(f"whitespace.state.{o.state.replace(' ', '_')}"),
                reason=o.reason,
            )
            for o in cells
            if o.reason
        ]
        return notes(
            say,
            say("whitespace.notes.rule"),
            say("whitespace.notes.unknown", n=unknown) if unknown else "",
            say("whitespace.notes.merged", names=say.list(grid.merged)) if grid.merged else "",
            *hidden,
            *reasons,
            cells=(
                (say("whitespace.used"), [o.at for o in cells if o.state == "in use" and o.at]),
                (
                    say("whitespace.open"),
                    [o.at for o in cells if o.state not in ("in use", "not applicable") and o.at],
                ),
            ),
        )

    def _money(self, value: float) -> str:
        return self.say.money(value, 2)


_RIVALS = "whitespace.title.rivals"
_WIDEST = "whitespace.title.widest"
TITLES: Titles[SpaceWords] = wordings(
    SpaceWords.fields,
    when(
        lambda w: w.widest is None and w.map.whole.unknown > 0,
        "whitespace.title.unknown",
        fields=lambda w: {"n": w.map.whole.unknown},
    ),
    when(
        lambda w: w.widest is None and w.map.whole.used > 0 and w.space.is_valued,
        "whitespace.title.none",
        fields=lambda w: {"used": w.say.money(w.map.whole.used)},
    ),
    when(lambda w: w.widest is None, "whitespace.title.none_valued"),
    when(
        lambda w: w.rival_share > _HALF and w.rivals_of_one() > _HALF,
        "whitespace.title.rivals_product",
        _RIVALS,
        fields=SpaceWords.rivals,
        effect=lambda w: w.rival_share,
    ),
    when(lambda w: w.rival_share > _HALF, _RIVALS, fields=SpaceWords.rivals, effect=lambda w: w.rival_share),
    when(
        lambda w: w.gap_share == 1 and not w.map.whole.unknown,
        "whitespace.title.only",
        effect=lambda w: w.gap_share,
    ),
    when(lambda w: len(w.widest_all) == 2, "whitespace.title.level", effect=lambda w: w.gap_share),
    when(
        lambda w: len(w.widest_all) > 2,
        "whitespace.title.level_many",
        fields=lambda w: {"n": len(w.widest_all)},
        effect=lambda w: w.gap_share,
    ),
    when(lambda w: w.gap.cells_used == 0, "whitespace.title.nowhere", _WIDEST, effect=lambda w: w.gap_share),
    when(
        lambda w: 0 < w.gap.cells_used <= w.gap.cells * _HALF,
        "whitespace.title.few",
        _WIDEST,
        effect=lambda w: w.gap_share,
    ),
    when(lambda w: w.widest is not None, _WIDEST, effect=lambda w: w.gap_share),
)
