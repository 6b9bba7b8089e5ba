"""Whether a type's new JSON Schema keeps the promise of its old one: only optional additions."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_NOT_PROMISED = frozenset({"title", "description", "$defs", "default"})
"""What no reader or writer depends on. A changed default is looked at where the field is."""


def incompatibilities(old: Schema, new: Schema) -> list[str]:
    """What of the change is no optional addition, one sentence each; empty when the change may be made."""
    return list(_differences(old, new, old, new, ""))


def _differences(old: Any, new: Any, old_root: Schema, new_root: Schema, path: str) -> Iterator[str]:
    old, new = _resolved(old, old_root), _resolved(new, new_root)
    where = path or "the whole"
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        if old != new:
            yield f"{where}: {old!r} became {new!r}"
        return
    yield from _field_differences(old, new, old_root, new_root, path)
    for keyword in sorted((old.keys() | new.keys()) - _NOT_PROMISED - {"properties", "required"}):
        before, after = old.get(keyword), new.get(keyword)
        if isinstance(before, list) and isinstance(after, list) and keyword in {"anyOf", "oneOf", "allOf"}:
            if len(before) != len(after):
                yield f"{where}: the number of forms changed"
            for position, (form, changed) in enumerate(zip(before, after, strict=False)):
                yield from _differences(form, changed, old_root, new_root, f"{path}<{position}>")
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _differences(before, after, old_root, new_root, f"{path}[]")
        elif before != after:
            yield f"{where}: {keyword} was {before!r} and is {after!r}"


def _field_differences(old: Schema, new: Schema, old_root: Schema, new_root: Schema, path: str) -> Iterator[str]:
    before: Schema = old.get("properties", {})
    after: Schema = new.get("properties", {})
    for name in before:
        field = f"{path}.{name}" if path else name
        if name not in after:
            yield f"{field}: is gone"
            continue
        if _default(before[name]) != _default(after[name]):
            yield f"{field}: the default was {_default(before[name])!r} and is {_default(after[name])!r}"
        yield from _differences(before[name], after[name], old_root, new_root, field)
    was_required, is_required = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted(is_required - was_required):
        yield f"{path}.{name}".lstrip(".") + ": is required now"
    for name in sorted((was_required - is_required) & after.keys()):
        yield f"{path}.{name}".lstrip(".") + ": is not required any more"


def _default(schema: Any) -> Any:
    return schema.get("default") if isinstance(schema, Mapping) else None


def _resolved(schema: Any, root: Schema) -> Any:
    """What a reference into the same document refers to."""
    while isinstance(schema, Mapping) and "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return schema
