"""Why something about leave is refused, in the three languages of the courts."""

from collections.abc import Mapping

from tarazy_hr.domain.court import Language
from tarazy_hr.domain.leave.ledger import Line

LEAVE_REASONS: Mapping[str, Mapping[Language, str]] = {
    "unknown_leave": {
        "kk": "{reference} демалысы белгісіз.",
        "ru": "Отпуск {reference} неизвестен.",
        "en": "There is no leave {reference}.",
    },
    "unknown_leave_type": {
        "kk": "Бұл күні {reference} демалыс түрі жоқ.",
        "ru": "Вида отпуска {reference} на этот день нет.",
        "en": "There is no leave type {reference} on this day.",
    },
    "unknown_adjustment": {
        "kk": "{reference} түзетуі белгісіз.",
        "ru": "Корректировка {reference} неизвестна.",
        "en": "There is no adjustment {reference}.",
    },
    "unknown_pattern": {
        "kk": "{reference} күнінен басталатын жұмыс кестесі белгіленбеген.",
        "ru": "Рабочий график с {reference} не установлен.",
        "en": "No working week is laid down from {reference} on.",
    },
    "is_leave": {
        "kk": "Бұл – {leave_type} түріндегі демалыс: ол демалыс ретінде өзгертіледі.",
        "ru": "Это отпуск вида {leave_type}: он меняется как отпуск.",
        "en": "This is a leave of the type {leave_type}: it is changed as a leave.",
    },
    "is_asked_for": {
        "kk": "{leave_type} түріндегі демалыс сұралады және бекітіледі.",
        "ru": "Отпуск вида {leave_type} запрашивается и утверждается.",
        "en": "Leave of the type {leave_type} is asked for and approved.",
    },
    "is_recorded": {
        "kk": "{leave_type} түрі сұралмайды: оны кадр қызметі тіркейді.",
        "ru": "Вид {leave_type} не запрашивается: его регистрирует кадровая служба.",
        "en": "Leave of the type {leave_type} is not asked for: it is recorded by whoever keeps the staff.",
    },
    "range_too_long": {
        "kk": "Аралық {days} күннен аспауға тиіс.",
        "ru": "Промежуток не длиннее {days} дн.",
        "en": "The range is at most {days} days.",
    },
    "same_court": {
        "kk": "Адам өз сотына іссапарға жіберілмейді.",
        "ru": "В собственный суд не командируют.",
        "en": "Nobody is seconded to their own court.",
    },
    "unknown_secondment": {
        "kk": "{reference} іссапары белгісіз.",
        "ru": "Командирование {reference} неизвестно.",
        "en": "There is no secondment {reference}.",
    },
    "not_monday": {
        "kk": "Апта дүйсенбіден басталады, ал {day} – дүйсенбі емес.",
        "ru": "Неделя начинается с понедельника, а {day} – не понедельник.",
        "en": "A week begins on a Monday, and {day} is none.",
    },
    "weeks_past": {
        "kk": "{day} басталған апта өтіп кеткен.",
        "ru": "Неделя с {day} уже прошла.",
        "en": "The week of {day} is over.",
    },
    "too_far_ahead": {
        "kk": "Жоспар {latest} күнінен кешіктірмей басталуға тиіс.",
        "ru": "План начинается не позднее {latest}.",
        "en": "A plan begins on {latest} at the latest.",
    },
    "twice_in_turn": {
        "kk": "Адам кезекте екі рет тұр.",
        "ru": "Лицо стоит в очереди дважды.",
        "en": "The person is in the turn twice.",
    },
    "place_twice": {
        "kk": "Орын тізімде екі рет тұр.",
        "ru": "Место указано дважды.",
        "en": "The place is there twice.",
    },
    "post_needed": {
        "kk": "{court} соты үшін лауазым көрсетілуге тиіс: басқа соттан келген адам сонда тағайындалады.",
        "ru": "Для суда {court} нужна должность: пришедшего из другого суда туда назначают.",
        "en": "For the court {court} a post is needed: whoever comes from another court is appointed to it.",
    },
    "nobody_free": {
        "kk": "{day} басталған аптада кезектегі ешкім кезекшілік ете алмайды.",
        "ru": "На неделе с {day} никто из очереди не может дежурить.",
        "en": "Nobody in the turn can be on duty in the week of {day}.",
    },
    "duty_place_taken": {
        "kk": "{day} басталған аптаға бұл орында кезекші бар.",
        "ru": "На неделю с {day} дежурный на этом месте уже есть.",
        "en": "Somebody is on duty there in the week of {day} already.",
    },
    "duty_taken": {
        "kk": "Бұл апта басқа жоспарда бар.",
        "ru": "Эта неделя уже есть в другом плане.",
        "en": "The week is in another plan already.",
    },
    "unknown_duty": {
        "kk": "{reference} бұл аптада кезекші емес.",
        "ru": "{reference} на этой неделе не дежурит.",
        "en": "{reference} is not on duty in this week.",
    },
    "same_person": {
        "kk": "Бір адамның апталары алмастырылмайды.",
        "ru": "Недели одного и того же лица не меняются.",
        "en": "The weeks of one and the same person are not swapped.",
    },
    "duty_begun": {
        "kk": "{day} күнгі апта басталып қойған.",
        "ru": "Неделя с {day} уже началась.",
        "en": "The week of {day} has begun.",
    },
    "same_taker": {
        "kk": "Бұл аптада ол адамның өзі кезекші.",
        "ru": "Это лицо и так дежурит на этой неделе.",
        "en": "The person has this week already.",
    },
    "is_secondment": {
        "kk": "Бұл – {court} сотына іссапар: ол екі сотта бірге өзгертіледі.",
        "ru": "Это командирование в суд {court}: оно меняется в обоих судах сразу.",
        "en": "This is a secondment to {court}: it is changed in both courts at once.",
    },
    "seconded_then": {
        "kk": "Ол күндері адам {court} сотына іссапарға жіберілген: демалысты сол сот шешеді.",
        "ru": "В эти дни лицо командировано в суд {court}: об отпуске решает он.",
        "en": "The person is seconded to {court} on those days: that court decides about leave.",
    },
    "leave_in_host": {
        "kk": "{court} сотында {first} – {last} демалысы бар: алдымен оны алып тастаңыз немесе қысқартыңыз.",
        "ru": "В суде {court} есть отпуск с {first} по {last}: сначала отмените или сократите его.",
        "en": "In {court} there is leave from {first} to {last}: cancel it or cut it short first.",
    },
    "share_begun": {
        "kk": "Мөлшерлеме {day} күнінен бастап қолданылуда; оның орнына басқасын белгілеңіз.",
        "ru": "Ставка уже действует с {day}; установите вместо неё другую.",
        "en": "The share has begun on {day}; lay down another one in its place.",
    },
    "stands_in_then": {
        "kk": "{first} – {last} бұл адам басқаның орнын басады, ал ол сол күндері болуға тиіс: басқасын белгілеңіз.",
        "ru": "С {first} по {last} это лицо замещает другого, а замещающий все дни на месте: назначьте иного.",
        "en": "From {first} to {last} this person stands in for somebody, and has to be there then: name another.",
    },
    "is_duty": {
        "kk": "Бұл – {day} күнгі кезекшілік: оны кезекшілік кестесінде беріңіз немесе алып тастаңыз.",
        "ru": "Это дежурство с {day}: передайте или отмените его в графике дежурств.",
        "en": "This is the duty of {day}: hand it over or call it off in the duty plan.",
    },
    "unknown_appointment": {
        "kk": "{reference} күні басталатын тағайындау жоқ.",
        "ru": "Назначения, начинающегося {reference}, нет.",
        "en": "No appointment begins on {reference}.",
    },
    "appointment_begun": {
        "kk": "Тағайындау {day} күні басталып қойған.",
        "ru": "Назначение уже началось {day}.",
        "en": "The appointment has begun on {day}.",
    },
    "duty_not_in_post": {
        "kk": "{day} басталған аптада адам лауазымда емес.",
        "ru": "На неделе с {day} лицо не состоит в должности.",
        "en": "The person is not in post in the whole week of {day}.",
    },
    "duty_away": {
        "kk": "{day} басталған аптада адам болмайды.",
        "ru": "На неделе с {day} лицо отсутствует.",
        "en": "The person is away in the week of {day}.",
    },
    "duty_on_duty": {
        "kk": "{day} басталған аптада адам басқа жерде кезекші.",
        "ru": "На неделе с {day} лицо дежурит в другом месте.",
        "en": "The person is on duty elsewhere in the week of {day}.",
    },
    "end_missing": {
        "kk": "Демалыстың соңғы күні көрсетілмеген.",
        "ru": "Не указан последний день отпуска.",
        "en": "The last day of the leave is missing.",
    },
    "end_is_known": {
        "kk": "Соңғы күні белгілі: {last}.",
        "ru": "Последний день известен: {last}.",
        "en": "Its end is known: {last}.",
    },
    "no_half_days": {
        "kk": "{leave_type} түріндегі демалыс жарты күнмен берілмейді.",
        "ru": "Отпуск вида {leave_type} не берётся по полдня.",
        "en": "Leave of the type {leave_type} is not taken by half-days.",
    },
    "day_in_one_piece": {
        "kk": "Соттың жұмыс күні екіге бөлінбеген: жарты күн берілмейді.",
        "ru": "Рабочий день суда не делится надвое: полдня взять нельзя.",
        "en": "The court's day has no two halves: half a day cannot be taken.",
    },
    "not_in_post": {
        "kk": "{day} күні адам бұл сотта лауазымда емес.",
        "ru": "{day} лицо не занимает должности в этом суде.",
        "en": "The person is not in post in this court on {day}.",
    },
    "too_short_notice": {
        "kk": "Өтініш кемінде {days} күн бұрын беріледі: ең ерте басталатын күні – {earliest}.",
        "ru": "Заявление подаётся не менее чем за {days} дн.: самое раннее начало – {earliest}.",
        "en": "It is asked for at least {days} days before: {earliest} at the earliest.",
    },
    "no_day_counts": {
        "kk": "{first} – {last} аралығында есептелетін күн жоқ.",
        "ru": "С {first} по {last} нет ни одного учитываемого дня.",
        "en": "No day from {first} to {last} counts.",
    },
    "too_long": {
        "kk": "{days} күн, ал қатарынан ең көбі {longest} күн.",
        "ru": "{days} дн., а подряд не более {longest}.",
        "en": "{days} days, and at most {longest} in one stretch.",
    },
    "not_enough_days": {
        "kk": "{days} күн сұралды, қалғаны {left}.",
        "ru": "Запрошено {days} дн., осталось {left}.",
        "en": "{days} days are asked for, {left} are left.",
    },
    "substitute_needed": {
        "kk": "Орнын кім басатыны көрсетілуге тиіс.",
        "ru": "Должно быть указано, кто замещает.",
        "en": "Somebody has to be named who stands in.",
    },
    "own_substitute": {
        "kk": "Адам өзінің орнын баса алмайды.",
        "ru": "Лицо не может замещать само себя.",
        "en": "Nobody stands in for themselves.",
    },
    "substitute_not_in_post": {
        "kk": "Орнын басатын адам {day} күні бұл сотта лауазымда емес.",
        "ru": "Замещающее лицо {day} не занимает должности в этом суде.",
        "en": "Who stands in is not in post in this court on {day}.",
    },
    "substitute_away": {
        "kk": "Орнын басатын адам {start} – {end} аралығында болмайды.",
        "ru": "Замещающее лицо отсутствует с {start} по {end}.",
        "en": "Who stands in is away from {start} to {end}.",
    },
    "substitute_suspended": {
        "kk": "Орнын басатын адам {from_on} күнінен бастап шеттетілген.",
        "ru": "Замещающее лицо отстранено с {from_on}.",
        "en": "Who stands in is suspended from {from_on}.",
    },
    "leave_begun": {
        "kk": "Демалыс {start} басталған: оны тоқтатуға болады, бірақ болмаған етуге болмайды.",
        "ru": "Отпуск начался {start}: его можно прервать, но не отменить.",
        "en": "The leave began at {start}: it can be cut short, not undone.",
    },
    "leave_over": {
        "kk": "Демалыс {end} аяқталған.",
        "ru": "Отпуск закончился {end}.",
        "en": "The leave was over at {end}.",
    },
    "only_shorter": {
        "kk": "Демалыс {last} күні аяқталады: оны тек қысқартуға болады, ұзартуға жаңа өтініш керек.",
        "ru": "Отпуск заканчивается {last}: его можно только сократить, для продления нужно новое заявление.",
        "en": "It ends on {last} and can only be made shorter; more days need a request of their own.",
    },
    "needs_no_certificate": {
        "kk": "Бұл түрге анықтама керек емес.",
        "ru": "Для этого вида справка не нужна.",
        "en": "Leave of this type needs no certificate.",
    },
    "entitlement_missing": {
        "kk": "Есептелу тәртібі бар, бірақ жылдық күн саны көрсетілмеген.",
        "ru": "Указан порядок начисления, но не указано число дней в год.",
        "en": "It accrues, and no days a year are given.",
    },
    "accrual_missing": {
        "kk": "Жылдық күн саны бар, бірақ есептелу тәртібі көрсетілмеген.",
        "ru": "Указано число дней в год, но не порядок начисления.",
        "en": "Days a year are given, and not when they accrue.",
    },
    "entitlement_twice": {
        "kk": "Бір лауазым мен еңбек өтілі үшін екі жазба бар.",
        "ru": "Для одной роли и одного стажа указаны две записи.",
        "en": "Two entries are for the same role and years of service.",
    },
    "open_end_needs_no_approval": {
        "kk": "Соңы белгісіз болмау тек тіркелетін түрлерде болады.",
        "ru": "Открытый конец возможен только у видов, которые лишь регистрируются.",
        "en": "Only leave that is recorded without approval can be open-ended.",
    },
}

EXPLANATIONS: Mapping[str, Mapping[Language, str]] = {
    "carried_over": {
        "kk": "Өткен жылдан қалғаны.",
        "ru": "Остаток прошлого года.",
        "en": "Left from the year before.",
    },
    "lapsed": {
        "kk": "Келесі жылға ең көбі {limit} күн көшеді.",
        "ru": "На следующий год переходит не более {limit} дн.",
        "en": "At most {limit} days go into the next year.",
    },
    "opening": {
        "kk": "Бастапқы қалдық: {reason}",
        "ru": "Начальный остаток: {reason}",
        "en": "Opening balance: {reason}",
    },
    "accrued": {
        "kk": "Жылына {entitlement} күн; лауазымда {days} күннен {held} күн.",
        "ru": "{entitlement} дн. в год; в должности {held} из {days} дн.",
        "en": "{entitlement} days a year; in post on {held} of {days} days.",
    },
    "correction": {"kk": "Түзету: {reason}", "ru": "Корректировка: {reason}", "en": "Correction: {reason}"},
    "taken": {
        "kk": "{first} – {last} аралығындағы демалыс.",
        "ru": "Отпуск с {first} по {last}.",
        "en": "Leave from {first} to {last}.",
    },
    "booked": {
        "kk": "{first} – {last} аралығында бекітілген демалыс.",
        "ru": "Утверждённый отпуск с {first} по {last}.",
        "en": "Leave approved from {first} to {last}.",
    },
    "given_back": {
        "kk": "{first} – {last} аралығындағы еңбекке жарамсыздық үшін қайтарылды.",
        "ru": "Возвращено за нетрудоспособность с {first} по {last}.",
        "en": "Given back for sickness from {first} to {last}.",
    },
    "expired": {
        "kk": "Өткен жылдан көшкен күндер мерзімінде алынбады.",
        "ru": "Перенесённые дни не использованы в срок.",
        "en": "Carried over and not taken in time.",
    },
}


def explanation(line: Line, language: Language) -> str:
    """What a line of a ledger is about, in words."""
    held, days = line.in_post or (0, 0)
    return EXPLANATIONS[line.what][language].format(
        limit=line.limit,
        reason=line.reason,
        entitlement=line.entitlement,
        held=held,
        days=days,
        first=line.span.first_on if line.span else "",
        last=line.span.last_on if line.span else "",
    )
