"""What people ask for in an address: what cannot be read is no failure, and the page says so."""

from datetime import date

from starlette.convertors import Convertor, register_url_convertor

MOST_DIGITS = 20
"""No number of ours has more; Python refuses to read numbers of some thousand digits."""


def read_day(text: str) -> date | None:
    """A day near enough that the one before and the one after exist too."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2900 else None


def read_number(text: str) -> int | None:
    """A whole number in plain digits."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS else None


class _Digits(Convertor[int]):
    """A number in a path, as Starlette's `int` has it, but no longer than Python reads."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("digits", _Digits())
