"""What happened, as data: problems of a workbook, changes to a deck, what was kept and why."""

from __future__ import annotations

from kamdeck.errors import KamdeckError, Problem
from kamdeck.record import record


@record
class Change:
    """One thing written to the deck: the element's key, the field of it, the value before and after."""

    key: str
    field: str
    before: str = ""
    after: str = ""


@record
class Kept:
    """One thing of a person's: `now` stands in the deck, `ours` is what kamdeck would write."""

    key: str
    field: str
    now: str = ""
    ours: str = ""


@record
class Conflict:
    """Something that could not be brought together and was left alone: the element, the reason code."""

    key: str
    reason: str
    detail: str = ""


@record
class Report:
    """Everything one build or refresh did.

    `replaced` are figures of a person's that ours took the place of, `kept` edits that stand in the deck as
    they were, `lost` edits that found no place any more (`now` says what they were), `withheld` what the
    edition leaves out of which sheet, `backup` where the deck that was there is kept ("" where none was
    written over), `losses` what a new deck loses on a company's master, as code and detail.
    """

    changes: tuple[Change, ...] = ()
    replaced: tuple[Kept, ...] = ()
    kept: tuple[Kept, ...] = ()
    lost: tuple[Kept, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    slides: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    withheld: tuple[tuple[str, str], ...] = ()
    backup: str = ""
    losses: tuple[tuple[str, str], ...] = ()

    @property
    def is_clean(self) -> bool:
        """True when nothing was kept, lost, left out or in conflict (exit code 0 under `--strict`)."""
        return not (self.kept or self.lost or self.conflicts or self.left_out or self.problems)


@record
class Delivery:
    """What became of one mail.

    `state` is sent, waiting (tried again at `next_try`), quiet (waits for the end of the quiet hours),
    already (sent before), unchanged, stale (the workbook is too old), held (errors of the workbook touch
    what it says), failed or dry; `sent`, `waiting` and `refused` (with the server's words) are addresses.
    `is_second` is True where an earlier attempt may have arrived, under the same `message_id`; `is_notice`
    marks the mail that tells the owner of a failure.
    """

    job: str
    state: str
    message_id: str = ""
    sent: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    deck: str = ""
    file: str = ""
    detail: str = ""
    remarks: tuple[str, ...] = ()
    next_try: str = ""
    is_second: bool = False
    is_notice: bool = False


@record
class Round:
    """How one save of a watched workbook ended: what was done, or why nothing could be; neither while the
    deck is open."""

    report: Report | None = None
    error: KamdeckError | None = None
    seconds: float = 0.0

    @property
    def is_waiting(self) -> bool:
        """True when the deck is open in a program, so that the new one has to wait."""
        return self.report is None and self.error is None


@record
class FleetDeck:
    """What became of one deck of a fleet: its path or URL ("" where its workbook could not be read).

    `state` is made, refreshed, unchanged, failed (`reason` says why) or stopped (its turn did not come).
    `value` is its account, manager or region. `changes`, `kept` and `conflicts` count what a refresh did,
    `tries` how often it was begun: more than once where a worker died.
    """

    deck: str
    state: str
    workbook: str
    value: str = ""
    reason: str = ""
    changes: int = 0
    kept: int = 0
    conflicts: int = 0
    left_out: tuple[str, ...] = ()
    seconds: float = 0.0
    tries: int = 1


@record
class FleetReport:
    """Everything one run of a fleet did: every deck, and each workbook's problems with their cells.

    `is_stopped` is True where somebody stopped it; the same command then goes on where it was.
    """

    decks: tuple[FleetDeck, ...] = ()
    problems: tuple[tuple[str, Problem], ...] = ()
    seconds: float = 0.0
    workers: int = 0
    is_stopped: bool = False

    def count(self, state: str) -> int:
        """How many decks are in a state."""
        return sum(deck.state == state for deck in self.decks)


@record
class ProposedField:
    """One line of a proposed mapping: the field, what kamdeck.toml has for it, how sure that is ("sure",
    "likely", "guess") and why."""

    name: str
    value: str
    certainty: str
    why: str


@record
class ProposedSheet:
    """One sheet of a proposed mapping: where it comes from, its fields, the conditions and joined tables,
    what a person should know of it, and how many rows it gives."""

    key: str
    title: str
    file: str
    sheet: str
    header: int
    lines: int
    rows: int
    certainty: str
    fields: tuple[ProposedField, ...]
    where: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@record
class ProposedQuestion:
    """What files do not tell; the first of the `options` is proposed."""

    key: str
    text: str
    options: tuple[str, ...] = ()


@record
class Proposed:
    """What files become: `main` is the one that a deck is built from, `text` the kamdeck.toml that says so,
    `unused` tables with the reason, `totals` the revenue by year as a deck would have it."""

    main: str
    text: str
    sheets: tuple[ProposedSheet, ...]
    settings: tuple[ProposedField, ...]
    unused: tuple[tuple[str, str], ...]
    questions: tuple[ProposedQuestion, ...]
    totals: tuple[tuple[int, float], ...]
    accounts: int
    problems: tuple[Problem, ...]
