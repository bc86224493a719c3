"""The words of the key account tests: figures as they are shown, titles, facts, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.identification import Screen, Screened
from kamdeck.analysis.satisfaction import few_answers
from kamdeck.deck.spec import EMU
from kamdeck.figures.advice import next_key_account
from kamdeck.figures.context import Context
from kamdeck.figures.identified import SHEETS, cells_of
from kamdeck.figures.scored import with_coverage
from kamdeck.layout.insights import FACT_SIZE, Fact
from kamdeck.layout.marks import few_answers_told, least_answers, notes
from kamdeck.layout.names import full_name, lowered
from kamdeck.text import SCALES
from kamdeck.text.amounts import unit_for
from kamdeck.text.measure import shorten
from kamdeck.text.rounding import places_of
from kamdeck.workbook.rows import Qualifier

_SCORED = ("growth_score", "harmony_score")

_NAME_ROOM = round(1.75 * EMU)
_UNITS = {
    "revenue": "money",
    "revenue_cagr_2_years": "share",
    "growth_score": "score",
    "harmony_score": "score",
    "csat": "csat",
    "contribution_margin": "share",
    "mrr": "money",
    "profit": "money",
}
_MOST_NAMED = 4


class IdentificationWords:
    """Says who qualifies and why; `total` is the revenue of all accounts, `count` how many there are."""

    def __init__(self, ctx: Context, screen: Screen, count: int, total: float) -> None:
        self.ctx, self.say, self.screen, self.count, self.total = ctx, ctx.say, screen, count, total
        self.keys = screen.of("key")
        self.candidates = screen.of("candidate")
        self.following = next_key_account(ctx)
        few = few_answers(ctx.book.satisfaction, ctx.as_of)
        self._few = {row.account: few[row.account] for row in screen.rows if row.account in few}
        self._letters = tuple(self._letter(i) for i in range(len(screen.tests)))

    # -------------------------------------------------------------- figures

    def _letter(self, place: int) -> str:
        """The unit of all amounts of one test."""
        values = (*(row.values[place] for row in self.screen.rows), self.screen.tests[place].threshold)
        return unit_for(value for value in values if value is not None).letter

    def value(self, place: int, row: Screened, most_places: int = 2) -> str:
        """A figure as it is shown: with a decimal more where it would look like a limit that it misses."""
        value = row.values[place]
        if value is None:
            return "–"
        test = self.screen.tests[place]
        places = min(most_places, self._places(test, value))
        text = self._text(place, value, places)
        if row.marks[place] != "pass" and text == self._text(place, test.threshold, places):
            return self._text(place, value, places + 1)
        return text

    def limit(self, place: int) -> str:
        """The test's limit with its sign: `≥ $1.5M`."""
        test = self.screen.tests[place]
        unit, letter = _unit(test), self._letters[place]
        scale = SCALES[letter] if unit == "money" else 0.01 if unit == "share" else 1.0
        places = max(places_of(test.threshold / scale), int(unit == "score"))
        if unit == "money" and places > 2 * (letter == "M"):
            text = self.say.entered(test.threshold, "money")
        else:
            text = self._text(place, test.threshold, places, signed=False)
        return f"{'≤' if test.comparison == '<=' else '≥'}\u00a0{text}"

    def under(self, place: int) -> str:
        """What stands under a test's name: its limit, and the fewest answers that a figure rests on, where
        they are too few to stand without their number."""
        if self.screen.tests[place].measure != "csat" or not self._few:
            return self.limit(place)
        return f"{self.limit(place)}, {least_answers(self.say, self._few)}"

    def _places(self, test: Qualifier, value: float) -> int:
        unit = _unit(test)
        if unit == "money":
            return 2
        if unit == "score" or test.measure == "revenue_cagr_2_years":
            return 1
        shown = value * 100 if unit == "share" else value
        return int(unit == "share" and abs(shown - round(shown)) > 1e-9)

    def _text(self, place: int, value: float, places: int, *, signed: bool = True) -> str:
        test, say = self.screen.tests[place], self.say
        unit = _unit(test)
        if unit == "money":
            return say.money(value, places, unit=self._letters[place])
        if unit == "share":
            return say.percent(value, places, signed=signed and test.measure == "revenue_cagr_2_years")
        return say.number(value, places)

    # -------------------------------------------------------------- names

    def cut(self, account: str) -> str:
        """The name for the rail, cut where it is very long."""
        return shorten(full_name(self.ctx, account), FACT_SIZE, _NAME_ROOM)

    def criterion(self, place: int) -> str:
        """A test's name inside a sentence."""
        return lowered(self.screen.tests[place].criterion)

    def _listed(self, accounts: Sequence[str]) -> str:
        shown = [self.cut(a) for a in accounts[:_MOST_NAMED]]
        if len(accounts) > _MOST_NAMED:
            shown = [*shown[:-1], self.say("identification.others", n=len(accounts) - _MOST_NAMED + 1)]
        return self.say.list(shown)

    def passes(self, row: Screened) -> str:
        """`4 of 6`."""
        return self.say("identification.of", passes=row.passes, tests=len(self.screen.tests))

    # -------------------------------------------------------------- title block

    def subtitle(self, shown: int) -> str:
        """What is plotted, and how many of the tests."""
        n = len(self.screen.tests)
        if shown < n:
            fields = {"shown": self.say.words(shown), "N": self.say.words(n, capital=True)}
            return self.say("identification.subtitle_some", **fields)
        return self.say("identification.subtitle", n=n, N=self.say.words(n, capital=True))

    def rule(self) -> str:
        """What a key account and a candidate take."""
        say, screen = self.say, self.screen
        required = [self.criterion(i) for i, test in enumerate(screen.tests) if test.required]
        text = "rule_required" if required else "rule"
        return say(
            f"identification.{text}",
            passes=screen.key_passes,
            candidate=screen.candidate_passes,
            required=say.list(required),
        )

    # -------------------------------------------------------------- funnel and rail

    def funnel(self) -> tuple[tuple[str, str, int], ...]:
        """The steps from all accounts to the key accounts: key, words, count."""
        say, screen = self.say, self.screen
        minimum = say.entered(screen.minimum, "money")
        screened = (
            say("identification.screened", sum=minimum) if screen.minimum else say("identification.earning")
        )
        return (
            ("all", say("identification.all"), self.count),
            ("screened", screened, len(screen.rows)),
            (
                "passes",
                say("identification.passes_from", n=screen.candidate_passes),
                len(self.keys) + len(self.candidates),
            ),
            ("key", say("identification.key_accounts"), len(self.keys)),
        )

    def funnel_told(self) -> str:
        """The steps in a line."""
        return ", ".join(f"{text} {count}" for _, text, count in self.funnel())

    def funnel_fact(self) -> Fact:
        """The steps, where there is no room to draw them."""
        figure = self.say("identification.of", passes=len(self.keys), tests=self.count)
        return Fact("funnel", figure, self.funnel_told())

    def facts(self) -> list[Fact]:
        """The weight of the key accounts, who is marked but does not qualify, what the next one misses."""
        found = (self._weight(), self._marked(), self._next(), self._hardest())
        return [fact for fact in found if fact]

    def _weight(self) -> Fact | None:
        if not self.keys or self.total <= 0:
            return None
        share = sum(row.revenue for row in self.keys) / self.total
        names = self._listed([row.account for row in self.keys])
        return Fact("weight", self.say.percent(share), self.say("identification.fact.weight", names=names))

    def _next(self) -> Fact | None:
        """What the account that is next misses."""
        say, row = self.say, self.following
        if row is None:
            return None
        missed = [i for i, mark in enumerate(row.marks) if mark != "pass"]
        named = say.list([self.criterion(i) for i in missed]) if len(missed) <= 3 else ""
        fields: dict[str, object] = {
            "name": self.cut(row.account),
            "missed": named or say("identification.tests", n=len(missed)),
            "required": say.list([self.criterion(i) for i in row.required]),
            "n": row.lacking,
            "words": say.words(row.lacking),
        }
        key = "next_required" if row.required else "next"
        return Fact("next", self.passes(row), say(f"identification.fact.{key}", **fields))

    def _marked(self) -> Fact | None:
        """Accounts that the workbook marks as key accounts and that do not qualify."""
        verdicts = {row.account: row.verdict for row in self.screen.rows}
        marked = [
            r.account for r in self.ctx.book.accounts if r.key_account and verdicts.get(r.account) != "key"
        ]
        if not marked:
            return None
        text = self.say("identification.fact.marked", n=len(marked), names=self._listed(marked))
        return Fact("marked", self.say.number(len(marked)), text)

    def _hardest(self) -> Fact | None:
        """The test that most of the screened accounts miss."""
        rows = self.screen.rows
        misses = [sum(row.marks[i] != "pass" for row in rows) for i in range(len(self.screen.tests))]
        most = max(misses, default=0)
        if not most or misses.count(most) > 1:
            return None
        figure = self.say("identification.of", passes=most, tests=len(rows))
        text = self.say("identification.fact.hardest", criterion=self.criterion(misses.index(most)), n=most)
        return Fact("hardest", figure, text)

    # -------------------------------------------------------------- alt, source, notes

    def alt(self, title: str) -> str:
        """What the table says."""
        keys = self._listed([row.account for row in self.keys]) if self.keys else "–"
        return self.say("identification.table_alt", title=title, names=keys)

    def sheets(self) -> list[str]:
        """The sheets that the tests look at."""
        present = dict(self.ctx.book.titles)
        used = ["identification", *(SHEETS[test.measure] for test in self.screen.tests)]
        return [sheet for sheet in dict.fromkeys(used) if sheet in present or sheet == "identification"]

    def scope(self) -> str:
        """How many accounts were screened, from what revenue."""
        say, n = self.say, len(self.screen.rows)
        least = say.entered(self.screen.minimum, "money") if self.screen.minimum else ""
        text = say("identification.scope" if least else "identification.scope_all", n=n, sum=least)
        hopes = len(self.ctx.customers) - self.count
        text = say("identification.prospects", n=hopes, scope=text) if hopes else text
        if not any(test.measure in _SCORED for test in self.screen.tests):
            return text
        return with_coverage(
            self.ctx, text, (row.account for row in self.screen.rows if row.verdict != "not_now")
        )

    def notes(self, hidden: Sequence[Screened], unseen: Sequence[str] = ()) -> str:
        """The rule, the tests in full, who could not be judged, and the cells."""
        say, screen = self.say, self.screen
        tests = " · ".join(f"{t.criterion} {self.limit(i)}" for i, t in enumerate(screen.tests))
        lines = [
            say(
                "identification.notes.rule",
                tolerance=say.entered(self.ctx.book.settings.near_miss_tolerance, "share"),
            ),
            self.rule(),
            say("identification.notes.tests", tests=tests),
        ]
        for i, test in enumerate(screen.tests):
            gone = [row.account for row in screen.rows if row.marks[i] == "none"]
            if gone:
                names = self._listed(gone)
                lines.append(
                    say("identification.notes.missing", n=len(gone), criterion=test.criterion, names=names)
                )
        if self._few and any(test.measure == "csat" for test in screen.tests):
            lines.append(few_answers_told(say, self._few))
        if unseen:
            lines.append(say("identification.notes.unseen", n=len(unseen), names=say.list(unseen)))
        if hidden:
            lines.append(say("identification.notes.hidden", n=len(hidden)))
        cells = self._cells()
        limits = (say("identification.notes.limits"), [test.at for test in screen.tests])
        return notes(say, *lines, cells=(*cells.items(), limits))

    def _cells(self) -> Mapping[str, list[str]]:
        return {test.criterion: cells_of(self.ctx, test.measure) for test in self.screen.tests}


def _unit(test: Qualifier) -> str:
    return test.unit or _UNITS.get(test.measure, "count")
