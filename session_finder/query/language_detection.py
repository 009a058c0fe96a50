"""Detect queries in a language that the model was not trained on.

Uses py3langid, a naive Bayes model over letter n-grams (Lui and Baldwin 2012). It is unreliable for a few words, and
names belong to no language. So a language is reported only when the programme knows less than half of the words and
the classifier is confident. For one or two words the page's own language is evidence: they are in that or in English.
Queries in another script need no classifier.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import Any

SURE = 0.95
FEWEST_WORDS = 3
LIKELIER_THAN_ENGLISH = 0.8  # of one or two words, where only the page's language and English are considered
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


def foreign_language(query: str, known_share: float, page_language: str = "en") -> str:
    """The English name of the query's language, or "" when it is English or unknown.

    ``known_share``: the share (0 to 1) of the query's words that the programme, which is in English, uses.
    ``page_language``: the ISO 639-1 code of the language in which the page speaks to whoever typed the query.
    """
    script = _script(query)
    if script:
        return script
    if known_share > 0.5:
        return ""
    if len(query.split()) >= FEWEST_WORDS:
        code, probability = _classify(query, tuple(_NAMES))
        return _NAMES.get(code, "") if probability >= SURE else ""
    if page_language not in _NAMES or known_share:
        return ""
    code, probability = _classify(query, (page_language,))
    return _NAMES.get(code, "") if probability >= LIKELIER_THAN_ENGLISH else ""


def _script(query: str) -> str:
    """The language or script of a query written mostly in non-Latin letters, else ""."""
    letters = [unicodedata.name(letter, "").split(" ")[0] for letter in query[:2000] if letter.isalpha()]
    named = [_SCRIPTS[name] for name in letters if name in _SCRIPTS]
    if 2 * len(named) <= len(letters):
        return ""
    return "Japanese" if "Japanese" in named else max(set(named), key=lambda name: (named.count(name), name))


def _classify(query: str, languages: tuple[str, ...]) -> tuple[str, float]:
    """The likeliest of ``languages`` and English, as an ISO 639-1 code, with its probability."""
    with _ONE_AT_A_TIME:
        code, probability = _identifier(languages).classify(query)
    return code, float(probability)


@cache
def _identifier(languages: tuple[str, ...]) -> Any:  # noqa: ANN401  the package has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*languages, "en"])
    return identifier
