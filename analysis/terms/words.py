"""What counts as a word, what it is called, and which words are left out."""

from collections.abc import Set as AbstractSet

import numpy as np
import pandas as pd

from analysis.errors import check_choice
from analysis.lexicon import load_lexicon
from analysis.schema import check

NO_WORDS: frozenset[str] = frozenset()
UNITS = ("lemma", "text")


def load_stop_words(extra: str = "") -> frozenset[str]:
    """Return the function words of English in lower case, contractions with straight and with curly apostrophes.

    Parameters
    ----------
    extra : str
        Further words to leave out, parted by commas or white space ("say, tell mr").
    """
    words = {fold(word) for word in (*load_lexicon("stop_words")["word"], *extra.replace(",", " ").split())}
    return frozenset(words | {word.replace("'", "’") for word in words})


def list_words(tokens: pd.DataFrame, *, unit: str, stop_words: AbstractSet[str] = NO_WORDS) -> pd.DataFrame:
    """Return the tokens that are words, with `term` in the chosen unit and `stop`, whether it is a stop word."""
    check_choice("unit", unit, UNITS)
    code, texts = pd.factorize(check(tokens, "tokens")["text"])
    words = tokens[np.asarray(texts.str.contains(r"[^\W_]", regex=True), dtype=bool)[code]].reset_index(drop=True)
    proper = words["pos"] == "PROPN"
    written = fold_all(words["text"])
    left_out = {fold(word) for word in stop_words}
    words["stop"] = (written.isin(left_out) | fold_all(words["lemma"]).isin(left_out)) & ~proper
    words["term"] = words["lemma"] if unit == "lemma" else words["text"].where(proper, written)
    return words


def fold(word: str) -> str:
    """Return the word in lower case with straight apostrophes."""
    return word.lower().replace("’", "'")


def fold_all(words: pd.Series) -> pd.Series:
    """Fold a whole column, each different word once."""
    code, different = pd.factorize(words)
    return pd.Series(pd.Index([fold(word) for word in different], dtype="str")[code], index=words.index, dtype="str")
