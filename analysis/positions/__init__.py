"""Who is for or against whom or what: stance words, judgements, demands and commitments, with the words that prove them.

Rules read the tags, not a parse. They would rather miss a position than invent one: questions and "if" clauses give none,
nor does a verdict that nobody in the text is told to have passed.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis import schema
from analysis.grammar import read_words
from analysis.positions.anaphora import resolve_target
from analysis.positions.conditions import find_condition
from analysis.positions.judgements import HEDGE, find_intentions, find_namings, find_verdicts
from analysis.positions.scene import Found, Scene, Target, Voice, make_scene
from analysis.positions.stances import find_stances

LABEL_FROM = 1 / 3  # a polarity this far from 0 is a side taken
FOUND_RIGHT = {"stance verb": 0.88, "stance noun": 0.80, "judgement": 0.75}  # share right in holder, target and label
OTHERS_RIGHT = 0.84  # of rules judged too rarely to have a share of their own: that of all rules (docs/measures.md)


def find_positions(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """Find who is for or against whom or what.

    Parameters
    ----------
    documents, sentences, tokens, statements, mentions, actors : tables (schema.py)
        `tokens` with its `statement_id` filled (`tag_voices`). `sentences` is not read: tokens name theirs.

    Returns
    -------
    table `positions`, documents in the order of `tokens`, within one by the cue
        One row for a holder and a target in a sentence. `holder_id` is null where the text names a holder that is no known
        actor. `target_id` is the actor's id; for issues it is null until `link_issues`. `polarity` is the cue's own value,
        times -1 for a negation and 0.5 for a hedge; `label` is support from 1/3 up, oppose from -1/3 down. `condition` and
        `hedge` are the words that make it conditional or weaken it. `probability` is the share of rows of that rule that a
        reader found right. `reason` names the rule and the cue. The evidence runs from the holder, or the cue, to the end
        of the target; what "that proposal", "the allegations", "it" or "this" take up lies outside it.

    Notes
    -----
    Where it is not plain what "it" or "that proposal" takes up there is no row. Somebody who speaks of the state or
    organization he speaks for ("Lavrov said Russia was in favour of ...") takes the position with it: two rows. What
    somebody of another side says of a holder ("Lavrov said NATO refused ...") counts half, and `reason` says so. An actor
    has no position on itself.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    affiliations = dict(zip(actors["actor_id"], _list_texts(actors["affiliation"]), strict=True))
    voices = {
        statement_id: Voice(actor_id, affiliations.get(actor_id or ""), form, cue_class)
        for statement_id, actor_id, form, cue_class in zip(
            *(_list_texts(statements[name]) for name in ("statement_id", "actor_id", "form", "cue_class")), strict=True
        )
    }
    sides = _find_sides(actors)
    said = _group(statements, ["cue_start", "cue_end", "source_start", "start", "end", "statement_id"])
    named = _group(mentions, ["start", "end", "actor_id", "kind", "acts", "form"])
    rows: list[dict[str, Any]] = []
    for doc_id, words in read_words(tokens):
        scene = make_scene(words, named.get(doc_id, []), said.get(doc_id, []), voices, sides)
        rows += _make_rows(scene, doc_id, texts[doc_id])
    return schema.build("positions", rows)


def _list_texts(column: pd.Series) -> list[Any]:
    """Return the values of a column of text, null as None."""
    return [value if isinstance(value, str) else None for value in column.tolist()]


def _find_sides(actors: pd.DataFrame) -> dict[str, str]:
    """Return for each actor the state or organization it speaks for in the end; who speaks for none known is left out."""
    kinds = dict(zip(actors["actor_id"].tolist(), actors["kind"].tolist(), strict=True))
    affiliations = dict(zip(kinds, _list_texts(actors["affiliation"]), strict=True))
    sides = {}
    for actor_id in kinds:
        side = actor_id
        for _ in range(5):  # a ministry of a state: no chain is longer, and none may run in a circle
            side = affiliations.get(side) or side
        if side != actor_id or kinds[actor_id] in ("state", "organization"):
            sides[actor_id] = side
    return sides


def _group(table: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple]]:
    """Return the rows of each document as tuples of `columns`."""
    groups: dict[str, list[tuple]] = {}
    for doc_id, *row in zip(table["doc_id"].tolist(), *(table[column].tolist() for column in columns), strict=True):
        groups.setdefault(doc_id, []).append(tuple(row))
    return groups


def label_polarity(polarity: float) -> str:
    """Return oppose, neutral or support for a polarity."""
    return "support" if polarity >= LABEL_FROM else "oppose" if polarity <= -LABEL_FROM else "neutral"


def _find_all(scene: Scene) -> Iterator[Found]:
    """Yield every position of a document, sentence by sentence; a question has none."""
    words, earlier = scene.words, None
    for low, high in words.sentences:
        if "?" in words.text[max(low, high - 3) : high]:
            continue
        for i in range(low, high):
            for told in _find_at(scene, i, low, high, earlier):
                found = resolve_target(scene, told, earlier)
                if found is None:
                    continue
                if scene.is_told_by_another(found.holder):
                    target = found.target._replace(polarity=found.target.polarity * HEDGE)
                    found = found._replace(target=target, reason=f"{found.reason}, told by another")
                earlier = found if found.target.actor is None else earlier
                yield found


def _find_at(scene: Scene, i: int, low: int, high: int, earlier: Found | None) -> Iterator[Found]:
    """Yield the positions that word `i` tells: as a stance word, or else as a verdict, a naming or an intention."""
    found = list(find_stances(scene, i, low, high))
    yield from found
    if not found:
        yield from find_verdicts(scene, i, low, high, earlier)
        yield from find_namings(scene, i, low, high)
        yield from find_intentions(scene, i, low, high)


def _make_rows(scene: Scene, doc_id: str, text: str) -> list[dict[str, Any]]:
    """Return a document's rows; of those that say the same of overlapping targets in one sentence only the first."""
    words, rows = scene.words, []
    seen: dict[tuple, list[Target]] = {}
    numbers: dict[str, int] = {}
    for found in _find_all(scene):
        target, holder = found.target, found.holder
        label, sentence_id = label_polarity(target.polarity), words.sentence_id[found.first]
        same = seen.setdefault((sentence_id, holder.actor_id, label), [])
        is_self = target.actor is not None and target.actor.actor_id is not None and target.actor.actor_id == holder.actor_id
        if is_self or any(target.first < other.past and other.first < target.past for other in same[-20:]):
            continue
        same.append(target)
        start, end = words.start[found.first], words.end[found.past - 1]
        stem = f"{doc_id}:o{start}-{end}"
        numbers[stem] = numbers.get(stem, 0) + 1
        rows.append(
            {
                "doc_id": doc_id,
                "position_id": stem if numbers[stem] == 1 else f"{stem}-{numbers[stem]}",
                "sentence_id": sentence_id,
                "statement_id": holder.statement_id,
                "holder_id": holder.actor_id,
                "target_kind": "actor" if target.actor else "issue",
                "target_id": target.actor.actor_id if target.actor else None,
                "target_start": words.start[target.first],
                "target_end": words.end[target.past - 1],
                "polarity": target.polarity,
                "label": label,
                "condition": find_condition(words, found, text),
                "hedge": text[words.start[found.hedge[0]] : words.end[found.hedge[1] - 1]] if found.hedge else None,
                "probability": FOUND_RIGHT.get(found.reason.partition(":")[0], OTHERS_RIGHT),
                "start": start,
                "end": end,
                "reason": found.reason,
            }
        )
    return rows
