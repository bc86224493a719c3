"""The figures of a sample story by plain arithmetic on its rows; nothing of kamdeck computes here."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "sample_workbooks"
SCALES = {"k": 1e3, "M": 1e6}
POINTS = {"R": 3, "A": 2, "C": 1, "I": 0}
MONTHS = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")
Row = dict[str, Any]


def value(told: Any) -> float:
    """A figure as a story tells it: a number, or a French text such as `1.900.000,00 €` or `18,5 %`."""
    if not isinstance(told, str):
        return float(told)
    digits = re.sub(r"[^\d,-]", "", told).replace(",", ".")
    scale = SCALES.get((re.findall(r"[kM](?=€)", told) or [""])[0], 1.0)
    return float(digits) * scale / (100 if "%" in told else 1)


def day(told: str) -> date:
    """A day as a story tells it: `2026-07-31`, `31/07/2026`, `15 septembre 2025`; a month's first day."""
    if found := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", told):
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", told):
        return date(int(found[3]), int(found[2]), int(found[1]))
    number, name, year = ["1", *told.split()] if len(told.split()) == 2 else told.split()
    month = next(n for n, start in enumerate(MONTHS, 1) if name.startswith(start))
    return date(int(year), month, int(number))


class Sums:
    """One story; `now` is its newest whole year, whose header is one of the revenue columns."""

    def __init__(self, name: str, now: int) -> None:
        self.story: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
        self.name, self.now = name, now
        self.settings: Row = self.story["settings"]
        self.as_of = day(self.settings["as_of"])
        self.year_end = {12: (12, 31), 3: (3, 31)}[self.settings["fiscal_year_end_month"]]

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet by column."""
        table = self.story[sheet]
        return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]

    def worth(self, code: str | None, last: date) -> float:
        """What a unit of a currency is worth when a period ends; 1 in the book's own."""
        if code is None:
            return 1.0
        starts = {
            date(row["since"], 1, 1) if isinstance(row["since"], int) else day(row["since"]): value(
                row["rate"]
            )
            for row in self.rows("rates")
            if row["currency"] == code
        }
        return starts[max(start for start in starts if start <= last)]

    # ------------------------------------------------------------------ revenue

    @cached_property
    def revenue(self) -> dict[str, dict[int, float]]:
        """Revenue by account and year, without a group's own line that adds up its members."""
        found: dict[str, dict[int, float]] = {}
        for row in self.rows("revenue"):
            account, code = row.pop("account"), row.pop("Currency", None) or row.pop("Devise", None)
            years = {2000 + int(head[-2:]): value(told) for head, told in row.items() if told is not None}
            ends = {year: date(year, *self.year_end) for year in years}
            found[account] = {year: told * self.worth(code, ends[year]) for year, told in years.items()}
        members = defaultdict(list)
        for row in self.rows("accounts"):
            if row.get("parent"):
                members[row["parent"]].append(found[row["account"]])
        for group, own in members.items():
            if all(abs(sum(m.get(y, 0) for m in own) - v) < 1 for y, v in found[group].items()):
                del found[group]
        return found

    def total(self, year: int) -> float:
        """Net of credit notes."""
        return sum(years.get(year, 0.0) for years in self.revenue.values())

    def ranked(self, year: int) -> list[tuple[str, float]]:
        """Accounts with revenue above zero, largest first."""
        found = [(name, years[year]) for name, years in self.revenue.items() if years.get(year, 0) > 0]
        return sorted(found, key=lambda pair: -pair[1])

    def rate(self, account: str) -> float | None:
        """The compound rate of the last two years; none where a first or last year is not above zero."""
        first, last = (self.revenue[account].get(year, 0.0) for year in (self.now - 2, self.now))
        return (last / first) ** 0.5 - 1 if first > 0 and last > 0 else None

    def to_share(self, year: int, share: float) -> int:
        """The fewest accounts that reach a share of the ranked revenue."""
        ranked = self.ranked(year)
        whole, so_far = sum(v for _, v in ranked), 0.0
        for place, (_, amount) in enumerate(ranked, 1):
            so_far += amount
            if so_far >= share * whole - 1e-6:
                return place
        return len(ranked)

    def tiers(self, year: int) -> dict[str, list[float]]:
        """The revenue of the accounts of each tier."""
        a, b = self.to_share(year, 0.8), self.to_share(year, 0.95)
        amounts = [amount for _, amount in self.ranked(year)]
        return {"A": amounts[:a], "B": amounts[a:b], "C": amounts[b:]}

    def hhi(self, year: int) -> float:
        """Sum of squared shares, 10,000 = one account."""
        amounts = [amount for _, amount in self.ranked(year)]
        return sum((amount / sum(amounts)) ** 2 for amount in amounts) * 10_000

    def gini(self, year: int) -> float:
        """Mean difference of all pairs over twice the mean."""
        amounts = [amount for _, amount in self.ranked(year)]
        pairs = sum(abs(one - other) for one in amounts for other in amounts)
        return pairs / (2 * len(amounts) * sum(amounts))

    # ------------------------------------------------------------------ MRR and risk

    @cached_property
    def mrr(self) -> dict[str, dict[date, float]]:
        """MRR by account and month, all plans together; a blank is not there."""
        found: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
        for row in self.rows("mrr"):
            for head, told in row.items():
                if head not in ("account", "plan") and told is not None:
                    found[row["account"]][day(head)] += self.paid(head, told)
        return found

    def paid(self, head: str, told: Any) -> float:
        """MRR of a month in the book's currency: `$10,400` at the rate of that month."""
        if isinstance(told, str) and told.startswith("$"):
            return float(told[1:].replace(",", "")) * self.worth("USD", day(head))
        return value(told or 0)

    def bridge(self) -> dict[str, float]:
        """The movements of MRR over the twelve months to the as-of month, per account."""
        end = self.as_of.replace(day=1)
        start = end.replace(year=end.year - 1)
        found: dict[str, float] = defaultdict(float)
        for months in self.mrr.values():
            before, after = months.get(start, 0.0), months.get(end, 0.0)
            found["opening"] += before
            found["closing"] += after
            found["left"] += before > 0 and after == 0
            found["started"] += before > 0
            if not before and after:
                had = any(amount for month, amount in months.items() if month < start)
                found["reactivation" if had else "new"] += after
            elif before and not after:
                found["churn"] -= before
            else:
                found["expansion" if after > before else "contraction"] += after - before
        return found

    def plan_share(self, plan: str) -> float:
        """The share of MRR of one plan in the as-of month."""
        by_plan: dict[str, float] = defaultdict(float)
        for row in self.rows("mrr"):
            by_plan[row["plan"]] += self.paid(*list(row.items())[-1])
        return by_plan[plan] / sum(by_plan.values())

    def stakes(self) -> dict[str, float]:
        """What each queued account stakes: the entered figure, else its latest MRR."""
        last = self.as_of.replace(day=1)
        return {
            row["account"]: value(row["mrr_at_risk"])
            if row["mrr_at_risk"] is not None
            else self.mrr.get(row["account"], {}).get(last, 0.0)
            for row in self.rows("risk")
        }

    def saved(self) -> float:
        """MRR at stake times likelihood, of the accounts that have an action."""
        acting = {row["account"] for row in self.rows("retention_actions")}
        chances = {row["account"]: value(row["likelihood_saved"] or 0) for row in self.rows("risk")}
        return sum(stake * chances[name] for name, stake in self.stakes().items() if name in acting)

    def csat(self, manager: str = "") -> list[float]:
        """CSAT by month, each survey weighted by its answers, of a manager's accounts or all."""
        own = {row["account"] for row in self.rows("accounts") if not manager or row["manager"] == manager}
        months: dict[date, list[tuple[float, float]]] = defaultdict(list)
        for row in self.rows("satisfaction"):
            if row["survey"] == "CSAT" and row["account"] in own:
                months[day(row["date"])].append((value(row["score"]), row["answers"]))
        return [sum(s * n for s, n in rows) / sum(n for _, n in rows) for _, rows in sorted(months.items())]

    def nps_answers(self) -> Counter[int]:
        """How many answers each score has, of the twelve months to the as-of date."""
        rows = [row for row in self.rows("satisfaction") if row["survey"] == "NPS"]
        return Counter(
            {
                score: sum(
                    row["answers"]
                    for row in rows
                    if row["score"] == score and (self.as_of - day(row["date"])).days < 366
                )
                for score in range(11)
            }
        )

    # ------------------------------------------------------------------ scores, profit, white space, people

    def score(self, account: str, axis: str) -> tuple[float, float]:
        """The weighted average of an axis over the criteria that are scored, and their share of weight."""
        weights = {r["criterion"]: r["weight"] for r in self.rows("criteria") if r["axis"] == axis}
        row = next(
            r
            for r in self.rows("scores")
            if r["account"] == account and r["period"] == self.settings["score_period"]
        )
        there = {name: weight for name, weight in weights.items() if row[name] is not None}
        total = sum(value(row[name]) * weight for name, weight in there.items())
        return total / sum(there.values()), sum(there.values()) / sum(weights.values())

    def scored(self) -> list[str]:
        """The accounts that have scores in the period."""
        period = self.settings["score_period"]
        return [row["account"] for row in self.rows("scores") if row["period"] == period]

    def combined(self, account: str) -> float:
        """Growth and harmony by their weights."""
        weight: float = self.settings["growth_weight"]
        return weight * self.score(account, "growth")[0] + (1 - weight) * self.score(account, "harmony")[0]

    def class_of(self, account: str) -> str:
        """The class by the cut, a score on it above."""
        cut = self.settings["class_cut"] - 1e-9
        above = tuple(self.score(account, axis)[0] >= cut for axis in ("growth", "harmony"))
        return {(True, True): "Strategic", (True, False): "Star", (False, True): "Status"}.get(
            above, "Streamline"
        )

    def cells(self) -> dict[tuple[str, str], float]:
        """Operating profit by group of customers and family; groups are quarters, the later ones larger."""
        by_account: dict[str, float] = defaultdict(float)
        for row in self.rows("profit"):
            by_account[row["account"]] += value(row["operating_profit"])
        ranked = sorted(by_account, key=lambda name: -by_account[name])
        size, more = divmod(len(ranked), 4)
        names = "".join(group * (size + (place >= 4 - more)) for place, group in enumerate("ABCD"))
        group_of = dict(zip(ranked, names, strict=True))
        found: dict[tuple[str, str], float] = defaultdict(float)
        for row in self.rows("profit"):
            found[group_of[row["account"]], row["product_family"]] += value(row["operating_profit"])
        return found

    def space(self, state: str = "") -> float:
        """What is in use, with a competitor, or (without a state) open: all that is not in use."""
        return sum(
            value(row["value"] or 0)
            for row in self.rows("whitespace")
            if (row["state"] == state if state else row["state"] != "in use")
        )

    def letters(self) -> dict[str, list[str]]:
        """The letters of each activity, two in one cell apart."""
        found = {}
        for row in self.rows("responsibilities"):
            held = list(row.values())[2:]
            found[row["activity"]] = [letter for cell in held if cell for letter in cell.split("/")]
        return found

    def loads(self) -> dict[str, int]:
        """Points of each member by the letters held."""
        found: dict[str, int] = defaultdict(int)
        for row in self.rows("responsibilities"):
            for member in list(row)[2:]:
                found[member] += sum(POINTS[letter] for letter in (row[member] or "").split("/") if letter)
        return found

    def late_tasks(self) -> list[Row]:
        """Tasks that are not done and were due before the as-of date."""
        open_ = [row for row in self.rows("tasks") if row["status"] != "done" and row["due_on"]]
        return [row for row in open_ if day(row["due_on"]) < self.as_of]

    def attained(self, row: Row) -> float:
        """What a measure of a manager attains, by its direction, counted up to 120%."""
        actual, target = self.actual(row), value(row["target"])
        if row["better"] == "lower":
            return min(1.2, target / actual) if actual > 0 else 1.2
        return min(1.2, actual / target)

    def actual(self, row: Row) -> float:
        """What a manager reached: entered, or revenue and satisfaction of the own accounts."""
        if row["actual_from"] == "revenue":
            own = {r["account"] for r in self.rows("accounts") if r["manager"] == row["manager"]}
            return sum(years.get(self.now, 0.0) for name, years in self.revenue.items() if name in own)
        if row["actual_from"] == "satisfaction":
            return self.csat(row["manager"])[-1]
        return value(row["actual"])
