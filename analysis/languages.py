"""Which language a text is in, told by its script and by how many of its words a dictionary knows."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from simplemma import is_known
from simplemma.strategies import StreamDictionaryFactory

# script, as Unicode names it -> languages told apart in it, those with quickly read dictionaries first
_LANGUAGES = {
    "LATIN": ("fr", "it", "es", "nl", "pt", "de", "ro", "cs", "da", "sv", "hu", "tr", "pl"),
    "CYRILLIC": ("uk", "bg", "ru"),
    "ARABIC": ("fa", "ar"),
    "ARMENIAN": ("hy",), "CJK": ("zh",), "DEVANAGARI": ("hi",), "GEORGIAN": ("ka",), "GREEK": ("el",), "HANGUL": ("ko",),
    "HEBREW": ("he",), "HIRAGANA": ("ja",), "KATAKANA": ("ja",), "THAI": ("th",),
}  # fmt: skip
_SAMPLE = 3000  # characters read of each text
_FEWEST_WORDS = 5
# Shares of words known: two sentences of seventeen other languages reached .43 in English and .65 in a neighbour of their own,
# .82 or more in their own; English news holds .66 or more, its tables of figures .41.
_ENGLISH = 0.55
_PERHAPS_ENGLISH = 0.4
_OTHER = 0.6
_WORD = re.compile(r"[^\W\d_]{2,}")


def guess_languages(texts: Sequence[str]) -> list[str]:
    """Return the ISO 639-1 code of each text's language, ``und`` where there are too few words or no language fits.

    Only the first 3,000 characters count. Dictionaries other than the English one are read one after the other, and only
    while a text is left that none has explained.
    """
    guesses: list[str] = []
    doubtful: dict[str, dict[int, set[str]]] = {}
    for number, text in enumerate(texts):
        words = {word.lower() for word in _WORD.findall(text[:_SAMPLE])}
        script = _find_script(text[:_SAMPLE])
        languages = _LANGUAGES.get(script, ())
        if len(languages) == 1:
            guesses.append(languages[0])
            continue
        enough = len(words) >= _FEWEST_WORDS
        english = sum(map(is_english, words)) / len(words) if enough and script == "LATIN" else 0.0
        guesses.append("en" if english >= _PERHAPS_ENGLISH else "und")
        if languages and enough and english < _ENGLISH:
            doubtful.setdefault(script, {})[number] = words
    for script, samples in doubtful.items():
        for number, language in _compare(_LANGUAGES[script], samples):
            guesses[number] = language
    return guesses


@cache
def is_english(word: str) -> bool:
    """Return whether the English dictionary of simplemma knows a word in lower case."""
    return word == "her" or is_known(word, lang="en")  # the dictionary lacks this one common word


def _compare(languages: Sequence[str], samples: dict[int, set[str]]) -> Iterator[tuple[int, str]]:
    """Number and language of each sample whose words a language knows for the most part, the first such language."""
    for language in languages:
        if not samples:
            return
        dictionary = StreamDictionaryFactory(cache_max_size=1).get_dictionary(language)
        for number, words in list(samples.items()):
            if sum(dictionary.get(word) is not None for word in words) >= _OTHER * len(words):
                yield number, language
                del samples[number]


def _find_script(text: str) -> str:
    """Script of most letters, as the first word of their Unicode names; kana beside Chinese characters make it kana."""
    scripts = Counter(map(_name_script, filter(str.isalpha, text[:500])))
    if scripts["HIRAGANA"] and scripts["CJK"]:
        return "HIRAGANA"
    return scripts.most_common(1)[0][0] if scripts else ""


@cache
def _name_script(letter: str) -> str:
    """First word of a letter's Unicode name."""
    return unicodedata.name(letter, " ").split(" ")[0]
