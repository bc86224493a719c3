"""One figure reads the same wherever it stands: whole decks are read with the catalogue's own patterns.

A sighting says which field of which text gives a figure. Readings of one figure must agree as far as they
are rounded; none of them is compared with a number written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Chart, Group, SlideSpec, Table
from kamdeck.figures.answer import Answers
from kamdeck.figures.followed import Follower
from kamdeck.figures.places import Place, Places, plain
from kamdeck.figures.printed import Trail
from kamdeck.run.choice import Choice
from kamdeck.run.composition import Composition, compose, seen_by
from kamdeck.run.intake import read_workbook
from kamdeck.text import Say, languages
from kamdeck.workbook.rows import Book
from tests.books import BOOKS
from tests.large_books import times
from tests.readback import number

ROOT = Path(__file__).parents[1]
WORKBOOKS = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}

# figure -> (catalogue's text, its field, the view that says it)
SIGHTINGS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "accounts": (
        ("pareto.title_short", "n", "pareto"),
        ("summary.concentration.few_up", "all", "summary"),
        ("abc_tiers.fact_a", "all", "abc_tiers"),
        ("notes.title_all", "n", "notes"),
        ("concentration.scope_top", "all", "concentration"),
    ),
    "revenue": (
        ("pareto.fact_vital", "sum", "pareto"),
        ("cover.of_total", "total", "cover"),
        ("summary.growth.up", "sum", "summary"),
    ),
    "largest": (("cover.of_total", "sum", "cover"), ("blueprint.title.from_to", "now", "blueprint")),
    "largest_share": (
        ("pareto.fact_outweighs", "share", "pareto"),
        ("concentration.next_win", "share", "concentration"),
        ("concentration.next_grow", "share", "concentration"),
    ),
    "vital_few": (
        ("pareto.title_short", "v", "pareto"),
        ("summary.concentration.few_up", "words", "summary"),
    ),
    "vital_share": (
        ("pareto.title_short", "share", "pareto"),
        ("pareto.fact_vital", "share", "pareto"),
        ("summary.concentration.few_up", "share", "summary"),
    ),
    "gini_before": (
        ("pareto.fact_gini_rising", "before", "pareto"),
        ("summary.concentration.few_up", "past", "summary"),
    ),
    "tier_a": (
        ("abc_tiers.title_only", "N", "abc_tiers"),
        ("abc_tiers.fact_a", "n", "abc_tiers"),
    ),
    "lost_by_the_shrinking": (
        ("summary.growth.shrank", "sum", "summary"),
        ("abc_accounts.fact_falls", "sum", "abc_accounts"),
    ),
    "net_growth": (
        ("summary.growth.up", "change", "summary"),
        ("abc_accounts.title_rise", "sum", "abc_accounts"),
        ("abc_accounts.fact_best", "net", "abc_accounts"),
    ),
    "key_accounts": (
        ("identification.title", "N", "identification"),
        ("summary.key_accounts.title", "words", "summary"),
        ("identification.funnel", "last", "identification"),
    ),
    "key_share": (
        ("identification.fact.weight", "share", "identification"),
        ("summary.key_accounts.title", "share", "summary"),
    ),
    "mrr": (("dashboard.title.grew_on", "sum", "dashboard"),),
    "mrr_growth": (("dashboard.title.grew_on", "share", "dashboard"),),
    "endangered": (
        ("dashboard.danger.but", "n", "dashboard"),
        ("dashboard.card.endangered", "n", "dashboard"),
    ),
    "endangered_share": (
        ("dashboard.danger.but", "share", "dashboard"),
        ("dashboard.card.endangered", "share", "dashboard"),
    ),
    "at_risk_share": (
        ("dashboard_risk.title.share", "share", "dashboard_risk"),
    ),
    "mrr_at_risk": (("retention_plan.title.saves", "stake", "retention_plan"),),
    "upsell_share": (("summary.plans.up", "share", "summary"),),
    "nrr": (("retention.title.up_bought", "nrr", "retention"),),
    "logos": (
        ("retention.title.but_slipped", "logo", "retention"),
        ("retention.fact.logos_fell", "now", "retention"),
    ),
    "penetration": (
        ("divisions.title.two", "share", "divisions"),
        ("divisions.root", "share", "divisions"),
    ),
    "open_potential": (
        ("divisions.title.two", "open", "divisions"),
        ("whitespace.title.few", "open", "whitespace"),
    ),
    "visits_planned": (("strategies.title.same", "n", "strategies"),),
}  # fmt: skip


# figure -> elements where it stands as a number: a pattern of the key, and its place among the numbers there
SPOTS: dict[str, tuple[tuple[str, int], ...]] = {
    "accounts": (
        ("summary/evidence:key_accounts_words/value:all", 0),
        ("identification/funnel/all", 0),
        ("abc_accounts/table/total", 0),
        ("abc_migration/matrix/total", -1),
    ),
    "revenue": (
        ("abc_tiers/marks/total_revenue:{year}", 0),
        ("summary/evidence:growth_words/value:year:{year}", 0),
    ),
    "gini": (("pareto/fact:gini", 0), ("concentration/table/gini", -2)),
    "hhi": (("concentration/table/hhi", -2),),
    "vital_few": (("concentration/table/to_threshold", -2), ("pareto/fact:vital", 0)),
    "tier_share": (
        ("abc_tiers/fact:tier_a", 0),
        ("abc_accounts/table/tier:A", -1),
        ("abc_migration/matrix/total", 3),
    ),
    "tier_accounts": (("abc_accounts/table/tier:A", 0), ("abc_migration/matrix/total", 1)),
    "largest_share": (
        ("concentration/table/largest", -2),
        ("summary/evidence:concentration_words/value:account:.*", 0),
    ),
    "top_share": (("concentration/fact:top", 0), ("concentration/table/top_share", -2)),
    "bottom_share": (("concentration/fact:bottom", 0), ("concentration/table/bottom", -2)),
    "account_revenue": (("pareto/fact:largest", 0),),
    "growth": (("abc_accounts/table/total", -3), ("summary/findings/growth", 0)),
    "screened": (
        ("identification/funnel/screened", 0),
        ("summary/evidence:key_accounts_words/value:screened", 0),
    ),
    "candidates": (
        ("identification/funnel/passes", 0),
        ("summary/evidence:key_accounts_words/value:candidates", 0),
    ),
    "key_accounts": (("identification/funnel/key", 0), ("summary/evidence:key_accounts_words/value:key", 0)),
    "mrr": (("dashboard/card:mrr/figure", 0),),
    "mrr_growth": (("dashboard/card:change/figure", 0),),
    "nrr": (
        ("dashboard/card:nrr/figure", 0),
        ("retention/fact:net", 0),
        ("retention/lines_marks/nrr", 0),
        ("charter/objectives/objective: (Net revenue retention|R.tention nette.*)", 0),
    ),
    "grr": (("retention/lines_marks/grr", 0),),
    "logos": (
        ("retention/lines_marks/logos", 0),
        ("charter/objectives/objective: (Logo retention|R.tention des comptes.*)", 0),
    ),
    "upsell_share": (
        ("dashboard/card:upsell/figure", 0),
        ("charter/objectives/objective: (Premium share of MRR|Part de Premium.*)", 0),
    ),
    "mrr_at_risk": (("dashboard_risk/stake_value", 0), ("summary/findings/risk", 0)),
    "at_risk_share": (
        ("dashboard_risk/stake_value", 1),
        ("charter/objectives/objective: (MRR at risk|MRR . risque)", 0),
    ),
    "queue": (("dashboard_risk/stake_head", 0),),
    "onboarding": (("dashboard_risk/onboarding_value", 0),),
    "nps": (("dashboard_risk/nps_head", 0),),
    "potential": (("divisions:.*/root/sum", 1),),
    "penetration": (("blueprint:.*/ambition/share", 0),),
    "kam_tasks_open": (("todo_kam/chart", 0),),
    "maturity": (("building_blocks/marks/today_value", 0),),
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """A reading of a figure: where, the words, the number and the unit of its last digit."""

    where: str
    text: str
    value: float
    unit: float

    def agrees(self, other: Seen, *, adds_up: bool = False) -> bool:
        """Whether both may be one number, rounded to different places; shares that were made to add to
        100% may be a whole unit off."""
        slack = 0.0 if self.unit == other.unit else (self.unit + other.unit) / (1 if adds_up else 2)
        return abs(self.value - other.value) <= slack * 1.001 + 1e-9


# ------------------------------------------------------------------ reading

_DIGITS = r"(?:\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+|\d+)(?:[.,]\d+)?"
_NUMBER = rf"[+−]?(?:[$€£]\s?)?{_DIGITS}\s?(?:%|(?:Md|M|k|B)?[$€£]|[Mk](?![a-z]))?"


def seen(where: str, text: str, lang: str) -> Seen:
    """A number in words or figures, with the unit of its last digit."""
    words = [w.casefold() for w in Say(lang)._entry("numbers.words")]
    if text.casefold() in words:
        return Seen(where, text, float(words.index(text.casefold())), 1.0)
    value = number(text, lang)
    digits = re.sub(r"[^\d.,]", "", text).rstrip(".,")
    mark = "," if lang == "fr" else "."
    places = len(digits.rpartition(mark)[2]) if mark in digits else 0
    scale = 0.01 if "%" in text else 1e6 if "M" in text else 1e3 if "k" in text else 1.0
    return Seen(where, text, value, scale / 10**places)


def pattern(text: str, field: str, lang: str) -> list[re.Pattern[str]]:
    """The text of the catalogue in all its forms, with the wanted field as a number."""
    entry: Any = Say(lang)._entry(text)
    forms = entry.values() if isinstance(entry, dict) else [entry]
    words = "|".join(re.escape(w) for w in sorted(Say(lang)._entry("numbers.words"), key=len, reverse=True))
    made = []
    for form in forms:
        if f"{{{field}}}" not in form:
            continue
        source = re.escape(plain(form))
        for name in set(re.findall(r"\{(\w+)\}", form)):
            wanted = rf"(?P<{name}>{_NUMBER}|(?i:{words}))" if name == field else r".+?"
            source = source.replace(rf"\{{{name}\}}", wanted, 1).replace(rf"\{{{name}\}}", ".+?")
        made.append(re.compile(rf"(?<![\w.,])(?=(?P<whole>{source}))"))
    return made


class Read:
    """A deck's texts, and every reading of each figure in them."""

    def __init__(self, made: Composition, lang: str) -> None:
        self.made, self.lang = made, lang
        self.slides = made.spec.slides
        self.places = [place for place, _ in Places(made.spec, made.context.say, Trail()).all]
        self.year = made.context.year

    def readings(self, figure: str) -> list[Seen]:
        """Every place that gives the figure."""
        return [*self._sighted(figure), *self._spotted(figure)]

    def _sighted(self, figure: str) -> Iterator[Seen]:
        for text, field, view in SIGHTINGS.get(figure, ()):
            patterns = pattern(text, field, self.lang)
            for place in self._of(view):
                all_of = [match for each in patterns for match in each.finditer(place.text)]
                if found := min(all_of, key=lambda match: len(match["whole"]), default=None):
                    yield seen(f"{place.key} ({text})", found[field].strip(), self.lang)

    def _spotted(self, figure: str) -> Iterator[Seen]:
        for key, nth in SPOTS.get(figure, ()):
            wanted = re.compile(key.format(year=self.year))
            for place in self.places:
                if wanted.fullmatch(place.key):
                    numbers = re.findall(_NUMBER, place.text)
                    if -len(numbers) <= nth < len(numbers):
                        yield seen(place.key, numbers[nth].strip(), self.lang)

    def _of(self, view: str) -> Iterator[Place]:
        return (p for p in self.places if p.slide.partition(":")[0] == view)

    def tables(self) -> Iterator[tuple[SlideSpec, Table]]:
        """Every table of the deck."""
        for slide in self.slides:
            for element in slide.elements:
                if isinstance(element, Table):
                    yield slide, element

    def chart(self, key: str) -> Chart:
        """A chart by its key."""
        found = [e for s in self.slides for e in s.elements if isinstance(e, Chart) and e.key == key]
        found += [
            c for s in self.slides for e in s.elements if isinstance(e, Group)
            for c in e.children if isinstance(c, Chart) and c.key == key
        ]  # fmt: skip
        return found[0]

    def row(self, table: str, key: str) -> list[str]:
        """The texts of a table's row."""
        found = next(t for _, t in self.tables() if t.key == table)
        row = next(r for r in found.rows if r.key == key)
        return [plain(" ".join(p.text for p in cell.paras)) for cell in row.cells]


@cache
def story(lang: str) -> Book:
    return read_workbook(ROOT / "sample_workbooks" / WORKBOOKS[lang], lang=lang)[0]


@cache
def deck(name: str, lang: str) -> Read:
    book = {
        "story": lambda: story(lang),
        "twelve": lambda: times(story(lang), 12),
        "many": lambda: BOOKS["many"],
    }
    return Read(compose(book[name](), (), Choice(lang=lang), Say("en")), lang)


# ------------------------------------------------------------------ one figure

DECKS = [(name, lang) for name in ("story", "twelve", "many") for lang in languages()]
ADDED = ("tier_share",)
FIGURES = sorted({*SIGHTINGS, *SPOTS})


@cache
def explained(name: str, lang: str) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Every figure of the registry by its key and, where it is the first of its kind, by its kind."""
    read = deck(name, lang)
    ctx, trail = read.made.context, Trail()
    places = Places(read.made.spec, ctx.say, trail)
    answers = Answers(Follower(read.made.shown, lambda view: seen_by(view, ctx), places, trail, Say(lang)))
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    for one in answers.every():
        for key in (one.key, one.kind):
            found.setdefault(key, (one.value or 0.0, one.views))
    return found


@pytest.mark.parametrize(("name", "lang"), DECKS)
def test_a_figure_is_the_same_wherever_it_stands(name: str, lang: str) -> None:
    read, known, wrong = deck(name, lang), explained(name, lang), []
    for figure in FIGURES:
        readings = read.readings(figure)
        if figure in known:
            readings.append(Seen("the registry", repr(known[figure][0]), abs(known[figure][0]), 0.0))
        for i, one in enumerate(readings):
            wrong += [
                (figure, one, other)
                for other in readings[:i]
                if not one.agrees(other, adds_up=figure in ADDED)
            ]
    assert wrong == []


@pytest.mark.parametrize("lang", languages())
def test_the_story_says_every_figure_in_two_places(lang: str) -> None:
    read, known = deck("story", lang), explained("story", lang)
    alone = [f for f in FIGURES if len(read.readings(f)) + (f in known) < 2]
    assert alone == []
    assert sum(len(read.readings(figure)) for figure in FIGURES) > 70


@pytest.mark.parametrize("lang", languages())
def test_a_reading_that_differs_is_found(lang: str) -> None:
    money = {"en": ("$42.9M", "$42.8M", "$42,860k"), "fr": ("42,9 M$", "42,8 M$", "42 860 k$")}[lang]
    first, second, exact = (seen("here", text, lang) for text in money)
    assert not first.agrees(second)
    assert first.agrees(exact)
    assert not second.agrees(exact)


# ------------------------------------------------------------------ parts and totals


def numbers(text: str, lang: str) -> list[float]:
    """All numbers of a text."""
    return [seen("", found.strip(), lang).value for found in re.findall(_NUMBER, text)]


def texts(read: Read, key: str) -> list[str]:
    """The texts of the elements whose key is like this."""
    return [place.text for place in read.places if re.fullmatch(key, place.key)]


def total(read: Read, key: str, nth: int = 0) -> float:
    """The sum of the n-th numbers of the elements whose key is like this."""
    found = [numbers(text, read.lang)[nth] for text in texts(read, key)]
    assert len(found) > 1, key
    return sum(found)


@pytest.mark.parametrize(("name", "lang"), DECKS)
def test_tiers_are_parts_of_the_portfolio(name: str, lang: str) -> None:
    read = deck(name, lang)
    rows = {r.key: read.row("abc_accounts/table", r.key) for _, t in read.tables()
            if t.key == "abc_accounts/table" for r in t.rows}  # fmt: skip
    tiers = [row for key, row in rows.items() if key.startswith("tier:")]
    whole = rows["total"]
    columns = [i for i, text in enumerate(whole) if i and numbers(text, lang)]
    years = len(read.made.context.years)
    assert len(columns) >= years + 1
    for i in columns[:years]:
        parts = sum(numbers(row[i], lang)[0] for row in tiers)
        assert parts == pytest.approx(numbers(whole[i], lang)[0], abs=0.011 * len(tiers)), whole
    shares = [numbers(row[columns[-1]], lang)[0] for row in tiers]
    assert sum(shares) == pytest.approx(1.0, abs=1e-9)
    counts = [numbers(row[1], lang)[0] for row in tiers]
    assert sum(counts) == numbers(whole[0], lang)[0] == explained(name, lang)["accounts"][0]


@pytest.mark.parametrize("lang", languages())
def test_parts_shown_side_by_side_make_the_whole(lang: str) -> None:
    read, known = deck("story", lang), explained("story", lang)
    assert total(read, "summary/evidence:concentration_words/value:.*") == pytest.approx(1.0)
    assert total(read, "dashboard_risk/nps_bands/(detractors|passives|promoters)") == pytest.approx(1.0)
    assert total(read, "dashboard_risk/stake_names/share:.*") == pytest.approx(1.0)
    stake = known["mrr_at_risk"][0]
    assert total(read, "dashboard_risk/stake_names/value:.*") == pytest.approx(stake, abs=1)
    assert total(read, "summary/evidence:risk_words/value:.*") == pytest.approx(stake, abs=1)
    assert total(read, "dashboard_risk/queue_marks/mrr_value:.*") * 1e3 == pytest.approx(stake, abs=1)
    assert total(read, "dashboard_risk/queue_marks/mrr_value:.*", 1) == pytest.approx(1.0)
    assert total(read, "dashboard/names/plan:.*") * 1e3 == pytest.approx(known["mrr"][0], abs=1_500)
    scored = numbers(texts(read, "classification/subtitle")[0], lang)[0]
    assert total(read, "classification/total:.*") == scored
    matrix = [n for text in read.row("profit_matrix/table", "total")[1:] for n in numbers(text, lang)]
    assert sum(matrix[0:-2:2]) == pytest.approx(matrix[-2])
    assert sum(matrix[1:-2:2]) == pytest.approx(matrix[-1])
    saved = total(read, "retention_plan/marks/value:.*") * 1e3
    assert saved == pytest.approx(known["saved"][0], abs=1_000)
    used = [numbers(t, lang)[0] for t in read.row("whitespace:Mount Sinai/table", "used") if numbers(t, lang)]
    assert sum(used[:-1]) == used[-1]
    assert used[-1] * 1e3 + known["open_potential"][0] == pytest.approx(known["potential"][0])
    planned = total(read, "strategies/marks/plan_value:.*")
    assert planned == known["visits_planned"][0]
