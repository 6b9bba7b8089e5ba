"""What an import did: counted, told to people, and as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tarazy_local.importing.finding import Finding

ALL_READ, UNREADABLE, ROWS_SKIPPED = 0, 1, 3
"""Exit statuses."""
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows by their fate; what is neither new, changed nor skipped stood already."""

    read: int = 0
    new: int = 0
    changed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.read + other.read,
            self.new + other.new,
            self.changed + other.changed,
            self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        return f"read {self.read}, new {self.new}, changed {self.changed}, skipped {self.skipped}"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file."""

    tally: Tally
    problems: Sequence[Finding] = field(default=())
    """Why rows were skipped."""
    notes: Sequence[Finding] = field(default=())
    """What was read and not used, and what was assumed."""
    dry_run: bool = False

    @property
    def status(self) -> int:
        """The exit status."""
        if not self.problems and not self.tally.skipped:
            return ALL_READ
        return ROWS_SKIPPED if self.tally.read > len(self.skipped_places) else UNREADABLE

    @property
    def skipped_places(self) -> frozenset[str]:
        """The rows that have a problem."""
        return frozenset(problem.where for problem in self.problems)


def refused(rows: int, problems: Sequence[Finding], notes: Sequence[Finding] = ()) -> Report:
    """The report on a file with bad rows of which, for nobody asked to skip them, nothing was imported."""
    return Report(Tally(read=rows, skipped=rows), problems, notes)


def lines(report: Report) -> Iterator[str]:
    """The report for a terminal; the last line is the tally."""
    for note in report.notes[:_SHOWN]:
        yield f"  note     {note}"
    if len(report.notes) > _SHOWN:
        yield f"  … and {len(report.notes) - _SHOWN} more notes; --json tells all of them"
    for problem in report.problems[:_SHOWN]:
        yield f"  problem  {problem}"
    if len(report.problems) > _SHOWN:
        yield f"  … and {len(report.problems) - _SHOWN} more problems; --json tells all of them"
    if report.status == ROWS_SKIPPED and report.tally.skipped == report.tally.read:
        yield "Nothing was imported. --skip-bad-rows imports the rest of the file."
    if report.dry_run:
        yield "This was a dry run: nothing was written."
    yield str(report.tally)


def as_json(report: Report) -> str:
    """The report as one JSON object."""
    return json.dumps(
        {
            "read": report.tally.read,
            "new": report.tally.new,
            "changed": report.tally.changed,
            "skipped": report.tally.skipped,
            "dry_run": report.dry_run,
            "problems": [_object(problem) for problem in report.problems],
            "notes": [_object(note) for note in report.notes],
        },
        ensure_ascii=False,
    )


def _object(finding: Finding) -> dict[str, str]:
    return {"where": finding.where, "field": finding.field, "text": finding.text}
