"""Rules of the kind `task_notes`: what a clerk can say was done to tell somebody by hand."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator
from tarazy_shared.contracts.fields import wrong

from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.domain.desk.tasks import OF_ITSELF, TaskNote

Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class NamesBody(BaseModel):
    """What it is called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kk: Name
    ru: Name
    en: Name


class NoteBody(BaseModel):
    """One thing that can have been done."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: NamesBody
    tells: bool = True
    """Whether the person knows by it what they had to know."""


def _note(code: str, kk: str, ru: str, en: str, *, tells: bool = True) -> NoteBody:
    return NoteBody(code=code, name=NamesBody(kk=kk, ru=ru, en=en), tells=tells)


DEFAULT = (
    _note(
        "told_by_telephone", "Телефонмен, сөйлесу жазылды", "По телефону, с записью разговора", "By telephone, recorded"
    ),
    _note("served_in_person", "Өзіне қолхатпен берілді", "Лично, под расписку", "In person, against a receipt"),
    _note("served_by_courier", "Шабарман арқылы берілді", "Вручено курьером", "Served by courier"),
    _note(
        "registered_letter",
        "Хабарламасы бар тапсырыс хатпен",
        "Заказным письмом с уведомлением",
        "By registered letter",
    ),
    _note("told_by_representative", "Өкілі арқылы хабарланды", "Через представителя", "Through a representative"),
    _note("not_reached", "Табылмады", "Известить не удалось", "Could not be reached", tells=False),
    _note("not_needed", "Хабарлаудың қажеті жоқ", "Извещать не нужно", "Need not be told", tells=False),
)


class TaskNotesBody(RuleBody):
    """What can have been done, in the order in which it is offered."""

    notes: Annotated[tuple[NoteBody, ...], Field(min_length=1, max_length=30)] = DEFAULT

    @field_validator("notes")
    @classmethod
    def _each_once(cls, notes: tuple[NoteBody, ...]) -> tuple[NoteBody, ...]:
        codes = [note.code for note in notes]
        for code in codes:
            if code in OF_ITSELF:
                raise wrong(f"{code} is said of tasks that close by themselves")
            if codes.count(code) > 1:
                raise wrong(f"{code} stands there twice")
        return notes


TASK_NOTES: RuleKind[tuple[TaskNote, ...]] = RuleKind(
    "task_notes",
    "What a clerk can say was done to tell somebody by hand",
    TaskNotesBody,
    lambda body: tuple(TaskNote(note.code, note.name.model_dump(), note.tells) for note in body.notes),
)
