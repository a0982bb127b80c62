"""Which language a text is in, told by how many of its words a dictionary knows, or by an identifier of languages."""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

from simplemma import is_known

_SAMPLE = 3000  # characters read of each text
_FEWEST_WORDS = 5
_UNSPACED = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI"}  # words cannot be counted in them
# Shares of words known to the English dictionary: two sentences of seventeen other languages reached .43; English news holds .66
# or more, its tables of figures .41.
_ENGLISH = 0.55
_PERHAPS_ENGLISH = 0.4
_SURE = 0.6  # probability from which another language is believed
_WORD = re.compile(r"[^\W\d_]{2,}")


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, ``und`` where there are too few words or no language fits.

    Only the first 3,000 characters count. English is told by how many words a dictionary knows, another language by the
    identifier py3langid (Lui and Baldwin 2012), which is asked only where the dictionary knows too few.
    """
    text = text[:_SAMPLE]
    script = _find_script(text)
    words = {word.lower() for word in _WORD.findall(text)}
    if not script or (len(text.split()) < _FEWEST_WORDS and script not in _UNSPACED):
        return "und"
    english = sum(map(is_english, words)) / len(words) if words and script == "LATIN" else 0.0
    if english < _ENGLISH:
        language, probability = _load_identifier().classify(text)
        if probability >= _SURE and language not in ("en", "zxx"):
            return str(language)
    return "en" if english >= _PERHAPS_ENGLISH else "und"


@cache
def is_english(word: str) -> bool:
    """Return whether the English dictionary of simplemma knows a word in lower case."""
    return word == "her" or is_known(word, lang="en")  # the dictionary lacks this one common word


@cache
def _load_identifier() -> Any:
    """The identifier of languages; it takes a second to open, so only a corpus that needs it does."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _find_script(text: str) -> str:
    """Script of most letters, as the first word of their Unicode names."""
    scripts = Counter(map(_name_script, filter(str.isalpha, text[:500])))
    return scripts.most_common(1)[0][0] if scripts else ""


@cache
def _name_script(letter: str) -> str:
    """First word of a letter's Unicode name."""
    return unicodedata.name(letter, " ").split(" ")[0]
