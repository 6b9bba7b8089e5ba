"""Whatever HR says exists in Kazakh, Russian and English."""

import re
from pathlib import Path
from string import Formatter

import pytest
import tarazy_hr
from tarazy_hr.app.carrying_out import CONSTRAINTS, KEYS
from tarazy_hr.texts import REASONS, TITLES, preferred_language, reason
from tarazy_shared.pages.language import LANGUAGES

CODE = re.compile(r"(?:conflict|wrong|unknown)\(\s*\"\w+\",\s*f?\"(\w+?)\"")


def _codes_in_the_domain() -> set[str]:
    folder = Path(tarazy_hr.__file__).parent / "domain"
    return {code for path in folder.rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_of_the_domain_has_words() -> None:
    found = _codes_in_the_domain()
    assert len(found) > 15
    assert found <= set(REASONS)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_says_the_same_particulars_in_every_language(code: str) -> None:
    names = [{name for _, name, _, _ in Formatter().parse(REASONS[code][language]) if name} for language in LANGUAGES]
    assert names[0] == names[1] == names[2]


@pytest.mark.parametrize("title", sorted(TITLES))
def test_every_title_is_there_in_every_language(title: str) -> None:
    assert all(TITLES[title][language] for language in LANGUAGES)


def test_a_reason_names_the_particulars() -> None:
    assert reason("after_appointment", {"day": "2026-12-31"}, "en") == "The appointment ends on 2026-12-31."


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("de", "en"),
        ("kk", "kk"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("de, en;q=0.3, kk-KZ;q=0.7", "kk"),
        ("ru;q=wrong, en;q=0.1", "en"),
    ],
)
def test_the_language_is_the_first_accepted_one_that_hr_speaks(accepted: str | None, language: str) -> None:
    assert preferred_language(accepted) == language


def test_every_constraint_that_may_refuse_has_a_field_and_words() -> None:
    folder = Path(tarazy_hr.__file__).parent / "migrations"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql")))
    checked = re.findall(r"CONSTRAINT (\w+)\s+EXCLUDE", text) + re.findall(r"CONSTRAINT = '(\w+)'", text)
    assert set(checked) == set(CONSTRAINTS)
    assert {code for _, code in (CONSTRAINTS | KEYS).values()} <= set(REASONS)


def test_ids_that_all_courts_share_have_a_key_without_the_court() -> None:
    folder = Path(tarazy_hr.__file__).parent / "migrations"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql")))
    for key, (field, _) in KEYS.items():
        table = text.partition(f"CREATE TABLE {key.removesuffix('_pkey')} ")[2].partition(";")[0]
        assert re.search(rf"PRIMARY KEY \({field}(, \w+)?\)|{field} uuid PRIMARY KEY", table)
