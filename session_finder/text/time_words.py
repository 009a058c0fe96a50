"""The words for days and times in the languages of the pages, and patterns made of them.

All words are folded by ``fold_in_place``, as the texts are in which they are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

WEEKDAYS: Final[Mapping[str, int]] = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lunes martes miercoles jueves viernes sabado domingo",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
        "月曜 火曜 水曜 木曜 金曜 土曜 日曜",
    )
    for number, name in enumerate(names.split())
} | {"sonnabend": 5}
# Short forms have other meanings too ("sun"), so they count only before a part of the day or a clock time.
SHORT: Final[Mapping[str, int]] = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
# And these only in a range of days: "Mo-Mi", "vie a dom".
SHORT_IN_RANGES: Final[Mapping[str, int]] = {
    name: number
    for names in ("mo di mi do fr sa so", "lun mar mie jue vie sab dom", "lun mar mer jeu ven sam dim")
    for number, name in enumerate(names.split())
} | dict(SHORT)
DAYS_OF_RANGES: Final[Mapping[str, int]] = {**WEEKDAYS, **SHORT_IN_RANGES}
WEEKENDS: Final = ("weekend", "wochenende", "fin de semana", "week-end", "週末")
RELATIVE: Final[Mapping[str, int]] = {
    "today": 0, "heute": 0, "hoy": 0, "aujourd'hui": 0, "aujourd’hui": 0, "今日": 0, "本日": 0,
    "tomorrow": 1, "morgen": 1, "manana": 1, "demain": 1, "明日": 1,
    "day after tomorrow": 2, "ubermorgen": 2, "pasado manana": 2, "apres-demain": 2, "明後日": 2,
}  # fmt: skip
# Phrases for a part of today.
PARTS_OF_TODAY: Final[Mapping[str, str]] = {
    "this morning": "morning", "this afternoon": "afternoon", "this evening": "evening", "tonight": "evening",
    "esta manana": "morning", "esta tarde": "afternoon", "esta noche": "evening",
    "ce matin": "morning", "cet apres-midi": "afternoon", "ce soir": "evening",
    "今朝": "morning", "今夜": "evening", "今晩": "evening",
}  # fmt: skip
PARTS: Final[Mapping[str, str]] = {
    "morning": "morning", "afternoon": "afternoon", "evening": "evening",
    "vormittag": "morning", "fruh": "morning", "morgen": "morning", "nachmittag": "afternoon", "abend": "evening",
    "manana": "morning", "tarde": "afternoon", "noche": "evening",
    "matin": "morning", "apres-midi": "afternoon", "apres midi": "afternoon", "soir": "evening",
    "午前中": "morning", "午前": "morning", "朝": "morning", "午後": "afternoon", "夕方": "evening", "夜": "evening",
}  # fmt: skip
# What is a part of the day beside a subject too: these words, and a part behind such a preposition.
DAILY: Final = ("vormittags", "nachmittags", "abends", "午前中", "午前", "午後")
MARKS_OF_PART: Final = ("in the", "am", "por la", "en la", "dans la")
BEFORE_PART: Final = ("in the", "am", "por la", "de la", "en la", "a la", "dans la", "le", "l'", "l’", "の")
ON: Final = (
    "on the", "on", "for", "this", "next", "at the", "over the", "am", "an diesem", "diesen", "den",
    "el", "este", "los", "le", "ce",
)  # fmt: skip
FROM: Final = ("from", "von", "vom", "de", "del", "du", "desde", "desde el")
TO: Final = ("to", "until", "till", "through", "thru", "bis", "bis zum", "a", "al", "au", "hasta", "hasta el")
SIGNS_OF_RANGE: Final = ("-", "–", "—", "~", "〜", "～", "から")
AND: Final = (",", "/", "and", "or", "und", "oder", "y", "o", "et", "ou", "&", "と", "・", "、")
AFTER: Final = (
    "after", "from", "starting at", "starting from", "nach", "ab", "von",
    "despues de", "a partir de", "desde", "apres", "des", "depuis",
)  # fmt: skip
BEFORE: Final = (
    "before", "until", "till", "by", "up to", "vor", "bis", "antes de", "hasta", "avant", "jusqu'a", "jusqu’a",
)  # fmt: skip
# What programmes call the lunch break.
LUNCH: Final = (
    "lunch", "lunchtime", "mittagspause", "mittagessen", "dejeuner", "almuerzo", "pranzo",
    "昼休み", "昼休憩", "昼食", "ランチ",
)  # fmt: skip
AFTER_LUNCH: Final = (
    "after lunch", "nach dem mittagessen", "nach dem mittag", "nach der mittagspause",
    "despues de comer", "despues de la comida", "despues del almuerzo", "apres le dejeuner", "apres dejeuner",
    "昼食後", "昼休み後",
)  # fmt: skip
BEFORE_LUNCH: Final = (
    "before lunch", "vor dem mittagessen", "vor der mittagspause", "antes de comer", "antes de la comida",
    "antes del almuerzo", "avant le dejeuner", "avant dejeuner", "昼食前",
)  # fmt: skip
NOON: Final = ("noon", "midday", "mittag", "mediodia", "正午")
MIDI: Final = (
    "midi"  # noon only after a French preposition, see AFTER_OR_BEFORE_IN_FRENCH; otherwise the music protocol
)
AFTER_OR_BEFORE_IN_FRENCH: Final = ("apres", "avant", "jusqu'a", "jusqu’a")
MONTHS: Final[Mapping[str, int]] = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    )
    for number, name in enumerate(names.split(), start=1)
} | {"sept": 9}
# One moment: "at 14:00"; "um 14 Uhr".
AT: Final = ("at", "um", "a las", "a la", "a", "vers", "gegen", "around", "kl")
NOW: Final = (
    "now", "right now", "just now", "currently", "at the moment", "jetzt", "gerade", "im moment", "ahora",
    "ahora mismo", "maintenant", "en ce moment", "今", "現在", "ただいま",
)  # fmt: skip
NEXT: Final = (
    "next", "up next", "coming up", "als nachstes", "als nachste", "nachste", "nachsten", "demnachst", "siguiente",
    "siguientes", "proxima", "proximas", "proximo", "a continuacion", "ensuite", "prochain", "prochaine", "prochaines",
    "prochains", "a suivre", "次", "この後", "このあと",
)  # fmt: skip
DAY_NOUNS: Final = ("day", "tag", "dia", "jour")
DAYS_NOUNS: Final = ("days", "tage", "tagen", "dias", "jours")
CARDINALS: Final[Mapping[str, int]] = {
    name: number
    for names in ("one two three four five", "eins zwei drei vier funf", "uno dos tres cuatro cinco",
                  "un deux trois quatre cinq")
    for number, name in enumerate(names.split(), start=1)
}  # fmt: skip
ORDINALS: Final[Mapping[str, int]] = {
    name: number
    for names in ("first second third fourth fifth", "ersten zweiten dritten vierten funften",
                  "erster zweiter dritter vierter funfter",
                  "primer segundo tercer cuarto quinto", "premier deuxieme troisieme quatrieme cinquieme")
    for number, name in enumerate(names.split(), start=1)
} | dict.fromkeys(("last", "final", "letzten", "letzter", "ultimo", "dernier", "最終日"), -1) | {"初日": 1}  # fmt: skip
HOURS: Final = ("hours", "hour", "hrs", "hr", "h", "stunden", "stunde", "horas", "hora", "heures", "heure", "時間")
MINUTES: Final = ("minutes", "minute", "mins", "min", "minuten", "minutos", "minuto", "分間", "分")
HALF: Final = ("half an", "half a", "eine halbe", "einer halben", "halbe", "halben", "media", "une demi", "demi", "半")
ONE: Final = ("an", "one", "a", "eine", "einer", "una", "une")
SHORTER: Final = (
    "under", "less than", "shorter than", "at most", "up to", "no longer than", "max", "maximum", "within",
    "unter", "weniger als", "kurzer als", "hochstens", "bis zu", "maximal", "de menos de", "menos de", "como maximo",
    "hasta", "de moins de", "moins de", "moins d'", "moins d’", "au plus", "maximum",
)  # fmt: skip
LONGER: Final = (
    "over", "more than", "longer than", "at least", "min", "minimum", "uber", "mehr als", "langer als", "mindestens",
    "de mas de", "mas de", "al menos", "como minimo", "de plus de", "plus de", "plus d'", "plus d’", "au moins",
)  # fmt: skip
# Before a day, these mean that the day is not a date of this programme, or that it is excluded.
NOT_A_DAY: Final = frozenset(
    """every each last any no not never but except without than before until till nicht kein keine ohne ausser
    jeden jeder sauf pas sans chaque excepto salvo sin cada menos like since ago thank""".split()  # noqa: SIM905
)
# These do so only directly before it: "Good Friday", but not "what is good on Friday".
NAMED_DAY_WORDS: Final = frozenset(
    """black good ash cyber bloody blue super casual manic holy easter palm maundy shrove fat giving rainy
    karfreitag schwarzer santo noir negro""".split()  # noqa: SIM905
)
# A query with one of these is searched literally.
QUOTES: Final = re.compile('["“”„«»‹›「」『』]')


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first; a space matches one white-space character."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_spaced(word) for word in longest_first) + ")"


def _spaced(word: str) -> str:
    signs = "".join(f"\\{letter}" if letter in ".&/-" else letter for letter in word)
    return signs.replace(" ", r"\s")
