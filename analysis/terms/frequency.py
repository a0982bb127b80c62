"""How often words occur, and how sure that is."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import numpy as np
import pandas as pd

from analysis.errors import check_least
from analysis.intervals import bootstrap_ratios, is_small
from analysis.parts import Sums, TableOrParts, count_keys
from analysis.terms.words import NO_WORDS, PARTS_OF_SPEECH, Vocabulary, list_words


def count_terms(
    tokens: TableOrParts,
    *,
    stop_words: AbstractSet[str] = NO_WORDS,
    pos: Iterable[str] | None = None,
    min_count: int = 1,
    min_docs: int = 1,
    unit: str = "lemma",
    groups: pd.Series | None = None,
) -> pd.DataFrame:
    """Count words, within each group of documents if there are any.

    Parameters
    ----------
    tokens : table `tokens`, whole or in parts, or some of its rows: those of one voice (`select_words`)
    stop_words : set of str, lower case
        Left out of the result, counted in the totals. A token is a stop word if its lemma or the word as written is one;
        proper nouns never are (US is not "us", Will Smith not "will").
    pos : Universal parts of speech to keep, e.g. ("NOUN", "PROPN"); None keeps all
    min_count, min_docs : int >= 1
        Least occurrences, and least documents (a group of fewer documents asks for all of them)
    unit : "lemma", or "text" for the word as written, in lower case unless a proper noun
    groups : Series doc_id -> label, optional
        Count within each label; documents without one are left out.

    Returns
    -------
    table `term_counts`, one row per term (of each group, groups sorted by label), sorted by n descending, ties by term
        group, only with `groups`; term; pos its commonest part of speech (ties by name); n occurrences; n_docs documents with
        at least one; per_1000 n per 1,000 of the words given (of the group); document_share n_docs / documents that have such
        words; rank from 1, equal n share the smallest

    Raises
    ------
    ParameterError : unknown `unit` or `pos`, `min_count` or `min_docs` below 1; SchemaError : a column is missing

    Notes
    -----
    A word is a token with a letter or a digit; "don't" is two. No words give an empty table. Rates of texts under some
    thousand words move a lot by chance: see `count_dispersion` before building on them. `count_group_rates` sets chosen
    terms side by side, with intervals.
    """
    check_least("min_count", min_count, 1)
    check_least("min_docs", min_docs, 1)
    vocabulary, labels = Vocabulary(), pd.Index([""] if groups is None else sorted(groups.dropna().unique()))
    by_pos, by_term, of_group = Sums(["group", "term", "pos"]), Sums(["group", "term"]), Sums(["group"])
    for words in list_words(tokens, unit=unit, stop_words=stop_words, pos=pos):
        group = (
            np.zeros(len(words.doc_ids), dtype="int64")
            if groups is None
            else labels.get_indexer(pd.Index(groups.reindex(words.doc_ids)))
        )
        n_words = np.bincount(words.doc, minlength=len(group))
        of_group.add(pd.DataFrame({"group": group, "n_words": n_words, "n_documents": 1}))
        kept = words.counted & (group >= 0)[words.doc]
        term, doc = vocabulary.number(words.terms)[words.term[kept]], words.doc[kept]
        by_pos.add(count_keys(group=group[doc], term=term, pos=words.pos[kept]))
        cells = count_keys(doc=doc, term=term)
        in_docs = count_keys(group=group[cells["doc"]], term=cells["term"].to_numpy())
        by_term.add(in_docs.rename(columns={"n": "n_docs"}))
    commonest = by_pos.total().sort_values(["n", "pos"], ascending=[False, True])
    keys = ["group", "term"]
    counts = commonest.groupby(keys, sort=False).agg(pos=("pos", "first"), n=("n", "sum")).reset_index()
    counts = counts.merge(by_term.total(), on=keys)
    size = of_group.total().set_index("group").reindex(counts["group"]).set_index(counts.index)
    counts["per_1000"] = 1000 * counts["n"] / size["n_words"]
    counts["document_share"] = counts["n_docs"] / size["n_documents"]
    counts = counts[(counts["n"] >= min_count) & (counts["n_docs"] >= size["n_documents"].clip(upper=min_docs))]
    counts["rank"] = counts.groupby("group")["n"].rank(method="min", ascending=False).astype("int64")
    counts["term"] = vocabulary.terms[counts["term"]]
    counts["group"], counts["pos"] = labels[counts["group"]], pd.Index(PARTS_OF_SPEECH, dtype="str")[counts["pos"]]
    counts = counts.sort_values(["group", "n", "term"], ascending=[True, False, True], ignore_index=True)
    return counts.drop(columns="group") if groups is None else counts


def bound_terms(term_counts: pd.DataFrame, tokens: TableOrParts, *, top: int, unit: str = "lemma") -> pd.DataFrame:
    """Add to the first terms how far their numbers would move with other documents of the kind.

    Parameters
    ----------
    term_counts : what `count_terms` gives without groups; `tokens` and `unit` as they were given to it
    top : int >= 1, terms that get intervals

    Returns
    -------
    `term_counts` with more columns: per_1000_low, per_1000_high, document_share_low, document_share_high, 95 % intervals, the
    documents with such words drawn, null below the first `top` terms and with fewer than two documents; small, too few
    occurrences or documents to build on (`intervals.is_small`)
    """
    check_least("top", top, 1)
    wanted = pd.Index(term_counts["term"].head(top))
    cells, doc_ids = [np.zeros((len(wanted) + 1, 0))], list[str]()
    for words in list_words(tokens, unit=unit):
        cells.append(words.count_pieces(wanted, words.doc, n_pieces=len(words.doc_ids)))
        doc_ids += words.doc_ids.tolist()
    counts, sizes = np.split(np.concatenate(cells, axis=1), [len(wanted)])
    rates = 1000 * bootstrap_ratios(counts, sizes[0], doc_ids)
    shares = bootstrap_ratios((counts > 0).astype("float64"), np.ones(len(doc_ids)), doc_ids)
    bounds = rates.add_prefix("per_1000_").join(shares.add_prefix("document_share_"))
    return term_counts.join(bounds).assign(small=is_small(term_counts["n"], term_counts["n_docs"]))
