"""A process that has everything loaded and starts runs of the mail by forking, so that many can be killed.

Each line on its input names jobs (or `--retry`); it forks a run, prints the run's process id, and prints how
it ended when it has. With `--quick` the deck counts as up to date: what it shows was read once, at the start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from kamdeck.mail.hands import MailHands
from kamdeck.mail.jobs import Job
from kamdeck.mail.sending import Order, send
from kamdeck.record import replace
from kamdeck.report import Report
from kamdeck.run.making import Made, bring
from kamdeck.run.making import Order as Asked
from kamdeck.text import Say

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class QuickHands(MailHands):
    """Hands that know what the deck shows."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Say("en"))
        deck = folder / "small.pptx"
        order = Asked(folder / "small.xlsx", is_dry=True)
        made = bring(deck, order, Say("en"))
        self._made = replace(made, report=Report())
        self._slides = super().slides(deck)

    def bring(self, job: Job, deck: Path) -> Made:
        return self._made

    def slides(self, deck: Path) -> Collection[str]:
        return self._slides


def run(config: Path, names: tuple[str, ...], is_retry: bool, hands: MailHands) -> None:
    """One run, as `kamdeck send` makes it."""
    say = Say("en")
    order = Order(config, names, is_retry=is_retry)
    told = send(order, hands, lambda: NOW, say, lambda step, name: None)
    seconds = sum(delivery.is_second for delivery in told)
    states = ",".join(f"{delivery.job}={delivery.state}" for delivery in told)
    print(f"told {seconds} {states}", flush=True)


def main() -> None:
    """Fork a run for each line of the input."""
    config = Path(sys.argv[1])
    quick = QuickHands(config.parent)
    for name in ("email.message", "email.policy", "smtplib"):
        import_module(name)
    for line in sys.stdin:
        words = line.split()
        child = os.fork()
        if child == 0:
            try:
                names = tuple(word for word in words if not word.startswith("--"))
                run(
                    config,
                    names,
                    "--retry" in words,
                    quick if "--quick" in words else MailHands(Say("en")),
                )
            finally:
                sys.stdout.flush()
                os._exit(0)
        print(f"pid {child}", flush=True)
        os.waitpid(child, 0)
        print("end", flush=True)


if __name__ == "__main__":
    main()
