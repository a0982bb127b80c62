"""Which words stand beside which others."""

from collections.abc import Set as AbstractSet

import numpy as np
import pandas as pd

from analysis.errors import check_least
from analysis.parts import Sums, TableOrParts
from analysis.terms.words import NO_WORDS, Vocabulary, Words, fold, fold_all, list_words

_MOST_TERMS = 2**31
"""More different terms than any corpus has: two numbers below it make one of 64 bits."""


def count_collocations(
    tokens: TableOrParts,
    *,
    node: str | None = None,
    window: int = 5,
    stop_words: AbstractSet[str] = NO_WORDS,
    min_count: int = 2,
    unit: str = "lemma",
    among: TableOrParts | None = None,
) -> pd.DataFrame:
    """Count words that stand near each other in a sentence, and how much more often than chance would have it.

    Parameters
    ----------
    tokens : table `tokens`, whole or in parts
    node : str, optional
        The word whose neighbours are wanted, in any case; None takes all pairs of words that are no stop words.
    window : int >= 1
        Words to either side, stop words counted; never across the end of a sentence.
    stop_words : set of str, lower case; as in `count_terms`
    min_count : int >= 1, pairs (n)
    unit : "lemma" or "text"
    among : table `tokens`, in the same parts, optional
        Only pairs of these words (`select_words`), as if the others were blank; distances are those in the text.

    Returns
    -------
    table `collocations`, one row per pair, sorted by log_likelihood descending, ties by n descending, node, collocate
        node (with `node` None: the one that mostly comes first; ties by name); collocate; n times they stand within the
        window; n_node, n_collocate occurrences of each; expected n if words fell independently; log_likelihood (Dunning
        1993; negative where n is below expected); log_dice (Rychly 2008; 14 when they only occur together); mutual_information
        in bits, log2(n / expected) (Church and Hanks 1990)

    Notes
    -----
    The 2 x 2 table counts pairs of words within the window (Evert 2008, surface co-occurrence): expected = words in reach of
    the node x words in reach of the collocate / words in reach of any word. Windows overlap, so log_likelihood ranks and is
    no test. A word is not paired with itself. mutual_information favours rare words; read it with n.
    """
    check_least("window", window, 1)
    check_least("min_count", min_count, 1)
    vocabulary, pairs, single = Vocabulary(), Sums(["pair"]), Sums(["term"])
    for words in list_words(tokens, unit=unit, stop_words=stop_words, among=among):
        is_node = np.zeros(len(words.terms), dtype=bool) if node is None else fold_all(words.terms) == fold(node)
        number = vocabulary.number(words.terms.where(~is_node, node))
        first, last = find_reach(words, window)
        before = np.append(0, words.chosen.cumsum())
        reach = (before[last] - before[first] - 1) * words.chosen
        n, n_terms = words.chosen.astype("int64"), len(number)
        sums = {name: np.bincount(words.term, weights=each, minlength=n_terms) for name, each in (("n", n), ("reach", reach))}
        single.add(pd.DataFrame({"term": number, **sums}))
        earlier, later = pair_words(np.flatnonzero(words.chosen & (words.counted | is_node[words.term])), last)
        earlier, later = words.term[earlier], words.term[later]
        wanted = number[earlier] != number[later]
        if node is not None:
            wanted &= is_node[earlier] | is_node[later]
        pair, n = np.unique(number[earlier[wanted]] * _MOST_TERMS + number[later[wanted]], return_counts=True)
        pairs.add(pd.DataFrame({"pair": pair, "n": n}))
    return _weigh_pairs(pairs.total(), single.total(), vocabulary.terms, node=node, min_count=min_count)


def find_reach(words: Words, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Return for each word the first word within the window in its sentence, and one past the last."""
    sentence = pd.factorize(words.take("sentence_id"))[0]
    place, firsts = np.arange(len(sentence)), np.flatnonzero(np.diff(sentence, prepend=-1))
    ends = np.append(firsts[1:], len(sentence))
    run = np.cumsum(np.diff(sentence, prepend=-1) != 0) - 1
    return np.maximum(place - window, firsts[run]), np.minimum(place + window + 1, ends[run])


def pair_words(places: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which of the words at `places` stand within the window of each other: the earlier and the later of each pair."""
    earlier, later = [places[:0]], [places[:0]]
    for step in range(1, len(places)):
        here, there = places[:-step], places[step:]
        near = there < last[here]
        if not near.any():  # words further on stand further off
            break
        earlier.append(here[near])
        later.append(there[near])
    return np.concatenate(earlier), np.concatenate(later)


def _weigh_pairs(
    found: pd.DataFrame, single: pd.DataFrame, vocabulary: pd.Index, *, node: str | None, min_count: int
) -> pd.DataFrame:
    """Turn pairs (number of the earlier term x _MOST_TERMS + that of the later, n) and terms (n, reach) into `collocations`."""
    place = vocabulary.argsort()  # by name from here on
    single = single.set_index("term").loc[place]
    frequency, in_reach = single["n"].to_numpy(dtype="int64"), single["reach"].to_numpy()
    vocabulary, rank = vocabulary[place], place.argsort()
    earlier, later = rank[found["pair"] // _MOST_TERMS], rank[found["pair"] % _MOST_TERMS]
    pairs = pd.DataFrame({"a": np.minimum(earlier, later), "b": np.maximum(earlier, later), "n": found["n"]})
    pairs["in_order"] = np.where(earlier < later, found["n"], 0)
    pairs = pairs.groupby(["a", "b"], as_index=False).sum().query("n >= @min_count")
    turned = (2 * pairs["in_order"] < pairs["n"]) if node is None else (vocabulary[pairs["b"]] == node)
    first, second = np.where(turned, pairs["b"], pairs["a"]), np.where(turned, pairs["a"], pairs["b"])
    together, row, column, total = pairs["n"].to_numpy(), in_reach[first], in_reach[second], in_reach.sum()
    observed = np.array([together, row - together, column - together, total - row - column + together])
    expected = np.array([row * column, row * (total - column), (total - row) * column, (total - row) * (total - column)]) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = np.where(observed > 0, observed * np.log(observed / expected), 0)
    table = pd.DataFrame({"node": vocabulary[first], "collocate": vocabulary[second], "n": together})
    table["n_node"], table["n_collocate"] = frequency[first], frequency[second]
    table["expected"] = expected[0]
    table["log_likelihood"] = np.where(together < expected[0], -2, 2) * cells.sum(axis=0)
    once = table[["n", "n_node", "n_collocate"]].min(axis=1)  # a word may meet the other twice in one window
    table["log_dice"] = 14 + np.log2(2 * once / (table["n_node"] + table["n_collocate"]))
    table["mutual_information"] = np.log2(together / expected[0])
    order = ["log_likelihood", "n", "node", "collocate"]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
