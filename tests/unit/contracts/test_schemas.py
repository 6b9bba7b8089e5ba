"""The committed schemas are those of the models, and a type never breaks its promise."""

import copy
import runpy
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]
from tarazy_shared.contracts import registry, schemas
from tarazy_shared.contracts.compatibility import incompatibilities

from tests.unit.contracts.examples import MINIMAL, PARTY, REGISTERED

CASE = schemas.schema_of(registry.MODELS[REGISTERED])


def test_the_committed_schemas_are_those_of_the_models() -> None:
    made = {model.TYPE: schemas.schema_of(model) for model in registry.EVENTS}
    assert schemas.committed() == made, "run: python -m tarazy_shared.contracts.schemas"
    assert schemas.refused_changes() == []


@pytest.mark.parametrize("event_type", sorted(MINIMAL))
def test_the_schema_takes_the_example_and_misses_what_is_required(event_type: str) -> None:
    schema = schemas.committed()[event_type]
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    validator.validate(MINIMAL[event_type])
    assert not validator.is_valid({})


def test_the_schema_refuses_what_decoding_refuses() -> None:
    validator = Draft202012Validator(CASE, format_checker=FormatChecker())
    wrong: tuple[dict[str, Any], ...] = (
        {"court_id": "A"},
        {"case_id": "x"},
        {"number": " "},
        {"complexity": 6},
        {"parties": []},
        {"parties": [{**PARTY, "role": "king"}]},
    )
    for fields in wrong:
        assert not validator.is_valid({**MINIMAL[REGISTERED], **fields})


def changed(change: Any) -> list[str]:
    new = copy.deepcopy(CASE)
    change(new)
    return incompatibilities(CASE, new)


def party(schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema["$defs"]["Party"]
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda s: None,
        lambda s: s["properties"].update(judge_wanted={"type": "string"}),
        lambda s: party(s)["properties"].update(nickname={"type": "string"}),
        lambda s: s.update(description="Said better", title="Other"),
        lambda s: s["properties"]["number"].update(description="Said better", title="Other"),
        lambda s: s["$defs"].update(New={"type": "object"}),
    ],
)
def test_an_optional_addition_and_better_words_are_allowed(change: Any) -> None:
    assert changed(change) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda s: s["properties"].pop("number"), "number"),
        (lambda s: s["required"].append("language"), "language"),
        (lambda s: s["required"].remove("number"), "number"),
        (
            lambda s: (s["properties"].update(new={"type": "string"}), s["required"].append("new")),
            "new",
        ),
        (lambda s: s["properties"]["complexity"].update(maximum=4), "complexity"),
        (lambda s: s["properties"]["complexity"].update(type="string"), "complexity"),
        (lambda s: s["properties"]["complexity"].update(default=3), "complexity"),
        (lambda s: s["properties"]["complexity"].update(multipleOf=2), "complexity"),
        (lambda s: s["properties"]["instance"]["enum"].append("supreme"), "instance"),
        (lambda s: party(s)["properties"]["role"]["enum"].remove("victim"), "parties[].role"),
        (lambda s: party(s)["required"].append("kind"), "parties[].kind"),
        (lambda s: party(s)["properties"].pop("name"), "parties[].name"),
        (lambda s: s["properties"]["parties"].update(maxItems=10), "parties"),
        (lambda s: s["properties"]["custody"]["anyOf"].pop(), "custody"),
    ],
)
def test_anything_else_needs_a_new_version_of_the_type(change: Any, named: str) -> None:
    found = changed(change)
    assert found
    assert all(sentence.startswith(f"{named}") or f"{named}:" in sentence for sentence in found)


def test_a_definition_may_be_renamed() -> None:
    new = copy.deepcopy(CASE)
    new["$defs"]["Participant"] = new["$defs"].pop("Party")
    new["properties"]["parties"]["items"]["$ref"] = "#/$defs/Participant"
    assert incompatibilities(CASE, new) == []


def test_a_committed_type_that_is_gone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {name: model for name, model in registry.MODELS.items() if name != REGISTERED}
    monkeypatch.setattr(registry, "MODELS", fewer)
    assert schemas.refused_changes() == [f"{REGISTERED}: is gone"]


def test_writing_the_schemas_again_changes_nothing(tmp_path: Any) -> None:
    assert schemas.write(tmp_path) == len(MINIMAL)
    assert schemas.write(tmp_path) == 0


def test_the_command_writes_nothing_when_a_promise_would_be_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_to_write(folder: Any) -> int:
        raise AssertionError(f"wrote into {folder}")

    monkeypatch.setattr(schemas, "write", refuse_to_write)
    monkeypatch.setattr(schemas, "refused_changes", lambda: [f"{REGISTERED}: number: is gone"])
    with pytest.raises(SystemExit, match=r"new version of the type:\ncourt\.case\.registered\.v1: number: is gone"):
        runpy.run_module("tarazy_shared.contracts.schemas", run_name="__main__")
