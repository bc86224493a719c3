"""A chart of a deck as a person works on it: its XML as PowerPoint leaves it, its workbook as Excel does."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from kamdeck.deck.ledger import Mark
from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.binding import shapes
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import chart_part
from kamdeck.pptxio.slide_search import shape_tree, slide_ids
from kamdeck.pptxio.xml import local, parse, written
from kamdeck.record import replace
from kamdeck.views.classification import view as classification
from kamdeck.views.concentration import view as concentration
from kamdeck.views.cover import view as cover
from kamdeck.views.dashboard import view as dashboard
from kamdeck.views.pareto import view as pareto
from kamdeck.views.retention import view as retention
from kamdeck.workbook.rows import Book
from tests.refreshing import Build, read, spec_of, story

Node = Any  # of a sound chart: what is looked for is there
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
NS = {"c": C, "a": A, "c15": C15}
FILTER = "{02D57815-91ED-43cb-92C2-25804820EDAC}"
SERIES_ORDER = (
    "idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls",
    "trendline", "errBars", "cat", "val", "xVal", "yVal", "bubbleSize", "smooth", "bubble3D", "shape",
    "extLst",
)  # fmt: skip
CHARTS: dict[str, Build] = {
    "pareto/chart": pareto.build,
    "dashboard/chart": dashboard.build,
    "retention/lines": retention.build,
    "concentration/chart": concentration.build,
    "classification/chart": classification.build,
    "cover/skyline": cover.build,
}


class EditedChart:
    """One chart of a deck, found by its key; `save` gives the deck back."""

    def __init__(self, data: bytes, key: str) -> None:
        self.package = Package.open(data)
        self.part = next(
            chart
            for _, part in slide_ids(self.package)
            for shape in shapes(shape_tree(parse(self.package.read(part), part)))
            if shape.name == f"kd:{key}" and (chart := chart_part(self.package, part, shape.node))
        )
        self.root: Node = parse(self.package.read(self.part), self.part)

    def save(self) -> bytes:
        """The deck with the chart as it is now."""
        self.package.write(self.part, written(self.root))
        return self.package.save_bytes()

    # ------------------------------------------------------------------ the chart

    @property
    def series(self) -> list[Node]:
        """All series, in drawing order."""
        return list(self.root.iterfind(".//c:plotArea/*/c:ser", NS))

    def named(self, name: str) -> Node:
        """The series of that name."""
        return next(s for s in self.series if "".join(s.find("c:tx", NS).itertext()).endswith(name))

    @property
    def rows(self) -> list[str]:
        """The categories."""
        return texts_of(self.series[0].find("c:cat", NS)) if self.series else []

    def values(self, series: int = 0) -> list[str | None]:
        """The numbers of a series."""
        node = self.series[series]
        holder = node.find("c:val", NS)
        return cached(holder if holder is not None else node.find("c:yVal", NS))

    # ------------------------------------------------------------------ its workbook

    @property
    def book_part(self) -> str:
        """The part of its workbook."""
        return str(self.package.related(self.part, "package"))

    def book(self, *, values: bool = False) -> Any:
        """Its workbook, formulas as they are or as their results."""
        return openpyxl.load_workbook(io.BytesIO(self.package.read(self.book_part)), data_only=values)

    def edit_book(self, change: Callable[[Any], object]) -> None:
        """Its workbook as a program saves it that computes nothing: results of formulas are kept."""
        book, results = self.book(), self.book(values=True)
        change(book)
        out = io.BytesIO()
        book.save(out)
        self.package.write(self.book_part, with_results(out.getvalue(), results))

    def column(self, letter: str, values: Sequence[object], sheet: str = "") -> None:
        """A column of values from the first row down."""

        def change(book: Any) -> None:
            page = book[sheet] if sheet else book.worksheets[0]
            for row, value in enumerate(values, 1):
                page[f"{letter}{row}"] = value

        self.edit_book(change)

    def cells(self, letter: str) -> list[Any]:
        """What a column of the first sheet holds, as results."""
        page = self.book(values=True).worksheets[0]
        return [page[f"{letter}{row}"].value for row in range(1, page.max_row + 1)]


def with_results(data: bytes, results: Any) -> bytes:
    """A workbook whose formulas have the results that they had, or those in `RESULTS` behind their text."""
    package = Package.open(data)
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    pages = dict(enumerate(results.worksheets, 1))
    for part in [name for name in package.names if name.startswith("xl/worksheets/sheet")]:
        page = pages.get(int(part.removeprefix("xl/worksheets/sheet").removesuffix(".xml")))
        root = parse(package.read(part), part)
        for cell in root.iter(f"{main}c"):
            formula = cell.find(f"{main}f")
            if formula is None:
                continue
            text, _, told = (formula.text or "").partition(RESULT)
            formula.text = text
            value = told or (page[cell.get("r")].value if page else None)
            for old in cell.findall(f"{main}v"):
                cell.remove(old)
            if value is not None:
                try:
                    float(value)
                except ValueError:
                    cell.set("t", "str")
                etree.SubElement(cell, f"{main}v").text = str(value)
        package.write(part, written(root))
    return package.save_bytes()


RESULT = "  is  "  # behind a new formula: what Excel computed for it


def xml(text: str) -> Node:
    """An element; the prefixes a, c, c15 are known."""
    heads = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    return etree.fromstring(f"<x {heads}>{text}</x>")[0]


def put(series: Node, node: Node) -> None:
    """A child of a series in its place."""
    place = SERIES_ORDER.index(local(node))
    later = next((n for n in series if SERIES_ORDER.index(local(n)) > place), None)
    if later is not None:
        later.addprevious(node)
    else:
        series.append(node)


def points(values: Sequence[object]) -> str:
    """The points of a cache."""
    texts = [f"{v:.15g}" if isinstance(v, float) else v for v in values]
    made = [
        f'<c:pt idx="{i}"><c:v>{escape(str(v))}</c:v></c:pt>' for i, v in enumerate(texts) if v is not None
    ]
    return f'<c:ptCount val="{len(values)}"/>{"".join(made)}'


def numbers(formula: str, values: Sequence[object]) -> str:
    """`c:numRef`."""
    cache = f"<c:numCache><c:formatCode>General</c:formatCode>{points(values)}</c:numCache>"
    return f"<c:numRef><c:f>{escape(formula)}</c:f>{cache}</c:numRef>"


def words(formula: str, values: Sequence[object]) -> str:
    """`c:strRef`."""
    return f"<c:strRef><c:f>{escape(formula)}</c:f><c:strCache>{points(values)}</c:strCache></c:strRef>"


def error_bars(formula: str, values: Sequence[object]) -> Node:
    """Error bars up and down, as far as some cells say."""
    ref = numbers(formula, values)
    return xml(
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{ref}</c:plus><c:minus>{ref}</c:minus></c:errBars>"
    )


def labels_from(formula: str, values: Sequence[object]) -> Node:
    """The range of "value from cells" as an extension of a series."""
    return xml(
        f'<c:ext uri="{FILTER}"><c15:datalabelsRange><c15:f>{escape(formula)}</c15:f>'
        f"<c15:dlblRangeCache>{points(values)}</c15:dlblRangeCache></c15:datalabelsRange></c:ext>"
    )


def fill(index: int, color: str, more: str = "") -> Node:
    """A point's own fill."""
    return xml(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{more}'
        f'<c:spPr><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></c:spPr></c:dPt>'
    )


def filter_out(chart: EditedChart, place: int) -> None:
    """What PowerPoint's chart filter does to one category of all series, with its looks."""
    for series in chart.series:
        for holder in series:
            ref = next((n for n in holder if local(n) in ("strRef", "numRef")), None)
            if ref is None or local(holder) not in ("cat", "val"):
                continue
            formula = ref.find("c:f", NS)
            full = str(formula.text)
            sheet, _, area = full.partition("!")
            left, top, _, bottom = edges(area)
            letter = get_column_letter(left)
            runs = [(top, top + place - 1), (top + place + 1, bottom)]
            parts = [
                f"{sheet}!${letter}${a}" + (f":${letter}${b}" if b > a else "") for a, b in runs if b >= a
            ]
            formula.text = parts[0] if len(parts) == 1 else f"({','.join(parts)})"
            cache = next(n for n in ref if local(n).endswith("Cache"))
            values = cached(holder)
            for point in cache.findall("c:pt", NS):
                cache.remove(point)
            cache.find("c:ptCount", NS).set("val", str(len(values) - 1))
            for node in xml(f"<c:x>{points(values[:place] + values[place + 1 :])}</c:x>")[1:]:
                cache.append(node)
            ref.append(
                xml(
                    f'<c:extLst><c:ext uri="{FILTER}"><c15:fullRef><c15:sqref>{full}</c15:sqref>'
                    "</c15:fullRef></c:ext></c:extLst>"
                )
            )
        for path in ("c:dPt", "c:dLbls/c:dLbl"):
            for node in series.findall(path, NS):
                index = int(node.find("c:idx", NS).get("val"))
                if index == place:
                    node.getparent().remove(node)
                elif index > place:
                    node.find("c:idx", NS).set("val", str(index - 1))


# ------------------------------------------------------------------ reading back


def cached(holder: Node) -> list[str | None]:
    """The points of the cache in a holder."""
    cache = next(n for n in holder.iter() if local(n).endswith("Cache") or local(n).endswith("Lit"))
    return cached_in(cache)


def cached_in(cache: Node) -> list[str | None]:
    """The points of a cache."""
    found: list[str | None] = [None] * int(cache.find("c:ptCount", NS).get("val"))
    for point in cache.findall("c:pt", NS):
        found[int(point.get("idx"))] = point.findtext("c:v", None, NS)
    return found


def texts_of(holder: Node) -> list[str]:
    """The texts of a cache, blanks as ""."""
    return [text or "" for text in cached(holder)]


def faults_of(chart: EditedChart) -> list[str]:
    """Every formula of a chart whose cells say something else than its cache, as openpyxl reads them."""
    book, found = chart.book(values=True), []
    for formula in chart.root.iter(f"{{{C}}}f", f"{{{C15}}}f"):
        cache = next((n for n in formula.itersiblings() if local(n).endswith("Cache")), None)
        cells = [value for area in areas(str(formula.text)) for value in read_area(book, area)]
        if cache is None:
            continue
        shown = cached_in(cache)
        if len(shown) != len(cells):
            found.append(f"{formula.text}: {len(cells)} cells, {len(shown)} points")
        for cell, text in zip(cells, shown, strict=False):
            if not _is_same(cell, text):
                found.append(f"{formula.text}: {cell!r} is shown as {text!r}")
    return found


def areas(formula: str) -> list[str]:
    """What a formula joins."""
    return formula.strip("()").split(",") if formula.startswith("(") else [formula]


def edges(area: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row of an area."""
    found: Any = range_boundaries(area.replace("$", ""))
    return (int(found[0]), int(found[1]), int(found[2]), int(found[3]))


def read_area(book: Any, area: str) -> list[Any]:
    """The cells of an area, row by row."""
    sheet, _, cells = area.rpartition("!")
    left, top, right, bottom = edges(cells)
    page = book[sheet.strip("'").replace("''", "'")]
    return [page.cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1)]


def _is_same(cell: Any, text: str | None) -> bool:
    if cell is None or text is None:
        return cell in (None, "") and text in (None, "")
    if isinstance(cell, int | float):
        return abs(float(text) - cell) <= 1e-9 * max(1.0, abs(cell))
    return str(cell) == text


# ------------------------------------------------------------------ books with other figures


def ranked_anew(book: Book, leaves: bool = True) -> Book:
    """Other revenue and another order of the accounts; one leaves the year, one is new in it."""
    year = max(row.year for row in book.revenue)
    now = sorted((r for r in book.revenue if r.year == year), key=lambda r: -(r.revenue or 0))
    factors = (0.7, 1.3, 1.1, 0.8, 1.6, 0.95, 1.2)
    made = [replace(row, revenue=round((row.revenue or 0) * factors[i % 7], -3)) for i, row in enumerate(now)]
    if leaves:
        made = [replace(row, revenue=None) if i == 4 else row for i, row in enumerate(made)]
    return replace(book, revenue=(*(r for r in book.revenue if r.year != year), *made))


def doubled(book: Book) -> Book:
    """Other revenue, MRR and scores; no row comes or goes."""
    revenue = tuple(replace(row, revenue=(row.revenue or 0) * 2) for row in book.revenue)
    mrr = tuple(replace(row, mrr=row.mrr * 2) for row in book.mrr)
    return replace(book, revenue=revenue, mrr=mrr)


def specs_of(key: str, lang: str, change: Callable[[Book], Book]) -> tuple[DeckSpec, DeckSpec]:
    """The slides of a chart's view before and after a change of the figures."""
    book = story(lang)
    return spec_of(book, lang, CHARTS[key]), spec_of(change(book), lang, CHARTS[key])


def marks_of(data: bytes, spec: DeckSpec, key: str) -> dict[str, Mark]:
    """What the ledger keeps of a chart."""
    ledger = read(data, spec).ledger
    assert ledger is not None
    found = next(slide.elements[key] for slide in ledger.slides.values() if key in slide.elements)
    return dict(found.marks)
