"""The picture of a simulation: a row a method, a dot a judge, placed by load over a fair load. Plain SVG."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tarazy_scheduling.simulation.figures import Found

WIDTH, ROW, TOP, BOTTOM = 880, 44, 76, 76
LEFT, RIGHT = 272, 570
"""Where the loads are drawn, from none to twice a fair one."""
COLUMNS = ((640, "load CV"), (718, "best guess"), (790, "excluded"), (866, "after leave"))
LEGEND = (
    "A dot is a judge. best guess: how often the likeliest judge is drawn. "
    "after leave: chances in the first week back, over fair ones.",
    "excluded: draws in which the method left a judge who can hear the case without a chance.",
)
STYLE = """\
text { font: 13px system-ui, "Segoe UI", Roboto, sans-serif; fill: #1f2a29 }
.quiet { fill: #5d6b69; font-size: 12px }
.title { font-size: 15px; font-weight: 600 }
.end { text-anchor: end }
.middle { text-anchor: middle }
.rule { stroke: #5d6b69; stroke-opacity: .25 }
.fair { stroke: #5d6b69; stroke-dasharray: 3 3 }
circle { fill: #8a5a2b; fill-opacity: .4 }
.ours circle { fill: #0b7a6f; fill-opacity: .5 }
.ours text { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6e8e6 }
  .quiet { fill: #a3afad }
  .rule, .fair { stroke: #a3afad }
  circle { fill: #d9a066 }
  .ours circle { fill: #4cc2b4 }
}"""


def picture(found: Sequence[Found], heading: str, ours: Sequence[str]) -> str:
    """The picture as a file's text. `ours`: the methods that are the court's own draw."""
    foot = TOP + ROW * len(found)
    title = "How far each judge's load ends up from a fair one"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {foot + BOTTOM}" role="img" '
        'aria-labelledby="title about">',
        f'<title id="title">{title}</title>',
        f'<desc id="about">{escape(_in_words(found))}</desc>',
        f"<style>\n{STYLE}\n</style>",
        _text(16, 26, title, "title"),
        _text(16, 46, heading, "quiet"),
        *(_text(x, TOP - 8, name, "quiet end") for x, name in COLUMNS),
        *(_scale(load, foot) for load in (0.0, 0.5, 1.0, 1.5, 2.0)),
        *(_row(one, TOP + ROW * place, one.method in ours) for place, one in enumerate(found)),
        *(_text(16, foot + 44 + 18 * line, text, "quiet") for line, text in enumerate(LEGEND)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _row(found: Found, top: int, is_ours: bool) -> str:
    of, middle = found.figures, top + ROW // 2
    figures = (
        f"{of.load_cv * 100:.1f} %",
        f"{of.mean_max_p * 100:.0f} %",
        f"{of.excluded * 100:.0f} %",
        f"{of.after_leave:.1f}x",
    )
    parts = [
        f'<line class="rule" x1="16" x2="{WIDTH - 14}" y1="{top}" y2="{top}"/>',
        _text(16, middle + 4, found.method),
        *(f'<circle cx="{_x(load):.1f}" cy="{middle}" r="5"/>' for load in sorted(found.loads)),
        *(_text(x, middle + 4, text, "end") for (x, _), text in zip(COLUMNS, figures, strict=True)),
    ]
    kind = "ours" if is_ours else "other"
    return f'<g class="{kind}">\n' + "\n".join(parts) + "\n</g>"


def _scale(load: float, foot: int) -> str:
    kind, name = ("fair", "fair") if load == 1 else ("rule", f"{(load - 1) * 100:+.0f} %")
    line = f'<line class="{kind}" x1="{_x(load):.1f}" x2="{_x(load):.1f}" y1="{TOP}" y2="{foot}"/>'
    return line + _text(_x(load), foot + 18, name, "quiet middle")


def _x(load: float) -> float:
    """Loads beyond twice a fair one stand at the edge."""
    return LEFT + (RIGHT - LEFT) * min(load, 2.0) / 2


def _text(x: float, y: int, text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y}"{attribute}>{escape(text)}</text>'


def _in_words(found: Sequence[Found]) -> str:
    return "; ".join(
        f"{one.method}: loads from {min(one.loads) * 100:.0f} to {max(one.loads) * 100:.0f} % of a fair one"
        for one in found
    )
