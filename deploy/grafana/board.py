"""How a dashboard is put together: rows of panels, each with PromQL and the sentence that says what to look for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import LegendDisplayMode, LegendPlacement, StackingMode, TooltipDisplayMode
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DataSourceRef,
    Threshold,
    ThresholdsMode,
    VariableRefresh,
)

SOURCE = DataSourceRef(type_val="prometheus", uid="tarazy-prometheus")
"""The data source as it is provisioned."""

Kind = Literal["number", "curves", "stack"]


@dataclass(frozen=True, slots=True)
class Query:
    """PromQL and what its series are called."""

    promql: str
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture."""

    title: str
    says: str
    """What it shows and when to worry."""
    queries: tuple[Query, ...]
    unit: str = "short"
    kind: Kind = "curves"
    wide: int = 8
    """Columns of 24."""
    limit: float | None = None
    """Above it the colour is that of something to act on."""


@dataclass(frozen=True, slots=True)
class Row:
    """Panels under one heading."""

    title: str
    panels: Sequence[Panel]


@dataclass(frozen=True, slots=True)
class Choice:
    """What one may choose above a dashboard: the values of a label of a metric; all of them at first."""

    name: str
    title: str
    metric: str
    label: str


SERVICES = Choice("service", "Service", "tarazy_outbox_rows", "service")


def to_json(uid: str, title: str, says: str, rows: Sequence[Row], choice: Choice = SERVICES) -> str:
    """A dashboard as Grafana reads it; the same rows give the same text."""
    board = (
        dashboard.Dashboard(title)
        .uid(uid)
        .description(says)
        .tags(["tarazy"])
        .readonly()
        .timezone("browser")
        .time("now-1h", "now")
        .refresh("15s")
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .with_variable(
            dashboard.QueryVariable(choice.name)
            .label(choice.title)
            .datasource(SOURCE)
            .query(f"label_values({choice.metric}, {choice.label})")
            .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
            .multi(True)
            .include_all(True)
            .all_value(".*")
        )
    )
    ids = count(1)
    for row in rows:
        board = board.with_row(dashboard.Row(row.title).id(next(ids)))
        for panel in row.panels:
            board = board.with_panel(_panel(panel).id(next(ids)))
    return JSONEncoder(sort_keys=True, indent=2, ensure_ascii=False).encode(board.build()) + "\n"


def _panel(panel: Panel) -> stat.Panel | timeseries.Panel:
    built = _number(panel) if panel.kind == "number" else _curves(panel)
    built = built.title(panel.title).description(panel.says).datasource(SOURCE).unit(panel.unit).span(panel.wide)
    if panel.limit is not None:
        steps = [Threshold(value=None, color="green"), Threshold(value=panel.limit, color="red")]
        built = built.thresholds(dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps))
    for place, query in enumerate(panel.queries):
        built = built.with_target(
            prometheus.Dataquery().expr(query.promql).legend_format(query.legend).ref_id(chr(ord("A") + place))
        )
    return built


def _number(panel: Panel) -> stat.Panel:
    return stat.Panel().height(4).no_value("none")


def _curves(panel: Panel) -> timeseries.Panel:
    curves = (
        timeseries.Panel()
        .height(7)
        .min(0)
        .line_width(2)
        .fill_opacity(20 if panel.kind == "stack" else 5)
        .legend(
            common.VizLegendOptions()
            .display_mode(LegendDisplayMode.LIST)
            .placement(LegendPlacement.BOTTOM)
            .show_legend(True)
        )
        .tooltip(common.VizTooltipOptions().mode(TooltipDisplayMode.MULTI))
    )
    return curves.stacking(common.StackingConfig().mode(StackingMode.NORMAL)) if panel.kind == "stack" else curves
