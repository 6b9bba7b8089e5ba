"""Names stand in the order of a Kazakh or Russian register."""

from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.name_order import name_key


def test_kazakh_letters_stand_in_their_places() -> None:
    register = [
        "Ардақ",
        "Асель",
        "Әсем",
        "Бақыт",
        "Ғани",
        "Ермек",
        "Ёлкин",
        "Жанар",
        "Иван",
        "Йылмаз",
        "Кенже",
        "Қайрат",
        "Назар",
        "Ңұрлан",
        "Олжас",
        "Өмір",
        "Ұлан",
        "Үміт",
        "Хасан",
        "Һәкім",
        "Ілияс",
        "Яна",
    ]
    assert sorted(set(register), key=name_key) == register


def test_case_accents_and_hyphens_count_only_between_equal_names() -> None:
    names = ["Иванова-Петрова Анна", "ивановапетрова Анна", "Müller", "muller", "O'Neil", "ONeil"]
    keys = [name_key(name)[0] for name in names]
    assert keys[0] == keys[1]
    assert keys[2] == keys[3]
    assert keys[4] == keys[5]


def test_a_shorter_surname_stands_before_a_longer_one() -> None:
    names = ["Ахметова Бота", "Ахмет Яна", "Ахметов Асан"]
    assert sorted(names, key=name_key) == ["Ахмет Яна", "Ахметов Асан", "Ахметова Бота"]


def test_latin_names_stand_before_cyrillic_ones() -> None:
    assert sorted(["Асель", "Zhanar"], key=name_key) == ["Zhanar", "Асель"]


@given(st.lists(st.text(), unique=True))
def test_any_names_stand_in_one_order_wherever_they_come_from(names: list[str]) -> None:
    assert sorted(set(names), key=name_key) == sorted(names, key=name_key)
