"""What HR says about training when it says no."""

from collections.abc import Mapping

from tarazy_hr.domain.court import Language

REASONS: Mapping[str, Mapping[Language, str]] = {
    "unknown_session": {
        "kk": "Мұндай сабақ жоқ.",
        "ru": "Такого занятия нет.",
        "en": "There is no such session.",
    },
    "unknown_programme": {
        "kk": "{reference} бағдарламасы жоқ.",
        "ru": "Программы {reference} нет.",
        "en": "There is no programme {reference}.",
    },
    "prerequisite_circular": {
        "kk": "{programme} бағдарламасы осы бағдарламаның өзін талап етеді.",
        "ru": "Программа {programme} сама требует этой программы.",
        "en": "The programme {programme} asks for this one itself.",
    },
    "session_cancelled": {
        "kk": "Сабақ өткізілмейді: {reason}.",
        "ru": "Занятие отменено: {reason}.",
        "en": "The session is cancelled: {reason}.",
    },
    "session_over": {
        "kk": "Сабақ өтіп кетті.",
        "ru": "Занятие уже прошло.",
        "en": "The session is over.",
    },
    "session_begun": {
        "kk": "Сабақ басталып кетті.",
        "ru": "Занятие уже началось.",
        "en": "The session has begun.",
    },
    "session_not_begun": {
        "kk": "Сабақ әлі басталған жоқ.",
        "ru": "Занятие ещё не началось.",
        "en": "The session has not begun yet.",
    },
    "session_not_over": {
        "kk": "Сабақ әлі аяқталған жоқ.",
        "ru": "Занятие ещё не окончено.",
        "en": "The session is not over yet.",
    },
    "part_too_short": {
        "kk": "Бөлік кемінде бір минут болады.",
        "ru": "Часть длится не меньше минуты.",
        "en": "A part lasts a minute at least.",
    },
    "parts_overlap": {
        "kk": "Бөлік алдыңғысы аяқталмай басталады.",
        "ru": "Часть начинается раньше, чем кончается предыдущая.",
        "en": "The part begins before the one before it has ended.",
    },
    "enrolled_too_late": {
        "kk": "Жазылу {day} күні аяқталды.",
        "ru": "Запись окончена {day}.",
        "en": "Enrolment ended on {day}.",
    },
    "programme_of_others": {
        "kk": "Бағдарлама мына лауазымдарға арналған: {roles}.",
        "ru": "Программа предназначена для: {roles}.",
        "en": "The programme is for: {roles}.",
    },
    "prerequisite_missing": {
        "kk": "Алдымен {programme} бағдарламасын аяқтау керек.",
        "ru": "Сначала нужно пройти программу {programme}.",
        "en": "The programme {programme} has to be completed first.",
    },
    "prerequisite_expired": {
        "kk": "{programme} бағдарламасының сертификаты {day} күнінен жарамсыз.",
        "ru": "Сертификат программы {programme} не действует с {day}.",
        "en": "The certificate of {programme} no longer holds from {day} on.",
    },
    "clash_with_hearing": {
        "kk": "Бұл уақытта сот отырысы бар: {which}.",
        "ru": "В это время заседание: {which}.",
        "en": "There is a hearing at that time: {which}.",
    },
    "clash_with_leave": {
        "kk": "Бұл уақытта демалыс бар: {which}.",
        "ru": "В это время отпуск: {which}.",
        "en": "There is leave at that time: {which}.",
    },
    "clash_with_training": {
        "kk": "Бұл уақытта басқа сабақ бар: {which}.",
        "ru": "В это время другое занятие: {which}.",
        "en": "There is another session at that time: {which}.",
    },
    "unknown_certificate": {
        "kk": "{reference} коды бар сертификат жоқ.",
        "ru": "Сертификата с кодом {reference} нет.",
        "en": "There is no certificate with the code {reference}.",
    },
    "no_test": {
        "kk": "Бағдарламада тест жоқ.",
        "ru": "В программе нет теста.",
        "en": "The programme has no test.",
    },
    "was_not_there": {
        "kk": "Қатысқан уақыты {percent} %, бағдарлама бойынша қажеті {needed} % (негізі: {source}).",
        "ru": "Посещено {percent} %, по программе нужно {needed} % (основание: {source}).",
        "en": "Attended {percent} % of the time, where the programme asks for {needed} % (source: {source}).",
    },
    "not_passed": {
        "kk": "Тест нәтижесі {score}, бағдарлама бойынша қажеті {mark} (негізі: {source}).",
        "ru": "Результат теста {score}, по программе нужно {mark} (основание: {source}).",
        "en": "The test came to {score}, where the programme asks for {mark} (source: {source}).",
    },
    "no_offer": {
        "kk": "{reference} үшін сақталған орын жоқ.",
        "ru": "Для {reference} место не удерживается.",
        "en": "No place is kept for {reference}.",
    },
    "offer_lapsed": {
        "kk": "Орынды қабылдау мерзімі өтіп кетті.",
        "ru": "Срок, чтобы принять место, прошёл.",
        "en": "The time to accept the place is over.",
    },
    "certificate_stands": {
        "kk": "Бұл нәтижемен сертификат берілмейді: алдымен берілген сертификатты қайтарып алыңыз.",
        "ru": "С таким результатом сертификат не выдаётся: сначала отзовите выданный.",
        "en": "No certificate is given for that: take the one that stands back first.",
    },
    "teaches_it": {
        "kk": "Сабақты жүргізетін адам оған қатысушы бола алмайды.",
        "ru": "Кто ведёт занятие, тот не участвует в нём.",
        "en": "Whoever teaches a session takes no place in it.",
    },
    "no_certificate": {
        "kk": "{reference} сертификат алған жоқ.",
        "ru": "У {reference} нет сертификата.",
        "en": "{reference} has no certificate.",
    },
    "not_enrolled": {
        "kk": "{reference} бұл сабаққа жазылмаған.",
        "ru": "{reference} не записан на это занятие.",
        "en": "{reference} has no place in this session.",
    },
    "more_answers_than_people": {
        "kk": "Жауап саны қатысқан адамдардан ({people}) аспайды.",
        "ru": "Ответов не может быть больше, чем участников ({people}).",
        "en": "There cannot be more answers than people who were there, {people}.",
    },
}
