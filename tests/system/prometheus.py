"""A real Prometheus that watches a running Tarazy with the configuration of this repository."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import yaml
from tarazy_local import ports
from tarazy_local.child import Child, running

from tests.unit.deploy.programs import program
from tests.unit.deploy.repository import DEPLOY, read_yaml

Series = dict[str, Any]
EVERY_SECOND = "1s"


@dataclass(frozen=True, slots=True)
class Prometheus:
    """Its HTTP API."""

    http: httpx.AsyncClient

    async def query(self, promql: str) -> list[Series]:
        """The series that an expression gives now; an expression that is not accepted fails with the reason."""
        answer = await self.http.get("/api/v1/query", params={"query": promql})
        content = answer.json()
        assert content["status"] == "success", f"{content.get('error')}: {promql}"
        found: list[Series] = content["data"]["result"]
        return found

    async def values(self, promql: str, *, within: float = 20.0, takes_nan: bool = False) -> list[float]:
        """What an expression gives as soon as one of its values is a number; empty when none is in time.

        `takes_nan`: no number is one too, such as the part of nothing.
        """
        end = asyncio.get_running_loop().time() + within
        while True:
            numbers = [float(series["value"][1]) for series in await self.query(promql)]
            numbers = [number for number in numbers if takes_nan or not math.isnan(number)]
            if numbers or asyncio.get_running_loop().time() > end:
                return numbers
            await asyncio.sleep(0.5)

    async def rules(self) -> list[dict[str, Any]]:
        """Every rule that it evaluates, with how that goes."""
        answer = await self.http.get("/api/v1/rules")
        return [rule for group in answer.json()["data"]["groups"] for rule in group["rules"]]


def config_for(endpoints: dict[str, Any], port: int) -> dict[str, Any]:
    """The configuration of the repository, turned to a system on this machine and looking every second."""
    config: dict[str, Any] = read_yaml(DEPLOY / "prometheus" / "prometheus.yml")
    config["global"] = {"scrape_interval": EVERY_SECOND, "evaluation_interval": EVERY_SECOND}
    config["rule_files"] = [str(DEPLOY / "prometheus" / name) for name in config["rule_files"]]
    del config["alerting"]  # nobody listens there
    places = {name: urlsplit(service["url"]).netloc for name, service in endpoints["services"].items()}
    places["localhost"] = f"{ports.LOOPBACK}:{port}"
    for job in config["scrape_configs"]:
        for group in job["static_configs"]:
            group["targets"] = [places[target.partition(":")[0]] for target in group["targets"]]
    return config


@asynccontextmanager
async def prometheus(endpoints: dict[str, Any], folder: Path) -> AsyncIterator[Prometheus]:
    """Prometheus with its data in `folder`, for the length of the block."""
    port = ports.choose(("prometheus",), {})["prometheus"]
    url = f"http://{ports.LOOPBACK}:{port}"
    file = folder / "prometheus.yml"
    file.write_text(yaml.safe_dump(config_for(endpoints, port)), encoding="utf-8")

    async def answers() -> None:
        try:
            async with httpx.AsyncClient(trust_env=False) as client:
                (await client.get(f"{url}/-/ready")).raise_for_status()
        except httpx.HTTPError as error:
            raise OSError("not ready") from error

    child = Child(
        name="Prometheus",
        command=(
            program("prometheus", "prometheus"),
            f"--config.file={file}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address={ports.LOOPBACK}:{port}",
        ),
        log=folder / "prometheus.log",
        ready=answers,
    )
    async with running(child), httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as http:
        yield Prometheus(http)
