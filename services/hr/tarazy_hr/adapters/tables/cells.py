"""What a cell says: text, a day, a share, yes or no, whatever way an office writes it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID
from zoneinfo import available_timezones

from tarazy_shared.contracts.contact import is_mailbox, is_telephone, is_web_address

from tarazy_hr.adapters.stored_facts import working_pattern
from tarazy_hr.adapters.tables.columns import Kind, plain
from tarazy_hr.domain.refusal import Refusal, wrong

Cell = str | float | int | bool | date | datetime | time | timedelta | None
LONGEST = 500
MOST_OF_A_POST, MOST_OF_A_PERSON = 100, 2
"""In shares of full time."""
_COURT = re.compile(r"[a-z0-9-]{2,40}").fullmatch
_LANGUAGE = re.compile(r"[a-z]{2,3}").fullmatch
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII).fullmatch
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII).fullmatch
_EPOCH = date(1899, 12, 30)
"""From which spreadsheets count their days."""
_LAST_SERIAL = 2_958_465
"""31 December 9999."""
_YES = frozenset({"1", "true", "yes", "y", "да", "д", "иә", "ия", "+", "x", "х", "v", "✓"})
_NO = frozenset({"0", "false", "no", "n", "нет", "н", "жоқ", "-", "–", "—"})
_ROLES: Mapping[str, str] = {
    "судья": "judge", "лауазымды судья": "judge",
    "алқаби": "lay_judge", "заседатель": "lay_judge",
    "төраға": "chair", "председатель": "chair", "председатель суда": "chair", "сот төрағасы": "chair",
    "хатшы": "clerk", "секретарь": "clerk", "секретарь судебного заседания": "clerk", "сот отырысының хатшысы": "clerk",
    "аудармашы": "interpreter", "переводчик": "interpreter",
    "тіркеуші": "registrar", "регистратор": "registrar",
}  # fmt: skip
_LEVELS: Mapping[str, str] = {
    "аудандық": "district", "районный": "district",
    "облыстық": "regional", "областной": "regional",
    "кассациялық": "cassation", "кассационный": "cassation",
    "жоғарғы": "supreme", "верховный": "supreme",
}  # fmt: skip


class CellError(Exception):
    """The cell is not what its column holds."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def read(kind: Kind, cell: Cell) -> object:
    """What a cell says; None for an empty one. Raises `CellError`."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    return _READERS[kind](cell)


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days as they are spelled in events."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell).strip()


def _refuse(code: str, cell: Cell) -> CellError:
    return CellError(wrong("", code, given=text_of(cell)[:100]))


def _text(cell: Cell) -> str:
    text = text_of(cell)
    # What an export puts before text that a spreadsheet would take for a formula.
    if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"}:
        text = text[1:]
    if len(text) > LONGEST:
        raise CellError(wrong("", "cell_too_long", most=LONGEST))
    if "\x00" in text:
        raise _refuse("cell_wrong", "NUL")
    return text


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise _refuse("day_wrong", cell)
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell == int(cell) and 1 <= cell <= _LAST_SERIAL:
            return _EPOCH + timedelta(days=int(cell))
        raise _refuse("day_wrong", cell)
    text = text_of(cell)
    try:
        if found := _DAY(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO_DAY(text.removesuffix(" 00:00:00")):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise _refuse("day_wrong", cell)


def _share(cell: Cell) -> Decimal:
    return _number(cell, MOST_OF_A_POST)


def _part(cell: Cell) -> Decimal:
    return _number(cell, MOST_OF_A_PERSON)


def _number(cell: Cell, most: int) -> Decimal:
    try:
        share = Decimal(text_of(cell).replace(",", "."))
    except InvalidOperation:
        raise _refuse("share_wrong", cell) from None
    if not share.is_finite() or not Decimal("0.01") <= share <= most:
        raise _refuse("share_wrong", cell)
    return share


def _flag(cell: Cell) -> bool:
    text = text_of(cell).casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise _refuse("flag_wrong", cell)


def _languages(cell: Cell) -> tuple[str, ...]:
    codes = tuple(part.strip().lower() for part in re.split(r"[;,/]", _text(cell)) if part.strip())
    if not all(map(_LANGUAGE, codes)):
        raise _refuse("languages_wrong", cell)
    return tuple(dict.fromkeys(codes))


def _pattern(cell: Cell) -> object:
    """Half-days as `mon:am+pm;tue:am`."""
    days: dict[str, list[str]] = {}
    for part in _text(cell).split(";"):
        day, _, halves = part.strip().partition(":")
        days[day.strip()] = halves.strip().split("+")
    found = working_pattern(days)
    if len(found.half_days) != len(days) or sum(len(halves) for _, halves in found.half_days) != sum(
        len(halves) for halves in days.values()
    ):
        raise _refuse("pattern_wrong", cell)
    return found


def _uuid(cell: Cell) -> UUID:
    text = text_of(cell)
    try:
        if len(text) == 36:
            return UUID(text)
    except ValueError:
        pass
    raise _refuse("uuid_wrong", cell)


def _of_form(fits: Callable[[str], object], code: str) -> Callable[[Cell], str]:
    def reading(cell: Cell) -> str:
        text = _text(cell)
        if not fits(text):
            raise _refuse(code, cell)
        return text

    return reading


def _named(names: Mapping[str, str]) -> Callable[[Cell], str]:
    def reading(cell: Cell) -> str:
        text = _text(cell)
        return names.get(plain(text), text)

    return reading


def _level(cell: Cell) -> str:
    text = _LEVELS.get(plain(_text(cell)), _text(cell))
    if text not in {"district", "regional", "cassation", "supreme"}:
        raise _refuse("level_wrong", cell)
    return text


_READERS: Mapping[Kind, Callable[[Cell], object]] = {
    "court": _of_form(_COURT, "court_wrong"),
    "text": _text,
    "code": _text,
    "role": _named(_ROLES),
    "level": _level,
    "language": _of_form({"kk", "ru", "en"}.__contains__, "language_wrong"),
    "zone": _of_form(available_timezones().__contains__, "zone_wrong"),
    "day": _day,
    "share": _share,
    "part": _part,
    "flag": _flag,
    "languages": _languages,
    "pattern": _pattern,
    "reference": _text,
    "uuid": _uuid,
    "email": _of_form(is_mailbox, "email_wrong"),
    "sms": _of_form(is_telephone, "telephone_wrong"),
    "webhook": _of_form(is_web_address, "web_address_wrong"),
}
