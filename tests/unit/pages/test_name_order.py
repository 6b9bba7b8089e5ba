"""Names stand as in a register, Kazakh letters in their places."""

from hypothesis import given
from hypothesis import strategies as st
from tarazy_shared.pages.name_order import ALPHABET, name_key


def test_every_letter_of_the_alphabet_stands_in_its_place() -> None:
    names = [f"{letter.upper()}сан" for letter in ALPHABET]
    backwards = names[::-1]
    assert sorted(backwards, key=name_key) == names


def test_letters_decide_inside_a_name_as_well() -> None:
    assert sorted(["Асхат", "Асқар", "Асель", "Аскар"], key=name_key) == ["Асель", "Аскар", "Асқар", "Асхат"]


def test_case_accents_and_hyphens_decide_only_between_equal_names() -> None:
    for one, other in [("ИВАНОВА", "иванова"), ("Müller", "Muller"), ("O'Neil", "ONeil"), ("Ли-Ким", "Ликим")]:
        assert name_key(one)[0] == name_key(other)[0]
        assert name_key(one) != name_key(other)


def test_a_shorter_surname_stands_before_a_longer_one() -> None:
    assert sorted(["Ахметова Бота", "Ахмет Яна"], key=name_key) == ["Ахмет Яна", "Ахметова Бота"]


def test_latin_stands_before_cyrillic() -> None:
    assert sorted(["Асель", "Zhanar"], key=name_key) == ["Zhanar", "Асель"]


@given(st.lists(st.text(), unique=True))
def test_any_names_have_one_order_wherever_they_come_from(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=name_key) == sorted(names, key=name_key)
