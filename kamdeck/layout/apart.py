"""Slides about several accounts told apart by their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.spec import Para, Run, SlideSpec, Text
from kamdeck.layout.context import Context
from kamdeck.layout.page import break_title, name_in_title
from kamdeck.record import replace
from kamdeck.text.measure import wrap


def told_apart(
    slides: Sequence[SlideSpec], ctx: Context, frame: Frame = OURS, fluid: Collection[str] = ()
) -> list[SlideSpec]:
    """The slides; where accounts share a title, it begins with the account's name. Those that are `fluid`
    were composed in the frame, others in ours."""
    titles = [_title(slide) for slide in slides]
    count = Counter(text.paras[0].text for text in titles if text)
    out = []
    for slide, title in zip(slides, titles, strict=True):
        account = slide.key.partition(":")[2]
        if title is None or not account or count[title.paras[0].text] < 2:
            out.append(slide)
            continue
        room = frame if slide.key in fluid else OURS
        name = name_in_title(room, ctx.short(account))
        plain = title.paras[0].text.replace("\v", " ")
        text = break_title(room, ctx.say("frame.of_account", name=name, title=plain))
        made = replace(title, paras=(Para((Run(text),)),))
        lines = wrap(text, room.title_size, room.title_width, True, room.heading)
        has_two = room.line is None and ("\v" in text or len(lines) > 1)
        elements = tuple(
            made if e is title else e
            for e in slide.elements
            if not (has_two and isinstance(e, Text) and e.placeholder == "subtitle")
        )
        out.append(replace(slide, elements=elements))
    return out


def _title(slide: SlideSpec) -> Text | None:
    texts = (e for e in slide.elements if isinstance(e, Text) and e.placeholder == "title")
    return next(texts, None)
