"""New words in a text that is there: with the formats a person gave it, or written afresh."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from kamdeck.deck.spec import Para, Run
from kamdeck.pptxio.look import run_look
from kamdeck.pptxio.markup import SLIDE_NAMESPACES, A
from kamdeck.pptxio.text import paragraphs
from kamdeck.pptxio.xml import Node, child, fragment

ANS = f"{{{A}}}"
_P, _R, _BR, _FLD, _T, _END = (f"{ANS}{tag}" for tag in ("p", "r", "br", "fld", "t", "endParaRPr"))
_RPR, _PPR = f"{ANS}rPr", f"{ANS}pPr"


def write_fresh(body: Node, paras: Sequence[Para], lang: str) -> None:
    """Put our paragraphs with our formats into a text body."""
    for old in body.findall(_P):
        body.remove(old)
    body.extend(fragment(paragraphs(paras, lang), SLIDE_NAMESPACES))


def write_words(body: Node, paras: Sequence[Para], lang: str) -> None:
    """Put our words into a text body, paragraph by paragraph, in the formats that are there.

    The first run of ours takes the first format of the paragraph, the second the second; a paragraph more
    than there was looks like the last one.
    """
    old = body.findall(_P)
    if not old:
        write_fresh(body, paras, lang)
        return
    fresh = fragment(paragraphs(paras, lang), SLIDE_NAMESPACES)
    for i, (para, plain) in enumerate(zip(paras or (Para(),), fresh, strict=True)):
        if i < len(old):
            paragraph = old[i]
        else:
            paragraph = deepcopy(old[-1])
            body.append(paragraph)
        _reword(paragraph, _pieces(para), plain, lang)
    for extra in old[len(fresh) :]:
        body.remove(extra)


def _pieces(para: Para) -> list[str]:
    """The words of a paragraph, runs of one format together."""
    out: list[str] = []
    last: Run | None = None
    for run in para.runs:
        if not run.text:
            continue
        if last is not None and _format(last) == _format(run):
            out[-1] += run.text
        else:
            out.append(run.text)
        last = run
    return out


def _format(run: Run) -> tuple[object, ...]:
    return run.size, run.bold, run.italic, run.color


def _reword(paragraph: Node, pieces: Sequence[str], plain: Node, lang: str) -> None:
    formats = _formats(paragraph) or _formats(plain)
    for node in [n for n in paragraph if n.tag in (_R, _BR, _FLD)]:
        paragraph.remove(node)
    end = paragraph.find(_END)
    for i, piece in enumerate(pieces):
        look = formats[min(i, len(formats) - 1)] if formats else None
        for j, words in enumerate(piece.replace("\n", "\v").split("\v")):
            if j:
                _put(paragraph, end, _BR, look, lang)
            if words:
                child(_put(paragraph, end, _R, look, lang), "t", ANS).text = words


def _formats(paragraph: Node) -> list[Node | None]:
    """The formats in a paragraph, neighbours of one look once; of an empty one, the format it would have."""
    out: list[Node | None] = []
    looks: list[str] = []
    for run in paragraph.iterfind(_R):
        look = run_look(run.find(_RPR))
        if (run.findtext(_T) or "") and (not looks or looks[-1] != look):
            looks.append(look)
            out.append(run.find(_RPR))
    end = paragraph.find(_END)
    if not out and end is not None:
        out.append(end)
    return out


def _put(paragraph: Node, end: Node | None, tag: str, look: Node | None, lang: str) -> Node:
    """A run or break with a copy of a format, before the end mark of the paragraph."""
    node = paragraph.makeelement(tag, {}, None)
    if end is None:
        paragraph.append(node)
    else:
        end.addprevious(node)
    if look is not None:
        properties = child(node, "rPr", ANS)
        properties.attrib.update(look.attrib)
        properties.extend([deepcopy(part) for part in look])
        if properties.get("lang") is not None:
            properties.set("lang", lang)
    return node
