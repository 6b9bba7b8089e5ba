"""What all answers for programs about draws have in common."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """The form of an answer, field by field: one that is not named here is a mistake, and loud."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid")
