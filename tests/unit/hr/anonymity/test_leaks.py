"""What a text tells of people: every case of a name is found, in both alphabets; the place is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.anonymity.leaks import leaks
from tarazy_hr.domain.anonymity.letters import sounds

NAMES = (
    "Ахметова Айгүл Болатовна",
    "Сатпаев Ерлан Серікұлы",
    "Достоевский Павел Ильич",
    "Ким Юлия",
    "Жақсыбеков-Кравец Қайрат",
    "Smith John",
)


def found(text: str, *names: str) -> list[tuple[str, str]]:
    return [(leak.kind, leak.found) for leak in leaks(text, names or NAMES)]


@pytest.mark.parametrize(
    "word",
    [
        # Russian cases
        "Ахметовой", "Ахметову", "Ахметова", "АХМЕТОВА", "ахметовы", "Айгуль", "Айгулью", "Сатпаева", "Сатпаеву",
        "Сатпаевым", "Сатпаеве", "Ерлана", "Ерланом", "Достоевского", "Достоевскому", "Достоевским", "Павла", "Павлом",
        "Кравца", "Кравцом", "Киму", "Юлией", "Юлию", "Болатовной", "Ильичом",
        # Kazakh cases
        "Айгүлдің", "Айгүлге", "Айгүлді", "Айгүлмен", "Айгүлден", "Айгүл", "Ерланның", "Ерланға", "Ерланды", "Ерланнан",
        "Сатпаевтың", "Сатпаевқа", "Сатпаевты", "Ахметованың", "Ахметоваға", "Жақсыбековтар", "Қайратқа", "Кайрата",
        "Серікұлының", "Сериковича", "Болатқызы", "Болатқызына",
        # in Latin letters
        "Akhmetova", "Ahmetova", "Axmetova", "Akhmetovoy", "Aigul", "Aigül", "Aygul", "Satpayev", "Satpaev", "Yerlan",
        "Erlan", "Erlannyng", "Zhaksybekov", "Jaqsybekov", "Kairat", "Qairat", "Dostoyevsky", "Dostoevskii", "Yuliya",
        "Julia", "Pavel", "Smith's", "Smiths",
        # letters of the other alphabet that look alike
        "Aхметова", "Сaтпaев",
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_case_and_spelling(word: str) -> None:
    text = f"Комиссия заслушала, {word} и других."
    assert [kind for kind, _ in found(text)] == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        "Комиссия установила, что судья нарушил статью 39 конституционного закона от 25 декабря 2000 года.",
        "Алқа судья әдебінің бұзылғанын анықтады, оған ескерту жарияланды.",
        "The panel found a breach of judicial ethics: a remark, in force from 12 January 2027, point 44-1.",
        "судья кимоно не носит, и ключ не потерян", "Сумма составила 1 500 000 тенге.", "Заседание 12.11.2026 в 10:30.",
    ],
)  # fmt: skip
def test_a_text_that_tells_nothing_passes(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("судья А.Б. опоздал", ("initials", "А.Б.")),
        ("судья С. Е. опоздал", ("initials", "С. Е.")),
        ("judge E.S. was late", ("initials", "E.S.")),
        ("писал на a.akhmetova@sud.gov.kz вчера", ("email", "a.akhmetova@sud.gov.kz")),
        ("тел. +7 (701) 123-45-67", ("telephone", "+7 (701) 123-45-67")),
        ("тел. 87011234567", ("telephone", "87011234567")),
        ("звонил на 27-35-19 утром", ("telephone", "27-35-19")),
        ("ИИН 850101350123", ("iin", "850101350123")),
        ("ИИН 850101 350123", ("iin", "850101 350123")),
        ("по делу 7140-26-00-2/15 судья", ("case_number", "7140-26-00-2/15")),
        ("дело 2-1234/2026", ("case_number", "2-1234/2026")),
        ("дело № 381", ("case_number", "№ 381")),
    ],
)
def test_initials_addresses_and_numbers_are_found(text: str, leak: tuple[str, str]) -> None:
    assert found(text) == [leak]


def test_initials_of_nobody_on_the_case_are_none() -> None:
    assert found("писатель Л.Н. Толстой", "Ахметова Айгүл") == []


def test_the_place_is_named() -> None:
    (leak,) = leaks("Первая строка.\nСудья Ахметова здесь.", NAMES)
    assert (leak.line, leak.column, leak.found) == (2, 7, "Ахметова")


def test_what_begins_like_a_name_and_goes_on_otherwise_is_none() -> None:
    assert found("Ерлановская улица, сатпаевский комбинат", "Сатпаев Ерлан") == []


CASES = st.sampled_from(["", "а", "у", "ом", "е", "ның", "ға", "ды", "да", "нан", "мен", "тар", "тарға"])
LETTERS = st.text("абвгдежзклмнопрстуфхчшя", min_size=4, max_size=12)


@given(LETTERS, CASES, st.text("абв .,\n", max_size=20))
def test_whatever_somebody_is_called_the_name_is_found_in_each_case(name: str, case: str, before: str) -> None:
    text = f"{before} {name.capitalize()}{case}."
    assert any(leak.found == f"{name.capitalize()}{case}" for leak in leaks(text, [f"{name.capitalize()} Г."]))


@given(st.text(max_size=200))
def test_any_text_is_looked_through_and_findings_are_in_it(text: str) -> None:
    for leak in leaks(text, NAMES):
        assert text[leak.start : leak.start + len(leak.found)] == leak.found
        assert text.split("\n")[leak.line - 1][leak.column - 1 :].startswith(leak.found.split("\n")[0])


@pytest.mark.parametrize("piece", ["x", "a", "1", "1-", "a.", "a@a.", "+7 ", "№"])
def test_a_long_text_of_one_piece_is_looked_through_as_well(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(leak.found in text for leak in leaks(text, NAMES))


@given(st.text("aeiouxyzhkst", max_size=15))
def test_a_word_sounds_alike_whatever_its_case(word: str) -> None:
    assert sounds(word) == sounds(word.upper())
