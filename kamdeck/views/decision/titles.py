"""What the titles of the decision slides may say: who decides, how he stands, and through whom to win him."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.layout.titles import Fields, Titles, always, when, wordings
from kamdeck.record import record
from kamdeck.views.decision.words import DecisionWords, capital

# ------------------------------------------------------------------ the overview


def _relation(words: DecisionWords) -> str:
    """How who decides stands; "" where nobody is known to."""
    d = words.decision
    return "" if d.head is None or d.target is None else words.person(d.head).relationship


def _ally(words: DecisionWords) -> str:
    return words.name(words.decision.ally.people[0]) if words.decision.ally else ""


def _blocker(words: DecisionWords) -> str:
    """The blocker with a line straight to the target; an indirect one is left to the rail."""
    blocker = words.decision.blocker
    return words.who(blocker.people[0]) if blocker and blocker.is_direct else ""


def _is_positive(words: DecisionWords) -> bool:
    return _relation(words) == "positive"


def _is_known(words: DecisionWords) -> bool:
    """Whether we talk to who is to be won."""
    target = words.decision.target
    return target is not None and bool(words.person(target).touch_point)


def _has_other_target(words: DecisionWords) -> bool:
    return _is_positive(words) and words.decision.target != words.decision.head


def _fields(words: DecisionWords) -> Fields:
    d = words.decision
    held = [words.person(name).relationship for name in d.inside]
    return {
        "account": d.account,
        "n": len(held) if held else len(d.outside),
        "positive": held.count("positive"),
        "negative": held.count("negative"),
        "who": capital(words.who(d.head)) if d.head else "",
        "middle": words.who(d.head) if d.head else "",
        "name": words.name(d.head) if d.head else "",
        "ally": _ally(words),
    }


def _rest(words: DecisionWords) -> Fields:
    """The head is kept; who else is to be won is the target."""
    d, names = words.decision, {"ally": _ally(words), "blocker": _blocker(words)}
    target = words.name(d.target) if d.target else ""
    kept = words.name(d.head) if d.head and _is_positive(words) else target
    return {**names, "name": kept, "target": target}


REST: Titles[DecisionWords] = wordings(
    _rest,
    when(
        lambda words: _has_other_target(words) and words.decision.ally is not None,
        "decision.title.keep_target",
        "decision.title.keep",
    ),
    when(_has_other_target, "decision.title.keep_target_open", "decision.title.keep"),
    when(
        lambda words: _is_positive(words) and bool(_blocker(words)),
        "decision.title.keep_blocker",
        "decision.title.keep",
    ),
    when(_is_positive, "decision.title.keep"),
    when(
        lambda words: bool(_ally(words) and _blocker(words)),
        "decision.title.through_before",
        "decision.title.through",
    ),
    when(lambda words: bool(_ally(words)), "decision.title.through"),
    when(
        lambda words: _is_known(words) and bool(_blocker(words)),
        "decision.title.direct_before",
        "decision.title.direct",
    ),
    when(_is_known, "decision.title.direct"),
    when(always, "decision.title.no_access"),
    join="decision.title.join",
)
TITLES: Titles[DecisionWords] = wordings(
    _fields,
    when(lambda words: not words.decision.inside, "decision.title.nobody"),
    when(lambda words: not _relation(words), "decision.title.no_power"),
    when(
        lambda words: _relation(words) == "unknown" and words.decision.ally is not None, "decision.title.ask"
    ),
    when(lambda words: _relation(words) == "unknown", "decision.title.nobody_to_ask"),
    when(_is_positive, "decision.title.positive", then=REST),
    when(lambda words: _relation(words) == "negative", "decision.title.negative", then=REST),
    when(always, "decision.title.neutral", then=REST),
)

# ------------------------------------------------------------------ a slide of branches


@record
class Branch:
    """The people of a slide that shows branches, and those who head them."""

    words: DecisionWords
    roots: Sequence[str]
    people: Sequence[str]


def _branch(branch: Branch) -> tuple[Fields, ...]:
    words, roots = branch.words, branch.roots
    held = [words.person(name).relationship for name in branch.people]
    fields = {"n": len(held), "positive": held.count("positive"), "negative": held.count("negative")}
    first, more = words.name(roots[0]), len(roots) - 1
    short = words.say("decision.title.and_more", names=first, n=more) if more else first
    full = words.say.list([words.name(name) for name in roots]) if len(roots) <= 3 else short
    return tuple({**fields, "names": names} for names in dict.fromkeys((full, short)))


BRANCH: Titles[Branch] = wordings(_branch, when(always, "decision.title.branch"))
