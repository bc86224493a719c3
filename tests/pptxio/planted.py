"""Faults to plant in a sound deck: each a change of one part, and the judge that must see it.

The judge is the code of our lint's fault, or `audit` where only openxml-audit, which knows the schema, can.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import NamedTuple

PRESENTATION = "ppt/presentation.xml"
TYPES = "[Content_Types].xml"
CHART = "ppt/charts/chart1.xml"
BOOK = "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"
BARS, TABLE, STAFF = "ppt/slides/slide2.xml", "ppt/slides/slide3.xml", "ppt/slides/slide4.xml"
STAFF_RELS = "ppt/slides/_rels/slide4.xml.rels"
SECTION = (
    '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="x" '
    'id="{11111111-2222-3333-4444-555555555555}"><p14:sldIdLst>SLIDES</p14:sldIdLst></p14:section>'
    "</p14:sectionLst></p:ext></p:extLst></p:presentation>"
)
CHOICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="zzz"/><mc:Fallback/></mc:AlternateContent>'
)
LINK = (
    '<Relationship Id="rId90" Target="http://example.com/" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>'
)


class Planted(NamedTuple):
    """A fault: in `part` the first match of `pattern` becomes `new`."""

    name: str
    judge: str
    part: str
    pattern: str
    new: str


FAULTS = (
    Planted("two shapes with one id", "shape", STAFF, r'<p:cNvPr id="4"', '<p:cNvPr id="3"'),
    Planted("shape without id", "shape", STAFF, r'<p:cNvPr id="3" ', "<p:cNvPr "),
    Planted("negative size", "frame", STAFF, r'<a:ext cx="\d+" cy="\d+"/>', '<a:ext cx="-9" cy="9"/>'),
    Planted("unknown attribute", "audit", STAFF, r'<p:cNvPr id="3" ', '<p:cNvPr id="3" bogus="1" '),
    Planted("unknown element", "audit", STAFF, r"<p:nvSpPr>", "<p:nvSpPr><p:foo/>"),
    Planted("two bodies", "audit", STAFF, r"<a:bodyPr", "<a:bodyPr/><a:bodyPr"),
    Planted("font size 50", "audit", STAFF, r"<a:rPr(?: sz=\"\d+\")?", '<a:rPr sz="50"'),
    Planted("unknown preset", "audit", STAFF, r'prst="roundRect"', 'prst="roundyRect"'),
    Planted(
        "color by name",
        "audit",
        STAFF,
        r"<a:solidFill>.*?</a:solidFill>",
        '<a:solidFill><a:srgbClr val="red"/></a:solidFill>',
    ),
    Planted(
        "title twice", "placeholder", STAFF, r"(<p:sp>(?:(?!</p:sp>).)*type=\"title\".*?</p:sp>)", r"\1\1"
    ),
    Planted("undeclared choice", "choice", STAFF, r"<p:sp>", CHOICE + "<p:sp>"),
    Planted("connector to nothing", "connector", STAFF, r'<a:stCxn id="\d+"', '<a:stCxn id="4242"'),
    Planted("malformed slide", "xml", TABLE, r"</p:spTree>", "</p:spTre>"),
    Planted("document type", "xml", TABLE, r"<p:sld ", '<!DOCTYPE x [<!ENTITY e "e">]><p:sld '),
    Planted("grid and cells differ", "table", TABLE, r"<a:gridCol [^>]*?/>|<a:gridCol .*?</a:gridCol>", ""),
    Planted("merge without marks", "table", TABLE, r"<a:tc>", '<a:tc gridSpan="3">'),
    Planted("merge past the edge", "table", TABLE, r"<a:tc>", '<a:tc gridSpan="99">'),
    Planted("merge below the edge", "table", TABLE, r"<a:tc>", '<a:tc rowSpan="99">'),
    Planted("cell without paragraph", "audit", TABLE, r"(<a:tc>.*?<a:lstStyle/>)<a:p>.*?</a:p>", r"\1"),
    Planted(
        "two rows with one id",
        "table",
        TABLE,
        r'(rowId [^>]*val=")(\d+)(".*?rowId [^>]*val=")\d+',
        r"\1\2\3\2",
    ),
    Planted("dangling chart", "relation", BARS, r'(<c:chart [^>]*r:id=)"rId\d+"', r'\1"rId99"'),
    Planted("frame without chart", "frame", BARS, r"<c:chart [^>]*/>", ""),
    Planted("frame with two charts", "frame", BARS, r"(<c:chart [^>]*/>)", r"\1\1"),
    Planted("chart order", "audit", CHART, r"<c:plotArea>", '<c:plotVisOnly val="1"/><c:plotArea>'),
    Planted("unknown bar direction", "audit", CHART, r'<c:barDir val="col"/>', '<c:barDir val="sideways"/>'),
    Planted(
        "axis without partner",
        "axis",
        CHART,
        r'(<c:barChart>.*?)<c:axId val="\d+"/>',
        r'\1<c:axId val="777"/>',
    ),
    Planted("one axis", "axis", CHART, r'(<c:barChart>.*?)<c:axId val="\d+"/>', r"\1"),
    Planted("axis that crosses nothing", "axis", CHART, r"<c:crossAx [^>]*/>", ""),
    Planted("empty series", "series", CHART, r"<c:ser>.*?</c:ser>", "<c:ser/>"),
    Planted(
        "two series with one idx", "series", CHART, r'<c:idx val="1"/><c:order', '<c:idx val="0"/><c:order'
    ),
    Planted("more points than counted", "cache", CHART, r'<c:ptCount val="4"/>', '<c:ptCount val="1"/>'),
    Planted("points out of order", "cache", CHART, r'<c:pt idx="1">', '<c:pt idx="0">'),
    Planted("formula names no sheet", "sheet", CHART, r"<c:f>[^<!]*!", "<c:f>Nowhere!"),
    Planted("cache against sheet", "sheet", CHART, r"(<c:val>.*?<c:v>)[^<]*", r"\g<1>123456"),
    Planted("label against sheet", "sheet", CHART, r"(<c:cat>.*?<c:v>)[^<]*", r"\g<1>Nobody"),
    Planted("dangling slide", "show", PRESENTATION, r'(<p:sldId [^>]*r:id=)"rId\d+"', r'\1"rId77"'),
    Planted(
        "two slides with one id",
        "show",
        PRESENTATION,
        r'(<p:sldId id=")(\d+)("[^>]*/><p:sldId id=")\d+',
        r"\1\2\3\2",
    ),
    Planted("slide id 12", "show", PRESENTATION, r'<p:sldId id="\d+"', '<p:sldId id="12"'),
    Planted(
        "section with an absent slide",
        "show",
        PRESENTATION,
        r"</p:presentation>",
        SECTION.replace("SLIDES", '<p14:sldId id="9999"/>'),
    ),
    Planted(
        "notes without master", "show", PRESENTATION, r"<p:notesMasterIdLst>.*?</p:notesMasterIdLst>", ""
    ),
    Planted(
        "two layouts with one id",
        "show",
        "ppt/slideMasters/slideMaster1.xml",
        r'<p:sldLayoutId id="2147483650"',
        '<p:sldLayoutId id="2147483649"',
    ),
    Planted("chart without type", "type", TYPES, rf'<Override PartName="/{CHART}"[^>]*/>', ""),
    Planted(
        "chart of a wrong type",
        "type",
        TYPES,
        rf'(PartName="/{CHART}" ContentType=)"[^"]*"',
        r'\1"application/xml"',
    ),
    Planted("workbook without type", "type", TYPES, r'<Default Extension="xlsx"[^>]*/>', ""),
    Planted("type twice", "type", TYPES, rf'(<Override PartName="/{CHART}"[^>]*/>)', r"\1\1"),
    Planted(
        "slide without layout",
        "relation",
        "ppt/slides/_rels/slide3.xml.rels",
        r'<Relationship [^>]*slideLayout"[^>]*/>',
        "",
    ),
    Planted(
        "two relations with one id", "relation", "ppt/slides/_rels/slide2.xml.rels", r'Id="rId2"', 'Id="rId1"'
    ),
    Planted("outside link as inside", "relation", STAFF_RELS, r"</Relationships>", LINK),
    Planted("workbook that is none", "sheet", BOOK, r"(?s)^.*$", "this is not a zip file"),
    Planted("picture that is none", "media", "ppt/media/image1.png", r"(?s)^.*$", "not a picture"),
)


def planted(parts: dict[str, bytes], fault: Planted) -> dict[str, bytes]:
    """The parts of a deck with one fault more."""
    text = parts[fault.part].decode("latin-1")
    changed = re.sub(fault.pattern, fault.new, text, count=1, flags=re.DOTALL)
    assert changed != text, f"{fault.pattern} is not in {fault.part}"
    return parts | {fault.part: changed.encode("latin-1")}


def zipped(*parts: tuple[str, bytes]) -> bytes:
    """A file with these members, twice the same name too."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts:
            file.writestr(name, data)
    return buffer.getvalue()
