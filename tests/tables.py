"""Small tables made by hand for the tests of counts."""

from typing import Any

import pandas as pd

from analysis import schema


def make_documents(**texts: str) -> pd.DataFrame:
    """Documents by id."""
    rest = {"language": "en", "header_end": 0, "sha256": "x", "fields": "{}", "notes": []}
    rows = [
        {"doc_id": doc_id, "path": f"{doc_id}.txt", "text": text, "n_words": len(text.split())} for doc_id, text in texts.items()
    ]
    return schema.build("documents", [row | rest for row in rows])


def make_sentences(*rows: tuple[str, str]) -> pd.DataFrame:
    """Sentences from (document, zone)."""
    made = [{"doc_id": doc_id, "zone": zone, "sentence_id": f"s{number}"} for number, (doc_id, zone) in enumerate(rows)]
    return schema.build("sentences", [row | {"paragraph_id": "p", "start": 0, "end": 9} for row in made])


def make_tokens(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    """Tokens from (document, sentence, text, statement)."""
    made = [
        {
            "doc_id": doc_id,
            "sentence_id": sentence,
            "token_id": f"t{number}",
            "text": text,
            "lemma": text,
            "statement_id": statement,
        }
        for number, (doc_id, sentence, text, statement) in enumerate(rows)
    ]
    return schema.build("tokens", [row | {"start": 0, "end": 1, "pos": "X", "tag": "X"} for row in made])


def make_statements(*rows: dict[str, Any]) -> pd.DataFrame:
    """Statements; what a row leaves out is plain."""
    plain = {"sentence_id": "s", "start": 0, "end": 1, "spans": [[0, 1]], "form": "direct", "closed": True, "reason": "hand",
             "official": False}  # fmt: skip
    return schema.build("statements", [plain | {"statement_id": f"q{number}"} | row for number, row in enumerate(rows, 1)])


def make_mentions(*rows: tuple[str, str | None] | tuple[str, str | None, str]) -> pd.DataFrame:
    """Mentions from (document, actor) or (document, actor, form)."""
    plain = {"sentence_id": "s", "start": 0, "end": 1, "text": "x", "kind": "person", "acts": False}
    made = [{"doc_id": row[0], "actor_id": row[1], "form": row[2] if len(row) > 2 else "name"} for row in rows]
    return schema.build("mentions", [plain | {"mention_id": f"m{number}"} | row for number, row in enumerate(made)])


def make_actors(*names: str) -> pd.DataFrame:
    """Actors; the id is the name in lower case."""
    return schema.build(
        "actors",
        [{"actor_id": name.lower(), "name": name, "kind": "person", "aliases": [name], "n_mentions": 1} for name in names],
    )


def make_positions(*rows: tuple[str, str | None, str, str | None, float]) -> pd.DataFrame:
    """Positions from (document, holder, target_kind, target, polarity)."""
    plain = {"sentence_id": "s", "target_start": 0, "target_end": 1, "start": 0, "end": 1, "reason": "hand"}
    made = [
        {"doc_id": doc_id, "holder_id": holder, "target_kind": kind, "target_id": target, "polarity": polarity}
        | {"position_id": f"o{number}", "label": "support" if polarity > 0 else "oppose" if polarity < 0 else "neutral"}
        for number, (doc_id, holder, kind, target, polarity) in enumerate(rows)
    ]
    return schema.build("positions", [plain | row for row in made])


def make_quotations(*rows: tuple[str, str | None]) -> pd.DataFrame:
    """Quotations from (document, use)."""
    plain = {"mark": "double", "depth": 0, "closed": True, "continues": False, "start": 0, "end": 1}
    return schema.build("quotations", [plain | {"doc_id": doc_id, "use": use} for doc_id, use in rows])
