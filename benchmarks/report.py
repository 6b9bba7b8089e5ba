"""What a benchmark found: a table for people, a file for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One figure.

    `ratio` is value / baseline (for times baseline / value): above 1 is better than the bare loop. `target` is what
    the project wants: at least this ratio, or for times without a baseline at most this value.
    """

    name: str
    measured: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    target: str = ""


def write(results: Sequence[Result], path: Path) -> None:
    """Write the file, replacing an older one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n", encoding="utf-8")


def read(path: Path) -> list[Result]:
    """What was written there."""
    return [Result(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def table(results: Sequence[Result]) -> str:
    """The figures in columns."""
    head = ("benchmark", "measured", "value", "unit", "baseline", "ratio", "target")
    rows = [
        (
            result.name,
            result.measured,
            _figure(result.value),
            result.unit,
            _figure(result.baseline),
            "" if result.ratio is None else f"{result.ratio:.2f}",
            result.target,
        )
        for result in results
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in [head, *rows]]
    return "\n".join(line.rstrip() for line in lines)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
