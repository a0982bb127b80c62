"""Versions of one utterance put together: who has how much of the longest, and what each left out."""

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from analysis.errors import check_least
from analysis.parallels.matching import WORD, Near, Version, find_near, list_versions
from analysis.schema import check

_COLUMNS = (
    "utterance", "parallel_id", "doc_id", "statement_id", "outlet", "published", "title", "actor_id", "name", "speaker", "cue",
    "cue_class", "form", "n_statements", "n_words", "n_shared", "kept_share", "longest", "content", "shared", "cut", "n_docs",
    "n_outlets", "version",
)  # fmt: skip


class _Utterance(NamedTuple):
    """The longest version and, by document, the statements that match it and the words of the longest version they give."""

    longest: int
    members: dict[str, list[int]]
    given: dict[str, set[int]]


def align_quotations(
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    quotations: pd.DataFrame,
    actors: pd.DataFrame,
    *,
    copies: pd.DataFrame | None = None,
    days: int = 3,
    indirect: bool = False,
) -> pd.DataFrame:
    """Put statements of different documents together that quote the same or nearly the same words.

    Compared are the words within quotation marks of direct and mixed statements. Two statements are versions of one utterance
    when enough of their words (`SAME`, `ONE_KNOWN`, `OTHER`) stand in both in the same order, in runs of two or more (Ratcliff
    and Metzener 1988). The version with most quoted words gathers those that match it, then the longest of the rest does, so that
    no chain of small changes joins two utterances.

    Parameters
    ----------
    documents, statements, quotations, actors : tables of those names; statements of documents not among them are left out
    copies : table `copies`, optional; what they repeat is not a quotation of their own, they are left out
    days : int >= 0, most days between the publications of two versions; documents without a date are compared with each other
    only
    indirect : also take statements without quotation marks, all words of their content

    Returns
    -------
    table `parallels`, one row per utterance and document; utterances by n_outlets, then n_docs descending, then by date; the
    longest version first, the others by kept_share descending, ties by date, then in the order of the documents
        utterance its number from 1 on; parallel_id statement_id of the longest version; doc_id; statement_id the document's
        longest; outlet; published; title; actor_id; name of the actor, null if not known; speaker as written; cue; cue_class;
        form; n_statements of the document that give these words; n_words quoted in them; n_shared words of the longest version
        given in the same order; kept_share n_shared / words of the longest version; longest true for that version; content;
        shared the runs of it that stand in the longest version too, of that version those that stand in another; cut the words of
        the longest version that are not given, or given otherwise or without marks; runs are joined by " … ", null if there are
        none; n_docs, n_outlets of the utterance; version in words, "The longest version" or "Another version"

    Raises
    ------
    ParameterError : `days` is below 0
    """
    check_least("days", days, 0)
    kept = check(documents, "documents")
    kept = kept[~kept["doc_id"].isin([] if copies is None else copies["doc_id"])]
    rows = check(statements, "statements")
    rows = rows[rows["doc_id"].isin(kept["doc_id"]) & ((rows["form"] != "indirect") | indirect)].reset_index(drop=True)
    texts = dict(zip(kept["doc_id"], kept["text"], strict=True))
    versions = list_versions(rows, texts, check(quotations, "quotations"))
    dates = rows["doc_id"].map(kept.set_index("doc_id")["published"])
    near = find_near(rows, versions, dates, days)
    found = _gather(rows, versions, dates, near)
    place = pd.Series(range(len(kept)), index=kept["doc_id"])
    table = _describe(found, rows, versions, near, texts, kept, check(actors, "actors"))
    order = pd.DataFrame(
        {"first": table.groupby("parallel_id")["published"].transform("min"), "place": table["doc_id"].map(place)}
    )
    table = table.join(order).sort_values(
        ["n_outlets", "n_docs", "first", "parallel_id", "longest", "kept_share", "published", "place"],
        ascending=[False, False, True, True, False, False, True, True],
        ignore_index=True,
    )
    table["utterance"] = (table["parallel_id"] != table["parallel_id"].shift()).cumsum()
    return table[list(_COLUMNS)]


def _gather(rows: pd.DataFrame, versions: list[Version], dates: pd.Series, near: Near) -> list[_Utterance]:
    """Return the utterances, those of the longest versions first."""
    order = sorted(near, key=lambda at: (-len(versions[at].words), dates.isna().iat[at], dates.iat[at], at))
    taken: set[int] = set()
    found = []
    for longest in order:
        others = [at for at in near[longest] if at not in taken]
        if longest in taken or not others:
            continue
        taken |= {longest, *others}
        doc_ids = rows["doc_id"]
        members: dict[str, list[int]] = defaultdict(list, {doc_ids[longest]: [longest]})
        given: dict[str, set[int]] = defaultdict(set, {doc_ids[longest]: set(range(len(versions[longest].words)))})
        for at in sorted(others):
            members[doc_ids[at]].append(at)
            given[doc_ids[at]] |= _spread(near[longest][at])
        found.append(_Utterance(longest, members, given))
    return found


def _describe(
    found: list[_Utterance],
    rows: pd.DataFrame,
    versions: list[Version],
    near: Near,
    texts: dict[str, str],
    documents: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """Return a row for each utterance and document."""
    about = documents.assign(title=documents["title"].fillna(documents["path"])).set_index("doc_id")
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    table = []
    for longest, members, given in found:
        whole, source = versions[longest], texts[rows["doc_id"][longest]]
        everywhere = set(range(len(whole.words)))
        elsewhere = set().union(*(words for doc_id, words in given.items() if doc_id != rows["doc_id"][longest]))
        for doc_id, matching in members.items():
            statements = _drop_nested(matching, rows, versions)
            text, best = texts[doc_id], max(statements, key=lambda at: len(versions[at].words))
            own = [elsewhere if at == longest else _spread(near[at][longest]) for at in statements]
            shared = [_write_runs(text, versions[at], words) for at, words in zip(statements, own, strict=True)]
            row = rows.loc[best]
            table.append(
                {column: row[column] for column in ("doc_id", "statement_id", "actor_id", "speaker", "cue", "cue_class", "form")}
                | {column: about.at[doc_id, column] for column in ("outlet", "published", "title")}
                | {
                    "parallel_id": rows["statement_id"][longest],
                    "name": names.get(row["actor_id"]),
                    "n_statements": len(statements),
                    "n_words": sum(len(versions[at].words) for at in statements),
                    "n_shared": len(given[doc_id]),
                    "kept_share": len(given[doc_id]) / len(whole.words),
                    "longest": best == longest,
                    "version": "The longest version" if best == longest else "Another version",
                    "content": " … ".join(_tidy(text[start:end]) for at in statements for start, end in rows["spans"][at]),
                    "shared": " … ".join(filter(None, shared)) or None,
                    "cut": _write_runs(source, whole, everywhere - given[doc_id]) or None,
                }
            )
    frame = pd.DataFrame(table, columns=list(_COLUMNS)).astype({"published": "datetime64[s]", "outlet": "str"})
    utterance = frame.groupby("parallel_id")
    return frame.assign(n_docs=utterance["doc_id"].transform("nunique"), n_outlets=utterance["outlet"].transform("nunique"))


def _drop_nested(statements: list[int], rows: pd.DataFrame, versions: list[Version]) -> list[int]:
    """Return the statements without those whose quoted words another has too; of equal ones the inner, then the first, stays."""
    kept: list[int] = []
    length = {at: sum(end - start for start, end in rows["spans"][at]) for at in statements}
    for at in sorted(statements, key=lambda at: (-len(versions[at].words), length[at], at)):
        if not any(set(versions[at].places) <= set(versions[other].places) for other in kept):
            kept.append(at)
    return sorted(kept)


def _spread(runs: list[tuple[int, int]]) -> set[int]:
    """Return the words of runs."""
    return {at for first, past in runs for at in range(first, past)}


def _write_runs(text: str, version: Version, wanted: set[int]) -> str:
    """Return the wanted words of the version, runs joined by " … "; words that are not the version's part a run."""
    runs: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(version.places):
        if at not in wanted:
            continue
        if runs and at - 1 in wanted and not WORD.search(text, runs[-1][1], start):
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    return " … ".join(_tidy(text[start:end]) for start, end in runs)


def _tidy(text: str) -> str:
    """Return the text in one line."""
    return " ".join(text.split())
