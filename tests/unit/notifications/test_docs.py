"""The list of rules in the documentation names tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "notifications.md"
FOLDERS = ("tests/unit/notifications", "tests/integration/notifications")


def test_every_rule_names_a_test_that_exists_and_every_test_of_rules_is_named() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, len(rows) + 1))
    named = {name for row in rows for name in re.findall(r"`(test_\w+)`", row)}
    assert all(re.search(r"`test_\w+`", row) for row in rows)
    sources = [path.read_text(encoding="utf-8") for folder in FOLDERS for path in (ROOT / folder).rglob("test_*.py")]
    written = {name for source in sources for name in re.findall(r"^(?:async )?def (test_\w+)", source, re.MULTILINE)}
    assert named <= written
    rules = (ROOT / FOLDERS[0] / "test_itip_rules.py").read_text(encoding="utf-8")
    own = set(re.findall(r"^def (test_\w+)", rules, re.MULTILINE))
    assert own - named == {
        "test_no_rule_of_either_checker_is_broken",
        "test_libical_reads_the_chain_as_new_moved_and_cancelled",
    }
