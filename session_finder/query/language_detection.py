"""Detect the language of queries and programmes: is it foreign to the model, and whose noise must a query exceed.

Uses py3langid, a naive Bayes model over letter n-grams (Lui and Baldwin 2012). It is unreliable for a few words, and
names belong to no language. So a language is reported only when the programme knows less than half of the words and
the classifier is confident. For one or two words the page's own language is evidence: they are in that or in English.
The languages of the programme are evidence too. Queries in another script need no classifier.
"""

from __future__ import annotations

import threading
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final

from session_finder.text.analyzer import STOP_WORDS, all_words

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
ENGLISH: Final = frozenset({"en"})
_LEAST_SHARE: Final = 1 / 8  # of a programme's texts, for a language to be one of the programme's
_PLAINLY: Final = 0.2  # share of English stop words in a text; other languages share some of them ("in", "a")
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
        code, probability = _likeliest(query)
        return _NAMES.get(code, "") if probability >= SURE else ""
    if page_language not in _NAMES or known_share:
        return ""
    return _NAMES[page_language] if _rather_than_english(query, page_language) >= LIKELIER_THAN_ENGLISH else ""


def query_language(
    query: str, known_share: float, page_language: str = "en", written: Collection[str] = ENGLISH
) -> str:
    """The language that a query is most likely in (ISO 639-1), "en" when there is no evidence of another one.

    ``written``: the languages of the programme; of an English one, this agrees with ``foreign_language``. Chinese
    characters alone count as Japanese, other scripts as English.
    """
    script = _script(query)
    if script:
        return "ja" if script == _SCRIPTS["CJK"] else CODES.get(script, "en")
    if known_share > 0.5 and ENGLISH.issuperset(written):
        return "en"
    several = len(query.split()) >= FEWEST_WORDS
    if several:
        code, probability = _likeliest(query)
        if probability >= SURE:
            return code
    of_page = {page_language} if several or not known_share else set()
    candidates = {*written, *of_page} & _NAMES.keys()
    likely, code = max(((_rather_than_english(query, code), code) for code in candidates), default=(0.0, "en"))
    # Nobody expects English where the whole programme is in another language.
    least = LIKELIER_THAN_ENGLISH if "en" in written or code not in written else 1 - LIKELIER_THAN_ENGLISH
    return code if likely >= least else "en"


def languages_of(texts: Sequence[str]) -> frozenset[str]:
    """The languages (ISO 639-1) that at least an eighth of ``texts`` are written in; English where none is.

    The classifier takes a second to load, and is not asked about a programme that is plainly English.
    """
    unsure = [text for text in texts if not _is_plainly_english(text)]
    least = _LEAST_SHARE * len(texts)
    if len(unsure) < least or not texts:
        return ENGLISH
    found = Counter(["en"] * (len(texts) - len(unsure)) + [_language_of_prose(text) for text in unsure])
    return frozenset(code for code, count in found.items() if code and count >= least) or ENGLISH


def _is_plainly_english(text: str) -> bool:
    written = all_words(text)
    return sum(word in STOP_WORDS for word in written) >= _PLAINLY * max(1, len(written))


def _language_of_prose(text: str) -> str:
    script = _script(text)
    if script:
        return CODES.get(script, "")
    code, probability = _likeliest(text)
    return code if probability >= SURE else ""


def _script(query: str) -> str:
    """The language or script of a query written mostly in non-Latin letters, else ""."""
    letters = [unicodedata.name(letter, "").split(" ")[0] for letter in query[:2000] if letter.isalpha()]
    named = [_SCRIPTS[name] for name in letters if name in _SCRIPTS]
    if 2 * len(named) <= len(letters):
        return ""
    return "Japanese" if "Japanese" in named else max(set(named), key=lambda name: (named.count(name), name))


def _likeliest(text: str) -> tuple[str, float]:
    """The likeliest language as an ISO 639-1 code, with its probability."""
    return max(_probabilities(text).items(), key=lambda found: found[1])


def _rather_than_english(text: str, code: str) -> float:
    """The probability of a language where only that and English are considered."""
    found = _probabilities(text)
    both = found[code] + found["en"]
    return found[code] / both if both else 0.0


def _probabilities(text: str) -> dict[str, float]:
    with _ONE_AT_A_TIME:
        return {code: float(probability) for code, probability in _identifier().rank(text)}


@cache
def _identifier() -> Any:  # noqa: ANN401  the package has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_NAMES, "en"])
    return identifier
