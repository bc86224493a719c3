"""A template emptied: its slides go, with all that hangs on them alone; masters and layouts stay.

What becomes a .pptx must be an ordinary presentation, and nobody's private one: a template's or slide show's
type, macros, a signature over the old content, the picture of the old first slide, properties, data and
lists of authors, changes and printers go too. What is kept is listed, so that what comes up in later files
goes as well; a sensitivity label stays.
"""

from __future__ import annotations

from collections.abc import Collection

from kamdeck.pptxio.markup import A, P, R
from kamdeck.pptxio.master import Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.properties import keep_label_alone
from kamdeck.pptxio.xml import Node, parse, written
from kamdeck.record import replace

_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_NS = {"p": P, "a": A, "r": R}
_REL_ID = f"{{{R}}}id"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_WANTED_ROOT = (
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "classificationlabels",
)  # fmt: skip
_WANTED_MAIN = (
    "slideMaster", "notesMaster", "handoutMaster", "theme", "presProps", "viewProps", "tableStyles", "font",
)  # fmt: skip


def cleared(package: Package, master: Master, ours: Package) -> tuple[Master, Package]:
    """The package without slides, as an ordinary presentation that has a notes master.

    `ours` is the shipped master: its notes master is lent to a template that has none.
    """
    _drop_rels(package, "", _WANTED_ROOT)
    keep_label_alone(package)
    main = package.main_part
    slides = {rel.target for rel in package.rels(main) if rel.kind == "slide"}
    root = parse(package.read(main), main)
    _empty_lists(root)
    _remove_related(root, _drop_rels(package, main, _WANTED_MAIN))
    notes = master.notes_master or _lend_notes_master(package, ours)
    _list_notes_master(package, main, root, notes)
    package.write(main, written(root), _MAIN_TYPE)
    _forget_shows(package, main)
    for name in package.names:
        if name not in slides:
            _unlink(package, name, slides)
            _unlink_data(package, name)
    _drop_unreached(package)
    remarks = tuple(row for row in master.remarks if row[0] != "no_notes_master")
    return replace(master, notes_master=notes, remarks=remarks), package


def _drop_rels(package: Package, name: str, wanted: tuple[str, ...]) -> set[str]:
    """Take out the relations of other kinds than these; their ids."""
    gone = {rel.id for rel in package.rels(name) if rel.kind not in wanted}
    for rel_id in gone:
        package.drop_rel(name, rel_id)
    return gone


def _remove_related(root: Node, gone: Collection[str]) -> None:
    """The elements go whose relation is gone."""
    for node in [node for node in root.iter() if node.get(_REL_ID) in gone]:
        _remove(node)


def _empty_lists(root: Node) -> None:
    """Slides, sections, custom shows and the author's tags leave the presentation part."""
    gone = root.findall("p:sldIdLst", _NS) + root.findall("p:custShowLst", _NS)
    gone += root.findall("p:custDataLst", _NS) + root.findall("p:modifyVerifier", _NS)
    gone += [ext for ext in root.iterfind("p:extLst/p:ext", _NS) if ext.get("uri") == _SECTIONS]
    for node in gone:
        _remove(node)
    extensions = root.find("p:extLst", _NS)
    if extensions is not None and len(extensions) == 0:
        _remove(extensions)


def _unlink(package: Package, name: str, slides: set[str]) -> None:
    """Links to the slides that are gone, from layouts, masters, view and show properties."""
    dead = [rel.id for rel in package.rels(name) if rel.target in slides and not rel.is_external]
    if not dead:
        return
    root = parse(package.read(name), name)
    _remove_related(root, dead)
    for rel_id in dead:
        package.drop_rel(name, rel_id)
    package.write(name, written(root))


def _unlink_data(package: Package, name: str) -> None:
    """Data that masters, layouts and themes bring along: a SharePoint's or an add-in's, of the template."""
    dead = [rel.id for rel in package.rels(name) if rel.kind == "customXml"]
    if not dead:
        return
    root = parse(package.read(name), name)
    _remove_related(root, dead)
    for each in root.findall(".//p:custDataLst", _NS):
        if len(each) == 0:
            _remove(each)
    for rel_id in dead:
        package.drop_rel(name, rel_id)
    package.write(name, written(root))


def _lend_notes_master(package: Package, ours: Package) -> str:
    """Our own notes master put into a template that has none; its part name."""
    source = ours.related(ours.main_part, "notesMaster") or ""
    notes = package.free_name("ppt/notesMasters/notesMaster{}.xml")
    theme = package.free_name("ppt/theme/theme{}.xml")
    package.write(theme, ours.read(ours.related(source, "theme") or ""), _THEME_TYPE)
    package.write(notes, ours.read(source), _NOTES_TYPE)
    package.add_rel(notes, "theme", theme)
    return notes


def _list_notes_master(package: Package, main: str, root: Node, notes: str) -> None:
    """The presentation names its notes master, which some programs forget."""
    if root.find("p:notesMasterIdLst", _NS) is not None:
        return
    known = next((rel.id for rel in package.rels(main) if rel.target == notes), None)
    rel_id = known or package.add_rel(main, "notesMaster", notes)
    row = f'<p:notesMasterIdLst xmlns:p="{P}" xmlns:r="{R}"><p:notesMasterId r:id="{rel_id}"/>'
    masters = root.find("p:sldMasterIdLst", _NS)
    if masters is not None:
        masters.addnext(parse(f"{row}</p:notesMasterIdLst>".encode(), notes))


def _forget_shows(package: Package, main: str) -> None:
    """A slide show set to a custom show or a range of slides shows all of them."""
    name = package.related(main, "presProps")
    if name is None or name not in package:
        return
    root = parse(package.read(name), name)
    gone = root.findall("p:showPr/p:custShow", _NS) + root.findall("p:showPr/p:sldRg", _NS)
    if gone:
        for node in gone:
            _remove(node)
        package.write(name, written(root))


def _drop_unreached(package: Package) -> None:
    """Parts that no relation leads to any more."""
    reached, queue = {""}, [""]
    while queue:
        for rel in package.rels(queue.pop()):
            if not rel.is_external and rel.target not in reached:
                reached.add(rel.target)
                queue.append(rel.target)
    for name in package.names:
        if name not in reached:
            package.drop(name)


def _remove(node: Node) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
