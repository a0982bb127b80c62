"""What counts as a word, what it is called, and which words are left out."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import numpy as np
import pandas as pd

from analysis.errors import SchemaError, check_choice
from analysis.lexicon import load_lexicon
from analysis.schema import check

NO_WORDS: frozenset[str] = frozenset()
UNITS = ("lemma", "text")
PARTS_OF_SPEECH = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
)  # fmt: skip


def load_stop_words(extra: str = "") -> frozenset[str]:
    """Return the function words of English in lower case, contractions with straight and with curly apostrophes.

    Parameters
    ----------
    extra : str
        Further words to leave out, parted by commas or white space ("say, tell mr").
    """
    words = {fold(word) for word in (*load_lexicon("stop_words")["word"], *extra.replace(",", " ").split())}
    return frozenset(words | {word.replace("'", "’") for word in words})


def list_words(
    tokens: pd.DataFrame,
    *,
    unit: str,
    stop_words: AbstractSet[str] = NO_WORDS,
    pos: Iterable[str] | None = None,
    among: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the tokens that are words, with three columns more.

    term in the chosen unit; counted: no stop word, and of a chosen `pos`; chosen: one of the rows `among` (None: every one).
    """
    check_choice("unit", unit, UNITS)
    kept = PARTS_OF_SPEECH if pos is None else tuple(pos)
    for each in kept:
        check_choice("pos", each, PARTS_OF_SPEECH)
    code, texts = pd.factorize(check(tokens, "tokens")["text"])
    is_word = np.asarray(texts.str.contains(r"[^\W_]", regex=True), dtype=bool)[code]
    words = tokens[is_word].reset_index(drop=True)
    proper = words["pos"] == "PROPN"
    written = fold_all(words["text"])
    left_out = {fold(word) for word in stop_words}
    stop = (written.isin(left_out) | fold_all(words["lemma"]).isin(left_out)) & ~proper
    words["counted"] = ~stop if pos is None else ~stop & words["pos"].isin(kept)
    words["term"] = words["lemma"] if unit == "lemma" else words["text"].where(proper, written)
    words["chosen"] = True if among is None else _find_rows(tokens, among)[is_word]
    return words


def _find_rows(tokens: pd.DataFrame, among: pd.DataFrame) -> np.ndarray:
    """Return which tokens are the rows `among`, told by the index that both share."""
    rows = tokens.index.get_indexer(among.index) if tokens.index.is_unique else np.full(len(among), -1)
    if (rows < 0).any() or (tokens["token_id"].iloc[rows].array != among["token_id"].array).any():
        raise SchemaError("`among` holds words that are no rows of `tokens`. Take it from the same table, with its index.")
    found = np.zeros(len(tokens), dtype=bool)
    found[rows] = True
    return found


def fold(word: str) -> str:
    """Return the word in lower case with straight apostrophes."""
    return word.lower().replace("’", "'")


def fold_all(words: pd.Series) -> pd.Series:
    """Fold a whole column, each different word once."""
    code, different = pd.factorize(words)
    return pd.Series(pd.Index([fold(word) for word in different], dtype="str")[code], index=words.index, dtype="str")
