"""What the texts of both languages say of where things went: the words of two directions each, and what two
wordings of one thing must have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

PLUS, MOINS = (
    r"(?<!au )plus (?:grand|gros|haut|fort|lourd|dur|long|coûteu|élev|larg|loin|près|proche)",
    r"(?<!au )moins (?:grand|gros|fort|dur|coûteu|nombreu|loin|près|proche)",
)
# Two directions each: the words for the one and for the other, in English and in French.
TURNS = {
    "up or down": (
        (
            r"up\b(?! to| of)|rose|rises?|rising|grew|grow|climb\w*|recover\w*|upwards|reach(?:ed|es)\b|lift",
            r"down\b|fell|falls?|falling|shr[aiu]nk|slip\w*|slid|drop",
        ),
        (
            r"hausses?|progress\w*|(?:re)?mont\w+|augment\w*|atteint\b|gagn\w+|développ\w*|crois\w*"
            r"|vers le haut",
            r"baisses?|recul\w*|descen\w+|tombe\w*|dimin\w*|chute|pass(?:e|é)\b|vers le bas",
        ),
    ),
    "gain or loss": (
        (r"gain(?:s|ed)?|won|wins?|earn\w*", r"los(?:t|s|es?)|losses|gives? up"),
        (r"gagn\w*|gains?|l’emporte", r"perd\w*|pertes?|cèdent|cède"),
    ),
    "more or less": (
        (
            r"more|above|over(?= (?:a|the|twice|#))|exceeds?|larger|higher|longest|largest|highest|widest"
            r"|most|(?<=# )further",
            r"less|fewer|below|under|lower|smaller|shortest|smallest|lowest|least|negative|fewest",
        ),
        (
            r"plus\b(?! (?:de \{page|tard|tôt|d’un an|sous|dans|petit|bas|faible|court))|au-dessus"
            r"|supérieur\w*|dépass\w*|(?<=# )autres?|davantage|au-delà|maxim\w+"
            r"|moins (?:petit|bas|faible|court)\w*",
            r"moins(?! (?:tard|tôt|petit|bas|faible|court))|(?:au-|en )?dessous|inférieur\w*|en deçà"
            r"|négati\w*|sous (?:le|la|zéro|l’|leur|sa)|minim\w+|plus (?:petit|bas|faible|court)\w*|réduire",
        ),
    ),
    "best or worst": (
        (r"best|better|strongest|warm\w*", r"worst|worse|weak(?:est|er)?|cool\w*"),
        (r"meilleur\w*|mieux|réchauff\w*|forte?s?", r"pires?|moins bon\w*|faibles?|refroidi\w*"),
    ),
    "before or after": (
        (r"before|earlier|until|ahead|early", r"after|later?|lateness|overdue|behind|since"),
        (
            r"avant|précéd\w+|antérieur\w*|avance|devant|jusqu’|plus tôt|moins tard",
            r"après|postérieur\w*|retard|depuis|derrière|ensuite|plus tard|moins tôt",
        ),
    ),
    "first or last": (
        (r"first|top|leads|oldest", r"last|newest|latest"),
        (
            r"premi\w+|d’abord|prem|en tête|moins récent\w*|ancien\w*",
            r"derni\w+|(?<!moins )récent\w*",
        ),
    ),
    "top or bottom": (
        (
            r"largest|widest|highest|longest|best|most|first|leading|leads|top|heaviest|hardest|costliest"
            r"|strongest|furthest|closest",
            r"smallest|lowest|shortest|worst|least|last|weakest|fewest",
        ),
        (
            rf"premi\w+|d’abord|en tête|{PLUS}\w*|(?<!au )moins (?:petit|faible)\w*|meilleur\w*",
            r"derni\w+ (?=comptes?|rang|gisement|clients?)|pires?|(?<!au )plus (?:petit|bas|faible|court)\w*"
            rf"|{MOINS}\w*",
        ),
    ),
    "falling or rising order": (
        (r"(?:largest|highest|longest|most \w+) first", r"(?:smallest|lowest) first|largest last"),
        (
            r"décroissante?|du plus (?:grand|haut|long|élevé)|du meilleur|du plus au moins",
            r"(?<!dé)croissante?|du plus petit|du pire|du moins",
        ),
    ),
    "in or out": (
        (r"joined|entered(?! (?:by|as|figure|bridge))|came|new\b", r"left(?! \(| column|\))|gone|went"),
        (
            r"rejoint?s?|entr(?:e|é|ée|és|ées|ent)|arriv\w+|nouv\w+|désormais|revenus?\b|saisi\w*",
            r"sort\w*|parti(?:s|r)?|perdu\w*|quitt\w+|plus (?:sous|dans)|écart\w*|laiss\w*|hors|disparu\w*"
            r"|départs?",
        ),
    ),
}
ONE_OR_MANY = {
    "en": (
        r"only|the one|one|alone|the account",
        r"all|each|together|none of|the #|of #|top #|# of|# people",
    ),
    "fr": (
        r"seule?|une?|le plus grand",
        r"chacune?|les #|des #|aux #|aucune? des|# premiers|premiers #|au total|dont #",
    ),
}
"""What the form of one says, and what that of many says."""
REVERSED = {
    ("are", "is"), ("have", "has"), ("were", "was"), ("their", "its"), ("they", "it"), ("them", "it"),
    ("sont", "est"), ("ont", "a"), ("{many}", "{one}"), ("people", "person"), ("criteria", "criterion"),
    ("these", "this"),
}  # fmt: skip
"""Pairs of which the first belongs to many."""
VERBS = {
    "breaks", "brings", "carries", "comes", "counts", "does", "earns", "ends", "fills", "gives", "has",
    "helps", "holds", "is", "it", "keeps", "lacks", "lies", "loses", "makes", "misses", "names", "needs",
    "puts", "renews", "saves", "stays", "takes", "this", "was",
}  # fmt: skip


def of_form(text: Any, form: str) -> str:
    """A text's form, where it has forms."""
    return str(text.get(form, text["other"]) if isinstance(text, Mapping) else text)


def sides(text: str, words: tuple[str, str]) -> list[int]:
    """Which of two directions a text names, in its order."""
    bare = re.sub(r"\{[^{}]*\}", "#", text)
    found = sorted(
        (match.start(), side)
        for side, pattern in enumerate(words)
        for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", bare, re.I)
    )
    return [side for _, side in found]


def turned_otherwise(turn: str, english: str, french: str) -> bool:
    """Whether two wordings of one thing, where both name a direction, name others or in another order."""
    ours, theirs = (sides(text, words) for text, words in zip((english, french), TURNS[turn], strict=True))
    few, many = sorted((ours, theirs), key=len)
    rest = iter(many)
    return not all(side in rest for side in few)


def fields(text: str) -> list[str]:
    """The fields of a text in its order, each where it stands first."""
    return list(dict.fromkeys(re.findall(r"\{(\w+)(?::\w+)?\}", text)))


def ordered_otherwise(one: str, other: str) -> bool:
    """Whether two wordings of one thing name the fields that both have in another order."""
    ours, theirs = fields(one), fields(other)
    return [name for name in ours if name in theirs] != [name for name in theirs if name in ours]


def forms_turned_otherwise(text: Mapping[str, str], lang: str) -> bool:
    """Whether a form of a plural names directions or fields otherwise than the others do."""
    last, of_lang = text["other"], lang == "fr"
    for each in text.values():
        for words in TURNS.values():
            ours, theirs = sides(each, words[of_lang]), sides(last, words[of_lang])
            if ours and theirs and ours != theirs:
                return True
    return any(ordered_otherwise(each, last) for each in text.values())


def reversed_forms(text: Mapping[str, str], lang: str) -> list[tuple[str, str]]:
    """What stands in the form of one and belongs to many, with what stands in its place there."""
    found = [pair for pair in _pairs(text) if _is_reversed(*pair, lang)]
    of_one, of_many = (set(sides(text[form], ONE_OR_MANY[lang])) for form in ("one", "other"))
    is_turned = (1 in of_one - of_many and 0 not in of_one) or (0 in of_many - of_one and 1 not in of_many)
    return [*found, *[(text["one"], text["other"])] * is_turned]


def _pairs(text: Mapping[str, str]) -> list[tuple[str, str]]:
    """The words that differ between one and many."""
    one, many = (re.findall(r"[^\W\d_]+|\{\w+\}", text[form]) for form in ("one", "other"))
    found: list[tuple[str, str]] = []
    for sign, a, b, c, d in SequenceMatcher(None, one, many, autojunk=False).get_opcodes():
        if sign == "replace":
            found += zip(one[a:b], many[c:d], strict=False)
    return found


def _is_reversed(one: str, many: str, lang: str) -> bool:
    """Whether the first is the form of many of the other."""
    if lang == "fr" and one.endswith("ent") and many[-3:] not in ("ent", "nts") and one[:3] == many[:3]:
        return True
    if lang == "en" and {one, many} & VERBS:
        return many in (f"{one}s", f"{one}es") or (one, many) in REVERSED
    return one in (f"{many}s", f"{many}x", f"{many}es") or (one, many) in REVERSED
