"""A folder with jobs, and a run of them at a time that the test chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kamdeck.mail.hands import MailHands
from kamdeck.mail.sending import Order, send
from kamdeck.report import Delivery
from kamdeck.text import Say

JOB = """
[jobs.weekly]
workbook = "small.xlsx"
to = ["ann@example.com", "Bob Tan <bob@example.com>"]
pictures = []
"""


@dataclass
class Desk:
    """The folder of a kamdeck.toml; `now` is what its clock says."""

    folder: Path
    now: datetime

    @property
    def config(self) -> Path:
        return self.folder / "kamdeck.toml"

    @property
    def outbox(self) -> Path:
        return self.folder / "kamdeck-outbox"

    def write(self, *tables: str) -> None:
        self.config.write_text("\n".join(tables), encoding="utf-8")

    def send(
        self,
        *jobs: str,
        dry: Path | None = None,
        is_retry: bool = False,
        is_again: bool = False,
        lang: str = "en",
    ) -> tuple[Delivery, ...]:
        say = Say(lang)
        order = Order(self.config, jobs, dry, is_retry, is_again)
        return send(order, MailHands(say), lambda: self.now, say, lambda step, name: None)

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)
