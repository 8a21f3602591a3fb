"""A workbook in the making: styles, cells of every kind, and how a sheet is headed and printed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from jindu.render.blocks import Properties

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767
"""UTF-16 units that a cell can hold."""
_CUT = "……（下略）"
_NO_DATE = date(1980, 1, 1)
_TALLEST = 400.0
"""Points; a row can be 409 high."""
_LEAST, _LINE = 17.0, 13.0
"""Points; the height of a row of one line, and what each further line adds."""

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
    "campaign": {"pattern": 18, "bg_color": "#FFFFFF", "fg_color": "#7F7F7F"},
    "busy": {"bg_color": "#A6A6A6"},
    "stage": {"bg_color": "#262626"},
}
"""Trait → properties; the traits of a cell are laid over each other in the order given."""

DAY = 'yyyy"年"m"月"d"日"'


class Formula(NamedTuple):
    """A formula and its result, which viewers show that do not calculate."""

    text: str
    value: Decimal | str


Plain = str | int | float | Decimal | date | Formula | None


class Shown(NamedTuple):
    """A value in a number format or with traits of its own."""

    value: Plain
    number: str = ""
    traits: str = ""


Value = Plain | Shown


class Column(NamedTuple):
    """A column: its head, its width in figures, and how its cells look."""

    head: str
    width: float
    traits: str = "text"
    number: str = ""


def at(row: int, column: int) -> str:
    """The name of a cell, both counted from 0: ``at(4, 27)`` is AB5."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"


def across(row: int, columns: range) -> str:
    """The name of a part of a row, L5:P5."""
    return f"{at(row, columns[0])}:{at(row, columns[-1])}"


def down(rows: range, column: int) -> str:
    """The name of a part of a column, G5:G9."""
    return f"{at(rows[0], column)}:{at(rows[-1], column)}"


def fitting(text: str) -> str:
    """The text, visibly cut where a cell cannot hold it."""
    if len(text) * 2 <= _LONGEST:
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) // 2 <= _LONGEST:
        return text
    return units[: (_LONGEST - len(_CUT)) * 2].decode("utf-16-le", "ignore") + _CUT


def height(text: str, width: float) -> float:
    """Points that a text takes in so many figures of width; a Han character takes two."""
    room = max(int(width) - 1, 2)
    taken = (sum(2 if ord(sign) > 0xFF else 1 for sign in line) for line in text.split("\n"))
    count = sum(-(-signs // room) or 1 for signs in taken)
    return min(_LEAST + (count - 1) * _LINE, _TALLEST)


class Book:
    """A workbook to which sheets are added in order."""

    def __init__(self, properties: Properties) -> None:
        from xlsxwriter import Workbook

        self.properties = properties
        self.sheets = 0
        self._stream = io.BytesIO()
        self._book: Workbook = Workbook(self._stream, _OPTIONS)
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
        return self._stream.getvalue()


_OPTIONS = {
    "in_memory": True,
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
    "default_column_width": 72,
}


class Sheet:
    """A sheet that is written row by row; ``next`` is the next free row, counted from 0."""

    def __init__(self, book: Book, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self.book = book
        self.sheet = sheet
        self.columns = columns
        self.next = 0

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
        self.sheet.set_row(self.next, 18)
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
        row = self.next
        self.tall(row, zip(values, (column.width for column in self.columns), strict=False))
        for place, (value, column) in enumerate(zip(values, self.columns, strict=False)):
            self.put(row, place, value, f"{column.traits} {traits}", column.number)
        self.next += 1
        return row

    def tall(self, row: int, values: Iterable[tuple[Value, float]]) -> None:
        """Make a row as high as its texts take in their widths: not every program does."""
        texts = ((value.value if isinstance(value, Shown) else value, w) for value, w in values)
        heights = (height(text, width) for text, width in texts if isinstance(text, str))
        self.sheet.set_row(row, max(heights, default=_LEAST))

    def put(self, row: int, column: int, value: Value, traits: str, number: str = "") -> None:
        """Write one cell. A text is always a text, whatever it begins with."""
        if isinstance(value, Shown):
            number = value.number or number
            self.put(row, column, value.value, f"{traits} {value.traits}", number)
            return
        style = self.book.style(traits.strip(), "" if isinstance(value, str) else number)
        match value:
            case None | "":
                self.sheet.write_blank(row, column, None, style)
            case str():
                self.sheet.write_string(row, column, fitting(value), style)
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
        self.sheet.set_row(self.next, tall or height(text, width))
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

    def finish(self) -> None:
        """How the sheet is printed: A4 across, as wide as the paper, with page numbers."""
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.set_footer('&C&"宋体,Regular"&10第&P页 共&N页')
        self.sheet.print_area(0, 0, max(self.next - 1, 0), self.last)
        mark = self.book.properties.watermark.replace("&", "&&")
        if mark:
            self.sheet.set_header(f'&C&"黑体,Regular"&16&KC00000{mark}')
