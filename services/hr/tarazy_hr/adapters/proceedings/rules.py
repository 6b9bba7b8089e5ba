"""Dated rules of proceedings: a court's own, those for all courts, and the ones that come with the program."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from importlib.resources import files
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.domain.discipline import rules as discipline
from tarazy_hr.domain.discipline.rules import DisciplineRules
from tarazy_hr.domain.evaluation import rules as evaluation
from tarazy_hr.domain.evaluation.rules import EvaluationRules
from tarazy_hr.domain.refusal import Refusal, conflict
from tarazy_hr.domain.surveys import rules as surveys
from tarazy_hr.domain.surveys.rules import SurveyRules

R = TypeVar("R")

EVERYWHERE = ""
"""Stands for every court without rules of its own."""

OF_COURT = """
    SELECT DISTINCT ON (valid_from) valid_from, version, rules FROM proceedings_rules
    WHERE kind = $1 AND court_id = $2 ORDER BY valid_from, version DESC
"""

ADD = """
    INSERT INTO proceedings_rules (kind, court_id, valid_from, version, rules, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6)
"""


@dataclass(frozen=True, slots=True)
class Dated(Generic[R]):
    """Rules with the day from which they hold."""

    valid_from: date
    version: int
    rules: R


@dataclass(frozen=True)
class RulesOf(Generic[R]):
    """The rules of one kind of proceedings."""

    kind: str
    form: type[R]
    check: Callable[[R], Refusal | None]
    file: str
    """What comes with the program, below `data`."""

    @cached_property
    def adapter(self) -> TypeAdapter[R]:
        """Reads and writes them as JSON."""
        return TypeAdapter(self.form)

    @cached_property
    def shipped(self) -> Dated[R]:
        """The rules that hold where nobody has laid down others."""
        content = json.loads(files("tarazy_hr").joinpath(f"data/{self.file}").read_text(encoding="utf-8"))
        return Dated(date.fromisoformat(content["valid_from"]), 1, self.adapter.validate_python(content["rules"]))

    async def of_court(self, connection: Connection, court_id: str) -> list[Dated[R]]:
        """What a court (`EVERYWHERE`: the country) has laid down, past and to come, by day."""
        rows = await connection.fetch(OF_COURT, self.kind, court_id)
        return [Dated(row["valid_from"], row["version"], self.adapter.validate_json(row["rules"])) for row in rows]

    async def by_day(self, connection: Connection, court_id: str) -> list[tuple[Dated[R], bool]]:
        """All that holds or will hold in a court, each with whether it is the court's own; the latest day first."""
        own = [(one, True) for one in await self.of_court(connection, court_id)]
        common = [(one, False) for one in (self.shipped, *await self.of_court(connection, EVERYWHERE))]
        return sorted([*own, *common], key=lambda row: row[0].valid_from, reverse=True)

    async def standing(self, connection: Connection, court_id: str, day: date) -> R | None:
        """The rules that stand in a court on a day."""
        own, common = await self.of_court(connection, court_id), await self.of_court(connection, EVERYWHERE)
        for laid_down in (own, common, [self.shipped]):
            begun = [one for one in laid_down if one.valid_from <= day]
            if begun:
                return begun[-1].rules
        return None

    async def lay_down(
        self, connection: Connection, court_id: str, valid_from: date, rules: R, today: date, now: datetime
    ) -> Refusal | bool:
        """Lay rules down from a day to come on: whether that changed anything. Nothing that has begun changes."""
        if refused := self.check(rules):
            return refused
        known = {one.valid_from: one for one in await self.of_court(connection, court_id)}
        same = known.get(valid_from)
        if same is not None and same.rules == rules:
            return False
        if valid_from <= today:
            return conflict("valid_from", "procedure_backwards", valid_from=valid_from, today=today)
        version = same.version + 1 if same is not None else 1
        text = self.adapter.dump_json(rules).decode()
        await connection.execute(ADD, self.kind, court_id, valid_from, version, text, now)
        return True


DISCIPLINE = RulesOf("discipline", DisciplineRules, discipline.check, "discipline_of_kazakhstan.json")
EVALUATION = RulesOf("evaluation", EvaluationRules, evaluation.check, "evaluation_of_kazakhstan.json")
SURVEYS = RulesOf("surveys", SurveyRules, surveys.check, "questionnaires_of_kazakhstan.json")
