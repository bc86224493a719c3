"""What changed between two decks, workbooks, or one of each: reads the key figures of both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kamdeck.analysis.comparison import Comparison, compare
from kamdeck.errors import KamdeckError
from kamdeck.figures.earlier import snapshot
from kamdeck.figures.key_figures import BASIS, TRACES, Figures, traces_of
from kamdeck.record import record, replace
from kamdeck.run.choice import Choice, edition_of, marked_with
from kamdeck.run.composition import compose
from kamdeck.run.intake import take_in
from kamdeck.run.known import KnownDeck
from kamdeck.text import Say
from kamdeck.views import every_view
from kamdeck.workbook.columns import CUSTOMER

DECKS = (".pptx", ".pptm", ".potx", ".potm", ".ppsx")


@record
class Difference:
    """A comparison with the names of both sides; `sections` tell it, each a heading with its lines, and
    `content` is the same as JSON values."""

    old: str
    new: str
    comparison: Comparison
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    content: Mapping[str, object]


def difference(old: Path, new: Path | None, run: str | None, mapping: Path | None, say: Say) -> Difference:
    """The newer side against the older; a workbook is read as the deck on the other side chose.

    Raises: KamdeckError when a side cannot be read or remembers nothing.
    """
    from kamdeck.compare.words import Telling, content_of

    is_deck = [path is not None and _is_deck(path) for path in (old, new)]
    if new is None and not is_deck[0]:
        raise KamdeckError(say("diff.one_workbook", name=old.name), say("diff.one_workbook_hint"))
    if run is not None and not is_deck[0]:
        raise KamdeckError(say("diff.no_runs_there", name=old.name), say("diff.no_runs_there_hint"))
    if new is None:
        choice, runs = _remembered(old, say)
        first = _run_of(runs, run, old, say) if run else runs[-2:][0]
        sides: tuple[Figures, ...] = (first, runs[-1])
        if len(runs) < 2:
            raise KamdeckError(say("diff.one_run", name=old.name), say("diff.one_run_hint"))
    else:
        decks = [path for path, has in zip((old, new), is_deck, strict=True) if has]
        choice = _remembered(decks[0], say)[0] if len(decks) == 1 else Choice()
        sides = (_side(old, choice, run, mapping, say), _side(new, choice, None, mapping, say))
        new_name = new.name
    found = compare(*(snapshot(side) for side in sides))
    names = (old.name, old.name if new is None else new_name)
    lang = Say(say.lang, found.now.currency or "USD")
    return Difference(*names, found, Telling(found, lang, names).sections(), content_of(found, names))


def listed(deck: Path, say: Say) -> tuple[tuple[int, str, str], ...]:
    """The runs of a deck, oldest first: number, as-of date (ISO, "" without one) and what it showed.

    Raises: KamdeckError when the deck is none of ours.
    """
    rows = []
    for number, run in enumerate(_remembered(deck, say)[1], 1):
        side = snapshot(run)
        told = Say(say.lang, side.currency or "USD")
        parts = [told("diff.accounts", n=side.accounts or 0)]
        parts += [told("diff.run_revenue", sum=told.money(side.revenue))] if side.revenue is not None else []
        parts += [told("diff.run_mrr", sum=told.money(side.mrr, 2))] if side.mrr is not None else []
        rows.append((number, side.as_of.isoformat() if side.as_of else "", ", ".join(parts)))
    return tuple(rows)


def compared_with(
    path: Path, choice: Choice, mapping: Path | None, say: Say
) -> tuple[Choice, tuple[Figures, ...]]:
    """The choice of a deck that is compared with an earlier one, and that basis as its only run.

    Raises: KamdeckError for a customer's edition, which compares with nothing; as `difference` else.
    """
    if edition_of(choice, say) == CUSTOMER:
        raise KamdeckError(say("diff.customer"), say("diff.customer_hint"))
    figures = _side(path, choice, None, mapping, say)
    return replace(choice, since=path.stem), ({**figures, "source": path.stem, BASIS: True},)


# ------------------------------------------------------------------ sides


def _is_deck(path: Path) -> bool:
    return path.suffix.lower() in DECKS


def _side(path: Path, choice: Choice, run: str | None, mapping: Path | None, say: Say) -> Figures:
    """The key figures of a deck's run, or of a workbook under the choice."""
    if _is_deck(path):
        own, runs = _remembered(path, say)
        return marked_with(_run_of(runs, run, path, say), own)
    book, problems, _ = take_in(path, mapping, say, say.lang)
    frame = tuple(view.key for view in every_view() if view.is_frame)
    bare = replace(choice, views=frame, template=None, since=None)
    made = compose(book, problems, bare, say)
    return marked_with({**made.figures, TRACES: traces_of(made.context.book)}, choice)


def _remembered(deck: Path, say: Say) -> tuple[Choice, tuple[Figures, ...]]:
    """What was chosen for a deck, and its own runs, oldest first."""
    known = KnownDeck.open(deck, say, hint="diff.not_ours_hint")
    own = tuple(run for run in known.runs if not run.get(BASIS))
    if not own:
        raise KamdeckError(say("run.not_ours", name=deck), say("diff.not_ours_hint"))
    return known.choice, own


def _run_of(runs: Sequence[Figures], wanted: str | None, deck: Path, say: Say) -> Figures:
    """The newest run, or the one that is wanted by number or as-of date (the newest of that day).

    Raises: KamdeckError that lists the runs when there is no such one.
    """
    if wanted is None:
        return runs[-1]
    if wanted.isdigit() and 1 <= int(wanted) <= len(runs):
        return runs[int(wanted) - 1]
    found = [run for run in runs if str(run.get("as_of")) == wanted]
    if not found:
        lines = say.join(
            say.colon(str(number), f"{day or '–'}, {text}") for number, day, text in listed(deck, say)
        )
        raise KamdeckError(
            say("diff.no_run", name=deck.name, wanted=f"“{wanted}”"), say("diff.no_run_hint", lines=lines)
        )
    return found[-1]
