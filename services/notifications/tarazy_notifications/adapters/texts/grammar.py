"""What a court's own text may consist of: words, values and conditions, and nothing that could run away with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args
from unicodedata import category

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from tarazy_notifications.adapters.texts.facts import facts
from tarazy_notifications.adapters.texts.reader import Reader, values_for
from tarazy_notifications.adapters.texts.samples import COURT, EVENTS
from tarazy_notifications.adapters.texts.wording import environment
from tarazy_notifications.domain.people import ChannelName, Role
from tarazy_notifications.domain.texts.chain import names

PARTS = frozenset(
    {"subject", "opening", "length", "bring", "consequences", "contact", "closing", "short", "short_where"}
)
"""Of a message."""
LONGEST = 10_000
"""Letters of one text."""
COUNTED = "counted"
"""All that can be called."""

_ALLOWED = (
    nodes.Template,
    nodes.Block,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.List,
    nodes.Tuple,
    nodes.CondExpr,
    nodes.Call,
    nodes.Keyword,
)
"""No loops, no arithmetic, no attributes: whatever a text does takes as long as it is."""

_CHANNELS: tuple[ChannelName, ...] = get_args(ChannelName)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not taken."""

    name: str | None
    """Which text; None where that is not known."""
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


def faults_in(name: str, text: str) -> Iterator[Fault]:
    """What is wrong with a text by itself, before anything is written with it."""
    if name not in _values_by_name():
        yield Fault(name, None, "no notice looks for a text of this name")
        return
    if len(text) > LONGEST:
        yield Fault(name, None, f"is longer than {LONGEST} letters")
        return
    for place, line in enumerate(text.split("\n"), start=1):
        if any(category(one) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for one in line if one != "\t"):
            yield Fault(name, place, "holds a character that cannot be seen")
    try:
        parsed = environment(False).parse(text)
    except TemplateSyntaxError as error:
        yield Fault(name, error.lineno, error.message or "cannot be read")
        return
    beyond = list(_beyond_words(name, parsed))
    yield from beyond
    if not beyond:
        # Looking for values computes what is constant: only where there is nothing to compute.
        yield from _unknown_values(name, parsed)


def _beyond_words(name: str, parsed: nodes.Template) -> Iterator[Fault]:
    for node in _all_of(parsed):
        if not isinstance(node, _ALLOWED):
            yield Fault(name, node.lineno, f"{type(node).__name__.lower()} is not allowed in a text")
        elif isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name == COUNTED):
            yield Fault(name, node.lineno, f"nothing can be called but {COUNTED}")
        elif isinstance(node, nodes.Block) and node.name not in PARTS:
            yield Fault(name, node.lineno, f"no message has a part {node.name}; its parts are {_listed(PARTS)}")
    for node in parsed.body:
        is_blank = isinstance(node, nodes.Output) and all(
            isinstance(one, nodes.TemplateData) and not one.data.strip() for one in node.nodes
        )
        if not isinstance(node, nodes.Block) and not is_blank:
            yield Fault(name, node.lineno, "something stands outside of a block")


def _unknown_values(name: str, parsed: nodes.Template) -> Iterator[Fault]:
    known = _values_by_name()[name]
    for value in sorted(find_undeclared_variables(parsed) - known - {COUNTED}):
        line = next((node.lineno for node in parsed.find_all(nodes.Name) if node.name == value), None)
        yield Fault(name, line, f"{value} is not known to these notices; they know {_listed(known)}")


def _all_of(node: nodes.Node) -> Iterator[nodes.Node]:
    for below in node.iter_child_nodes():
        yield below
        yield from _all_of(below)


def _listed(found: frozenset[str]) -> str:
    return ", ".join(sorted(found))


@cache
def _values_by_name() -> dict[str, frozenset[str]]:
    """The values that all notices know which look for a text of that name."""
    found: dict[str, frozenset[str]] = {}
    for what in EVENTS.values():
        roles: tuple[Role, ...] = what.roles
        found_facts = facts(what.topic, what.story("en"), COURT, "en")
        known = values_for(Reader(roles[0], "", acts_for=False, presides=False), found_facts, COURT, "en")
        for role in roles:
            for channel in _CHANNELS:
                for name in names(what.topic, channel, role):
                    found[name] = found.get(name, frozenset(known)) & frozenset(known)
    return found
