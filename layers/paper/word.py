"""The same sheet as DOCX, to be changed before it is sent.

By python-docx alone: docxtpl would need a binary template in the repository, which no review reads,
and would say a second time what the blocks say already.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.text import capfirst
from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph

from layers.paper import blocks, picture
from layers.paper.sheet import Sheet
from layers.paper.words import UNKNOWN

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
BLUE, GREY, RED = RGBColor(0, 0, 0x91), RGBColor(0x66, 0x66, 0x66), RGBColor(0xB3, 0x40, 0)
WIDTH = 18.0  # cm between the margins
LABEL_WIDTH = 5.0


def render(sheet: Sheet) -> bytes:
    doc = Document()
    _set(doc, sheet)
    _head(doc, sheet)
    for part in sheet.parts:
        title = doc.add_heading(part.title, 2)
        if part.aside:
            _quiet(title, f"  {part.aside}")
        for block in part.blocks:
            _WRITERS[block.kind](doc, block)
    held = BytesIO()
    doc.save(held)
    return held.getvalue()


def _set(doc: Doc, sheet: Sheet) -> None:
    """A4, our type, the running lines, and nothing of who made the library in the properties."""
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.8)
    known = doc.core_properties
    known.title, known.author, known.comments = (
        f"Fiche du site {sheet.reference}",
        "Résorption-bidonvilles",
        "",
    )
    known.language = "fr-FR"
    sizes = (("Normal", 9.5, None), ("Title", 20, None), ("Heading 2", 13, BLUE))
    for name, size, colour in sizes:
        _style(doc.styles[name], size, colour)
    doc.styles["Normal"].paragraph_format.space_after = Pt(2)
    doc.styles["Normal"].paragraph_format.line_spacing = 1.1
    running = section.header.paragraphs[0]
    running.text = f"{sheet.reference} · {sheet.title} · Document confidentiel"
    running.style.font.size = Pt(8)
    foot = section.footer.paragraphs[0]
    foot.text = f"{sheet.edited} · page "
    foot.style.font.size = Pt(8)
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _style(style: Any, size: float, colour: RGBColor | None) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # the theme's fonts would win
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    if colour is not None:
        style.font.color.rgb = colour
    elif style.name == "Title":
        style.font.color.rgb = RGBColor(0x16, 0x16, 0x16)


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _head(doc: Doc, sheet: Sheet) -> None:
    brand = doc.add_paragraph()
    brand.add_run(sheet.brand.replace("\n", " ")).bold = True
    brand.add_run(" · Résorption-bidonvilles · Fiche de site")
    doc.add_paragraph(f"{sheet.reference}, {sheet.title}", style="Title")
    place = doc.add_paragraph()
    place.add_run(sheet.status_words).bold = True
    place.add_run(f" · {sheet.place}")
    warning = doc.add_paragraph().add_run(sheet.warning)
    warning.bold, warning.font.color.rgb = True, RED


def _figures(doc: Doc, block: blocks.Figures) -> None:
    grid = doc.add_table(2, len(block.rows))
    for number, (label, value) in enumerate(block.rows):
        run = grid.cell(0, number).paragraphs[0].add_run(value or UNKNOWN)
        run.bold, run.font.size = value is not None, Pt(16 if value is not None else 11)
        grid.cell(1, number).paragraphs[0].add_run(label)


def _facts(doc: Doc, block: blocks.Facts) -> None:
    _rows(doc, ((label, value or UNKNOWN) for label, value in block.rows), LABEL_WIDTH)


def _levels(doc: Doc, block: blocks.Levels) -> None:
    rows = [(row.label, row.words, capfirst(row.reasons), row.on) for row in block.rows]
    _rows(doc, rows, LABEL_WIDTH, 3.2, WIDTH - LABEL_WIDTH - 5.6, 2.4)


def _table(doc: Doc, block: blocks.Table) -> None:
    doc.add_paragraph().add_run(block.title).bold = True
    words = len(block.head) - block.words_from
    numbers = (WIDTH - LABEL_WIDTH * words) / (len(block.head) - words)
    grid = _grid(doc, [numbers] * (len(block.head) - words) + [LABEL_WIDTH] * words)
    for cells, row in _pairs(grid, [block.head, *block.rows]):
        for number, (cell, value) in enumerate(zip(cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(UNKNOWN if value is None else value)
            if 0 < number < block.words_from:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell in grid.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.font.size, run.font.color.rgb = Pt(8), GREY
    _spaced(doc)


def _items(doc: Doc, block: blocks.Items) -> None:
    if not block.rows:
        doc.add_paragraph(block.nothing)
    for item in block.rows:
        head = _tight(doc)
        head.paragraph_format.space_before = Pt(5)
        head.add_run(item.head).bold = True
        if item.aside:
            _quiet(head, f"  {item.aside}")
        for lead, words in item.lines:
            line = _tight(doc)
            if lead:
                line.add_run(f"{lead} ").bold = True
            line.add_run(words)
    if block.cut:
        _quiet(doc.add_paragraph(), block.cut)


def _maps(doc: Doc, block: blocks.Maps) -> None:
    grid = doc.add_table(2, len(block.plans))
    width = WIDTH / len(block.plans) - 0.4
    for number, plan in enumerate(block.plans):
        run = grid.cell(0, number).paragraphs[0].add_run()
        drawing = run.add_picture(BytesIO(picture.png(plan)), width=Cm(width))
        drawing._inline.docPr.set("descr", f"{plan.title}, échelle de {plan.bar_words}")
        grid.cell(1, number).paragraphs[0].add_run(plan.title).bold = True
    _quiet(doc.add_paragraph(), block.note)


def _nothing(doc: Doc, block: blocks.Curve) -> None:
    """The table under the curve says the same numbers."""


_WRITERS: Mapping[str, Callable[[Doc, Any], None]] = {
    blocks.Figures.kind: _figures,
    blocks.Facts.kind: _facts,
    blocks.Levels.kind: _levels,
    blocks.Table.kind: _table,
    blocks.Curve.kind: _nothing,
    blocks.Maps.kind: _maps,
    blocks.Items.kind: _items,
}


def _rows(doc: Doc, rows: Iterable[tuple[str, ...]], *widths: float) -> None:
    """A table of words; the last column takes what `widths` leave."""
    lines = list(rows)
    columns = len(lines[0])
    sizes = [*widths, WIDTH - sum(widths)][:columns]
    grid = _grid(doc, sizes)
    for cells, row in _pairs(grid, lines):
        for number, (cell, value) in enumerate(zip(cells, row, strict=True)):
            run = cell.paragraphs[0].add_run(value)
            if number == 0:
                run.font.color.rgb = GREY
    _spaced(doc)


def _grid(doc: Doc, widths: Sequence[float]) -> Grid:
    """Columns of these widths (cm), with a thin line under each row and no other."""
    grid = doc.add_table(0, len(widths))
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    borders = OxmlElement("w:tblBorders")
    for side in ("w:bottom", "w:insideH"):
        line = OxmlElement(side)
        for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:color", "DDDDDD")):
            line.set(qn(name), value)
        borders.append(line)
    grid._tbl.tblPr.append(borders)
    return grid


def _pairs(grid: Grid, rows: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for row in rows:
        yield grid.add_row().cells, row


def _tight(doc: Doc) -> Paragraph:
    paragraph = doc.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _spaced(doc: Doc) -> None:
    """Two tables that touch would be one."""
    _tight(doc).paragraph_format.line_spacing = Pt(6)


def _quiet(paragraph: Paragraph, words: str) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb, run.bold = Pt(8), GREY, False
