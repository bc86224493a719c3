"""Slides about several accounts told apart by their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.spec import Para, Run, SlideSpec, Text
from kamdeck.figures.context import Context
from kamdeck.layout.page import break_title, name_in_title
from kamdeck.record import replace
from kamdeck.text.measure import wrap


def told_apart(slides: Sequence[SlideSpec], ctx: Context) -> list[SlideSpec]:
    """The slides; where accounts share a title, it begins with the account's name."""
    frame = ctx.frame
    titles = [_title(slide) for slide in slides]
    count = Counter(text.paras[0].text for text in titles if text)
    out = []
    for slide, title in zip(slides, titles, strict=True):
        account = slide.key.partition(":")[2]
        if title is None or not account or count[title.paras[0].text] < 2:
            out.append(slide)
            continue
        text = _named(ctx, account, title.paras[0].text)
        made = replace(title, paras=(Para((Run(text),)),))
        has_two = frame.line is None and ("\v" in text or len(_lines(frame, text)) > 1)
        elements = tuple(
            made if e is title else e
            for e in slide.elements
            if not (has_two and isinstance(e, Text) and e.placeholder == "subtitle")
        )
        out.append(replace(slide, elements=elements))
    return out


def _named(ctx: Context, account: str, title: str) -> str:
    """The title with the account's name before it, as much of that as the title leaves room for; none where
    that is next to nothing: the line below has it."""
    frame = ctx.frame
    for part in (0.4, 0.3, 0.2):
        name, plain = name_in_title(frame, ctx.short(account), part), title.replace("\v", " ")
        text = ctx.say("frame.of_account", name=name, title=plain)
        if frame is OURS or len(_lines(frame, text)) <= frame.title_lines:
            return break_title(frame, text)
    return title


def _lines(frame: Frame, text: str) -> tuple[str, ...]:
    return wrap(text, frame.title_size, frame.title_width, True, frame.heading)


def _title(slide: SlideSpec) -> Text | None:
    texts = (e for e in slide.elements if isinstance(e, Text) and e.placeholder == "title")
    return next(texts, None)
