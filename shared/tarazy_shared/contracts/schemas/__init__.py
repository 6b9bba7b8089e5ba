"""The committed JSON Schemas of all event types, one file a type.

`python -m tarazy_shared.contracts.schemas` writes them from the models, and refuses a change of a type that outside
programs could trip over: such a change is a new version of the type.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from tarazy_shared.contracts import registry
from tarazy_shared.contracts.compatibility import incompatibilities
from tarazy_shared.contracts.event import EventData


def schema_of(model: type[EventData]) -> dict[str, Any]:
    """The JSON Schema of a type's data, from its model."""
    schema = model.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": model.TYPE}


def written(schema: dict[str, Any]) -> str:
    """As it stands in the file."""
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def committed() -> dict[str, dict[str, Any]]:
    """The committed schemas by type."""
    found = (file for file in files(__name__).iterdir() if file.name.endswith(".json"))
    return {file.name.removesuffix(".json"): json.loads(file.read_text("utf-8")) for file in found}


def refused_changes() -> list[str]:
    """What the models change of the committed schemas that is no optional addition; a missing type too."""
    refused = []
    for event_type, old in committed().items():
        model = registry.MODELS.get(event_type)
        if model is None:
            refused.append(f"{event_type}: is gone")
        else:
            refused += [f"{event_type}: {change}" for change in incompatibilities(old, schema_of(model))]
    return refused


def write(folder: Path) -> int:
    """Write every type's schema into `folder`; returns how many files changed."""
    changed = 0
    for model in registry.EVENTS:
        path = folder / f"{model.TYPE}.json"
        text = written(schema_of(model))
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed += 1
    return changed
