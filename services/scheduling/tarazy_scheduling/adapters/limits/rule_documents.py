"""Rules about limits as JSON: in the file that ships, in the database, in answers."""

import json
from typing import Any

from pydantic import TypeAdapter

from tarazy_scheduling.domain.model.limits import Rule

_RULE = TypeAdapter(Rule)
_RULES = TypeAdapter(tuple[Rule, ...])


def write_rule(rule: Rule) -> str:
    """A rule as JSON."""
    return _RULE.dump_json(rule).decode()


def read_rule(document: str) -> Rule:
    """The rule that was written so."""
    return _RULE.validate_json(document)


def read_rules(documents: str) -> tuple[Rule, ...]:
    """A list of rules."""
    return _RULES.validate_json(documents)


def shown(rule: Rule) -> dict[str, Any]:
    """A rule as it is answered with."""
    return dict(json.loads(write_rule(rule)))
