"""Rota files of tests: real ones, and small ones with just what matters."""

from pathlib import Path

from tarazy_local.importing.court_file import CourtFile
from tarazy_local.importing.rota_court import Reading, court_of_rota
from tarazy_local.importing.rota_file import parse_rota

DATA = Path(__file__).parents[2] / "data" / "rota"
SMALL = (DATA / "gloucestershire-small.xml").read_bytes()
LARGE = (DATA / "bedfordshire.xml").read_bytes()
PERIOD = (
    "<rotaPeriod><justiceAreaId>7</justiceAreaId><startDate>2026-01-05</startDate>"
    "<endDate>2026-03-29</endDate></rotaPeriod>"
)


def rota(*parts: str, period: str = PERIOD, name_space: str = "http://com.moj.mcr.rota/v1/") -> bytes:
    return f'<rotaSchedule xmlns="{name_space}">{period}{"".join(parts)}</rotaSchedule>'.encode()


def justice(inner: str, rota_id: str = "MA1") -> str:
    name = "<surname>Sarsenova</surname><forenames>Aigul</forenames>"
    return f'<magistrates><magistrate id="{rota_id}">{name}{inner}</magistrate></magistrates>'


def court_of(raw: bytes, **reading: object) -> CourtFile:
    return court_of_rota(parse_rota(raw), Reading(**reading))  # type: ignore[arg-type]
