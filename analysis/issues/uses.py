"""Uses of wordings in texts: the targets of positions, and noun phrases that can be issues."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

import pandas as pd

from analysis.grammar import Chunk, Words, is_time, load_nouns, read_words
from analysis.issues.targets import make_plain, read_target
from analysis.issues.wordings import PLACE, Names, Wording, find_actor, find_base, list_bearers, load_class, read_phrase
from analysis.lookups import head_kind

_LEFT_OUT = ("place", "amount", "time", "saying", "pronoun")


class Use(NamedTuple):
    """One use of a wording: in which document; the weight of the statement it is in, 0 if in none; the target it is, or "".

    `sentence` is a hash of the sentence's text, 0 for targets. `own` is the target as a pattern, or empty if it says little.
    """

    wording: Wording
    doc_id: str
    said: float
    sentence: int = 0
    target: str = ""
    own: str = ""


class _Name(NamedTuple):
    """A name in a document: its characters, whose it is, and whether it is that of a place."""

    start: int
    end: int
    actor_id: str
    is_place: bool


def _is_candidate(wording: Wording) -> bool:
    """Tell whether a noun phrase can be an issue without a position on it."""
    word = wording.word
    if word in load_class("force"):
        return bool(wording.names and wording.about)  # those of somebody somewhere; else they are actors
    if len(word) < 3 or word in list_bearers() or any(word in load_class(name) for name in _LEFT_OUT):
        return False
    is_body = head_kind(word) in ("organization", "place") and word not in load_class("issue")
    return not is_body and (bool(wording.content) or word not in load_class("generic"))


def says_something(wording: Wording) -> bool:
    """Tell whether a single word is worth looking for."""
    return not wording.is_clause and _is_candidate(wording)


def find_uses(
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
    positions: pd.DataFrame,
) -> Iterator[Use]:
    """Yield every use of a wording: all noun phrases that can be issues, and what positions on issues are on.

    Parameters
    ----------
    documents, tokens, statements, mentions, actors, positions : tables (schema.py); a `position_id` is a `Use.target`
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    spans: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for doc_id, *span in list_targets(positions).itertuples(index=False):
        spans[doc_id].append(tuple(span))
    named = _index_names(mentions)
    weights = dict(zip(statements["statement_id"], statements["probability"].fillna(1.0), strict=True))
    called = dict(zip(actors["actor_id"], actors["name"], strict=True))
    for doc_id, words in read_words(tokens):
        words, names = _read_names(words, named[doc_id], called)
        text = texts[doc_id]
        for first, past in words.sentences:
            sentence = _hash_text(text[words.start[first] : words.end[past - 1]])
            for chunk in _list_chunks(words, first, past):
                wording = read_phrase(words, names, text, chunk, past)
                if wording and _is_candidate(wording) and not _is_part(words, names, chunk) and not is_time(words, chunk):
                    voice = words.voice[chunk[1] - 1]
                    yield Use(wording, doc_id, weights.get(voice, 1.0) if voice else 0.0, sentence)
        for position_id, start, end in spans.pop(doc_id, ()):
            target, own = read_target(words, names, text, start, end)
            yield Use(target, doc_id, 1.0, 0, position_id, own if " " in own or says_something(target) else "")
    for doc_id, rest in spans.items():  # documents without words
        for position_id, start, end in rest:
            yield Use(make_plain(texts[doc_id][start:end]), doc_id, 1.0, 0, position_id)


def list_targets(positions: pd.DataFrame) -> pd.DataFrame:
    """Return what positions on issues are on: doc_id, position_id, start, end."""
    targets = positions.loc[positions["target_kind"] == "issue", ["doc_id", "position_id", "target_start", "target_end"]]
    return targets.set_axis(["doc_id", "position_id", "start", "end"], axis=1).reset_index(drop=True)


def _hash_text(text: str) -> int:
    """A number that two different texts hardly ever share."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _index_names(mentions: pd.DataFrame) -> dict[str, list[_Name]]:
    """Return the names of each document; a place that does not act is itself, not the actor it may stand for elsewhere."""
    named: dict[str, list[_Name]] = defaultdict(list)
    kept = mentions[(mentions["form"] == "name") & mentions["actor_id"].notna()]
    actor_ids = kept["actor_id"].mask((kept["kind"] == "place") & ~kept["acts"], PLACE + kept["text"].str.lower())
    columns = [kept[name].tolist() for name in ("doc_id", "start", "end", "kind")]
    for doc_id, start, end, kind, actor_id in zip(*columns, actor_ids.tolist(), strict=True):
        named[doc_id].append(_Name(start, end, actor_id, kind == "place"))
    return named


def _read_names(words: Words, rows: Iterable[_Name], called: Mapping[str, str]) -> tuple[Words, Names]:
    """Return the words with those of names as nouns, and whose names they are."""
    actors, places, ranges = dict[int, str](), set[int](), []
    for start, end, actor_id, is_place in rows:
        first, past = words.find_range(start, end)
        ranges.append((first, past))
        actors.update(dict.fromkeys(range(first, past), actor_id))
        if is_place:
            places.update(range(first, past))
    return words.name(ranges, verbs={}), Names(actors, frozenset(places), called)


def _list_chunks(words: Words, first: int, past: int) -> Iterator[tuple[int, int]]:
    """Yield the noun phrases of a sentence."""
    last = None
    for chunk in words.chunk[first:past]:
        if chunk and chunk is not last:
            yield chunk
        last = chunk


def _is_part(words: Words, names: Names, chunk: Chunk) -> bool:
    """Tell whether a phrase only leads to another, "the threat of war", or is a name: not of somebody, but of no plan either."""
    first, past = chunk
    leads = words.text[past : past + 1] == ["of"] and words.lemma[past - 1] in load_class("carrier")
    nouns = [i for i in range(first, past) if words.code[i] == "N"]
    is_name = all(words.tag[i] in ("NNP", "NNPS") and find_actor(words, names, i) is None for i in nouns)
    return leads or (is_name and find_base(words, past - 1).lower() not in load_nouns("plan") | load_class("issue"))
