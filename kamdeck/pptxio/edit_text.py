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
    wanted = paras or (Para(),)
    for i, para in enumerate(wanted):
        if i < len(old):
            paragraph = old[i]
        else:
            paragraph = deepcopy(old[-1])
            body.append(paragraph)
        if not _replace(paragraph, _pieces(para), lang):
            _reword(paragraph, para, lang)
    for extra in old[len(wanted) :]:
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


def _replace(paragraph: Node, pieces: Sequence[str], lang: str) -> bool:
    """Put words into the runs that are there, where it has one for each piece; whether that was done."""
    runs = [node for node in paragraph if node.tag in (_R, _BR, _FLD)]
    texts = [run.find(_T) for run in runs]
    is_plain = not any("\n" in piece or "\v" in piece for piece in pieces)  # breaks are elements
    if not is_plain or len(pieces) != len(runs) or len(_formats(paragraph)) != len(runs):
        return False
    for run, text, piece in zip(runs, texts, pieces, strict=True):
        if text is None or run.tag != _R:
            return False
        text.text = piece
        look = run.find(_RPR)
        if look is not None and look.get("lang") is not None:
            look.set("lang", lang)
    return True


def _reword(paragraph: Node, para: Para, lang: str) -> None:
    pieces = _pieces(para)
    formats = _formats(paragraph) or _formats(fragment(paragraphs((para,), lang), SLIDE_NAMESPACES)[0])
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
