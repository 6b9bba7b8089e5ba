"""The catalogue as it stands on a day, for whoever asks over HTTP."""

import json
from datetime import date
from typing import Any

from tarazy_shared.database import Connection

# A court's own entry goes before the one that holds everywhere; of several the last one begun.
_ON_DAY = """
SELECT DISTINCT ON (kind, code) kind, code, court_id, valid_from, valid_to, name, weight_minutes, source
FROM catalogue
WHERE court_id IN ('', $1) AND valid_from <= $2
ORDER BY kind, code, court_id DESC, valid_from DESC
"""

_HAS_CODE = "SELECT true FROM catalogue WHERE court_id IN ('', $1) AND kind = $2 AND code = $3 LIMIT 1"

_SECTIONS = {
    "category": "categories",
    "hearing_type": "hearing_types",
    "room_feature": "room_features",
    "change_reason": "change_reasons",
    "conflict": "conflicts",
    "unallocated_reason": "unallocated_reasons",
    "refusal_reason": "refusal_reasons",
    "exclusion": "exclusions",
    "correction_reason": "correction_reasons",
    "by_hand_reason": "by_hand_reasons",
}

_FIGURES = ("weight_minutes", "source")


async def on_day(connection: Connection, day: date, court_id: str = "") -> dict[str, list[dict[str, Any]]]:
    """What can be used on `day` in a court (or everywhere), by section: code, name in three languages, figures."""
    sections: dict[str, list[dict[str, Any]]] = {section: [] for section in _SECTIONS.values()}
    for row in await connection.fetch(_ON_DAY, court_id, day):
        if row["valid_to"] is not None and row["valid_to"] < day:
            continue
        entry = {"code": row["code"], "name": json.loads(row["name"]), "valid_from": row["valid_from"]}
        entry |= {figure: row[figure] for figure in _FIGURES if row[figure] is not None}
        sections[_SECTIONS[row["kind"]]].append(entry)
    return sections


async def has_code(connection: Connection, court_id: str, kind: str, code: str) -> bool:
    """Whether a code of a court was, is or will be valid."""
    return bool(await connection.fetchval(_HAS_CODE, court_id, kind, code))
