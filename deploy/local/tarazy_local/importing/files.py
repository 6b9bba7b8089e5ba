"""Files on the disk, for imports: what cannot be opened is a finding like any other."""

from pathlib import Path
from typing import Any

from click import format_filename
from tarazy_shared.contracts import strict_json

from tarazy_local.importing.court_file import CourtFile
from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.rota_court import Reading, court_of_rota
from tarazy_local.importing.rota_file import parse_rota

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_file(file: Path) -> bytes:
    """The bytes of a file. Raises `UnreadableFile`."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(Finding(format_filename(file), "", f"The file cannot be read: {error.strerror}")) from None


def read_rota(file: Path, reading: Reading, more: Path | None = None) -> CourtFile:
    """The court of a rota file, completed by a court file. Raises `UnreadableFile`."""
    return court_of_rota(parse_rota(read_file(file)), reading, {} if more is None else _json(more))


def _json(file: Path) -> dict[str, Any]:
    try:
        content = strict_json.without_nulls(strict_json.parse(read_file(file).removeprefix(_BYTE_ORDER_MARK)))
    except ValueError as error:
        raise UnreadableFile(Finding(format_filename(file), "", f"The file is not JSON: {error}")) from None
    if not isinstance(content, dict):
        raise UnreadableFile(Finding(format_filename(file), "", "The file must hold one JSON object"))
    return content
