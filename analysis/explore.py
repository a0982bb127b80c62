"""Asking a corpus in JupyterLab: each answer shows itself, and has all its rows as a DataFrame in `.table`.

    corpus = open_corpus("articles")
    list_statements(corpus, speaker="Lavrov")

The notebook explore.ipynb has a recipe for each of these.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import counts, evidence, terms
from analysis.corpus import Corpus
from analysis.errors import check_least
from analysis.markup import escape, mark_parts, write_plain, write_table
from analysis.selection import open_corpus

__all__ = [
    "Answer",
    "compare_actors",
    "compare_words",
    "count_words",
    "find_concordance",
    "list_actors",
    "list_positions",
    "list_statements",
    "open_corpus",
]

LIMIT = 20
"""Rows that an answer shows."""

_SIDES = {"oppose": "against", "neutral": "neutral on", "support": "for"}


class Answer:
    """What a corpus answers: `table` has every row and column; a notebook shows the first rows as people read them."""

    def __init__(self, table: pd.DataFrame, *, caption: str, page: str, text: str) -> None:
        self.table, self.caption, self._page, self._text = table, caption, page, text

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"{self.caption}\n{self._text}"

    def _repr_html_(self) -> str:
        return self._page


def list_actors(corpus: Corpus, *, limit: int = LIMIT) -> Answer:
    """List who appears and who gets to speak, those mentioned most first.

    Parameters
    ----------
    corpus : from `open_corpus`
    limit : int >= 1, rows shown; `.table` (`counts.count_actors`) has all

    Examples
    --------
    >>> list_actors(corpus, limit=10)
    """
    table = counts.count_actors(corpus.mentions, corpus.statements, corpus.actors, corpus.tokens)
    columns = {"name": "Actor", "kind": "Kind", "n_mentions": "Mentions", "n_statements": "Statements", "n_docs": "Documents"}
    return _show_table(table, columns, "Actors by number of mentions.", limit=limit)


def list_statements(corpus: Corpus, *, speaker: str = "", limit: int = LIMIT) -> Answer:
    """List what an actor said, each statement in its sentence.

    Parameters
    ----------
    corpus : from `open_corpus`
    speaker : name or alias of an actor, in any case; "" takes all, "unknown" those of nobody known
    limit : int >= 1, statements shown; `.table` (`evidence.list_statements`) has all

    Raises
    ------
    ParameterError : nobody is called `speaker` (names the nearest)

    Examples
    --------
    >>> list_statements(corpus, speaker="Lavrov").table["content"]
    """
    table = evidence.list_statements(corpus.documents, corpus.sentences, corpus.statements, corpus.actors, speaker=speaker)
    named = table.fillna({"speaker": "unknown", "cue": "no introducing word", "outlet": "no outlet"})
    return _show_quotes(
        table,
        [f"{row['speaker']}: {row['cue']}" for row in named.to_dict("records")],
        named,
        f"Statements of {speaker or 'everybody'}: {len(table):,}.",
        mark="content",
        limit=limit,
    )


def list_positions(corpus: Corpus, *, holder: str = "", target: str = "", limit: int = LIMIT) -> Answer:
    """List who is for or against what, each position with its sentence.

    Parameters
    ----------
    corpus : from `open_corpus`
    holder : name or alias of an actor; "" takes all, "unknown" those of nobody known
    target : name of an actor or label of an issue; "" takes all
    limit : int >= 1, positions shown; `.table` (`evidence.list_positions`) has all

    Raises
    ------
    ParameterError : nobody or nothing is called so (names the nearest)

    Examples
    --------
    >>> list_positions(corpus, target="NATO")
    """
    table = evidence.list_positions(
        corpus.documents,
        corpus.sentences,
        corpus.positions,
        corpus.actors,
        corpus.issues,
        corpus.statements,
        holder=holder,
        target=target,
    )
    named = table.fillna({"holder": "unknown", "target": "unknown", "outlet": "no outlet"})
    about = [f"{row['holder']} {_SIDES[row['label']]}: {row['target']}" for row in named.to_dict("records")]
    towards = f" on {target}" if target else ""
    caption = f"Positions of {holder or 'everybody'}{towards}: {len(table):,}."
    return _show_quotes(table, about, named, caption, mark="evidence", limit=limit)


def find_concordance(corpus: Corpus, term: str, *, voice: str = "all", window: int = 8, limit: int = LIMIT) -> Answer:
    """Find a word or a phrase with the words around it, and whose words they are.

    Parameters
    ----------
    corpus : from `open_corpus`
    term : a word or words, in any case, in any form ("guarantee" finds "guarantees")
    voice : whose words: all, narrator, speakers, unknown, or the name of an actor
    window : int >= 0, words to either side
    limit : int >= 1, lines shown; `.table` (`terms.find_concordance`) has all

    Raises
    ------
    ParameterError : a voice that is nobody's (names the nearest)

    Examples
    --------
    >>> find_concordance(corpus, "security", voice="Lavrov")
    """
    among = terms.select_words(corpus.tokens, corpus.statements, corpus.actors, voice=voice)
    found = terms.find_concordance(corpus.documents, corpus.sentences, corpus.tokens, term=term, window=window, among=among)
    table = terms.name_voices(found, corpus.statements, corpus.actors)
    titles = corpus.documents["title"].fillna(corpus.documents["path"])
    table = table.assign(title=table["doc_id"].map(dict(zip(corpus.documents["doc_id"], titles, strict=True))))
    columns = {"voice": "Voice", "left": "", "match": "Word", "right": "", "title": "Document"}
    return _show_table(table, columns, f"“{term}”, {len(table):,} times.", limit=limit, to_right=("left",))


def count_words(corpus: Corpus, *, voice: str = "speakers", min_count: int = 2, limit: int = LIMIT) -> Answer:
    """Count the nouns, names, verbs and adjectives of a voice.

    Parameters
    ----------
    corpus : from `open_corpus`
    voice : as for `find_concordance`
    min_count : int >= 1, least number of occurrences
    limit : int >= 1, words shown; `.table` (`terms.count_terms`) has all

    Raises
    ------
    ParameterError : a voice that is nobody's (names the nearest)

    Examples
    --------
    >>> count_words(corpus, voice="narrator")
    """
    words = terms.select_words(corpus.tokens, corpus.statements, corpus.actors, voice=voice)
    table = terms.count_terms(words, min_count=min_count, **_choose_content())
    columns = {"term": "Word", "pos": "Part of speech", "n": "Occurrences", "per_1000": "Per 1,000 words", "n_docs": "Documents"}
    caption = terms.tell_voice(corpus.tokens, words, corpus.actors, voice=voice)
    return _show_table(table, columns, caption, limit=limit)


def compare_words(corpus: Corpus, one: str, other: str = "", *, limit: int = LIMIT) -> Answer:
    """Find the words that are key for one voice against another.

    Parameters
    ----------
    corpus : from `open_corpus`
    one, other : voices, as for `find_concordance`, or for `other` the path of a frequency list; "" is all other speakers
    limit : int >= 1, words shown, the surest first; `.table` (`terms.count_keyness`) has all

    Raises
    ------
    ParameterError : a voice that is nobody's (names the nearest), or twice the same

    Examples
    --------
    >>> compare_words(corpus, "Lavrov", "narrator")
    """
    sides = terms.select_sides(corpus.tokens, corpus.statements, corpus.actors, voice=one, against=other)
    table = terms.count_keyness(sides.words, sides.reference, **_choose_content())
    table = table.sort_values("log_odds", key=abs, ascending=False, kind="stable", ignore_index=True)
    columns = {"term": "Word", "n": sides.name, "n_reference": sides.reference_name, "log_odds": "Log-odds, z"}
    caption = f"Key words: positive scores for {sides.name}, negative ones for {sides.reference_name}."
    return _show_table(table, columns, caption, limit=limit)


def compare_actors(corpus: Corpus, one: str, other: str, *, limit: int = LIMIT) -> Answer:
    """Set the positions of two actors side by side.

    Parameters
    ----------
    corpus : from `open_corpus`
    one, other : names or aliases of actors
    limit : int >= 1, targets shown

    Returns
    -------
    Answer; `.table` has a row per target that either takes a position on, those of both first, then those with most positions:
        target; for each of the two, one and other: mean polarity from -1 (against) to 1 (for), null without a position;
        n_one, n_other positions

    Raises
    ------
    ParameterError : nobody is called so (names the nearest)

    Examples
    --------
    >>> compare_actors(corpus, "Lavrov", "Trump")
    """
    held = []
    for name, holder in (("one", one), ("other", other)):
        rows = list_positions(corpus, holder=holder).table
        kept = corpus.positions[corpus.positions["position_id"].isin(rows["position_id"])]
        by_target = counts.count_positions(kept, corpus.actors, corpus.issues).groupby(["target_id", "target"], sort=False)
        held.append(by_target.agg(**{name: ("mean_polarity", "mean"), f"n_{name}": ("n", "sum")}))
    table = held[0].join(held[1], how="outer").reset_index().drop(columns="target_id")
    table = table.astype({"n_one": "Int64", "n_other": "Int64"}).fillna({"n_one": 0, "n_other": 0})
    table = table.assign(both=table["one"].notna() & table["other"].notna(), n=table["n_one"] + table["n_other"])
    table = table.sort_values(["both", "n", "target"], ascending=[False, False, True], ignore_index=True)
    columns = {"target": "Target", "one": one, "n_one": "Positions", "other": other, "n_other": "Positions"}
    n_both = int(table["both"].sum())
    caption = f"Positions of {one} and {other}, from −1 (against) to 1 (for). On the same: {n_both:,} of {len(table):,}."
    return _show_table(table.drop(columns=["both", "n"]), columns, caption, limit=limit)


def _choose_content() -> dict[str, Any]:
    """What the words counted here have in common."""
    return {"stop_words": terms.load_stop_words(""), "pos": ["NOUN", "PROPN", "VERB", "ADJ"]}


def _show_table(
    table: pd.DataFrame, columns: Mapping[str, str], caption: str, *, limit: int, to_right: Sequence[str] = ()
) -> Answer:
    """Answer with a table."""
    check_least("limit", limit, 1)
    shown, told = table.head(limit), _tell_rest(table, caption, limit)
    if shown.empty:
        return Answer(
            table, caption=told, page=f"<p>{escape(told)} There is nothing to show.</p>", text="There is nothing to show."
        )
    page = write_table(shown, headings=dict(columns), caption=told, to_right=to_right)
    return Answer(table, caption=told, page=page, text=shown.to_string(columns=list(columns), index=False))


def _show_quotes(
    table: pd.DataFrame, about: Sequence[str], named: pd.DataFrame, caption: str, *, mark: str, limit: int
) -> Answer:
    """Answer with sentences, each under a line that says what it is evidence of."""
    check_least("limit", limit, 1)
    told, quotes, lines = _tell_rest(table, caption, limit), [], []
    for above, row in zip(about, named.head(limit).to_dict("records"), strict=False):
        words = [write_plain(row[column], column=column) for column in ("title", "outlet", "published")]
        below = f"{words[0]} ({words[1]}, {words[2]})"
        quotes.append(
            f'<li><p dir="auto"><strong>{escape(above)}</strong></p>'
            f'<blockquote dir="auto">{mark_parts(row["sentence"], parts=row[mark])}</blockquote>'
            f'<p dir="auto"><small>{escape(below)}</small></p></li>'
        )
        lines.append(f"{above}: {row['sentence']} ({below})")
    page = f'<p>{escape(told)}</p><ol class="quotes">{"".join(quotes)}</ol>'
    return Answer(table, caption=told, page=page, text="\n".join(lines))


def _tell_rest(table: pd.DataFrame, caption: str, limit: int) -> str:
    """Say in the caption how many rows are not shown."""
    return f"{caption} The first {limit:,}; .table has all." if len(table) > limit else caption
