"""What is wrong in a file, and where; and a file that cannot be read at all."""

from dataclasses import dataclass

from tarazy_shared.errors import TarazyError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found in a file: `where` is a row, a line or a path, `field` a column or an element."""

    where: str
    field: str
    text: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.where, self.field) if part)
        return f"{place}: {self.text}" if place else self.text


class UnreadableFile(TarazyError):
    """The file, or the court that it is about, cannot be read; the findings say where and why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings
