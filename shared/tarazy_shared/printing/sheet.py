"""A document of A4 pages: headings, facts, tables and text, with a file inside if one belongs to it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import as_file, files
from typing import Any
from unicodedata import category

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from tarazy_shared.contracts.fields import Language

FONT = "DejaVu"
MARGIN = 18.0
"""Millimetres."""
NOT_IN_FONT = "□"
_SIZES = {1: 16.0, 2: 12.0, 3: 10.0}
_BODY, _SMALL = 9.0, 7.5
_MOST_IN_A_CELL = 300
_LANGUAGES: dict[Language, str] = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}


class Sheet(FPDF):
    """Pages that fill from top to bottom."""

    def __init__(self, title: str, language: Language, made_at: datetime, foot: str) -> None:
        """`foot` stands below each page, before its number."""
        super().__init__(format="A4", unit="mm")
        self._foot = foot
        fonts = files("tarazy_shared").joinpath("printing", "fonts")
        for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            with as_file(fonts.joinpath(name)) as file:
                self.add_font(FONT, style, file)
        font = self.fonts[FONT.lower()]
        self._known = frozenset(font.cmap if isinstance(font, TTFFont) else ())
        self.set_creation_date(made_at)
        self.set_title(title)
        self.set_lang(_LANGUAGES[language])
        self.set_producer("Tarazy")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.add_page()
        self.heading(title, 1)

    def footer(self) -> None:
        """What stands below each page."""
        self.set_y(-12)
        self.set_font(FONT, size=_SMALL)
        self.set_text_color(90)
        self.cell(0, 4, self.shown(self._foot))
        self.set_x(-MARGIN - 30)
        self.cell(30, 4, f"{self.page_no()} / {{nb}}", align="R")
        self.set_text_color(0)

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 3; it is never the last line of a page."""
        if self.will_page_break(30):
            self.add_page()
        if level > 1:
            self.ln(3)
        self.set_font(FONT, "B", _SIZES[level])
        self._lines(text, _SIZES[level] * 0.5)
        self.ln(1)

    def text_block(self, text: str, *, bold: bool = False, small: bool = False, indent: float = 0.0) -> None:
        """Text with its own ends of lines."""
        size = _SMALL if small else _BODY
        self.set_font(FONT, "B" if bold else "", size)
        self.set_left_margin(MARGIN + indent)
        self.set_x(MARGIN + indent)
        self._lines(text, size * 0.5)
        self.set_left_margin(MARGIN)
        self.set_x(MARGIN)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """What something is, and its value, line by line."""
        for label, value in pairs:
            self.set_font(FONT, "B", _BODY)
            height = _BODY * 0.5
            if self.will_page_break(height * 2):
                self.add_page()
            self.cell(45, height, self.shown(label))
            self.set_font(FONT, size=_BODY)
            self.set_left_margin(MARGIN + 45)
            self._lines(value or "—", height)
            self.set_left_margin(MARGIN)
            self.set_x(MARGIN)

    def rows(self, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """A table whose head is on each page. A cell has 300 characters at most: a row has to fit on a page."""
        self.set_font(FONT, size=_SMALL)
        with self.table(col_widths=tuple(widths), line_height=_SMALL * 0.55, text_align="LEFT") as table:
            for row in (head, *rows):
                table.row([self.shown(_cut(cell)) for cell in row])
        self.ln(2)

    def put_in(self, name: str, content: bytes, about: str) -> None:
        """A file that belongs to the document: whoever opens it finds it among its attachments."""
        self.embed_file(
            basename=name,
            bytes=content,
            desc=about,
            mime_type="application/json",
            compress=True,
            creation_date=self.creation_date,
            modification_date=self.creation_date,
        )

    def shown(self, text: str) -> str:
        """What the fonts can show: control characters as a space, others that they lack as a box."""
        return "".join(self._character(one) for one in text)

    def finished(self) -> bytes:
        """The document; nothing can be added any more."""
        return bytes(self.output())

    def _character(self, one: str) -> str:
        if one == "\n" or ord(one) in self._known:
            return one
        return " " if category(one) in ("Cc", "Zs", "Zl", "Zp") else "" if category(one) == "Cf" else NOT_IN_FONT

    def _lines(self, text: str, height: float) -> None:
        options: dict[str, Any] = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT, "align": "L"}
        self.multi_cell(0, height, self.shown(text), **options)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_IN_A_CELL else f"{text[: _MOST_IN_A_CELL - 1]}…"
