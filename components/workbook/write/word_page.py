"""One A4 page of a Word document: paragraphs and tables whose lines have fixed heights, so that it is known beforehand
what fits.

Every letter has a font for Latin and one for Chinese; lines are of an exact height, because fonts of the same size
differ by a third in what they ask for. Measures are in millimetres, heights in points.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from components.language import only_words
from components.workbook.write.looks import FONTS, NAVY
from components.workbook.write.sheet import lines_of

WIDTH, HEIGHT = 210.0, 297.0
SIDE, TOP, BOTTOM, FOOT = 15.0, 12.0, 14.0, 7.0
INNER = WIDTH - 2 * SIDE
ROOM = (HEIGHT - TOP - BOTTOM) * 72 / 25.4
"""Points from the first line to the last."""
LEADING, PAD, SIDE_PAD = 1.25, 1.5, 1.6
ELLIPSIS, BREAK = "…", "\u200b"
"""The shortest mark of a cut, and a place without breadth where a line may end."""
_RULE_HEIGHT = 0.5
INK, GREY, RULE = "#1A1A1A", "#404040", "#8A94A6"
# A digit of Arial is 0.556 of its size wide; widths of texts are counted in digits.
_DIGIT_MM = 0.556 * 25.4 / 72
# The part of a line that what always follows a text may take.
_TAIL = 0.35
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
_EAST_ASIAN = {"en": "en-GB", "zh": "zh-CN"}
# Word refuses a table whose properties stand in another order.
_ORDER = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption")
# What no XML file can hold; single halves of a sign of two parts are among it.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Words:
    """One paragraph. `size` in points; `style`: a heading of the document's outline, empty for plain text."""

    text: str
    size: float = 8.5
    bold: bool = False
    colour: str = INK
    align: str = "left"
    style: str = ""

    @property
    def line(self) -> float:
        """Height of one line, points."""
        return self.size * LEADING


@dataclass(frozen=True)
class Box:
    """A cell of a table. `span`: how many columns it covers; `edge`: colour of a strong line on its left; `top`: its
    words begin at its upper edge, not in its middle.
    """

    words: tuple[Words, ...] = ()
    fill: str = ""
    span: int = 1
    edge: str = ""
    top: bool = False


def one(text: str, size: float = 8.5, **options: Any) -> Box:
    """A cell with one paragraph."""
    return Box((Words(text, size, **options),))


def lines(text: str, size: float, width: float) -> int:
    """How many lines a text takes in a cell of this inner width."""
    return lines_of(text, width / (_DIGIT_MM * size), 1.0)


def fitted(text: str, size: float, width: float, most: int, mark: str, *, tail: str = "") -> str:
    """The text and what always follows it (`tail`) in `most` lines at most: a longer one is cut between two words where
    there are, and the mark stands there. A tail of more than a line is cut alike.
    """
    plain, end = " ".join(clean(text).split()), clean(tail)
    if lines(plain + end, size, width) <= most:
        return plain + end
    if end:
        end = f" {fitted(end, size, width * _TAIL, 1, ELLIPSIS)}"
    low, high = 0, len(plain)
    while low < high:
        middle = (low + high + 1) // 2
        if lines(f"{plain[:middle]}{mark}{end}", size, width) <= most:
            low = middle
        else:
            high = middle - 1
    cut = plain[:low].rstrip()
    whole = cut.rfind(" ")
    if whole > len(cut) // 2:
        cut = cut[:whole]
    return f"{cut.rstrip(' ,;，；、')}{mark}{end}"


def clean(text: str) -> str:
    """A text as a Word file can hold it: no control characters, no marks that turn the direction of reading."""
    return _NOT_XML.sub("", only_words(text))


class Page:
    """The document while it is written, from top to bottom. `used`: points that its lines take, counted from texts."""

    def __init__(self, language: str, title: str, *, at: datetime, about: str) -> None:
        self._document = Document()
        self.used = 0.0
        self._fonts = {"ascii": FONTS["en"], "hAnsi": FONTS["en"], "cs": FONTS["en"], "eastAsia": FONTS["zh"]}
        self._language = language
        facts = self._document.core_properties
        facts.title, facts.comments, facts.author = clean(title)[:250], clean(about)[:250], ""
        facts.created = facts.modified = at.replace(tzinfo=None)
        facts.language = _EAST_ASIAN.get(language, "en-GB")
        self._sheet()
        for name in ("Normal", "Title", "Heading 1", "Heading 2"):
            self._style(name)

    def words(self, words: Words, *, after: float = 0.0) -> None:
        """A paragraph across the page. after: space below it, points."""
        self._fill(self._document.add_paragraph(), words)
        self._document.paragraphs[-1].paragraph_format.space_after = Pt(after)
        self.used += _height(words, INNER) + after

    def gap(self, points: float) -> None:
        """An empty line of this height; between two tables there has to be one."""
        self._fill(self._document.add_paragraph(), Words("", points / LEADING))
        self.used += points

    def table(
        self, widths: Sequence[float], rows: Sequence[Sequence[Box]], *, least: float = 0.0, ruled: bool = True,
        header: int = 0, name: str = "",
    ) -> None:  # fmt: skip
        """A table of fixed widths. least: height of a row under the head at least, points; ruled: a thin line under
        each row; header: how many first rows are its head; name: what it is, for who hears it read.
        """
        table = self._document.add_table(rows=len(rows), cols=len(widths))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        _set_up(table, name, ruled=ruled)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for number, (row, boxes) in enumerate(zip(table.rows, rows, strict=True)):
            low = 1.0 if number < header else max(least, 1.0)
            row.height, row.height_rule = Pt(low), WD_ROW_HEIGHT_RULE.AT_LEAST
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001, python-docx has no way to these properties
            properties.append(OxmlElement("w:cantSplit"))
            if number < header:
                properties.append(OxmlElement("w:tblHeader"))
            place, cells, high = 0, row.cells, low
            for box in boxes:
                cell = cells[place]
                if box.span > 1:
                    cell = cell.merge(cells[place + box.span - 1])
                width = sum(widths[place : place + box.span])
                cell.width = Mm(width)
                self._cell(cell, box)
                inside = sum(_height(words, width - 2 * SIDE_PAD) for words in box.words)
                high, place = max(high, inside + 2 * PAD), place + box.span
            self.used += high + _RULE_HEIGHT

    def foot(self, left: str, right: str) -> None:
        """The line at the foot of the page."""
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.style = self._document.styles["Normal"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(INNER), WD_TAB_ALIGNMENT.RIGHT)
        self._fill(paragraph, Words(f"{left}\t{right}", 7.5, colour=GREY))

    def bytes(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _sheet(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
        section.left_margin = section.right_margin = Mm(SIDE)
        section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
        section.header_distance, section.footer_distance = Mm(FOOT), Mm(FOOT)

    def _style(self, name: str) -> None:
        """Takes the template's themes, colours and distances out of a style."""
        style = self._document.styles[name]
        element = style.element
        properties = element.get_or_add_rPr()
        for child in list(properties):
            properties.remove(child)
        borders = element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
        if borders is not None:
            borders.getparent().remove(borders)
        fonts = OxmlElement("w:rFonts")
        for kind, font in self._fonts.items():
            fonts.set(qn(f"w:{kind}"), font)
        tongue = OxmlElement("w:lang")
        tongue.set(qn("w:val"), "en-GB")
        tongue.set(qn("w:eastAsia"), "zh-CN")
        properties.append(fonts)
        properties.append(tongue)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)

    def _fill(self, paragraph: Any, words: Words) -> None:
        if words.style:
            paragraph.style = self._document.styles[words.style]
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(words.line)
        form.keep_with_next = False
        paragraph.alignment = _ALIGN[words.align]
        run = paragraph.add_run(clean(words.text))
        run.font.size, run.font.bold = Pt(words.size), words.bold
        run.font.color.rgb = RGBColor.from_string(words.colour[1:])

    def _cell(self, cell: Any, box: Box) -> None:
        for number, words in enumerate(box.words):
            self._fill(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), words)
        if not box.words:
            self._fill(cell.paragraphs[0], Words("", 1.0))
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001, as above
        if box.edge:
            properties.append(_borders("w:tcBorders", {"left": (24, box.edge)}))
        if box.fill:
            shade = OxmlElement("w:shd")
            for key, value in (("val", "clear"), ("color", "auto"), ("fill", box.fill[1:])):
                shade.set(qn(f"w:{key}"), value)
            properties.append(shade)
        place = OxmlElement("w:vAlign")
        place.set(qn("w:val"), "top" if box.top else "center")
        properties.append(place)


def _height(words: Words, width: float) -> float:
    return words.line * lines(words.text, words.size, width)


def _set_up(table: Any, name: str, *, ruled: bool) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001, as above
    rules = {"bottom": (4, RULE), "insideH": (4, RULE), "top": (8, NAVY)} if ruled else {}
    properties.append(_borders("w:tblBorders", rules))
    margins = OxmlElement("w:tblCellMar")
    for side, size in (("top", PAD * 20), ("left", SIDE_PAD * 56.7), ("bottom", PAD * 20), ("right", SIDE_PAD * 56.7)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(size)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    if name:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), clean(name))
        properties.append(caption)
    properties[:] = sorted(properties, key=lambda child: _ORDER.index(child.tag.split("}")[1]))


def _borders(kind: str, rules: dict[str, tuple[int, str]]) -> Any:
    """Borders of a table or cell. rules: side -> (eighths of a point, colour), in the order that Word wants."""
    found = OxmlElement(kind)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in rules:
            size, colour = rules[side]
            line = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour[1:])):
                line.set(qn(f"w:{key}"), value)
            found.append(line)
    return found
