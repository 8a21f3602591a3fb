"""Write a workbook: styles, cells, heads and print setup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jindu.document.blocks import Properties
from jindu.files.packages import repacked
from jindu.output.xlsx.cells import LEAST, Column, Formula, Shown, Value, at, fitting, height

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


_NO_DATE = date(1980, 1, 1)
_FIGURE = 6.0
"""Width of a digit in the default font, in points."""
_PAGE_WIDTH, _PAGE_HEIGHT = 770.0, 490.0
"""A4 landscape within the margins, in points."""
_CLOSER = 1.25
"""Shrink a sheet to one page if it is at most this many pages high."""

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
"""Trait → properties; later traits of a cell override earlier ones."""


class Book:
    """A workbook; sheets are added in order."""

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
        """Return the format for traits (separated by spaces) and a number format."""
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
        """Return the format of cells whose check fails."""
        return self._book.add_format({"bold": True, "font_color": "#C00000"})

    def sheet(self, name: str, title: str, columns: Sequence[Column], unit: str = "") -> Sheet:
        """Add a sheet with its title; ``unit`` (单位：万元) is shown above the table, right."""
        self.sheets += 1
        sheet = Sheet(self, self._book.add_worksheet(name), columns)
        sheet.begin(title, unit)
        return sheet

    def content(self) -> bytes:
        """Close the workbook and return the file."""
        self._book.close()
        return repacked(self._stream.getvalue())


def _options() -> dict[str, Any]:
    """Return new workbook options: XlsxWriter modifies the dict it is given."""
    return {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        # Theme fonts depend on the language of the machine.
        "default_format_properties": {
            "font_name": "宋体",
            "font_size": 11,
            "font_scheme": "none",
        },
        "default_column_width": 72,
    }


class Sheet:
    """A sheet, written row by row; ``next`` is the next free row, from 0."""

    def __init__(self, book: Book, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self.book = book
        self.sheet = sheet
        self.columns = columns
        self.widths = [column.width for column in columns]
        self.next = 0
        self._height = 0.0

    @property
    def last(self) -> int:
        """The index of the last column."""
        return len(self.columns) - 1

    def begin(self, title: str, unit: str) -> None:
        """Write the draft mark, the title, and below it the plan's name and the unit."""
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
        """Write the head row; freeze it and repeat it on every page."""
        self.row([column.head for column in self.columns], "head")
        self.keep(self.next - 1, self.next - 1)

    def keep(self, first: int, last: int, columns: int = 0) -> None:
        """Freeze rows up to ``last`` and the left ``columns``; repeat the head rows in print."""
        self.sheet.freeze_panes(last + 1, columns)
        self.sheet.repeat_rows(first, last)

    def row(self, values: Sequence[Value], traits: str = "") -> int:
        """Write one value per column, with extra ``traits``. Return the row number."""
        row, more = self.next, f" {traits}" if traits else ""
        self.tall(row, zip(values, self.widths, strict=False))
        for place, (value, column) in enumerate(zip(values, self.columns, strict=False)):
            self.put(row, place, value, column.traits + more, column.number)
        self.next += 1
        return row

    def tall(self, row: int, values: Iterable[tuple[Value, float]]) -> None:
        """Set the height of a row to fit its texts; not every program adjusts it."""
        points = LEAST
        for value, width in values:
            text = value.value if isinstance(value, Shown) else value
            if isinstance(text, str) and (taken := height(text, width)) > points:
                points = taken
        self.high(row, points)

    def high(self, row: int, points: float) -> None:
        """Set the height of a row in points."""
        self._height += points
        # A row without a set height grows with what users fill in.
        if points != LEAST:
            self.sheet.set_row(row, points)

    def put(self, row: int, column: int, value: Value, traits: str, number: str = "") -> None:
        """Write one cell. Texts are never taken for formulas or numbers."""
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
        """Merge cells and write one value."""
        if (top, left) != (bottom, right):
            style = self.book.style(traits, number)
            self.sheet.merge_range(top, left, bottom, right, "", style)
        self.put(top, left, value, traits, number)

    def span(
        self, first: int, last: int, text: str, traits: str, tall: float | None = None
    ) -> None:
        """Write a text across columns of a new row, as high as needed or ``tall`` points."""
        width = sum(column.width for column in self.columns[first : last + 1])
        self.high(self.next, tall or height(text, width))
        self.merge(self.next, first, self.next, last, text, traits)
        self.next += 1

    def notes(self, texts: Sequence[str]) -> None:
        """Write notes below the table."""
        for text in texts:
            self.span(0, self.last, fitting(text), "note")

    def filtered(self, head: int) -> None:
        """Add filters to the rows written so far, from the head row on."""
        self.sheet.autofilter(head, 0, max(self.next - 1, head), self.last)

    def flagged(self, rows: range, column: int, words: Sequence[str]) -> None:
        """Highlight the cells of a column whose value is one of these words."""
        for word in words if rows else ():
            how = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
            how["format"] = self.book.warning()
            self.sheet.conditional_format(rows[0], column, rows[-1], column, how)

    def _fits_a_page(self) -> bool:
        """Return whether the sheet, fitted to the page width, is about one page high."""
        width = sum(column.width for column in self.columns) * _FIGURE
        return self._height * min(1.0, _PAGE_WIDTH / width) <= _PAGE_HEIGHT * _CLOSER

    def finish(self, large: bool = False) -> None:
        """Set up printing: A4 (or ``large``: A3) landscape, fitted to the width, page numbers.

        Texts that look like numbers, such as 科目, are no mistakes.
        """
        whole = f"A1:{at(max(self.next - 1, 0), self.last)}"
        self.sheet.ignore_errors({"number_stored_as_text": whole})
        self.sheet.set_paper(8 if large else 9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, int(large or self._fits_a_page()))
        self.sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.set_footer('&C&"宋体,Regular"&10第&P页 共&N页')
        self.sheet.print_area(0, 0, max(self.next - 1, 0), self.last)
        mark = self.book.properties.watermark.replace("&", "&&")
        if mark:
            self.sheet.set_header(f'&C&"黑体,Regular"&16&KC00000{mark}')
