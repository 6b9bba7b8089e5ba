"""PromQL that several panels ask in the same way."""

from deploy.grafana.board import Query


def quantile(part: float, metric: str, by: str = "") -> str:
    """A quantile of a histogram over five minutes, for each value of the label `by` that names a service."""
    labels = f"{by}, le" if by else "le"
    chosen = f'{{{by}=~"$service"}}' if by else ""
    return f"histogram_quantile({part}, sum by ({labels}) (rate({metric}_bucket{chosen}[5m])))"


def by_service(function: str, metric: str, by: str = "service") -> Query:
    """A metric of the chosen services, put together by `function` for each value of the labels `by`."""
    legend = " ".join(f"{{{{{label.strip()}}}}}" for label in by.split(","))
    return Query(f'{function} by ({by}) ({metric}{{service=~"$service"}})', legend)
