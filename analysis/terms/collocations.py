"""Which words stand beside which others."""

from collections.abc import Set as AbstractSet

import numpy as np
import pandas as pd

from analysis.errors import check_least
from analysis.terms.words import NO_WORDS, fold, fold_all, list_words


def count_collocations(
    tokens: pd.DataFrame,
    *,
    node: str | None = None,
    window: int = 5,
    stop_words: AbstractSet[str] = NO_WORDS,
    min_count: int = 2,
    unit: str = "lemma",
    among: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count words that stand near each other in a sentence, and how much more often than chance would have it.

    Parameters
    ----------
    tokens : table `tokens`
    node : str, optional
        The word whose neighbours are wanted, in any case; None takes all pairs of words that are no stop words.
    window : int >= 1
        Words to either side, stop words counted; never across the end of a sentence.
    stop_words : set of str, lower case; as in `count_terms`
    min_count : int >= 1, pairs (n)
    unit : "lemma" or "text"
    among : table `tokens`, optional
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
    words = list_words(tokens, unit=unit, stop_words=stop_words, among=among)
    term, open_to_pairs, chosen = words["term"], words["counted"].to_numpy(), words["chosen"].to_numpy()
    is_node = np.zeros(len(words), dtype=bool)
    if node is not None:
        is_node = (fold_all(term) == fold(node)).to_numpy(dtype=bool)
        term, open_to_pairs = term.mask(is_node, node), open_to_pairs | is_node
    code, vocabulary = pd.factorize(term, sort=True)
    sentence = pd.factorize(words["sentence_id"])[0]
    reach, keys = np.zeros(len(words)), [np.zeros(0, dtype="int64")]
    for distance in range(1, min(window, len(words) - 1) + 1):
        here, there = slice(None, -distance), slice(distance, None)
        near = (sentence[here] == sentence[there]) & chosen[here] & chosen[there]
        reach[here] += near
        reach[there] += near
        near = near & open_to_pairs[here] & open_to_pairs[there] & (code[here] != code[there])
        if node is not None:
            near &= is_node[here] | is_node[there]
        keys.append(code[here][near] * len(vocabulary) + code[there][near])
    frequency = np.bincount(code[chosen], minlength=len(vocabulary))
    in_reach = np.bincount(code, weights=reach, minlength=len(vocabulary))
    return _weigh_pairs(np.concatenate(keys), vocabulary, frequency, in_reach, node=node, min_count=min_count)


def _weigh_pairs(
    keys: np.ndarray, vocabulary: pd.Index, frequency: np.ndarray, in_reach: np.ndarray, *, node: str | None, min_count: int
) -> pd.DataFrame:
    """Turn pairs of word codes (earlier x size of the vocabulary + later) into the table `collocations`."""
    key, n = np.unique(keys, return_counts=True)
    earlier, later = key // max(len(vocabulary), 1), key % max(len(vocabulary), 1)
    pairs = pd.DataFrame({"a": np.minimum(earlier, later), "b": np.maximum(earlier, later), "n": n})
    pairs["in_order"] = np.where(earlier < later, n, 0)
    pairs = pairs.groupby(["a", "b"], as_index=False).sum().query("n >= @min_count")
    turned = (2 * pairs["in_order"] < pairs["n"]) if node is None else (vocabulary[pairs["b"]] == node)
    first, second = np.where(turned, pairs["b"], pairs["a"]), np.where(turned, pairs["a"], pairs["b"])
    together, row, column, total = pairs["n"].to_numpy(), in_reach[first], in_reach[second], in_reach.sum()
    observed = np.array([together, row - together, column - together, total - row - column + together])
    expected = np.array([row * column, row * (total - column), (total - row) * column, (total - row) * (total - column)]) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(observed > 0, observed * np.log(observed / expected), 0)
    table = pd.DataFrame({"node": vocabulary[first], "collocate": vocabulary[second], "n": together})
    table["n_node"], table["n_collocate"] = frequency[first], frequency[second]
    table["expected"] = expected[0]
    table["log_likelihood"] = np.where(together < expected[0], -2, 2) * terms.sum(axis=0)
    once = table[["n", "n_node", "n_collocate"]].min(axis=1)  # a word may meet the other twice in one window
    table["log_dice"] = 14 + np.log2(2 * once / (table["n_node"] + table["n_collocate"]))
    table["mutual_information"] = np.log2(together / expected[0])
    order = ["log_likelihood", "n", "node", "collocate"]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
