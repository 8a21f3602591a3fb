"""A workbook in the making: styles, cells of every kind, and how a sheet is headed and printed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jindu.document.blocks import Properties
from jindu.files.packages import repacked
from jindu.output.xlsx.cells import LEAST, Column, Formula, Shown, Value, fitting, height

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


_NO_DATE = date(1980, 1, 1)
_FIGURE = 6.0
"""Points, the width of a figure in the text of the whole book."""
_PAGE_WIDTH, _PAGE_HEIGHT = 770.0, 490.0
"""Points that A4 across has within the margins."""
_CLOSER = 1.25
"""So much more than a page is still put on one, by making all of it smaller."""

_PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_CELL = {"border": 1, "text_wrap": True}
_TRAITS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center"},
    "mark": {"font_name": "黑体", "font_size": 16, "align": "center", "font_color": "#C00000"},
    "caption": {"font_name": "黑体", "font_size": 12},
    "bare": {},
    "bare-right": {"align": "right"},
    "note": {"text_wrap": True, "valign": "top"},
    "head": {**_CELL, "font_name": "黑体", "align": "center", "bg_color": "#D9D9D9"},
    "text": _CELL,
    "center": {**_CELL, "align": "center"},
    "figure": {**_CELL, "align": "right", "text_wrap": False},
    "band": {"font_name": "黑体", "bg_color": "#EDEDED"},
    "total": {"font_name": "黑体", "bg_color": "#D9D9D9"},
    "input": {"bg_color": "#FFF9E5"},
    "month": {**_CELL, "align": "center", "font_size": 8, "border_color": "#A6A6A6"},
    "campaign": {"bg_color": "#E7E7E7"},
    "busy": {"bg_color": "#A6A6A6"},
    "stage": {"bg_color": "#262626"},
}
"""Trait → properties; the traits of a cell are laid over each other in the order given."""


class Book:
    """A workbook to which sheets are added in order."""

    def __init__(self, properties: Properties) -> None:
        from xlsxwriter import Workbook

        self.properties = properties
        self.sheets = 0
        self._stream = io.BytesIO()
        self._book: Workbook = Workbook(self._stream, _options())
        self._styles: dict[tuple[str, str], Format] = {}
        created = properties.created or _NO_DATE
        self._book.set_properties(
            {
                "title": properties.title,
                "author": properties.organ,
                "created": datetime(created.year, created.month, created.day),
            }
        )

    def style(self, traits: str, number: str = "") -> Format:
        """The format of these traits, separated by spaces, with a number format."""
        known = self._styles.get((traits, number))
        if known is None:
            made: dict[str, Any] = dict(_PLAIN)
            for trait in traits.split():
                made |= _TRAITS[trait]
            if number:
                made["num_format"] = number
            known = self._styles[traits, number] = self._book.add_format(made)
        return known

    def warning(self) -> Format:
        """What a cell looks like whose check fails."""
        return self._book.add_format({"bold": True, "font_color": "#C00000"})

    def sheet(self, name: str, title: str, columns: Sequence[Column], unit: str = "") -> Sheet:
        """A new sheet with its title; ``unit`` (单位：万元) stands above the table at the right."""
        self.sheets += 1
        sheet = Sheet(self, self._book.add_worksheet(name), columns)
        sheet.begin(title, unit)
        return sheet

    def content(self) -> bytes:
        """The finished file."""
        self._book.close()
        return repacked(self._stream.getvalue())


def _options() -> dict[str, Any]:
    """The options of a workbook, new each time: XlsxWriter writes into what it is given."""
    return {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        # A font that belongs to the theme is another one on a machine in another language.
        "default_format_properties": {
            "font_name": "宋体",
            "font_size": 11,
            "font_scheme": "none",
        },
        "default_column_width": 72,
    }


class Sheet:
    """A sheet that is written row by row; ``next`` is the next free row, counted from 0."""

    def __init__(self, book: Book, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self.book = book
        self.sheet = sheet
        self.columns = columns
        self.widths = [column.width for column in columns]
        self.next = 0
        self._height = 0.0

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.columns) - 1

    def begin(self, title: str, unit: str) -> None:
        """The mark of a draft, the title, and below it the plan's name and the unit."""
        for column, (_, width, *_) in enumerate(self.columns):
            self.sheet.set_column(column, column, width)
        properties = self.book.properties
        if properties.watermark:
            self.span(0, self.last, properties.watermark, "mark", tall=26)
        self.span(0, self.last, title, "title", tall=28)
        left = max(0, self.last - 2) if unit else self.last
        self.high(self.next, 18)
        self.merge(self.next, 0, self.next, left, properties.title, "bare")
        if unit:
            self.merge(
                self.next, min(left + 1, self.last), self.next, self.last, unit, "bare-right"
            )
        self.next += 1

    def heads(self) -> None:
        """One row of heads, kept in sight and repeated on every page."""
        self.row([column.head for column in self.columns], "head")
        self.keep(self.next - 1, self.next - 1)

    def keep(self, first: int, last: int, columns: int = 0) -> None:
        """Keep what is above and these head rows in sight, and so many columns at the left."""
        self.sheet.freeze_panes(last + 1, columns)
        self.sheet.repeat_rows(first, last)

    def row(self, values: Sequence[Value], traits: str = "") -> int:
        """Write one value to each column; the number of the row. ``traits`` come on top."""
        row, more = self.next, f" {traits}" if traits else ""
        self.tall(row, zip(values, self.widths, strict=False))
        for place, (value, column) in enumerate(zip(values, self.columns, strict=False)):
            self.put(row, place, value, column.traits + more, column.number)
        self.next += 1
        return row

    def tall(self, row: int, values: Iterable[tuple[Value, float]]) -> None:
        """Make a row as high as its texts take in their widths: not every program does."""
        points = LEAST
        for value, width in values:
            text = value.value if isinstance(value, Shown) else value
            if isinstance(text, str) and (taken := height(text, width)) > points:
                points = taken
        self.high(row, points)

    def high(self, row: int, points: float) -> None:
        """Make a row so many points high."""
        self._height += points
        # A row left as it comes grows with what is filled in.
        if points != LEAST:
            self.sheet.set_row(row, points)

    def put(self, row: int, column: int, value: Value, traits: str, number: str = "") -> None:
        """Write one cell. A text is always a text, whatever it begins with."""
        if isinstance(value, Shown):
            traits = f"{traits} {value.traits}" if value.traits else traits
            number = value.number or number
            value = value.value
        style = self.book.style(traits, "" if isinstance(value, str) else number)
        match value:
            case str() if value:
                self.sheet.write_string(row, column, fitting(value), style)
            case None | str():
                self.sheet.write_blank(row, column, None, style)
            case Formula(text, Decimal() as result):
                self.sheet.write_formula(row, column, text, style, float(result))
            case Formula(text, result):
                self.sheet.write_formula(row, column, text, style, result)
            case date():
                self.sheet.write_datetime(row, column, value, style)
            case _:
                self.sheet.write_number(row, column, float(value), style)

    def merge(
        self,
        top: int,
        left: int,
        bottom: int,
        right: int,
        value: Value,
        traits: str,
        number: str = "",
    ) -> None:
        """One value over several cells."""
        if (top, left) != (bottom, right):
            style = self.book.style(traits, number)
            self.sheet.merge_range(top, left, bottom, right, "", style)
        self.put(top, left, value, traits, number)

    def span(
        self, first: int, last: int, text: str, traits: str, tall: float | None = None
    ) -> None:
        """A text over some columns of a row of its own, as high as it takes."""
        width = sum(column.width for column in self.columns[first : last + 1])
        self.high(self.next, tall or height(text, width))
        self.merge(self.next, first, self.next, last, text, traits)
        self.next += 1

    def notes(self, texts: Sequence[str]) -> None:
        """Remarks below the table."""
        for text in texts:
            self.span(0, self.last, fitting(text), "note")

    def filtered(self, head: int) -> None:
        """Arrows to filter the rows written so far, from the head on."""
        self.sheet.autofilter(head, 0, max(self.next - 1, head), self.last)

    def flagged(self, rows: range, column: int, words: Sequence[str]) -> None:
        """Set off the cells of a column in which one of these words comes out."""
        for word in words if rows else ():
            how = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
            how["format"] = self.book.warning()
            self.sheet.conditional_format(rows[0], column, rows[-1], column, how)

    def _fits_a_page(self) -> bool:
        """Whether it all goes on a page, made as small as its width asks for or a little more."""
        width = sum(column.width for column in self.columns) * _FIGURE
        return self._height * min(1.0, _PAGE_WIDTH / width) <= _PAGE_HEIGHT * _CLOSER

    def finish(self) -> None:
        """How the sheet is printed: A4 across, as wide as the paper, with page numbers."""
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, int(self._fits_a_page()))
        self.sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.set_footer('&C&"宋体,Regular"&10第&P页 共&N页')
        self.sheet.print_area(0, 0, max(self.next - 1, 0), self.last)
        mark = self.book.properties.watermark.replace("&", "&&")
        if mark:
            self.sheet.set_header(f'&C&"黑体,Regular"&16&KC00000{mark}')
