"""Names in two alphabets and three languages: the same, different, or for a person to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.names.comparing import Likeness, likeness, read_name

LETTERS = "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюяәabcdefghijklmnopqrstuvwxyz .-«»\"'"


def compared(one: str, other: str) -> Likeness:
    found = likeness(read_name(one), read_name(other))
    assert likeness(read_name(other), read_name(one)) is found, "whichever is named first"
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ТОО «Алтын Дән»", "алтын дан тоо"),
        ("Әлия Құдайбергенқызы", "КУДАЙБЕРГЕНКЫЗЫ Алия"),
        ("Altyn Dan LLP", "altyn  dan"),
        ("Семёнов П.", "П. Семенов"),
        ("Жұмағұлов Ерлан", "ZHUMAGULOV YERLAN"),
        ("Жұмағұлов Ерлан", "Jūmağūlov Erlan"),
        ("Назарбаев Нурсултан", "Nazarbayev Nursultan"),
        ("Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev"),
        ("Қасым-Жомарт Тоқаев", "Касымжомарт Токаев"),
        ("Алексей Юсупов", "Yussupov Alexey"),
        ("Щербаков Илья", "Shcherbakov Ilya"),
        ("Қайрат Сәтбаев", "Qairat Sätbaev"),
        ("Ивaнов Пётр", "Иванов Петр"),
        ("ЖШС «Ақ жол»", 'Товарищество с ограниченной ответственностью "Ақ Жол"'),
        ("РГП на ПХВ «Областная больница»", "Областная больница"),
        ("ИП Ким А.", "Ким А."),
    ],
)
def test_names_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert compared(one, other) is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Иванов А.", "Иванов Алексей"),
        ("Иванов А.П.", "Алексей Петрович Иванов"),
        ("Иванов А.", "Иванов Алексей Петрович"),
        ("Иванов", "Иванов Алексей Петрович"),
        ("Иванов Алексей", "Иванова Алексей"),
        ("Сериков Болат Маратович", "Сериков Болат Маратұлы"),
        ("Смагулов Тимур", "Смагулев Тимур"),
        ("Altyn", "Altyn Dan"),
        ("ТОО «Алтын»", "АО «Алтын»"),
        ("АО «Жол»", "Ақ жол"),
        ("Школа 15", "Школа"),
    ],
)
def test_names_that_a_person_would_look_at_twice_are_doubtful(one: str, other: str) -> None:
    assert compared(one, other) is Likeness.DOUBTFUL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ivanov A.", "Ivanov B."),
        ("", ""),
        ("Иванов Пётр", "Петров Иван"),
        ("Иванов А.П.", "Петров А.П."),
        ("Ахметов Серик", "Ахметов Болат"),
        ("Ким А.", "Кан А."),
        ("Школа № 15", "Школа № 16"),
        ("Школа № 15", "Гимназия № 15"),
        ("Каспий Банк", "Каспий Нефть"),
        ("ТОО «Алтын»", "ТОО «Күміс»"),
    ],
)
def test_different_names_are_different(one: str, other: str) -> None:
    assert compared(one, other) is Likeness.DIFFERENT


@given(st.text(LETTERS, max_size=30), st.text(LETTERS, max_size=30))
def test_a_name_is_itself_in_any_order_and_never_fails(one: str, other: str) -> None:
    compared(one, other)
    if read_name(one).words:
        assert compared(one, one) is Likeness.SAME


@given(st.lists(st.sampled_from(["Иванов", "Алия", "Ким", "А.", "Ерланұлы"]), min_size=1, max_size=4, unique=True))
def test_the_order_of_words_says_nothing(words: list[str]) -> None:
    assert compared(" ".join(words), " ".join(reversed(words))) is Likeness.SAME
