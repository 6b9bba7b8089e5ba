"""Hearing lists of tests: two real ones, and small ones with just what matters."""

from pathlib import Path
from typing import Any

from tarazy_local.importing.hearing_list import HearingList, parse_hearing_list
from tarazy_local.importing.list_form import ListForm

DATA = Path(__file__).parents[2] / "data" / "hearing-csv"
IDAHO = (DATA / "idaho.csv").read_bytes()
MAPPING = ("Дело=number", "Дата=date", "Время=time")
IDAHO_MAPPING = (
    "CaseNumber=number",
    "CaseStyle=party",
    "HearingDate=date",
    "HearingTime=time",
    "HearingType=hearing_type",
)


def table(*rows: str, header: str = "Дело;Дата;Время", encoding: str = "utf-8") -> bytes:
    return "\r\n".join((header, *rows)).encode(encoding)


def read(raw: bytes, mapping: tuple[str, ...] = MAPPING, **form: Any) -> HearingList:
    return parse_hearing_list(raw, ListForm(mapping, **form))
