"""Whatever is said to people is said in all three languages."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from tarazy_shared.pages.extraction import faults_of, messages_of, update

PACKAGES = ("tarazy_shared", "tarazy_hr", "tarazy_scheduling", "tarazy_notifications", "tarazy_local")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_is_translated(package: str) -> None:
    assert find_spec(package)
    assert faults_of(package) == []


def test_texts_are_found_in_templates_and_in_python(court_pages: str) -> None:
    found = {str(text.id[0] if text.pluralizable else text.id) for text in messages_of(court_pages) if text.id}
    assert found == {"Cause list", "Rooms", "%(n)s hearing"}


def test_a_missing_and_a_forgotten_translation_are_reported(court_pages: str) -> None:
    assert sorted(faults_of(court_pages)) == [
        "kk: 'Times are those of the court (%(zone)s).' is said nowhere",
        "ru: 'Rooms' is not translated",
    ]


def test_new_catalogues_are_begun_with_the_plurals_of_their_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "new_pages" / "pages" / "templates"
    templates.mkdir(parents=True)
    (templates.parent.parent / "__init__.py").touch()
    text = "{% trans n=2 %}{{ n }} room{% pluralize %}{{ n }} rooms{% endtrans %}"
    (templates / "rooms.html").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))

    written = {file.stem: file.read_text() for file in update("new_pages")}

    assert written["kk"].count("msgstr[") == 1
    assert written["ru"].count("msgstr[") == 3
    assert len(faults_of("new_pages")) == 2
    assert [file.read_text() for file in update("new_pages")] == list(written.values())


def test_a_translation_that_lost_a_particular_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = tmp_path / "lossy_pages" / "pages" / "templates"
    templates.mkdir(parents=True)
    (templates.parent.parent / "__init__.py").touch()
    (templates / "room.html").write_text('{{ _("Room %(name)s", name=1) }}')
    monkeypatch.syspath_prepend(str(tmp_path))
    for file in update("lossy_pages"):
        file.write_text(
            file.read_text().replace('msgstr ""\n', 'msgstr "Зал"\n').replace('msgstr "Зал"', 'msgstr ""', 1)
        )
    assert faults_of("lossy_pages") == [
        f"{language}: 'Room %(name)s' has other particulars than its translation" for language in ("kk", "ru")
    ]
