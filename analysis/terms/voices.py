"""Whose words are looked at, and with whose they are compared."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.callings import UNKNOWN, find_called
from analysis.errors import ParameterError
from analysis.schema import check
from analysis.terms.lists import load_frequencies
from analysis.terms.words import list_words

VOICES = ("all", "narrator", "speakers", UNKNOWN)
"""What `voice` may be beside an actor: every word; those in no statement; those in one; those in one of nobody known."""
_NAMES = dict(zip(VOICES, ("all words", "narrator", "speakers", "unknown speakers"), strict=True))


class Sides(NamedTuple):
    """The words that are compared, those they are compared with, and what to call each."""

    words: pd.DataFrame
    reference: pd.DataFrame
    name: str
    reference_name: str


def select_words(tokens: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame, *, voice: str = "all") -> pd.DataFrame:
    """Return the tokens of one voice: every word is the narrator's or its innermost statement's speaker's.

    Parameters
    ----------
    tokens, statements, actors : tables of those names
    voice : in any case
        "all"; "narrator", words in no statement; "speakers", words in one; "unknown", words of statements whose speaker is not
        known; or an actor_id, name or alias: words of that actor's statements

    Returns
    -------
    the rows of `tokens` in their order, with their index

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
    tokens: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame, *, voice: str = "all", against: str = ""
) -> Sides:
    """Return the words of one voice and those they are compared with, no word on both sides.

    Parameters
    ----------
    tokens, statements, actors : tables of those names
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
    if len(words) > len(reference):
        words, name = _leave_out(words, reference, name)
    else:
        reference, reference_name = _leave_out(reference, words, reference_name)
    return Sides(words, reference, name, reference_name)


def name_voices(table: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return a table that has statement_id with one column more: voice.

    voice is "narrator" where statement_id is null, else the name of the actor who speaks, the source as written where no actor is
    known, or "unknown".
    """
    said = check(statements, "statements").set_index("statement_id")
    names = said["actor_id"].map(check(actors, "actors").set_index("actor_id")["name"]).fillna(said["speaker"]).fillna(UNKNOWN)
    return table.assign(voice=table["statement_id"].map(names).where(table["statement_id"].notna(), "narrator").astype("str"))


def tell_voice(tokens: pd.DataFrame, words: pd.DataFrame, actors: pd.DataFrame, *, voice: str = "all") -> str:
    """Say whose words are counted (`words`, from `select_words`), how many there are, and in how many documents."""
    every, chosen = (list_words(rows, unit="text")["doc_id"] for rows in (tokens, words))
    if voice.lower() == "all":
        return f"Words: {len(every):,}. Documents that have words: {every.nunique():,}."
    return (
        f"Only words of one voice are counted: {_name_voice(actors, voice, 'voice')}. Words: {len(chosen):,} of {len(every):,}. "
        f"Documents that have such words: {chosen.nunique():,} of {every.nunique():,}."
    )


def _select(
    tokens: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame, voice: str, role: str
) -> tuple[pd.DataFrame, str]:
    """Return the tokens of a voice and what to call it."""
    said = check(tokens, "tokens")["statement_id"].notna()
    chosen, name = voice.lower(), _name_voice(actors, voice, role)
    if chosen == "all":
        return tokens, name
    if chosen in ("narrator", "speakers"):
        return tokens[said == (chosen == "speakers")], name
    speakers = tokens["statement_id"].map(check(statements, "statements").set_index("statement_id")["actor_id"])
    if chosen == UNKNOWN:
        return tokens[said & speakers.isna()], name
    return tokens[speakers.isin(find_called(actors, name=voice, role=role, also=VOICES))], name


def _name_voice(actors: pd.DataFrame, voice: str, role: str) -> str:
    """Return what to call a voice: actors by their names."""
    if voice.lower() in _NAMES:
        return _NAMES[voice.lower()]
    called = find_called(check(actors, "actors"), name=voice, role=role, also=VOICES)
    return ", ".join(actors.loc[actors["actor_id"].isin(called), "name"])


def _leave_out(tokens: pd.DataFrame, others: pd.DataFrame, name: str) -> tuple[pd.DataFrame, str]:
    """Return the tokens that are not among others, and a name that says so."""
    kept = tokens[~tokens.index.isin(others.index)]
    if len(kept) == len(tokens):
        return tokens, name
    return kept, f"all other {name.removeprefix('all ')}"
