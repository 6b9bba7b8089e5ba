"""The fields of a form, read as the cells of tables are."""

from typing import Any

from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.tables.cells import CellError, read
from tarazy_hr.adapters.tables.columns import Kind
from tarazy_hr.domain.refusal import Refusal, wrong
from tarazy_hr.texts import reason


class Fields:
    """The fields of a form, read one by one; what is wrong with them is kept."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.wrong: dict[str, str] = {}

    def take(self, name: str, kind: Kind, *, required: bool = False) -> Any:
        """What a field says; None for an empty or a wrong one."""
        try:
            value = read(kind, self.visit.given.get(name, "").strip())
        except CellError as error:
            self.refuse(name, error.refusal)
            return None
        if value is None and required:
            self.refuse(name, wrong(name, "cell_missing"))
        return value

    def checked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return name in self.visit.given

    def refuse(self, name: str, refusal: Refusal) -> None:
        """Say why a field was not taken."""
        self.wrong[name] = reason(refusal.code, refusal.particulars, self.visit.reader.language)

    def form(self) -> Form:
        """The form as it was typed, with what is wrong."""
        return Form(self.visit.given, self.wrong)
