"""Whether an interest is in a language that the model does not read.

Told by py3langid, a kept naive Bayes model over letter groups (Lui and Baldwin 2012). It is unsure of a few words, and
names of people and products are in no language: so nothing is said unless most words are strangers to the programme
and the guess is far ahead. An interest in another script needs no guess.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import Any

SURE = 0.95
FEWEST_WORDS = 3
_SCRIPTS = {
    "CYRILLIC": "a language in Cyrillic letters",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "ARABIC": "a language in Arabic letters",
    "DEVANAGARI": "a language in Devanagari letters",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "THAI": "Thai",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "HANGUL": "Korean",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese or Japanese",
}
_NAMES = {
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fi": "Finnish", "fr": "French", "gl": "Galician", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "sk": "Slovak", "sl": "Slovene", "sv": "Swedish",
    "sw": "Swahili", "tr": "Turkish", "vi": "Vietnamese",
}  # fmt: skip
_OF_SCRIPTS = {"el": "Greek", "he": "Hebrew", "bn": "Bengali", "ta": "Tamil", "th": "Thai", "ka": "Georgian",
               "hy": "Armenian", "ko": "Korean", "ja": "Japanese"}  # fmt: skip
CODES = {
    name: code for code, name in (_NAMES | _OF_SCRIPTS).items()
}  # what ``foreign_language`` says, where it is one language
_ONE_AT_A_TIME = threading.Lock()


def foreign_language(interest: str, known_share: float) -> str:
    """The name of the interest's language when that is not English, "" when it is or cannot be told.

    ``known_share``: the part of its words that the (English) programme uses.
    """
    script = _script(interest)
    if script:
        return script
    if len(interest.split()) < FEWEST_WORDS or known_share > 0.5:
        return ""
    with _ONE_AT_A_TIME:
        code, probability = _identifier().classify(interest)
    return _NAMES.get(code, "") if probability >= SURE else ""


def _script(interest: str) -> str:
    """What is written in letters that are not Latin, when most are."""
    letters = [unicodedata.name(letter, "").split(" ")[0] for letter in interest[:2000] if letter.isalpha()]
    named = [_SCRIPTS[name] for name in letters if name in _SCRIPTS]
    if 2 * len(named) <= len(letters):
        return ""
    return "Japanese" if "Japanese" in named else max(set(named), key=lambda name: (named.count(name), name))


@cache
def _identifier() -> Any:  # noqa: ANN401  the package has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_NAMES, "en"])
    return identifier
