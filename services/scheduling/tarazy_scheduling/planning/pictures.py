"""Pictures of what planning gives: what changes cost and what they save; how the gap closes. Plain SVG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tarazy_scheduling.planning.nights import Outcome

WIDTH = 880
STYLE = """\
text { font: 13px system-ui, "Segoe UI", Roboto, sans-serif; fill: #1f2a29 }
.quiet { fill: #5d6b69; font-size: 12px }
.title { font-size: 15px; font-weight: 600 }
.end { text-anchor: end }
.middle { text-anchor: middle }
.rule { stroke: #5d6b69; stroke-opacity: .25 }
.cost { fill: #0b7a6f; fill-opacity: .55 }
.told { fill: #8a5a2b; fill-opacity: .55 }
.line { fill: none; stroke: #0b7a6f; stroke-width: 2 }
.second { stroke: #8a5a2b }
.third { stroke: #5a5fb0 }
.point { fill: #0b7a6f }
@media (prefers-color-scheme: dark) {
  text { fill: #e6e8e6 }
  .quiet { fill: #a3afad }
  .rule { stroke: #a3afad }
  .cost { fill: #4cc2b4 }
  .told { fill: #d9a066 }
  .line { stroke: #4cc2b4 }
  .second { stroke: #d9a066 }
  .third { stroke: #9da2ee }
}"""
KINDS = ("", " second", " third")


@dataclass(frozen=True, slots=True)
class Closing:
    """How far the plans of one court are from what is proved, after how many rounds."""

    court: str
    points: tuple[tuple[int, float], ...]
    """Rounds, and the gap from 0 to 1 without what no plan can list; 0 rounds: the greedy plan."""


def fence_picture(outcomes: Sequence[Outcome], heading: str) -> str:
    """A row a policy: what it costs, and how many dates people were told anew."""
    row, top, left, middle, right = 40, 84, 250, 560, 846
    dearest = max(one.cost for one in outcomes)
    most = max(1, *(one.dates_changed for one in outcomes))
    title = "What a calm calendar costs: nights of planning with a fence and a price for changed places"
    words = "; ".join(f"{one.policy.name}: cost {one.cost}, {one.dates_changed} dates changed" for one in outcomes)
    lines = [_text(left, top - 12, "cost", "quiet"), _text(middle + 30, top - 12, "dates changed", "quiet")]
    for place, one in enumerate(outcomes):
        y = top + row * place
        cost = (middle - left - 60) * one.cost / dearest
        told = (right - middle - 70) * one.dates_changed / most
        lines += [
            f'<line class="rule" x1="16" x2="{WIDTH - 14}" y1="{y}" y2="{y}"/>',
            _text(16, y + 25, one.policy.name),
            f'<rect class="cost" x="{left}" y="{y + 10}" width="{cost:.1f}" height="20"/>',
            _text(left + cost + 6, y + 25, f"{one.cost:,}"),
            f'<rect class="told" x="{middle + 30}" y="{y + 10}" width="{told:.1f}" height="20"/>',
            _text(middle + 30 + told + 6, y + 25, f"{one.dates_changed:,}"),
        ]
    foot = top + row * len(outcomes)
    lines.append(_text(16, foot + 28, "cost: days of waiting by weight, and what was not listed.", "quiet"))
    return _svg(foot + 44, title, heading, words, lines)


def gap_picture(closings: Sequence[Closing], heading: str) -> str:
    """A line a court: the gap that is left after so many rounds."""
    top, foot, left, right = 76, 360, 60, WIDTH - 150
    searched = [[point for point in one.points if point[0] > 0] for one in closings]
    first = min(points[0][0] for points in searched)
    last = max(points[-1][0] for points in searched)
    worst = max(gap for points in searched for _, gap in points)
    high = max(0.05, math.ceil(worst * 20) / 20)
    span = max(1e-9, math.log10(last) - math.log10(first))

    def x(rounds: int) -> float:
        return left + (right - left) * (math.log10(rounds) - math.log10(first)) / span

    def y(gap: float) -> float:
        return foot - (foot - top) * gap / high

    lines = []
    for step in range(round(high * 20) + 1):
        at = step / 20
        lines += [
            f'<line class="rule" x1="{left}" x2="{right}" y1="{y(at):.1f}" y2="{y(at):.1f}"/>',
            _text(left - 8, y(at) + 4, f"{100 * at:.0f} %", "quiet end"),
        ]
    for rounds in sorted({rounds for points in searched for rounds, _ in points}):
        lines.append(_text(x(rounds), foot + 18, _short(rounds), "quiet middle"))
    for number, points in enumerate(searched):
        path = " ".join(f"{x(rounds):.1f},{y(gap):.1f}" for rounds, gap in points)
        lines.append(f'<polyline class="line{KINDS[number % 3]}" points="{path}"/>')
    ends = sorted(range(len(closings)), key=lambda number: searched[number][-1][1])
    below = foot + 1.0
    for number in ends:
        gap = searched[number][-1][1]
        # Names one above the other, however near their lines end.
        below = min(y(gap) + 4, below - 18)
        lines.append(_text(right + 10, below, f"{closings[number].court}: {100 * gap:.1f} %"))
    lines.append(_text((left + right) / 2, foot + 40, "rounds of the search", "quiet middle"))
    words = "; ".join(
        f"{one.court}: " + ", ".join(f"{100 * gap:.1f} % after {rounds}" for rounds, gap in one.points)
        for one in closings
    )
    return _svg(
        foot + 54,
        "What part of a plan's cost is not proved needful, without what no plan can list",
        heading,
        words,
        lines,
    )


def _short(rounds: int) -> str:
    for size, name in ((10**6, " M"), (10**3, " k")):
        if rounds >= size:
            return f"{rounds / size:g}{name}"
    return str(rounds)


def _svg(height: float, title: str, heading: str, words: str, lines: Sequence[str]) -> str:
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        'aria-labelledby="title about">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="about">{escape(words)}</desc>',
        f"<style>\n{STYLE}\n</style>",
        _text(16, 26, title, "title"),
        _text(16, 46, heading, "quiet"),
    ]
    return "\n".join([*head, *lines, "</svg>"]) + "\n"


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{attribute}>{escape(text)}</text>'
