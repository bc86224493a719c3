"""Speaker notes of a slide that is there: read, rewritten, or added."""

from __future__ import annotations

from kamdeck.deck.normal import font_token
from kamdeck.pptxio.markup import SLIDE_NAMESPACES, A, P
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.related import drop_dead_links
from kamdeck.pptxio.replace_text import replace_lines
from kamdeck.pptxio.slides import add_notes, notes_paragraphs
from kamdeck.pptxio.xml import Node, fragment, parse, written

ANS, PNS = f"{{{A}}}", f"{{{P}}}"
_BARE = font_token(None, None, None, "")  # we write notes without formats


def notes_of(package: Package, slide_part: str) -> str:
    """The notes of a slide, paragraphs joined by line feeds; "" where there are none."""
    part = package.related(slide_part, "notesSlide")
    if part is None or part not in package:
        return ""
    body = _body(parse(package.read(part), part))
    if body is None:
        return ""
    lines = []
    for paragraph in body.findall(f"{ANS}p"):
        pieces = [
            "\n" if n.tag == f"{ANS}br" else n.text or "" for n in paragraph.iter(f"{ANS}t", f"{ANS}br")
        ]
        lines.append("".join(pieces))
    return "\n".join(lines)


def write_notes(
    package: Package, slide_part: str, notes: str, lang: str, *, is_pure: bool = False
) -> dict[str, str]:
    """Put our notes under a slide; the words on which a person's formats stood that are lost, by what is
    reported. Without a notes master in the deck the notes are left out. Nobody has worked on those of a slide
    that `is_pure`."""
    part = package.related(slide_part, "notesSlide")
    if part is None:
        master = package.related(package.main_part, "notesMaster")
        if master is not None and notes:
            add_notes(package, slide_part, notes, master, lang)
        return {}
    root = parse(package.read(part), part)
    body = _body(root)
    if body is None:
        return {}
    ours = fragment(notes_paragraphs(notes, lang), SLIDE_NAMESPACES)
    lost: dict[str, str] = {}
    if is_pure:
        replace_lines(body, ours)
    else:
        from kamdeck.deck.formats import Judge
        from kamdeck.pptxio.edit_text import write_lines  # much code, for what a person worked on

        lost = write_lines(body, ours, lang, Judge(base=_BARE)).lost
        drop_dead_links(package, part, root, ("hyperlink",))
    package.write(part, written(root))
    return lost


def _body(root: Node) -> Node | None:
    """The text body of the notes' placeholder."""
    for shape in root.iter(f"{PNS}sp"):
        mark = shape.find(f"{PNS}nvSpPr/{PNS}nvPr/{PNS}ph")
        if mark is not None and mark.get("type") == "body":
            return shape.find(f"{PNS}txBody")
    return None
