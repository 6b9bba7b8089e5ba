"""What HR says to people, in the three languages of the courts."""

from collections.abc import Mapping

from tarazy_shared.pages.language import accepted_language

from tarazy_hr import texts_of_discipline, texts_of_education, texts_of_evaluation, texts_of_selection
from tarazy_hr.domain.court import Language
from tarazy_hr.leave_texts import LEAVE_REASONS

REASONS: Mapping[str, Mapping[Language, str]] = {
    **LEAVE_REASONS,
    "unknown_court": {
        "kk": "{reference} соты тіркелмеген.",
        "ru": "Суд {reference} не зарегистрирован.",
        "en": "The court {reference} is not registered.",
    },
    "unknown_person": {
        "kk": "{reference} адамы бұл сотқа ешқашан тағайындалмаған.",
        "ru": "Лицо {reference} никогда не назначалось в этот суд.",
        "en": "The person {reference} was never appointed in this court.",
    },
    "unknown_absence": {
        "kk": "{reference} болмауы белгісіз.",
        "ru": "Отсутствие {reference} неизвестно.",
        "en": "There is no absence {reference}.",
    },
    "unknown_account": {
        "kk": "{reference} есептік жазбасы белгісіз немесе жабылған.",
        "ru": "Учётная запись {reference} неизвестна или закрыта.",
        "en": "The account {reference} is not known or was closed.",
    },
    "unknown_grant": {
        "kk": "{reference} рөлі берілмеген.",
        "ru": "Роль {reference} не предоставлялась.",
        "en": "There is no grant {reference}.",
    },
    "unknown_interest": {
        "kk": "Бұл сотта {reference} мүддесі мәлімделмеген.",
        "ru": "В этом суде интерес {reference} не заявлен.",
        "en": "No interest {reference} is declared in this court.",
    },
    "unknown_authorisation": {
        "kk": "Адамға {reference} мамандануы бойынша рұқсат берілмеген.",
        "ru": "Лицо не допускалось к специализации {reference}.",
        "en": "The person was never authorised for {reference}.",
    },
    "ends_before_start": {
        "kk": "Соңы ({end}) басынан ({start}) бұрын немесе онымен бірге.",
        "ru": "Конец ({end}) не позже начала ({start}).",
        "en": "It ends ({end}) before it has begun ({start}).",
    },
    "pattern_without_hours": {
        "kk": "Жұмыс кестесінде бірде-бір жарты күн жоқ.",
        "ru": "В рабочем графике нет ни одной половины дня.",
        "en": "The working pattern has no half-day of work.",
    },
    "pattern_begun": {
        "kk": "Жұмыс кестесі {day} күні басталып қойған; оның орнына басқасын белгілеңіз.",
        "ru": "Рабочий график уже начал действовать {day}; установите вместо него другой.",
        "en": "The working pattern has begun on {day}; lay down another one in its place.",
    },
    "separated": {
        "kk": "Адам {day} күні жұмыстан босатылған; жаңа тағайындау одан кейін басталады.",
        "ru": "Лицо освобождено от должности {day}; новое назначение начинается позже.",
        "en": "The person left on {day}; a new appointment begins after that day.",
    },
    "after_appointment": {
        "kk": "Тағайындау {day} күні аяқталады.",
        "ru": "Назначение заканчивается {day}.",
        "en": "The appointment ends on {day}.",
    },
    "post_held": {
        "kk": "Лауазымды {from_on} – {to_on} аралығында {person} атқарады.",
        "ru": "Должность занята лицом {person} с {from_on} по {to_on}.",
        "en": "The post is held by {person} from {from_on} to {to_on}.",
    },
    "post_shared": {
        "kk": "Лауазымды {from_on} күнінен бастап екі адам атқарады, екіншісі {person}.",
        "ru": "С {from_on} должность занимают двое, второй – {person}.",
        "en": "Two people hold the post from {from_on}, the second is {person}.",
    },
    "post_overfilled": {
        "kk": "{day} күнінен бастап лауазымда {held} мөлшерлеме атқарылар еді, ал лауазымда {share} ғана бар.",
        "ru": "С {day} в должности было бы занято {held} ставки, а в ней только {share}.",
        "en": "From {day} the holders' shares would sum to {held}; the post has {share}.",
    },
    "post_not_there": {
        "kk": "Лауазым {from_on} – {to_on} аралығында ғана бар.",
        "ru": "Должность существует только с {from_on} по {to_on}.",
        "en": "The post exists only from {from_on} to {to_on}.",
    },
    "post_still_held": {
        "kk": "Лауазымды {from_on} – {to_on} аралығында {person} атқарады; ол күндері лауазым болуға тиіс.",
        "ru": "Должность занята лицом {person} с {from_on} по {to_on}; в эти дни она должна существовать.",
        "en": "The post is held by {person} from {from_on} to {to_on}; it has to exist on those days.",
    },
    "post_of_another_role": {
        "kk": "Штат кестесінде бұл лауазым – {role}.",
        "ru": "По штатному расписанию эта должность – {role}.",
        "en": "By the staffing table this post is one of {role}.",
    },
    "post_of_another_court": {
        "kk": "Лауазым {court} сотының штатында.",
        "ru": "Должность в штате суда {court}.",
        "en": "The post is in the staffing table of {court}.",
    },
    "unknown_what_if": {
        "kk": "{reference} нұсқасы сақталмаған.",
        "ru": "Вариант {reference} не сохранён.",
        "en": "No what-if {reference} is saved.",
    },
    "unknown_acting": {
        "kk": "{reference} міндет атқаруы белгісіз.",
        "ru": "Исполнение обязанностей {reference} неизвестно.",
        "en": "Nobody acts under {reference}.",
    },
    "acting_begun": {
        "kk": "Міндет атқару {day} күні басталып қойған; соңғы күнін көрсетіңіз.",
        "ru": "Исполнение обязанностей уже началось {day}; укажите его последний день.",
        "en": "Acting has begun on {day}; say its last day.",
    },
    "own_post": {
        "kk": "Бұл – адамның өз лауазымы.",
        "ru": "Это собственная должность лица.",
        "en": "This is the person's own post.",
    },
    "unknown_post": {
        "kk": "{reference} лауазымы бұл соттың штат кестесінде жоқ.",
        "ru": "Должности {reference} нет в штатном расписании этого суда.",
        "en": "The staffing table of this court has no post {reference}.",
    },
    "authorised_already": {
        "kk": "Адамда {from_on} – {to_on} аралығында рұқсат бар; алдымен оны аяқтаңыз.",
        "ru": "Лицо уже допущено с {from_on} по {to_on}; сначала прекратите этот допуск.",
        "en": "The person is authorised from {from_on} to {to_on} already; end that first.",
    },
    "after_authorisation": {
        "kk": "Рұқсат {day} күні аяқталады.",
        "ru": "Допуск заканчивается {day}.",
        "en": "The authorisation ends on {day}.",
    },
    "absence_known": {
        "kk": "Бұл нөмірмен басқа болмау тіркелген, күйі: {status}.",
        "ru": "Под этим номером записано другое отсутствие, состояние: {status}.",
        "en": "Another absence has this id; it is {status}.",
    },
    "absence_overlaps": {
        "kk": "{start} – {end} аралығындағы бекітілген {absence} болмауымен қабаттасады.",
        "ru": "Пересекается с утверждённым отсутствием {absence}, с {start} до {end}.",
        "en": "It overlaps the approved absence {absence} from {start} to {end}.",
    },
    "outside_appointment": {
        "kk": "Адам лауазымда {from_on} – {to_on} аралығында ғана.",
        "ru": "Лицо занимает должность только с {from_on} по {to_on}.",
        "en": "The person is in post only from {from_on} to {to_on}.",
    },
    "not_requested": {
        "kk": "Болмау туралы шешім қабылданып қойған, күйі: {status}.",
        "ru": "Решение об отсутствии уже принято, состояние: {status}.",
        "en": "The absence has been decided already: it is {status}.",
    },
    "not_approved": {
        "kk": "Тек бекітілген болмаудың күшін жоюға болады, күйі: {status}.",
        "ru": "Отменить можно только утверждённое отсутствие, состояние: {status}.",
        "en": "Only an approved absence can be cancelled; this one is {status}.",
    },
    "suspended_already": {
        "kk": "Адам {from_on} – {back_on} аралығында шеттетілген.",
        "ru": "Лицо уже отстранено с {from_on} по {back_on}.",
        "en": "The person is suspended from {from_on} to {back_on} already.",
    },
    "not_suspended": {
        "kk": "Адам шеттетілмеген.",
        "ru": "Лицо не отстранено.",
        "en": "The person is not suspended.",
    },
    "interest_ended": {
        "kk": "Мүдде {day} күні тоқтатылған; жаңасын жаңа нөмірмен мәлімдеңіз.",
        "ru": "Интерес прекращён {day}; новый заявляется под новым номером.",
        "en": "The interest ended on {day}; declare a new one under a new id.",
    },
    "id_taken": {
        "kk": "Бұл нөмір басқа адамның немесе соттың жазбасына тиесілі.",
        "ru": "Этот номер принадлежит записи другого лица или суда.",
        "en": "The id belongs to a record of another person or court.",
    },
    "norm_backwards": {
        "kk": "Норма өткенге қарай өзгертілмейді: {valid_from} – басталып қойған күн, бүгін {today}.",
        "ru": "Норма не меняется задним числом: {valid_from} уже наступило, сегодня {today}.",
        "en": "Norms are never changed backwards: {valid_from} has begun, today is {today}.",
    },
    "period_too_long": {
        "kk": "Көрсеткіштер бірден ең көбі {days} күнге есептеледі.",
        "ru": "Показатели считаются не более чем за {days} дней сразу.",
        "en": "Figures are computed for {days} days at most at once.",
    },
    "year_too_long": {
        "kk": "Жылда {days} жұмыс күні болмайды.",
        "ru": "В году не бывает {days} рабочих дней.",
        "en": "No year has {days} working days.",
    },
    "year_without_days": {
        "kk": "Судьяның жылында іске {days} күн қалады: ең кемі бір күн қалуға тиіс.",
        "ru": "В году судьи на дела остаётся дней: {days}; должен остаться хотя бы один.",
        "en": "{days} days of the judge's year are left for cases: at least one has to be.",
    },
    "fewer_than_none": {
        "kk": "{court} сотында мұнша судья жоқ.",
        "ru": "В суде {court} нет стольких судей.",
        "en": "The court {court} has not so many judges.",
    },
    "tenure_taken": {
        "kk": "Адам бұл сотта осы күндері басқа тағайындаумен лауазымда.",
        "ru": "В эти дни лицо состоит в этом суде по другому назначению.",
        "en": "The person is in post in this court by another appointment on these days.",
    },
    "post_taken": {
        "kk": "Лауазымды осы күндері басқа адам атқарады.",
        "ru": "В эти дни должность занята другим лицом.",
        "en": "Somebody else holds the post on these days.",
    },
    "absence_taken": {
        "kk": "Осы уақытта бекітілген басқа болмау бар.",
        "ru": "На это время уже утверждено другое отсутствие.",
        "en": "Another absence is approved for this time.",
    },
    "authorisation_taken": {
        "kk": "Осы күндерге рұқсат берілген.",
        "ru": "На эти дни допуск уже дан.",
        "en": "The person is authorised for these days already.",
    },
    "suspension_taken": {
        "kk": "Адам осы күндері шеттетілген.",
        "ru": "В эти дни лицо уже отстранено.",
        "en": "The person is suspended on these days already.",
    },
    "wrong_court": {
        "kk": "Жол {other} сотына тиесілі.",
        "ru": "Строка относится к суду {other}.",
        "en": "The row belongs to the court {other}.",
    },
    "row_repeated": {
        "kk": "Осы нөмір {row}-жолда бар.",
        "ru": "Этот номер уже есть в строке {row}.",
        "en": "Row {row} has the same id.",
    },
    "tenure_overlaps": {
        "kk": "Адам бұл сотта {from_on} – {to_on} аралығында басқа тағайындаумен лауазымда.",
        "ru": "В этом суде лицо занимает должность с {from_on} по {to_on} по другому назначению.",
        "en": "The person is in post in this court from {from_on} to {to_on} by another appointment.",
    },
    "person_without_appointment": {
        "kk": "Адам тағайындалмаған: бұл файлда да, бұрын да.",
        "ru": "Лицо не назначено: ни в этом файле, ни раньше.",
        "en": "The person has no appointment, in this file or before.",
    },
    "person_without_name": {
        "kk": "Адамның аты-жөні белгісіз: ол осы файлда жазылуға тиіс.",
        "ru": "Имя лица неизвестно: оно должно стоять в этом файле.",
        "en": "The person's name is not known: it has to be in the file.",
    },
    "post_without_role": {
        "kk": "Рөл лауазымда да, жолда да көрсетілмеген.",
        "ru": "Роль не указана ни у должности, ни в строке.",
        "en": "Neither the post nor the row says the role.",
    },
    "post_ambiguous": {
        "kk": "Сотта {number} нөмірлі бірнеше лауазым бар; лауазым id көрсетіңіз.",
        "ru": "В суде несколько должностей с номером {number}; укажите id должности.",
        "en": "The court has several posts numbered {number}: say post_id.",
    },
    "rows_about_one": {
        "kk": "{rows} жолдары бір нәрсе туралы.",
        "ru": "Строки {rows} об одном и том же.",
        "en": "Rows {rows} are about the same thing.",
    },
    "court_missing": {
        "kk": "Жол қай сотқа қатысты екені айтылмаған.",
        "ru": "Не указано, к какому суду относится строка.",
        "en": "The row does not say of which court it is.",
    },
    "court_of_others": {
        "kk": "{court} сотының жазбаларын өзгерте алмайсыз.",
        "ru": "Записи суда {court} вам менять нельзя.",
        "en": "You may not change the records of {court}.",
    },
    "name_incomplete": {
        "kk": "Атауы үш тілде де жазылуға тиіс.",
        "ru": "Название нужно на всех трёх языках.",
        "en": "The name has to be there in all three languages.",
    },
    "cell_missing": {
        "kk": "Ұяшық бос болмауға тиіс.",
        "ru": "Ячейка не должна быть пустой.",
        "en": "The cell must not be empty.",
    },
    "cell_too_long": {
        "kk": "Мәтін {most} таңбадан ұзын.",
        "ru": "Текст длиннее {most} знаков.",
        "en": "The text is longer than {most} characters.",
    },
    "cell_wrong": {
        "kk": "Мәтінде рұқсат етілмеген таңба бар: {given}.",
        "ru": "В тексте недопустимый знак: {given}.",
        "en": "The text has a character that is not allowed: {given}.",
    },
    "cell_beyond_header": {
        "kk": "«{given}» ұяшығының үстінде баған атауы жоқ.",
        "ru": "Над ячейкой «{given}» нет названия столбца.",
        "en": "Above the cell “{given}” stands no name of a column.",
    },
    "day_wrong": {
        "kk": "«{given}» күн емес; мысалы 31.12.2026.",
        "ru": "«{given}» – не дата; например, 31.12.2026.",
        "en": "“{given}” is no day; write it like 31.12.2026 or 2026-12-31.",
    },
    "share_wrong": {
        "kk": "«{given}» мөлшерлеме емес; мысалы 0,5.",
        "ru": "«{given}» – не ставка; например, 0,5.",
        "en": "“{given}” is no share; write it like 0.5.",
    },
    "flag_wrong": {
        "kk": "«{given}» орнына «иә» не «жоқ» жазыңыз.",
        "ru": "Вместо «{given}» напишите «да» или «нет».",
        "en": "Instead of “{given}” write yes or no.",
    },
    "languages_wrong": {
        "kk": "«{given}» – тілдер емес; мысалы kk;ru.",
        "ru": "«{given}» – не языки; например, kk;ru.",
        "en": "“{given}” are no languages; write them like kk;ru.",
    },
    "pattern_wrong": {
        "kk": "«{given}» – жұмыс кестесі емес; мысалы mon:am+pm;tue:am.",
        "ru": "«{given}» – не рабочий график; например, mon:am+pm;tue:am.",
        "en": "“{given}” is no working pattern; write it like mon:am+pm;tue:am.",
    },
    "uuid_wrong": {
        "kk": "«{given}» UUID емес.",
        "ru": "«{given}» – не UUID.",
        "en": "“{given}” is no UUID.",
    },
    "court_wrong": {
        "kk": "«{given}» сот коды емес: кіші латын әріптері, цифрлар және сызықша, 2–40.",
        "ru": "«{given}» – не код суда: строчные латинские буквы, цифры и дефис, от 2 до 40.",
        "en": "“{given}” is no court's code: 2 to 40 small Latin letters, digits and hyphens.",
    },
    "level_wrong": {
        "kk": "«{given}» деңгейі белгісіз: district, regional, cassation, supreme.",
        "ru": "Звено «{given}» неизвестно: district, regional, cassation, supreme.",
        "en": "The level “{given}” is not known: district, regional, cassation, supreme.",
    },
    "language_wrong": {
        "kk": "«{given}» тілі kk, ru, en емес.",
        "ru": "Язык «{given}» – не kk, ru или en.",
        "en": "The language “{given}” is not one of kk, ru, en.",
    },
    "zone_wrong": {
        "kk": "«{given}» уақыт белдеуі белгісіз; мысалы Asia/Almaty.",
        "ru": "Часовой пояс «{given}» неизвестен; например, Asia/Almaty.",
        "en": "The time zone “{given}” is not known; write it like Asia/Almaty.",
    },
    "email_wrong": {
        "kk": "«{given}» электрондық пошта мекенжайы емес.",
        "ru": "«{given}» – не адрес электронной почты.",
        "en": "“{given}” is no mailbox.",
    },
    "telephone_wrong": {
        "kk": "«{given}» телефон нөмірі емес.",
        "ru": "«{given}» – не номер телефона.",
        "en": "“{given}” is no telephone number.",
    },
    "web_address_wrong": {
        "kk": "«{given}» веб-мекенжай емес.",
        "ru": "«{given}» – не веб-адрес.",
        "en": "“{given}” is no web address.",
    },
    "file_empty": {
        "kk": "Файлда ештеңе жоқ.",
        "ru": "Файл пуст.",
        "en": "There is nothing in the file.",
    },
    "old_excel": {
        "kk": "Бұл ескі Excel (xls) файлы; оны xlsx не csv түрінде сақтаңыз.",
        "ru": "Это файл старого Excel (xls); сохраните его как xlsx или csv.",
        "en": "This is a file of an old Excel (xls): save it as xlsx or csv.",
    },
    "not_text": {
        "kk": "Файл xlsx те, csv мәтіні де емес.",
        "ru": "Файл – ни xlsx, ни текст csv.",
        "en": "The file is neither xlsx nor text as csv is.",
    },
    "not_csv": {
        "kk": "{line}-жолдан бастап CSV оқылмайды: тырнақшаларды тексеріңіз.",
        "ru": "Начиная со строки {line} CSV не читается: проверьте кавычки.",
        "en": "From line {line} the CSV cannot be read: check the quotes.",
    },
    "not_a_workbook": {
        "kk": "XLSX файлы бүлінген немесе толық емес.",
        "ru": "Файл XLSX повреждён или неполон.",
        "en": "The XLSX file is damaged or not whole.",
    },
    "too_large_unpacked": {
        "kk": "Файлда {most} МиБ-тан көп дерек бар.",
        "ru": "В файле больше {most} МиБ данных.",
        "en": "The file unpacks to more than {most} MiB.",
    },
    "too_many_rows": {
        "kk": "Парақта {most} жолдан көп.",
        "ru": "На листе больше {most} строк.",
        "en": "The sheet has more than {most} rows.",
    },
    "too_many_columns": {
        "kk": "Парақта {most} бағаннан көп.",
        "ru": "На листе больше {most} столбцов.",
        "en": "The sheet has more than {most} columns.",
    },
    "header_unknown": {
        "kk": "Бірінші жолда баған атаулары танылмады: {given}.",
        "ru": "В первой строке не узнаны названия столбцов: {given}.",
        "en": "The first row has no names of columns that are known here: {given}.",
    },
    "header_below": {
        "kk": "Баған атаулары {row}-жолда тұр: оның үстіндегі тақырып жолдарын өшіріңіз.",
        "ru": "Названия столбцов стоят в строке {row}: удалите строки заголовка над ней.",
        "en": "The names of the columns stand in row {row}: delete the title rows above it.",
    },
    "column_twice": {
        "kk": "{column} бағаны екі рет тұр.",
        "ru": "Столбец {column} стоит дважды.",
        "en": "The column {column} is there twice.",
    },
    "column_unknown": {
        "kk": "«{column}» бағаны белгісіз: атауын өзгертіңіз не бағанды өшіріңіз.",
        "ru": "Столбец «{column}» неизвестен: переименуйте или удалите его.",
        "en": "The column “{column}” is not known: rename it or take it out.",
    },
    "column_missing": {
        "kk": "{column} бағаны жоқ.",
        "ru": "Нет столбца {column}.",
        "en": "The column {column} is missing.",
    },
    "key_reused": {
        "kk": "Idempotency-Key басқа сұраумен пайдаланылған.",
        "ru": "Idempotency-Key уже использован с другим запросом.",
        "en": "The Idempotency-Key was used with another request.",
    },
    **texts_of_selection.REASONS,
    **texts_of_discipline.REASONS,
    **texts_of_education.REASONS,
    **texts_of_evaluation.REASONS,
}

TITLES: Mapping[str, Mapping[Language, str]] = {
    "unknown": {
        "kk": "Сұралған жазба жоқ",
        "ru": "Запрошенной записи нет",
        "en": "What is referred to is not recorded here",
    },
    "conflict": {
        "kk": "Бұл бұрын жазылғанға қайшы",
        "ru": "Это противоречит тому, что уже записано",
        "en": "This disagrees with what stands",
    },
    "wrong": {
        "kk": "Сұрауда қате өріс бар",
        "ru": "В запросе есть неверное поле",
        "en": "The request has a wrong field",
    },
    "bad_rows": {
        "kk": "Файлда қате жолдар бар, ештеңе енгізілмеді",
        "ru": "В файле есть неверные строки, ничего не внесено",
        "en": "The file has bad rows, nothing was imported",
    },
    "file_unreadable": {
        "kk": "Файл оқылмайды, ештеңе енгізілмеді",
        "ru": "Файл не читается, ничего не внесено",
        "en": "The file cannot be read, nothing was imported",
    },
    "own_copy_alone": {
        "kk": "Кесте қызметі жауап бермеді: бұл – кадр қызметінің тыңдаулар туралы өз көшірмесі ғана.",
        "ru": "Служба расписания не ответила: это лишь собственная копия кадровой службы о заседаниях.",
        "en": "Scheduling did not answer: this is only HR's own copy of the hearing facts.",
    },
    "own_copy": {
        "kk": "Бұл – кадр қызметінің тыңдаулар туралы өз көшірмесі; кесте қызметі сұралған жоқ.",
        "ru": "Это собственная копия кадровой службы о заседаниях; служба расписания не опрашивалась.",
        "en": "This is HR's own copy of the hearing facts; scheduling was not asked.",
    },
}


def reason(code: str, particulars: Mapping[str, str], language: Language) -> str:
    """Why something is refused, in words."""
    return REASONS[code][language].format_map(particulars)


def preferred_language(accepted: str | None) -> Language:
    """The language of an `Accept-Language` header that HR speaks; English for programs that name none."""
    return accepted_language(accepted) or "en"
