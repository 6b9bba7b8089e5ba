"""Rules and dashboards ask only for what the services tell."""

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

import promql_parser
import pytest
from prometheus_client import Counter, Gauge, Histogram
from tarazy_hr.app import staffing_gauges as of_staffing
from tarazy_hr.app.discipline import measuring as of_clocks
from tarazy_hr.app.education import measuring as of_training
from tarazy_hr.app.evaluation import measuring as of_evaluation
from tarazy_hr.app.selection import measuring as of_selection
from tarazy_hr.app.surveys import looping as of_surveys
from tarazy_notifications.adapters.texts import telemetry as of_texts
from tarazy_notifications.app import telemetry as of_notifications
from tarazy_notifications.app.delivery import telemetry as of_delivery
from tarazy_notifications.app.evidence import telemetry as of_evidence
from tarazy_scheduling.app import telemetry as of_scheduling
from tarazy_shared import telemetry

from deploy.prometheus.metrics import METRICS, OF_EVERY_SERVICE, OF_HR, OF_NOTIFICATIONS, OF_SCHEDULING
from tests.unit.deploy.repository import all_promql

EXPRESSIONS = list(all_promql())


def nodes(expression: Any) -> Iterator[Any]:
    """An expression and all that it is made of."""
    yield expression
    for name in ("expr", "lhs", "rhs", "vector_selector", "param"):
        inner = getattr(expression, name, None)
        if inner is not None:
            yield from nodes(inner)
    for inner in getattr(expression, "args", None) or ():
        yield from nodes(inner)


def selectors(expression: Any) -> list[Any]:
    return [node for node in nodes(expression) if isinstance(node, promql_parser.VectorSelector)]


@pytest.mark.parametrize(("place", "promql"), EXPRESSIONS, ids=[place for place, _ in EXPRESSIONS])
def test_an_expression_parses_and_names_only_metrics_and_labels_that_exist(place: str, promql: str) -> None:
    parsed = promql_parser.parse(promql)
    chosen = selectors(parsed)
    assert chosen
    for selector in chosen:
        assert selector.name in METRICS
        assert {matcher.name for matcher in selector.matchers.matchers} <= METRICS[selector.name]
    known = set().union(*(METRICS[selector.name] for selector in chosen))
    for node in nodes(parsed):
        if isinstance(node, promql_parser.AggregateExpr) and node.modifier is not None:
            assert set(node.modifier.labels) <= known


def test_a_quantile_is_taken_over_a_histogram_with_its_le() -> None:
    for place, promql in EXPRESSIONS:
        for node in nodes(promql_parser.parse(promql)):
            if isinstance(node, promql_parser.Call) and node.func.name == "histogram_quantile":
                inner = node.args[1]
                assert isinstance(inner, promql_parser.AggregateExpr), place
                assert inner.modifier is not None, place
                assert "le" in inner.modifier.labels, place


def test_counters_are_looked_at_as_rates_and_gauges_are_not() -> None:
    rates = {"rate", "increase"}
    for place, promql in EXPRESSIONS:
        parsed = promql_parser.parse(promql)
        rated = {
            selector.name
            for node in nodes(parsed)
            if isinstance(node, promql_parser.Call) and node.func.name in rates
            for selector in selectors(node)
        }
        for selector in selectors(parsed):
            counts = selector.name.endswith(("_total", "_bucket"))
            assert counts == (selector.name in rated), f"{place}: {selector.name}"


@pytest.mark.parametrize(
    ("modules", "listed"),
    [
        ((telemetry,), OF_EVERY_SERVICE),
        ((of_scheduling,), OF_SCHEDULING),
        ((of_training, of_clocks, of_surveys, of_evaluation, of_selection, of_staffing), OF_HR),
        ((of_notifications, of_delivery, of_evidence, of_texts), OF_NOTIFICATIONS),
    ],
)
def test_the_list_of_metrics_says_what_the_code_exports(
    modules: tuple[ModuleType, ...], listed: Mapping[str, frozenset[str]]
) -> None:
    exported = {}
    for metric in (each for module in modules for each in vars(module).values()):
        if isinstance(metric, (Counter, Gauge, Histogram)):
            suffix = {Counter: "_total", Histogram: "_bucket"}.get(type(metric), "")
            extra = {"le"} if isinstance(metric, Histogram) else set()
            exported[metric._name + suffix] = set(metric._labelnames) | extra
    assert {name: exported.get(name) for name in listed} == {name: set(labels) for name, labels in listed.items()}
