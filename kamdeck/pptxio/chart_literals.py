"""References of a chart turned into the words and numbers that they showed."""

from __future__ import annotations

from copy import deepcopy

from kamdeck.pptxio.chart_data import C15NS, CNS, points_in
from kamdeck.pptxio.markup import A
from kamdeck.pptxio.xml import Node, child, local, needed

_ANS = f"{{{A}}}"


def put_literal(formula: Node, cache: Node | None) -> None:
    """What a formula showed in place of it. Nothing is left of one that showed nothing."""
    holder = needed(formula.getparent())
    name = local(holder)
    if name in ("strRef", "numRef", "multiLvlStrRef"):
        _put_data(holder, cache)
    elif name == "datalabelsRange":
        _put_labels(holder, cache)
    elif name == "dlblFTEntry":
        _put_field(holder, cache)
    elif name in ("fullRef", "formulaRef"):
        _take_out(holder)
    else:
        _drop(holder)


def _put_data(ref: Node, cache: Node | None) -> None:
    holder = needed(ref.getparent())
    texts = [text or "" for text in points_in(cache)] if cache is not None else []
    if local(holder) == "tx":
        if local(needed(holder.getparent())) == "ser":
            holder.remove(ref)
            child(holder, "v", CNS).text = "".join(texts)
        else:
            holder.replace(ref, _words(needed(holder.getparent()), "".join(texts)))
        return
    if cache is None or local(ref) == "multiLvlStrRef":
        return
    literal = ref.makeelement(f"{CNS}{'numLit' if local(ref) == 'numRef' else 'strLit'}", {}, None)
    literal.extend([deepcopy(node) for node in cache if local(node) != "extLst"])
    holder.replace(ref, literal)


def _words(owner: Node, text: str) -> Node:
    """`c:rich` in the format that a title or label has."""
    rich = owner.makeelement(f"{CNS}rich", {}, None)
    look = owner.find(f"{CNS}txPr")
    for name in ("bodyPr", "lstStyle"):
        old = look.find(f"{_ANS}{name}") if look is not None else None
        rich.append(deepcopy(old) if old is not None else rich.makeelement(f"{_ANS}{name}", {}, None))
    para = child(rich, "p", _ANS)
    properties = look.find(f"{_ANS}p/{_ANS}pPr") if look is not None else None
    if properties is not None:
        para.append(deepcopy(properties))
    child(child(para, "r", _ANS), "t", _ANS).text = text
    return rich


def _put_labels(ranged: Node, cache: Node | None) -> None:
    """Labels from cells: the fields in the labels become the words they showed."""
    series = next((node for node in ranged.iterancestors() if local(node) == "ser"), None)
    texts = points_in(cache) if cache is not None else []
    for label in series.iterfind(f"{CNS}dLbls/{CNS}dLbl") if series is not None else ():
        mark = label.find(f"{CNS}idx")
        place = int(mark.get("val", "-1")) if mark is not None else -1
        text = texts[place] if 0 <= place < len(texts) else None
        for field in [f for f in label.iter(f"{_ANS}fld") if f.get("type") == "CELLRANGE"]:
            _put_run(field, text or "")
    _drop(ranged)


def _put_field(entry: Node, cache: Node | None) -> None:
    """One field of a label that showed a cell."""
    guid = entry.findtext(f"{C15NS}txfldGUID")
    label = next((node for node in entry.iterancestors() if local(node) == "dLbl"), None)
    text = "".join(text or "" for text in points_in(cache)) if cache is not None else ""
    for field in list(label.iter(f"{_ANS}fld")) if label is not None else ():
        if field.get("id") == guid:
            _put_run(field, text or field.findtext(f"{_ANS}t") or "")
    needed(entry.getparent()).remove(entry)


def _put_run(field: Node, text: str) -> None:
    run = field.makeelement(f"{_ANS}r", {}, None)
    look = field.find(f"{_ANS}rPr")
    if look is not None:
        run.append(look)
    child(run, "t", _ANS).text = text
    needed(field.getparent()).replace(field, run)


def _take_out(holder: Node) -> None:
    """A filter's own reference: the list of extensions around it goes with it."""
    extensions = next(node for node in holder.iterancestors() if local(node) == "extLst")
    needed(extensions.getparent()).remove(extensions)


def _drop(node: Node) -> None:
    """An extension's content; the extension goes once it is empty."""
    while True:
        parent = node.getparent()
        if parent is None:
            return
        parent.remove(node)
        if len(parent) or local(parent) not in ("ext", "extLst", "categoryFilterExceptions"):
            return
        node = parent
