"""Documents, actors, sources and positions counted. Nothing but grouping, shares and intervals; formulas: docs/measures.md."""

import re
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.schema import LABELS, SOURCE_KINDS, STATEMENT_FORMS, ZONES, check

UNKNOWN = "unknown"
_LETTER = re.compile(r"[^\W_]")
_DRAWS, _SEED = 1_000, 1


def count_documents(documents: pd.DataFrame, sentences: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Count what each document holds.

    Returns
    -------
    table `document_counts`, one row per document, in the order of `documents`
        doc_id; title (the path where there is none); outlet; published; n_words; n_sentences outside the header;
        n_statements; quoted_word_share words inside statements of any form / words, null without words; n_notes
    """
    rows = check(documents, "documents")
    table = rows[["doc_id", "title", "outlet", "published", "n_words"]].reset_index(drop=True)
    table["title"] = table["title"].fillna(rows["path"].reset_index(drop=True))
    told = check(sentences, "sentences").query("zone != 'header'").groupby("doc_id").size()
    said = check(statements, "statements").groupby("doc_id")
    table["n_sentences"] = table["doc_id"].map(told).fillna(0).astype("int64")
    table["n_statements"] = table["doc_id"].map(said.size()).fillna(0).astype("int64")
    spans = {doc_id: _join_spans(span for parts in group["spans"] for span in parts) for doc_id, group in said}
    n_quoted = [
        sum(bool(_LETTER.search(word)) for start, end in spans.get(doc_id, []) for word in text[start:end].split())
        for doc_id, text in zip(rows["doc_id"], rows["text"], strict=True)
    ]
    table["quoted_word_share"] = _share(pd.Series(n_quoted, dtype="int64"), table["n_words"]).clip(upper=1)
    return table.assign(n_notes=[len(notes) for notes in rows["notes"]])


def count_zones(sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Count sentences and words by zone.

    Returns
    -------
    table `zone_counts`, one row per zone present, in the order header, headline, dateline, subhead, body
        zone; n_docs documents that have it; n_sentences; n_words; word_share n_words / all words, null without words
    """
    words = _list_words(tokens)
    rows = check(sentences, "sentences").assign(
        n_words=sentences["sentence_id"].map(words.groupby("sentence_id").size()).fillna(0)
    )
    counts = rows.groupby("zone").agg(n_docs=("doc_id", "nunique"), n_sentences=("zone", "size"), n_words=("n_words", "sum"))
    table = counts.reindex([zone for zone in ZONES if zone in counts.index]).astype("int64").rename_axis("zone").reset_index()
    return table.assign(word_share=_share(table["n_words"], table["n_words"].sum()))


def count_actors(mentions: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Count how often actors are mentioned, how often they speak and how many words they are given.

    Parameters
    ----------
    mentions, statements, actors, tokens : tables of those names; `tokens.statement_id` tells the voice of each word

    Returns
    -------
    table `actor_counts`, one row per actor, by n_mentions descending, ties by name; the unknown, if any, last
        actor_id (null: unknown); name; kind; n_docs documents that mention it or let it speak; n_mentions; mention_share;
        n_statements; statement_share; n_quoted_words words whose innermost statement is the actor's, direct or indirect;
        quoted_word_share; speaks whether it has a statement. Each share is of what is known: mentions, statements and words
        with a known actor; the row "unknown" has counts and no shares. Each share has _low and _high: 95 % interval, bootstrap
        by document; null with fewer than two documents and for a share of 0.
    """
    voiced = _list_words(tokens)[["doc_id", "statement_id"]].dropna()
    speaker = check(statements, "statements").set_index("statement_id")["actor_id"]
    events = {
        "mention": check(mentions, "mentions")[["doc_id", "actor_id"]],
        "statement": statements[["doc_id", "actor_id"]],
        "quoted_word": voiced[["doc_id"]].assign(actor_id=voiced["statement_id"].map(speaker)),
    }
    seen = pd.concat([events["mention"], events["statement"]])
    doc_ids = pd.Index(pd.concat([tokens["doc_id"], seen["doc_id"]]).unique())
    table = check(actors, "actors")[["actor_id", "name", "kind"]].reset_index(drop=True)
    table.loc[len(table), "name"] = UNKNOWN
    unknown = table["actor_id"].isna()
    docs_of = seen.fillna({"actor_id": ""}).groupby("actor_id")["doc_id"].nunique()
    table["n_docs"] = table["actor_id"].fillna("").map(docs_of).fillna(0).astype("int64")
    for what, rows in events.items():
        n = table["actor_id"].map(rows["actor_id"].value_counts()).fillna(0).astype("int64")
        known = rows.rename(columns={"actor_id": "group"}).groupby(["doc_id", "group"]).size().rename("value").reset_index()
        bounds = _bootstrap(known, doc_ids).reindex(table["actor_id"])
        table[f"n_{what}s"] = n.mask(unknown, int(rows["actor_id"].isna().sum()))
        table[f"{what}_share"] = _share(n, n.sum()).mask(unknown)
        table[f"{what}_share_low"], table[f"{what}_share_high"] = bounds["low"].to_numpy(), bounds["high"].to_numpy()
    table["speaks"] = table["n_statements"] > 0
    table = table.assign(last=unknown)[~unknown | (table["n_docs"] > 0)]
    return table.sort_values(["last", "n_mentions", "name"], ascending=[True, False, True], ignore_index=True).drop(
        columns="last"
    )


def count_sources(statements: pd.DataFrame) -> pd.DataFrame:
    """Count statements by kind of source and form.

    Returns
    -------
    table `source_counts`, one row per kind and form, zeros included, in the order named, unnamed, document, collective,
    unknown and direct, indirect, mixed; empty without statements
        source_kind; form; n; share n / all statements
    """
    rows = check(statements, "statements")
    grid = pd.MultiIndex.from_product([[*SOURCE_KINDS, UNKNOWN], STATEMENT_FORMS], names=["source_kind", "form"])
    counts = rows.assign(source_kind=rows["source_kind"].fillna(UNKNOWN)).groupby(["source_kind", "form"]).size()
    table = counts.reindex(grid if len(rows) else grid[:0], fill_value=0).rename("n").reset_index()
    return table.assign(share=_share(table["n"], len(rows)))


def count_cues(statements: pd.DataFrame) -> pd.DataFrame:
    """Count the words that introduce statements.

    Returns
    -------
    table `cue_counts`, one row per cue and class, by n descending, ties by cue, then class
        cue in lower case, null for statements without one; cue_class, null where none is known; n; n_docs; n_speakers
        different known speakers; share n / all statements
    """
    rows = check(statements, "statements")[["doc_id", "cue", "cue_class", "actor_id"]].assign(cue=statements["cue"].str.lower())
    table = rows.groupby(["cue", "cue_class"], dropna=False, as_index=False).agg(
        n=("doc_id", "size"), n_docs=("doc_id", "nunique"), n_speakers=("actor_id", "nunique")
    )
    table["share"] = _share(table["n"], len(rows))
    return table.sort_values(["n", "cue", "cue_class"], ascending=[False, True, True], ignore_index=True)


def count_positions(positions: pd.DataFrame, actors: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Count how often each holder stands against, neutral or for each target.

    Returns
    -------
    table `position_counts`, one row per holder and target, by n descending, ties by holder, then target
        holder_id; holder its name, "unknown" where null; target_kind; target_id; target its name or label, "unknown" where
        null; n; n_docs; n_oppose; n_neutral; n_support; mean_polarity -1 against .. 1 for; mean_polarity_low and _high its
        95 % interval, bootstrap by document, null where fewer than two documents hold the pair
    """
    rows = check(positions, "positions")
    keys = ["holder_id", "target_kind", "target_id"]
    rows = rows.assign(
        group=rows.groupby(keys, dropna=False).ngroup(), **{f"n_{label}": rows["label"] == label for label in LABELS}
    )
    table = rows.groupby("group").agg(
        **{name: (name, "first") for name in keys},
        n=("doc_id", "size"),
        n_docs=("doc_id", "nunique"),
        **{f"n_{label}": (f"n_{label}", "sum") for label in LABELS},
        mean_polarity=("polarity", "mean"),
    )
    by_doc = rows.groupby(["doc_id", "group"])["polarity"].agg(value="sum", per="size").reset_index()
    bounds = _bootstrap(by_doc, pd.Index(rows["doc_id"].unique()))
    for bound in ("low", "high"):
        table[f"mean_polarity_{bound}"] = bounds[bound].reindex(table.index).where(table["n_docs"] > 1)
    names = check(actors, "actors").set_index("actor_id")["name"]
    labels = check(issues, "issues").set_index("issue_id")["label"]
    table.insert(1, "holder", table["holder_id"].map(names).fillna(UNKNOWN))
    target = table["target_id"].map(names).where(table["target_kind"] == "actor", table["target_id"].map(labels))
    table.insert(4, "target", target.fillna(UNKNOWN))
    return table.sort_values(["n", "holder", "target"], ascending=[False, True, True], ignore_index=True)


def count_unresolved(
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    positions: pd.DataFrame,
    *,
    unread: Sequence[object] = (),
) -> pd.DataFrame:
    """Count what was not found out, so that nothing is dropped in silence.

    Parameters
    ----------
    unread : the files and rows that could not be read (`Corpus.unread`)

    Returns
    -------
    table `unresolved_counts`, in the order of the chain: files, documents, mentions, statements, positions
        what; n; of out of how many; share n / of, null where of is 0
    """
    n_docs = len(check(documents, "documents"))
    pronoun = check(mentions, "mentions")["form"] == "pronoun"
    quoted = check(statements, "statements")["form"] != "indirect"
    table = pd.DataFrame(
        [
            ("files or rows that could not be read", len(unread), n_docs + len(unread)),
            ("documents without a word", (documents["n_words"] == 0).sum(), n_docs),
            ("documents without a date", documents["published"].isna().sum(), n_docs),
            ("documents without an outlet", documents["outlet"].isna().sum(), n_docs),
            ("documents with notes on loading", (documents["notes"].map(len) > 0).sum(), n_docs),
            ("names and descriptions linked to no actor", mentions.loc[~pronoun, "actor_id"].isna().sum(), (~pronoun).sum()),
            ("pronouns linked to no actor", mentions.loc[pronoun, "actor_id"].isna().sum(), pronoun.sum()),
            ("statements without a known speaker", statements["actor_id"].isna().sum(), len(statements)),
            ("quoted statements whose quotation is never closed", (quoted & ~statements["closed"]).sum(), quoted.sum()),
            ("positions without a known holder", check(positions, "positions")["holder_id"].isna().sum(), len(positions)),
            ("positions without a known target", positions["target_id"].isna().sum(), len(positions)),
        ],
        columns=["what", "n", "of"],
    ).astype({"n": "int64", "of": "int64"})
    return table.assign(share=_share(table["n"], table["of"]))


def _list_words(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the tokens that hold a letter or a digit."""
    code, texts = pd.factorize(check(tokens, "tokens")["text"])
    return tokens[np.asarray(texts.str.contains(_LETTER.pattern, regex=True), dtype=bool)[code]]


def _join_spans(spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """Join overlapping spans, so that nothing in them is counted twice."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((int(start), int(end)) for start, end in spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _share(part: pd.Series, whole: pd.Series | float) -> pd.Series:
    """Return part / whole, null where the whole is 0."""
    return part / pd.Series(whole, index=part.index, dtype="float64").replace(0, np.nan)


def _bootstrap(by_doc: pd.DataFrame, doc_ids: pd.Index) -> pd.DataFrame:
    """Return by group the 95 % bounds (low, high) of sum(value) / sum(per) when the documents are drawn anew.

    `by_doc` has doc_id, group, value and per; without per the values of all groups together are the divisor.
    """
    if len(doc_ids) < 2:
        return pd.DataFrame(columns=["low", "high"], dtype="float64")
    bounds: dict[Hashable, np.ndarray] = {}
    random = np.random.default_rng(_SEED)
    times = np.stack([_count_draws(random, len(doc_ids)) for _ in range(_DRAWS)], axis=1)
    doc, value = doc_ids.get_indexer(pd.Index(by_doc["doc_id"])), by_doc["value"].to_numpy(dtype="float64")
    per = by_doc["per"].to_numpy(dtype="float64") if "per" in by_doc else None
    together = np.bincount(doc, weights=value, minlength=len(doc_ids)) @ times
    for group, rows in by_doc.groupby("group").indices.items():
        drawn = times[doc[rows]]
        top, bottom = value[rows] @ drawn, together if per is None else per[rows] @ drawn
        bounds[group] = np.quantile(top[bottom > 0] / bottom[bottom > 0], [0.025, 0.975])
    return pd.DataFrame.from_dict(bounds, orient="index", columns=["low", "high"], dtype="float64")


def _count_draws(random: np.random.Generator, n: int) -> np.ndarray:
    """Draw n of n documents with replacement and return how often each was drawn."""
    return np.bincount(random.integers(n, size=n), minlength=n).astype("uint16")
