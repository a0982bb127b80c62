"""Finds the names in documents."""

import pandas as pd

from analysis import schema
from analysis.lookups import index_first_names, index_known
from analysis.names.kinds import name_kinds
from analysis.names.runs import find_runs
from analysis.words import PARTICLES, list_words


def find_names(documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Find the names in documents and say of what kind each is.

    Parameters
    ----------
    documents, sentences, tokens : tables of these names (schema.py)
        Only `tokens` is read: `doc_id`, `sentence_id`, `start`, `end`, `text`, `lemma`, `pos`, `tag`.

    Returns
    -------
    table `spans`, role `name`, in order of the documents and of `start`; no two overlap
        kind: person, organization, state (names of countries), place, group or other; link and probability null;
        reason: the rule that decided the kind

    Notes
    -----
    A name leaves out the title before it ("Foreign Minister Sergei Lavrov" gives "Sergei Lavrov"), the article and the
    possessive. Demonyms used as adjectives ("Russian troops") are no names, those used as nouns ("Russians") are.
    Sentences in capitals, or with a capital on nearly every word, take only names seen elsewhere in their document, names
    of states, capitals and blocs, and words the dictionary does not know.
    """
    rows: list[tuple[str, int, int, str, str]] = []
    for words in list_words(tokens):
        runs = find_runs(words)
        small = {lower for text, lower in zip(words.text, words.lower, strict=True) if text == lower}
        for (first, past), (kind, reason) in zip(runs, name_kinds(words, runs), strict=True):
            while kind == "person" and past - first > 1 and _is_no_first_name(words.text[first], words.lower[first], small):
                first += 1
            rows.append((words.doc_id, words.start[first], words.end[past - 1], kind, reason))
    table = pd.DataFrame(rows, columns=["doc_id", "start", "end", "kind", "reason"])
    return schema.cast("spans", table.assign(role="name", link=None, probability=float("nan"))[list(schema.TABLES["spans"])])


def _is_no_first_name(text: str, lower: str, small: set[str]) -> bool:
    """Whether a word before a surname is none of the name: a state's adjective or acronym, or a plain word of the document."""
    if text.isupper() and lower in index_known("name"):
        return True
    return lower in index_known("adjective") or (lower in small and lower not in index_first_names() and lower not in PARTICLES)
