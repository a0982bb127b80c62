"""What counts as a word, what it is called, and which words are left out."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.errors import SchemaError, check_choice
from analysis.lexicon import load_lexicon
from analysis.parts import TableOrParts, each_part, pair_parts

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
    words = set(fold_all(pd.Index([*load_lexicon("stop_words")["word"], *extra.replace(",", " ").split()])))
    return frozenset(words | {word.replace("'", "’") for word in words})


class Words(NamedTuple):
    """The tokens of one part that are words, as numbers: arrays with one entry per word, in reading order."""

    tokens: pd.DataFrame
    """The part."""
    rows: npt.NDArray[np.int64]
    """Which of its rows are words."""
    terms: pd.Index
    """Different terms, each once, in the chosen unit."""
    term: npt.NDArray[np.int64]
    """Place in `terms`."""
    texts: pd.Index
    """Different words as written, in lower case and with straight apostrophes."""
    text: npt.NDArray[np.int64]
    """Place in `texts`."""
    pos: npt.NDArray[np.int64]
    """Place in `PARTS_OF_SPEECH`."""
    doc_ids: pd.Index
    """The documents that have words, in reading order."""
    doc: npt.NDArray[np.int64]
    """Place in `doc_ids`."""
    counted: npt.NDArray[np.bool_]
    """No stop word, and of a chosen part of speech."""
    chosen: npt.NDArray[np.bool_]
    """One of the rows `among`; without them every one."""

    def find(self, wanted: Iterable[str]) -> npt.NDArray[np.int64]:
        """Return for each word the place of its term among those wanted, -1 if it is none."""
        return _find_places(self.terms, pd.Index(list(wanted), dtype="str"))[self.term]

    def count_pieces(self, wanted: pd.Index, piece: npt.NDArray[np.int64], *, n_pieces: int = 0) -> npt.NDArray[np.float64]:
        """Count wanted terms (rows but the last) and all words (last row) by piece of the text (columns), at least so many."""
        term, n_pieces = self.find(wanted), max(n_pieces, int(piece.max(initial=-1)) + 1)
        counts = np.zeros((len(wanted) + 1, n_pieces))
        np.add.at(counts, (term[term >= 0], piece[term >= 0]), 1)
        counts[-1] = np.bincount(piece, minlength=n_pieces)
        return counts

    def take(self, column: str) -> pd.Series:
        """Return a column of the tokens, word by word."""
        return self.tokens[column].iloc[self.rows].reset_index(drop=True)


class Vocabulary:
    """Terms numbered in the order met, over all parts."""

    def __init__(self) -> None:
        self.terms: pd.Index = pd.Index(list[str](), dtype="str")
        """The terms by their numbers."""

    def number(self, terms: pd.Index) -> npt.NDArray[np.int64]:
        """Return the number of each term; a new one gets the next."""
        numbers = _find_places(terms, self.terms)
        place, new = pd.factorize(terms[numbers < 0])
        numbers[numbers < 0] = len(self.terms) + place
        self.terms = self.terms.append(new)
        return numbers


def list_words(
    tokens: TableOrParts,
    *,
    unit: str,
    stop_words: AbstractSet[str] = NO_WORDS,
    pos: Iterable[str] | None = None,
    among: TableOrParts | None = None,
) -> Iterator[Words]:
    """Yield the words of each part; a word is a token with a letter or a digit.

    Raises ParameterError for an unknown `unit` or `pos`, SchemaError if `among` is not made of rows of `tokens`.
    """
    check_choice("unit", unit, UNITS)
    kept = PARTS_OF_SPEECH if pos is None else tuple(pos)
    for each in kept:
        check_choice("pos", each, PARTS_OF_SPEECH)
    left_out = fold_all(pd.Index(list(stop_words), dtype="str"))
    if among is None:
        for part in each_part(tokens, "tokens"):
            yield _number_words(part, unit, left_out, kept)
    else:
        for part, rows in pair_parts(tokens, among, "tokens"):
            yield _number_words(part, unit, left_out, kept, _find_rows(part, rows))


def _number_words(
    tokens: pd.DataFrame, unit: str, left_out: pd.Index, kept: tuple[str, ...], chosen: np.ndarray | None = None
) -> Words:
    """Number the words of a part: what can be said of a word as such is found out once for each different one."""
    (text, texts), (lemma, lemmas), (pos, names) = (pd.factorize(tokens[column]) for column in ("text", "lemma", "pos"))
    is_word = np.asarray(texts.str.contains(r"[^\W_]", regex=True), dtype=bool)[text]
    rows = np.flatnonzero(is_word)
    n_lemmas, n_pos = max(len(lemmas), 1), max(len(names), 1)
    kind, kinds = pd.factorize(((text * n_lemmas + lemma) * n_pos + pos)[rows])
    text, lemma, pos = kinds // (n_lemmas * n_pos), kinds // n_pos % n_lemmas, kinds % n_pos
    written = fold_all(texts)
    proper = (names == "PROPN")[pos]
    stop_text, stop_lemma = (_find_places(words, left_out) >= 0 for words in (written, fold_all(lemmas)))
    stop = (stop_text[text] | stop_lemma[lemma]) & ~proper
    term, terms = lemma, lemmas
    if unit == "text":
        spelling, terms = pd.factorize(texts.append(written))
        term = spelling[np.where(proper, text, len(texts) + text)]
    place = pd.Index(PARTS_OF_SPEECH).get_indexer(names)[pos]
    doc, doc_ids = pd.factorize(tokens["doc_id"])
    doc = doc[rows]
    with_words = np.bincount(doc, minlength=len(doc_ids)) > 0
    return Words(
        tokens=tokens,
        rows=rows,
        terms=terms,
        term=term[kind],
        texts=written,
        text=text[kind],
        pos=place[kind],
        doc_ids=doc_ids[with_words],
        doc=(with_words.cumsum() - 1)[doc],
        counted=(~stop & names.isin(kept)[pos])[kind],
        chosen=np.ones(len(rows), dtype=bool) if chosen is None else chosen[rows],
    )


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
    return str(fold_all(pd.Index([word], dtype="str"))[0])


def fold_all(words: pd.Index) -> pd.Index:
    """Fold each of some words."""
    return words.astype("str").str.lower().str.replace("’", "'", regex=False)


def _find_places(terms: pd.Index, wanted: pd.Index) -> npt.NDArray[np.int64]:
    """Return the place of each term among those wanted, -1 if it is none; pandas' own way of it is ten times slower for texts."""
    found = pc.index_in(pa.array(terms, type=pa.large_string()), value_set=pa.array(wanted, type=pa.large_string()))
    return found.fill_null(-1).to_numpy(zero_copy_only=False).astype("int64")
