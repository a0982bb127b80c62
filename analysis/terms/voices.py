"""Whose words are looked at, and with whose they are compared."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.callings import UNKNOWN, find_called
from analysis.errors import ParameterError
from analysis.parts import TableOrParts, map_parts, pair_parts
from analysis.schema import check
from analysis.terms.lists import load_frequencies
from analysis.terms.words import list_words

VOICES = ("all", "narrator", "speakers", UNKNOWN)
"""What `voice` may be beside an actor: every word; those in no statement; those in one; those in one of nobody known."""
_NAMES = dict(zip(VOICES, ("all words", "narrator", "speakers", "unknown speakers"), strict=True))


class Sides(NamedTuple):
    """The words that are compared, those they are compared with, and what to call each."""

    words: TableOrParts
    reference: TableOrParts
    name: str
    reference_name: str


def select_words(tokens: TableOrParts, statements: pd.DataFrame, actors: pd.DataFrame, *, voice: str = "all") -> TableOrParts:
    """Return the tokens of one voice: every word is the narrator's or its innermost statement's speaker's.

    Parameters
    ----------
    tokens, statements, actors : tables of those names; tokens may come in parts
    voice : in any case
        "all"; "narrator", words in no statement; "speakers", words in one; "unknown", words of statements whose speaker is not
        known; or an actor_id, name or alias: words of that actor's statements

    Returns
    -------
    the rows of `tokens` in their order, with their index; in parts if these are

    Raises
    ------
    ParameterError : nobody is called so (names the nearest)

    Notes
    -----
    Give the result to `count_terms`, `count_keyness` and `count_dispersion` as it is. Where places in the text matter
    (`count_spread`, `count_collocations`, `find_concordance`), give them all tokens and these as `among`: words to either side
    are then counted in the text, and no gap is bridged.
    """
    return _select(tokens, statements, actors, voice, "voice")[0]


def select_sides(
    tokens: TableOrParts, statements: pd.DataFrame, actors: pd.DataFrame, *, voice: str = "all", against: str = ""
) -> Sides:
    """Return the words of one voice and those they are compared with, no word on both sides.

    Parameters
    ----------
    tokens, statements, actors : tables of those names; tokens may come in parts
    voice : as for `select_words`
    against : another voice, or the path of a frequency list that ends in .csv or .tsv (`load_frequencies`). "" takes the other
        voice: the narrator for the speakers, the speakers for the narrator, the other speakers for an actor; with "all" the
        speakers are compared with the narrator

    Returns
    -------
    Sides : words, reference, as `count_keyness` takes them; name, reference_name to call them by

    Raises
    ------
    ParameterError : a voice that is nobody's (names the nearest), or twice the same; InputError : as `load_frequencies`

    Notes
    -----
    Words that are on both sides (all words against an actor's, an actor's against the speakers') stay on the smaller one.
    """
    if not against:
        voice = "speakers" if voice.lower() == "all" else voice
        against = "narrator" if voice.lower() == "speakers" else "speakers"
    words, name = _select(tokens, statements, actors, voice, "voice")
    if against.lower().endswith((".csv", ".tsv")):
        return Sides(words, load_frequencies(against), name, Path(against).name)
    reference, reference_name = _select(tokens, statements, actors, against, "against")
    if name == reference_name:
        raise ParameterError(f"voice and against are both {voice!r}: there is nothing to compare. Change one, or leave it out.")
    n_words, n_reference, n_both = np.sum(
        [(len(here), len(there), here.index.isin(there.index).sum()) for here, there in pair_parts(words, reference, "tokens")],
        axis=0,
    )
    if n_both and n_words > n_reference:
        words, name = map_parts(_leave_out, words, reference), f"all other {name.removeprefix('all ')}"
    elif n_both:
        reference, reference_name = map_parts(_leave_out, reference, words), f"all other {reference_name.removeprefix('all ')}"
    return Sides(words, reference, name, reference_name)


def name_voices(table: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return a table that has statement_id with one column more: voice.

    voice is "narrator" where statement_id is null, else the name of the actor who speaks, the source as written where no actor is
    known, or "unknown".
    """
    said = check(statements, "statements").set_index("statement_id")
    names = said["actor_id"].map(check(actors, "actors").set_index("actor_id")["name"]).fillna(said["speaker"]).fillna(UNKNOWN)
    return table.assign(voice=table["statement_id"].map(names).where(table["statement_id"].notna(), "narrator").astype("str"))


def list_lines(
    concordance: pd.DataFrame, documents: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """Return a concordance with columns more, as it is shown.

    line its number, from 1; voice (`name_voices`); path, outlet, published of the document; place its outlet, or its path where
    no outlet is known.
    """
    about = check(documents, "documents")[["doc_id", "path", "outlet", "published"]]
    lines = name_voices(concordance, statements, actors).merge(about, on="doc_id")
    return lines.assign(line=range(1, len(lines) + 1), place=lines["outlet"].fillna(lines["path"]))


def tell_voice(tokens: TableOrParts, words: TableOrParts, actors: pd.DataFrame, *, voice: str = "all") -> str:
    """Say whose words are counted (`words`, from `select_words`), how many there are, and in how many documents."""
    (n_all, n_all_docs), (n, n_docs) = map(_count_words, (tokens, words))
    whose = "" if voice.lower() == "all" else f"Only words of one voice are counted: {_name_voice(actors, voice, 'voice')}. "
    if (n, n_docs) == (n_all, n_all_docs):
        return f"{whose}Words: {n:,}. Documents that have {'such ' if whose else ''}words: {n_docs:,}."
    return f"{whose}Words counted: {n:,} of {n_all:,}. Documents that have such words: {n_docs:,} of {n_all_docs:,}."


def _count_words(tokens: TableOrParts) -> tuple[int, int]:
    """Return the number of words, and of documents that have any."""
    sizes = [(len(words.rows), len(words.doc_ids)) for words in list_words(tokens, unit="text")]
    return sum(n for n, _ in sizes), sum(n for _, n in sizes)


def _select(
    tokens: TableOrParts, statements: pd.DataFrame, actors: pd.DataFrame, voice: str, role: str
) -> tuple[TableOrParts, str]:
    """Return the tokens of a voice and what to call it."""
    chosen, name = voice.lower(), _name_voice(actors, voice, role)
    if chosen == "all":
        return tokens, name
    speakers = check(statements, "statements").set_index("statement_id")["actor_id"]
    called = [] if chosen in VOICES else find_called(actors, name=voice, role=role, also=VOICES)

    def choose(part: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the voice."""
        said = check(part, "tokens")["statement_id"].notna()
        if chosen in ("narrator", "speakers"):
            return part[said == (chosen == "speakers")]
        speaker = part["statement_id"].map(speakers)
        return part[said & speaker.isna() if chosen == UNKNOWN else speaker.isin(called)]

    return map_parts(choose, tokens), name


def _name_voice(actors: pd.DataFrame, voice: str, role: str) -> str:
    """Return what to call a voice: actors by their names."""
    if voice.lower() in _NAMES:
        return _NAMES[voice.lower()]
    called = find_called(check(actors, "actors"), name=voice, role=role, also=VOICES)
    return ", ".join(actors.loc[actors["actor_id"].isin(called), "name"])


def _leave_out(tokens: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the tokens that are not among others."""
    return tokens[~tokens.index.isin(others.index)]
