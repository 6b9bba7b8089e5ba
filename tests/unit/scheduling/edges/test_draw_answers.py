"""Every answer about draws has a form that the service's own description names, field by field."""

from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_scheduling.adapters.http.draws.corrections import draw_corrections_router
from tarazy_scheduling.adapters.http.draws.explanations import explanations_router
from tarazy_scheduling.adapters.http.draws.figures import draw_figures_router
from tarazy_scheduling.adapters.http.draws.interest_questions import interest_questions_router
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.adapters.http.draws.reallocations import reallocations_router
from tarazy_scheduling.adapters.http.draws.redraws import redraws_router
from tarazy_scheduling.adapters.http.draws.rules import draw_rules_router
from tarazy_scheduling.adapters.http.draws.secrets import draw_secrets_router

ANY: Any = SimpleNamespace(pool=None, clock=None, work=None, token=SecretStr("a token"))


def described() -> dict[str, Any]:
    app = FastAPI()
    for router in (
        draws_router(ANY),
        explanations_router(ANY, ANY),
        draw_figures_router(ANY, ANY, ANY),
        draw_rules_router(ANY, ANY, ANY),
        draw_secrets_router(ANY, ANY),
        interest_questions_router(ANY, ANY, ANY),
        reallocations_router(ANY, ANY, ANY),
        redraws_router(ANY, ANY, ANY),
        draw_corrections_router(ANY, ANY, ANY),
    ):
        app.include_router(router)
    return app.openapi()


DOCUMENT = described()
ANSWERS = [
    (f"{method} {path} {status}", answer["content"]["application/json"]["schema"])
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
    for status, answer in operation["responses"].items()
    if status.startswith("2") and "application/json" in answer.get("content", {})
]


def test_there_are_answers_to_look_at() -> None:
    assert len(ANSWERS) == 22


@pytest.mark.parametrize(("name", "schema"), ANSWERS)
def test_every_answer_has_a_form(name: str, schema: dict[str, Any]) -> None:
    for one in schema.get("anyOf", [schema]):
        form = DOCUMENT["components"]["schemas"][one["$ref"].rpartition("/")[2]]
        assert form["properties"], name
        assert form["description"], name


@pytest.mark.parametrize("form", ["CaseDraws", "AReallocation", "Preview", "DrawStatistics", "SecretsOfCourt"])
def test_a_form_names_all_fields(form: str) -> None:
    assert DOCUMENT["components"]["schemas"][form]["additionalProperties"] is False
