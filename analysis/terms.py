"""Words counted: how often, how evenly, beside which others, and where they stand. Formulas: docs/measures.md."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import numpy as np
import pandas as pd

from analysis.errors import ParameterError, nearest
from analysis.lexicon import load_lexicon
from analysis.schema import check

NO_WORDS: frozenset[str] = frozenset()
UNITS = ("lemma", "text")
VOICES = ("all", "narrator", "speakers")


def load_stop_words(extra: str = "") -> frozenset[str]:
    """Return the function words of English in lower case, contractions with straight and with curly apostrophes.

    Parameters
    ----------
    extra : str
        Further words to leave out, parted by commas or white space ("say, tell mr").
    """
    words = {_fold(word) for word in (*load_lexicon("stop_words")["word"], *extra.replace(",", " ").split())}
    return frozenset(words | {word.replace("'", "’") for word in words})


def count_terms(
    tokens: pd.DataFrame,
    *,
    stop_words: AbstractSet[str] = NO_WORDS,
    pos: Iterable[str] | None = None,
    min_count: int = 1,
    unit: str = "lemma",
    voice: str = "all",
) -> pd.DataFrame:
    """Count words.

    Parameters
    ----------
    tokens : table `tokens`
    stop_words : set of str, lower case
        Left out of the result, counted in the totals. A token is a stop word if its lemma or the word as written is one;
        proper nouns never are (US is not "us", Will Smith not "will").
    pos : Universal parts of speech to keep, e.g. ("NOUN", "PROPN"); None keeps all
    min_count : int >= 1, occurrences (not documents)
    unit : "lemma", or "text" for the word as written, in lower case unless a proper noun
    voice : "all", "narrator" (words in no statement) or "speakers" (words in one)

    Returns
    -------
    table `term_counts`, one row per term, sorted by n descending, ties by term
        term; pos its commonest part of speech (ties by name); n occurrences; n_docs documents with at least one;
        per_1000 n per 1,000 words of the chosen voice; document_share n_docs / documents in which that voice has words;
        rank from 1, equal n share the smallest

    Raises
    ------
    ParameterError : unknown `unit` or `voice`; SchemaError : a column is missing

    Notes
    -----
    A word is a token with a letter or a digit; "don't" is two. No words give an empty table. Rates of texts under some
    thousand words move a lot by chance: see `count_dispersion` before building on them.
    """
    _check_choice("voice", voice, VOICES)
    words = _list_words(tokens, unit=unit, stop_words=stop_words)
    if voice != "all":
        words = words[words["statement_id"].isna() == (voice == "narrator")]
    n_words, n_docs = len(words), words["doc_id"].nunique()
    kept = words[~words["stop"]] if pos is None else words[~words["stop"] & words["pos"].isin(list(pos))]
    by_pos = kept.groupby(["term", "pos"], as_index=False).size().sort_values(["size", "pos"], ascending=[False, True])
    counts = kept.groupby("term").agg(n=("doc_id", "size"), n_docs=("doc_id", "nunique"))
    counts.insert(0, "pos", by_pos.drop_duplicates("term").set_index("term")["pos"])
    counts = counts[counts["n"] >= min_count].reset_index()
    counts["per_1000"] = 1000 * counts["n"] / n_words
    counts["document_share"] = counts["n_docs"] / n_docs
    counts["rank"] = counts["n"].rank(method="min", ascending=False).astype("int64")
    return counts.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def count_dispersion(tokens: pd.DataFrame, *, terms: Iterable[str], unit: str = "lemma", parts: int = 10) -> pd.DataFrame:
    """Measure how evenly terms are spread over the documents, or over equal parts of a single document.

    Parameters
    ----------
    tokens : table `tokens`
    terms : terms as `count_terms` writes them, with the same `unit`
    parts : int >= 2
        Number of equal parts a single document is cut into; with two documents or more each document is a part.

    Returns
    -------
    table `dispersion`, one row per term in the order given, repeated terms once
        term; n occurrences; dp Gries' DP, 0 as evenly as the parts are large .. near 1 all in a small part; dp_norm
        DP / (1 - smallest part's share), so that 1 can be reached; juilland_d Juilland's D, 1 even .. 0 in one part;
        range_share share of the parts with at least one occurrence; n_parts; parts "documents" or "equal parts of the
        document". All measures are null for a term that does not occur and where there is only one part.

    Notes
    -----
    Gries 2008 (DP); Lijffijt and Gries 2012 (normalisation); Juilland and Chang-Rodriguez 1964, here on the rates per part
    so that parts may differ in size. A term with few occurrences cannot be even: compare terms of similar n.
    """
    if parts < 2:
        raise ParameterError(f"parts is {parts}; a text is spread over 2 parts or more.")
    words = _list_words(tokens, unit=unit)
    part, names = pd.factorize(words["doc_id"])
    several = len(names) > 1
    if not several:
        part = np.arange(len(words)) * min(parts, len(words)) // max(len(words), 1)
    sizes = np.bincount(part)
    wanted = pd.Index(dict.fromkeys(terms), dtype="str")
    code = wanted.get_indexer(words["term"])
    counts = np.zeros((len(wanted), len(sizes)))
    np.add.at(counts, (code[code >= 0], part[code >= 0]), 1)
    n = counts.sum(axis=1)
    table = pd.DataFrame({"term": wanted, "n": n.astype("int64")})
    shares = counts / np.where(n > 0, n, np.nan)[:, None]
    expected = sizes / max(sizes.sum(), 1)
    undefined = (n == 0) | (len(sizes) < 2)
    table["dp"] = np.where(undefined, np.nan, np.abs(shares - expected).sum(axis=1) / 2)
    table["dp_norm"] = table["dp"] / (1 - expected.min() if len(sizes) > 1 else np.nan)
    rates = counts / sizes
    variation = np.divide(rates.std(axis=1), rates.mean(axis=1), out=np.full(len(n), np.nan), where=~undefined)
    table["juilland_d"] = 1 - variation / np.sqrt(max(len(sizes) - 1, 1))
    table["range_share"] = np.where(undefined, np.nan, (counts > 0).sum(axis=1) / max(len(sizes), 1))
    return table.assign(n_parts=len(sizes), parts="documents" if several else "equal parts of the document")


def count_collocations(
    tokens: pd.DataFrame,
    *,
    node: str | None = None,
    window: int = 5,
    stop_words: AbstractSet[str] = NO_WORDS,
    min_count: int = 2,
    unit: str = "lemma",
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
    if window < 1:
        raise ParameterError(f"window is {window}; a neighbour stands 1 word away or more.")
    words = _list_words(tokens, unit=unit, stop_words=stop_words)
    term, open_to_pairs = words["term"], ~words["stop"].to_numpy()
    is_node = np.zeros(len(words), dtype=bool)
    if node is not None:
        is_node = (_fold_all(term) == _fold(node)).to_numpy(dtype=bool)
        term, open_to_pairs = term.mask(is_node, node), open_to_pairs | is_node
    code, vocabulary = pd.factorize(term, sort=True)
    sentence = pd.factorize(words["sentence_id"])[0]
    reach, keys = np.zeros(len(words)), [np.zeros(0, dtype="int64")]
    for distance in range(1, min(window, len(words) - 1) + 1):
        here, there = slice(None, -distance), slice(distance, None)
        near = sentence[here] == sentence[there]
        reach[here] += near
        reach[there] += near
        near = near & open_to_pairs[here] & open_to_pairs[there] & (code[here] != code[there])
        if node is not None:
            near &= is_node[here] | is_node[there]
        keys.append(code[here][near] * len(vocabulary) + code[there][near])
    return _weigh_pairs(np.concatenate(keys), code, vocabulary, reach, node=node, min_count=min_count)


def _weigh_pairs(
    keys: np.ndarray, code: np.ndarray, vocabulary: pd.Index, reach: np.ndarray, *, node: str | None, min_count: int
) -> pd.DataFrame:
    """Turn pairs of word codes (earlier x size of the vocabulary + later) into the table `collocations`."""
    key, n = np.unique(keys, return_counts=True)
    earlier, later = key // max(len(vocabulary), 1), key % max(len(vocabulary), 1)
    pairs = pd.DataFrame({"a": np.minimum(earlier, later), "b": np.maximum(earlier, later), "n": n})
    pairs["in_order"] = np.where(earlier < later, n, 0)
    pairs = pairs.groupby(["a", "b"], as_index=False).sum().query("n >= @min_count")
    turned = (2 * pairs["in_order"] < pairs["n"]) if node is None else (vocabulary[pairs["b"]] == node)
    first, second = np.where(turned, pairs["b"], pairs["a"]), np.where(turned, pairs["a"], pairs["b"])
    frequency = np.bincount(code, minlength=len(vocabulary))
    in_reach, total = np.bincount(code, weights=reach, minlength=len(vocabulary)), reach.sum()
    together, row, column = pairs["n"].to_numpy(), in_reach[first], in_reach[second]
    observed = np.array([together, row - together, column - together, total - row - column + together])
    expected = np.array([row * column, row * (total - column), (total - row) * column, (total - row) * (total - column)]) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(observed > 0, observed * np.log(observed / expected), 0)
    table = pd.DataFrame({"node": vocabulary[first], "collocate": vocabulary[second], "n": together})
    table["n_node"], table["n_collocate"] = frequency[first], frequency[second]
    table["expected"] = expected[0]
    table["log_likelihood"] = np.where(together < expected[0], -2, 2) * terms.sum(axis=0)
    table["log_dice"] = 14 + np.log2(2 * together / (table["n_node"] + table["n_collocate"]))
    table["mutual_information"] = np.log2(together / expected[0])
    order = ["log_likelihood", "n", "node", "collocate"]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def find_concordance(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    term: str,
    window: int = 8,
    unit: str = "lemma",
    limit: int | None = None,
) -> pd.DataFrame:
    """Find a word or a phrase with the words around it, in the spelling of the text.

    Parameters
    ----------
    documents, sentences, tokens : tables of those names
    term : str
        A word or words parted by white space, in any case, each a lemma or with `unit` "text" a word as written.
    window : int >= 0
        Words to either side; never across the end of a paragraph.
    limit : int, optional; the first so many

    Returns
    -------
    table `concordance`, one row per occurrence, in reading order
        doc_id; sentence_id; start, end of the occurrence; left, match, right as in the text, line breaks as spaces
    """
    words = _list_words(tokens, unit=unit)
    folded, wanted = _fold_all(words["term"]), _fold(term).split()
    hit = pd.Series(bool(wanted), index=words.index)
    for step, word in enumerate(wanted):
        hit &= (folded.shift(-step) == word) & (words["sentence_id"].shift(-step) == words["sentence_id"])
    bounds = check(sentences, "sentences").groupby("paragraph_id").agg(first=("start", "min"), last=("end", "max"))
    paragraph = words["sentence_id"].map(sentences.set_index("sentence_id")["paragraph_id"])
    words = words.assign(paragraph=paragraph, first=paragraph.map(bounds["first"]), last=paragraph.map(bounds["last"]))
    texts = dict(zip(check(documents, "documents")["doc_id"], documents["text"], strict=True))
    rows = []
    for place in np.flatnonzero(hit)[:limit]:
        word, until = words.iloc[place], words.iloc[place + len(wanted) - 1]
        before, after = place - window, place + len(wanted) - 1 + window
        inside = [0 <= at < len(words) and words["paragraph"].iat[at] == word["paragraph"] for at in (before, after)]
        left = words["start"].iat[before] if inside[0] else word["first"]
        right = words["end"].iat[after] if inside[1] else word["last"]
        pieces = ((left, word["start"]), (word["start"], until["end"]), (until["end"], right))
        cut = (" ".join(texts[word["doc_id"]][start:end].split()) for start, end in pieces)
        rows.append((word["doc_id"], word["sentence_id"], word["start"], until["end"], *cut))
    columns = ["doc_id", "sentence_id", "start", "end", "left", "match", "right"]
    types = {"doc_id": "str", "sentence_id": "str", "start": "int64", "end": "int64", "left": "str", "match": "str", "right": "str"}
    return pd.DataFrame(rows, columns=columns).astype(types)


def find_occurrences(tokens: pd.DataFrame, *, terms: Iterable[str], unit: str = "lemma") -> pd.DataFrame:
    """Find where terms stand, for a strip that shows how they are spread.

    Returns
    -------
    table `occurrences`, one row per occurrence, by term in the order given, then in reading order
        doc_id; term; position_share place in its document, corpus_share place in the whole corpus, both as the share of words
        before the middle of the word, between 0 and 1
    """
    words = _list_words(tokens, unit=unit)
    by_doc = words.groupby("doc_id")["term"]
    words["position_share"] = (by_doc.cumcount() + 0.5) / by_doc.transform("size")
    words["corpus_share"] = (np.arange(len(words)) + 0.5) / max(len(words), 1)
    wanted = pd.Index(dict.fromkeys(terms), dtype="str")
    words["order"] = wanted.get_indexer(words["term"])
    found = words[words["order"] >= 0].sort_values("order", kind="stable", ignore_index=True)
    return found[["doc_id", "term", "position_share", "corpus_share"]]


def _list_words(tokens: pd.DataFrame, *, unit: str, stop_words: AbstractSet[str] = NO_WORDS) -> pd.DataFrame:
    """Return the tokens that are words, with `term` in the chosen unit and `stop`, whether it is a stop word."""
    _check_choice("unit", unit, UNITS)
    code, texts = pd.factorize(check(tokens, "tokens")["text"])
    words = tokens[np.asarray(texts.str.contains(r"[^\W_]", regex=True), dtype=bool)[code]].reset_index(drop=True)
    proper = words["pos"] == "PROPN"
    written = _fold_all(words["text"])
    words["stop"] = (written.isin(stop_words) | _fold_all(words["lemma"]).isin(stop_words)) & ~proper
    words["term"] = words["lemma"] if unit == "lemma" else words["text"].where(proper, written)
    return words


def _fold(word: str) -> str:
    """Return the word in lower case with straight apostrophes."""
    return word.lower().replace("’", "'")


def _fold_all(words: pd.Series) -> pd.Series:
    """Fold a whole column, each different word once."""
    code, different = pd.factorize(words)
    return pd.Series(pd.Index([_fold(word) for word in different], dtype="str")[code], index=words.index, dtype="str")


def _check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse a value that is none of the choices."""
    if value not in choices:
        raise ParameterError(f"{name} is {value!r}; it may be {', '.join(choices)}.{nearest(value, choices)}")
