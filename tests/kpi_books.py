"""A small workbook with indicators of its own, named by cards, queue, charter, evaluation and plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.workbook_files import Rows

ACCOUNTS = ("North Clinic", "South Clinic", "East Lab")
MANAGERS = ("Ada", "Ada", "Bob")
HEAD = ["KPI", "Account", "Period", "Value", "Unit", "Target", "Better", "Short name", "Shared"]
MONTHS = ("58%", "59%", None, "62%", "64%", "66.5%")


def kpis(by_account: Sequence[object] = (0.6, 0.7, 0.62), months: Sequence[object] = MONTHS) -> Rows:
    """Adoption rate by month to October (July missing) and by account, days to resolve by quarter."""
    rows: Rows = [HEAD]
    for i, value in enumerate(months):
        first: list[Any] = [0.75, None, "Adoption", None] if i == 0 else [None] * 4
        rows.append(["Adoption rate", None, f"2026-{5 + i:02d}", value, None, *first])
    for account, value in zip(ACCOUNTS, by_account, strict=True):
        rows.append(["adoption RATE", account, "Oct 2026", value, None, None, None, None, "yes"])
    rows.append(["Days to resolve", None, "Q2 2026", 7, "days", 5.75, "lower", "Délai", None])
    rows.append(["Days to resolve", None, "Q3 2026", 5.8, None, None, None, None, None])
    return rows


def sheets(
    cards: str = "MRR; adoption Rate; delai; NRR", order: str = "ADOPTION", lang: str = "en", **more: Rows
) -> dict[str, Rows]:
    """The workbook's sheets."""
    bases = dict(zip(ACCOUNTS, (5e4, 3e4, 1.5e4), strict=True))
    months = [(2025, 11), (2025, 12), *((2026, m) for m in range(1, 11))]
    mrr: Rows = [["Account", "Plan", "Month", "MRR"]]
    mrr += [
        [a, "Basic", f"{y}-{m:02d}", base * (1 + i / 100)]
        for a, base in bases.items()
        for i, (y, m) in enumerate(months)
    ]
    found: dict[str, Rows] = {
        "Settings": [
            ["As of", date(2026, 10, 31)], ["Dashboard cards", cards], ["Risk queue ranked by", order],
            ["Language", lang], ["Currency", "EUR"],
        ],
        "Accounts": [["Account", "Manager"], *map(list, zip(ACCOUNTS, MANAGERS, strict=True))],
        "Revenue": [["Account", "2024", "2025"], *([a, 9 * b, 10 * b] for a, b in bases.items())],
        "MRR": mrr,
        "Risk": [["Account", "Reason", "Renewal"], *([a, "Price", "2026-12-01"] for a in ACCOUNTS)],
        "KPIs": kpis(),
        "Charter": [
            ["Section", "Title", "Text", "Measure", "Actual", "Goal"],
            ["objective", "Adopt", "Adoption rate", None, None, None],
            ["objective", "Speed", "Fast answers", "Days to Resolve", None, 5.5],
        ],
        "Evaluation": [
            ["Manager", "Measure", "Target", "Actual", "Weight", "Actual from"],
            ["Ada", "Adoption rate", 0.75, None, 0.5, None],
            ["Ada", "Speed", 6, None, 0.5, "Délai"],
            ["Bob", "Adoption rate", 0.6, None, 1, None],
        ],
        "Plan": [
            ["Account", "Objective", "Initiative", "Measure", "Now", "Goal"],
            ["North Clinic", "Grow", "Train users", "adoption rate", None, "80%"],
        ],
    }  # fmt: skip
    return found | more


def bare(rows: Rows, cards: str = "calls", order: str = "mrr") -> dict[str, Rows]:
    """The workbook with other indicators, which nothing but its settings names."""
    given = sheets(cards, order)
    return {key: table for key, table in given.items() if key not in ("Charter", "Evaluation", "Plan")} | {
        "KPIs": rows
    }
