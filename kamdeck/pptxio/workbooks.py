"""The embedded workbook of a chart: a small .xlsx written as text, the same bytes for the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kamdeck.pptxio.container import Member, packed, zipped
from kamdeck.pptxio.markup import HEAD, R, escape, number, quote
from kamdeck.pptxio.refs import letters as letters_of
from kamdeck.pptxio.sheets import Sheet, SheetCell

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIRST_FORMAT = 164  # lower numbers are built in
_HEAD_STYLE = 1

_CONSTANT = (
    (
        "[Content_Types].xml",
        f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETML}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETML}.styles+xml"/></Types>',
    ),
    (
        "_rels/.rels",
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    ),
    (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{R}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{R}/styles" Target="styles.xml"/>'
        "</Relationships>",
    ),
)


def workbook(sheet: Sheet) -> bytes:
    """The .xlsx file of a chart's sheet: formulas live, with their results stored beside them."""
    rows = sheet.cells()
    formats = tuple(dict.fromkeys([cell.format for row in rows for cell in row if cell.format != "General"]))
    styles = {"General": 0} | {code: i for i, code in enumerate(formats, 2)}
    page = packed("xl/worksheets/sheet1.xml", _worksheet(rows, styles, len(sheet.grid.columns)).encode())
    return zipped([*_constant(), _book(sheet.name), _styles(formats), page])


@lru_cache(maxsize=1)
def _constant() -> tuple[Member, ...]:
    return tuple([packed(name, (HEAD + text).encode()) for name, text in _CONSTANT])


@lru_cache(maxsize=64)
def _book(name: str) -> Member:
    text = (
        f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{R}"><sheets><sheet name="{quote(name)}" sheetId="1" '
        'r:id="rId1"/></sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
    )
    return packed("xl/workbook.xml", text.encode())


@lru_cache(maxsize=64)
def _styles(formats: tuple[str, ...]) -> Member:
    """Styles: 0 plain, 1 bold for the header, then one for each number format."""
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    plain = 'fontId="0" fillId="0" borderId="0"'
    codes = "".join(
        [f'<numFmt numFmtId="{i}" formatCode="{quote(c)}"/>' for i, c in enumerate(formats, _FIRST_FORMAT)]
    )
    cells = "".join(
        [
            f'<xf numFmtId="{_FIRST_FORMAT + i}" {plain} xfId="0" applyNumberFormat="1"/>'
            for i in range(len(formats))
        ]
    )
    text = (
        f'{HEAD}<styleSheet xmlns="{_MAIN}">'
        + (f'<numFmts count="{len(formats)}">{codes}</numFmts>' if formats else "")
        + f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf numFmtId="0" {plain}/></cellStyleXfs>'
        f'<cellXfs count="{len(formats) + 2}"><xf numFmtId="0" {plain} xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        f"{cells}</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
    return packed("xl/styles.xml", text.encode())


def _worksheet(rows: Sequence[Sequence[SheetCell]], styles: dict[str, int], columns: int) -> str:
    letters = [letters_of(i) for i in range(1, max(len(row) for row in rows) + 1)]
    body = []
    for r, row in enumerate(rows, 1):
        cells = [
            _cell(f"{letters[j]}{r}", cell, _HEAD_STYLE if r == 1 and j <= columns else styles[cell.format])
            for j, cell in enumerate(row)
            if cell.value is not None
        ]
        body.append(f'<row r="{r}">{"".join(cells)}</row>')
    labels = max([len(row[0].value) for row in rows if row and isinstance(row[0].value, str)], default=0)
    widths = f'<col min="1" max="1" width="{min(max(labels, 10), 48) + 2}" customWidth="1"/>' + (
        f'<col min="2" max="{len(letters)}" width="14" customWidth="1"/>' if len(letters) > 1 else ""
    )
    return (
        f'{HEAD}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{letters[-1]}{len(rows)}"/>'
        f"<cols>{widths}</cols><sheetData>{''.join(body)}</sheetData></worksheet>"
    )


def _cell(place: str, cell: SheetCell, style: int) -> str:
    kind = f' s="{style}"' if style else ""
    if isinstance(cell.value, str):
        space = ' xml:space="preserve"' if cell.value != cell.value.strip() else ""
        return f'<c r="{place}"{kind} t="inlineStr"><is><t{space}>{escape(cell.value)}</t></is></c>'
    assert cell.value is not None, place
    formula = f"<f>{escape(cell.formula)}</f>" if cell.formula else ""
    return f'<c r="{place}"{kind}>{formula}<v>{number(cell.value)}</v></c>'
