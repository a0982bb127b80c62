"""Documents, sentences, tokens and statements of a few words, for tests that count by hand."""

import re

import pandas as pd

from analysis import schema


def make_tables(texts: dict[str, str], *, pos: dict[str, str] | None = None) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Documents, sentences and tokens of texts whose paragraphs are lines and whose sentences end in a period and a space."""
    documents, sentences, tokens = [], [], []
    for doc_id, text in texts.items():
        documents.append({"doc_id": doc_id, "path": f"{doc_id}.txt", "language": "en", "text": text, "header_end": 0})
        documents[-1] |= {"sha256": doc_id, "n_words": len(text.split()), "fields": "{}", "notes": []}
        for line, paragraph in enumerate(re.finditer(r"[^\n]+", text)):
            for sentence in re.finditer(r"\S.*?(?:\.(?= |$)|$)", paragraph.group()):
                start, end = paragraph.start() + sentence.start(), paragraph.start() + sentence.end()
                ids = {"doc_id": doc_id, "sentence_id": f"{doc_id}:s{start}"}
                sentences.append(ids | {"paragraph_id": f"{doc_id}:p{line}", "zone": "body", "start": start, "end": end})
                for word in re.finditer(r"n[’']t\b|[\w.]*\w(?=n[’']t\b)|\w+|[^\w\s]", text[start:end]):
                    written, place = word.group(), start + word.start()
                    kind = (pos or {}).get(written, "NOUN" if written[0].isalnum() else "PUNCT")
                    lemma = written if kind == "PROPN" else written.lower()
                    token = {"token_id": f"{doc_id}:t{place}", "start": place, "end": place + len(written), "text": written}
                    tokens.append(ids | token | {"lemma": lemma, "pos": kind, "tag": "X"})
    return schema.build("documents", documents), schema.build("sentences", sentences), schema.build("tokens", tokens)


def make_tokens(*texts: str, pos: dict[str, str] | None = None) -> pd.DataFrame:
    """Tokens of documents d1, d2, ..."""
    return make_tables({f"d{number}": text for number, text in enumerate(texts, 1)}, pos=pos)[2]


def give_voices(tokens: pd.DataFrame, *said: tuple[str, str, str | None, float | None]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tokens and statements from (document, word that is said, who says it, probability); everything else is the narrator's."""
    statements, voices = [], pd.Series([None] * len(tokens), index=tokens.index, dtype="str")
    for number, (doc_id, word, actor_id, probability) in enumerate(said):
        own = (tokens["doc_id"] == doc_id) & (tokens["text"] == word)
        voices[own] = f"q{number}"
        row = {"doc_id": doc_id, "statement_id": f"q{number}", "sentence_id": "s", "start": 0, "end": 1, "spans": [[0, 1]]}
        row |= {"form": "direct", "official": False, "closed": True, "reason": "by hand", "speaker": f"speaker {number}"}
        statements.append(row | {"actor_id": actor_id, "probability": probability})
    return tokens.assign(statement_id=voices), schema.build("statements", statements)


ACTORS = schema.build(
    "actors",
    [
        {"actor_id": "ann-lee", "name": "Ann Lee", "kind": "person", "aliases": ["Ann Lee", "Ann"], "n_mentions": 2},
        {"actor_id": "bo", "name": "Bo", "kind": "person", "aliases": ["Bo", "Ann"], "n_mentions": 1},
        {"actor_id": "ann", "name": "Annland", "kind": "state", "aliases": ["Annland"], "n_mentions": 1},
    ],
)
