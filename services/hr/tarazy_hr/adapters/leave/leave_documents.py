"""Leave types as JSON: in the file that ships, in the database, in answers."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from tarazy_hr.domain.leave.leave_type import LeaveRules, LeaveType

_TYPE = TypeAdapter(LeaveType)
_TYPES = TypeAdapter(tuple[LeaveType, ...])
_RULES = TypeAdapter(LeaveRules)


@lru_cache(maxsize=1)
def shipped() -> tuple[LeaveType, ...]:
    """The types that ship, as `data/leave_types.json` has them."""
    return _TYPES.validate_json(files("tarazy_hr").joinpath("data", "leave_types.json").read_text(encoding="utf-8"))


def read_type(document: Mapping[str, Any]) -> LeaveType:
    """The type that a document describes."""
    return _TYPE.validate_python(document)


def written(rules: LeaveRules) -> dict[str, Any]:
    """Rules as JSON, days as texts."""
    return dict(json.loads(_RULES.dump_json(rules)))
