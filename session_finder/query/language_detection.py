"""Detect queries in a language that the model was not trained on.

Uses py3langid, a naive Bayes model over letter n-grams (Lui and Baldwin 2012). It is unreliable for a few words, and
names belong to no language. So a language is reported only when the programme knows less than half of the words and
the classifier is confident. Queries in another script need no classifier.
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
}  # for the names of single languages that ``foreign_language`` returns
_ONE_AT_A_TIME = threading.Lock()


def foreign_language(query: str, known_share: float) -> str:
    """The English name of the query's language, or "" when it is English or unknown.

    ``known_share``: the share (0 to 1) of the query's words that the programme, which is in English, uses.
    """
    script = _script(query)
    if script:
        return script
    if len(query.split()) < FEWEST_WORDS or known_share > 0.5:
        return ""
    with _ONE_AT_A_TIME:
        code, probability = _identifier().classify(query)
    return _NAMES.get(code, "") if probability >= SURE else ""


def _script(query: str) -> str:
    """The language or script of a query written mostly in non-Latin letters, else ""."""
    letters = [unicodedata.name(letter, "").split(" ")[0] for letter in query[:2000] if letter.isalpha()]
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
