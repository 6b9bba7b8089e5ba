"""The rules that ship: Kazakhstan's limits and the notice that holds where a court has laid down none of its own."""

from functools import lru_cache
from importlib.resources import files

from tarazy_scheduling.adapters.limits.rule_documents import read_rules
from tarazy_scheduling.domain.model.limits import Rule


@lru_cache(maxsize=1)
def shipped() -> tuple[Rule, ...]:
    """All of them, as `data/limits_of_kazakhstan.json` has them."""
    text = files("tarazy_scheduling").joinpath("data", "limits_of_kazakhstan.json").read_text(encoding="utf-8")
    return read_rules(text)
