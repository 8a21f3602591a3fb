"""Parse YAML text to events: with libyaml, or slower with PyYAML where libyaml is missing.

Both give the same events with the same marks. The messages of the pure parser are put in
libyaml's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

import yaml
from yaml.error import Mark
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

from jindu.source.nodes import Mark as Place
from jindu.source.parser_messages import in_words_of_libyaml

_ESCAPE = r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)"
_BREAKS = "\0\r\n\x85\u2028\u2029"
_RUN = rf"(?:[^ \t{_BREAKS}:]|:(?![ \t{_BREAKS}]))+"
_RUN_IN_FLOW = rf"(?:[^ \t{_BREAKS}:,\[\]{{}}]|:(?![ \t{_BREAKS},?\[\]{{}}]))+"
_NO_CHARACTER = "found invalid Unicode character escape code"


def _libyaml() -> type[Any] | None:
    try:
        from yaml._yaml import CParser
    except ImportError:  # some platforms have no build
        return None
    return CParser


LIBYAML = _libyaml()
"""libyaml's parser; None where it is not built."""


def events_of(text: str) -> Callable[[], Any]:
    """Return a function that gives the next event of a text at each call, or raises YAMLError."""
    get_event: Callable[[], Any] = (LIBYAML or _PureParser)(text).get_event
    return get_event


def shifted(get_event: Callable[[], Any], index: int, line: int) -> Callable[[], Any]:
    """Return a function that gives the events of a part of a text with their marks in the whole.

    The part begins with a line: at an index, and at a line from 0.
    """

    def moved(mark: Any) -> Any:
        return mark and Place(mark.index + index, mark.line + line, mark.column)

    def get_moved() -> Any:
        try:
            event = get_event()
        except yaml.MarkedYAMLError as error:
            error.problem_mark, error.context_mark = map(
                moved, (error.problem_mark, error.context_mark)
            )
            raise
        event.start_mark, event.end_mark = moved(event.start_mark), moved(event.end_mark)
        return event

    return get_moved


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's parser, aligned with libyaml where they differ."""

    def __init__(self, text: str) -> None:
        self._refusal: yaml.YAMLError | None = None
        try:
            Reader.__init__(self, text)
        except ReaderError:
            self._refusal = yaml.YAMLError("control characters are not allowed")
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:
        """Return the next event."""
        if self._refusal:
            raise self._refusal
        try:
            event = super().get_event()  # type: ignore[no-untyped-call]
        except yaml.MarkedYAMLError as error:
            error.problem = in_words_of_libyaml(error.problem or "", error.context or "")
            raise
        if isinstance(event, yaml.SequenceStartEvent):
            event.flow_style = bool(event.flow_style)
        return event

    def process_empty_scalar(self, mark: Any) -> Any:
        """Mark an empty value in brackets or braces at the next token, as libyaml does."""
        if self.state in (self.parse_flow_mapping_key, self.parse_flow_sequence_entry_mapping_end):
            mark = self.peek_token().start_mark  # type: ignore[no-untyped-call]
        return super().process_empty_scalar(mark)

    def fetch_stream_end(self) -> None:
        """End the last line if it has no line break."""
        if self.column:
            self.column, self.line = 0, self.line + 1
        super().fetch_stream_end()

    def scan_directive(self) -> Any:
        """Refuse unknown directives."""
        token = super().scan_directive()
        if token.name not in ("YAML", "TAG"):
            self._refuse(
                "found unknown directive name", token.start_mark.index + 1 + len(token.name)
            )
        return token

    def scan_to_next_token(self) -> None:
        """Skip blanks, including tabs that are not indents, and comments."""
        while True:
            blanks = " \t" if self.flow_level or not self.allow_simple_key else " "
            while self.peek() in blanks:
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _BREAKS:
                    self.forward()
            if not self.scan_line_break():  # type: ignore[no-untyped-call]
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> Any:
        """Scan a plain scalar; in brackets and braces it may contain question marks."""
        start = end = self.get_mark()
        indent, spaces, chunks = self.indent + 1, list[str](), list[str]()
        run = re.compile(_RUN_IN_FLOW if self.flow_level else _RUN)
        while self.peek() != "#" and (found := run.match(self.buffer, self.pointer)):
            self.allow_simple_key = False
            chunks += (*spaces, found.group())
            self.forward(len(found.group()))
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        if self.flow_level and self.peek() == ":" and self.peek(1) in ",?[]{}":
            self._refuse("found unexpected ':'", self.index)
        return ScalarToken("".join(chunks), True, start, end)

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> Any:
        """Accept tabs as blanks."""
        begin = self.pointer
        while self.peek() in " \t":
            self.forward()
        if self.peek() in _BREAKS:
            chunks = super().scan_plain_spaces(indent, start_mark)
            while chunks and self.peek() == "\t":
                if self.column < indent:
                    self._refuse("found a tab character that violates indentation", self.index)
                self.forward()
            return chunks
        return [self.buffer[begin : self.pointer]] if self.pointer > begin else []

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> Any:
        """Refuse escapes of surrogates and beyond Unicode, as libyaml does."""
        begin = self.pointer
        try:
            chunks = super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):
            self._refuse(_NO_CHARACTER, self.index)
        except ScannerError as error:
            if "unknown escape" in str(error.problem):
                self._refuse("found unknown escape character", self.index - 1)
            raise
        for escape in re.compile(_ESCAPE, re.DOTALL).finditer(self.buffer, begin, self.pointer):
            if double and 0xD800 <= int(escape[1] or escape[2] or "0", 16) <= 0xDFFF:
                self._refuse(_NO_CHARACTER, escape.start() + 2)
        return chunks

    def _refuse(self, problem: str, index: int) -> NoReturn:
        raise ScannerError(None, None, problem, Mark("", index, 0, 0, None, 0)) from None
