"""Finds the names in documents."""

import numpy as np
import pandas as pd

from analysis import schema
from analysis.lookups import index_first_names, index_known
from analysis.names.acting import judge_places
from analysis.names.kinds import KINDS, name_kinds
from analysis.names.runs import find_runs
from analysis.words import PARTICLES, list_words

LOOKS = (*KINDS, "acts")
"""What a network says of a word: the probability that it is part of a name of a kind, and the logit of a place that acts."""


def find_names(tokens: pd.DataFrame, looks: np.ndarray) -> pd.DataFrame:
    """Find the names in documents and say of what kind each is, and of places whether they act.

    Parameters
    ----------
    tokens : table (schema.py): `doc_id`, `sentence_id`, `start`, `end`, `text`, `lemma`, `pos`, `tag` are read
    looks : what a trained network says of each of these words, words x columns of LOOKS

    Returns
    -------
    table `spans`, role `name`, in order of the documents and of `start`; no two overlap
        kind: person, organization, state (names of countries), place, group or other; link and probability null;
        acts: for states and places the probability that the name stands for those who act there ("Moscow rejected it"), else
        null; reason: what decided the kind

    Notes
    -----
    A name leaves out the title before it ("Foreign Minister Sergei Lavrov" gives "Sergei Lavrov"), the article and the
    possessive. Demonyms used as adjectives ("Russian troops") are no names, those used as nouns ("Russians") are.
    Sentences in capitals, or with a capital on nearly every word, take only names seen elsewhere in their document, names
    of states, capitals and blocs, and words the dictionary does not know.

    Where names begin and end is read off words and tags. Their kind is what the network and the cues of name_cues.csv, which
    correct it, say together: better than either alone. Whether a place acts the network says (acting.py).
    """
    rows: list[tuple[str, int, int, str, float, str]] = []
    done = 0
    for words in list_words(tokens):
        seen = looks[done : done + len(words)]
        done += len(words)
        runs = find_runs(words, seen[:, :-1].sum(1))
        small = {lower for text, lower in zip(words.text, words.lower, strict=True) if text == lower}
        kinds = name_kinds(words, runs, seen[:, :-1])
        places = [run for run, (kind, _) in zip(runs, kinds, strict=True) if kind in ("state", "place")]
        acting = dict(zip(places, judge_places(words, places, seen[:, -1]), strict=True))
        for (first, past), (kind, reason) in zip(runs, kinds, strict=True):
            acts = acting.get((first, past), float("nan"))
            while kind == "person" and past - first > 1 and _is_no_first_name(words.text[first], words.lower[first], small):
                first += 1
            rows.append((words.doc_id, words.start[first], words.end[past - 1], kind, acts, reason))
    table = pd.DataFrame(rows, columns=["doc_id", "start", "end", "kind", "acts", "reason"])
    return schema.cast("spans", table.assign(role="name", link=None, probability=float("nan"))[list(schema.TABLES["spans"])])


def _is_no_first_name(text: str, lower: str, small: set[str]) -> bool:
    """Whether a word before a surname is none of the name: a state's adjective or acronym, or a plain word of the document."""
    if text.isupper() and lower in index_known("name"):
        return True
    return lower in index_known("adjective") or (lower in small and lower not in index_first_names() and lower not in PARTICLES)
