"""How one round of watching ended, in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kamdeck.cli.show import problem_line
from kamdeck.cli.words import Words
from kamdeck.report import Report, Round

MOST_SLIDES, MOST_PROBLEMS = 4, 5


def summary(found: Round, deck: str, words: Words) -> str:
    """One line: the deck, what changed on which slides, what was kept, how many problems, seconds."""
    if found.is_waiting:
        return words("watch_waiting", name=deck)
    if found.report is None:
        return words(
            "line", key=words("failed"), text=words.say.again(found.error.message if found.error else "")
        )
    report = found.report
    parts = [_changed(report, words)]
    parts += [words(key, n=n) for key, n in (
        ("watch_kept", len(report.kept)),
        ("watch_conflicts", len(report.conflicts)),
        ("watch_problems", len(report.problems)),
    ) if n]  # fmt: skip
    return words("watch_line", key=deck, text=words.say.join(parts), seconds=f"{found.seconds:.1f}")


def details(found: Round, words: Words) -> Iterator[str]:
    """What a person has to act on: the hint of an error and the first problems of the workbook."""
    if found.error is not None and found.error.hint:
        yield words.say.again(found.error.hint)
    problems = found.report.problems if found.report else getattr(found.error, "problems", ())
    for problem in problems[:MOST_PROBLEMS]:
        yield problem_line(problem, words)
    if len(problems) > MOST_PROBLEMS:
        yield words("watch_more", n=len(problems) - MOST_PROBLEMS)


def _changed(report: Report, words: Words) -> str:
    """How many changes on which slides; the slides with the most come first."""
    slides = Counter(change.key.partition("/")[0] for change in report.changes)
    if not slides:
        return words("watch_nothing")
    names = [name for name, _ in slides.most_common(MOST_SLIDES)]
    if len(slides) > MOST_SLIDES:
        names.append(words("watch_slides", n=len(slides) - MOST_SLIDES))
    return words("watch_changed", n=len(report.changes), names=", ".join(names))
