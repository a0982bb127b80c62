"""JSON lines with everything found in a text, stand-off: one document a line."""

import json
from pathlib import Path

from analysis.corpus import Corpus
from analysis.interchange.articles import Exported, Names, list_rows, split_corpus, tell_left_out

TABLES = ("zones", "sentences", "quotations", "mentions", "offices", "statements", "issue_mentions", "positions")


def write_spans(corpus: Corpus, out: Path) -> Exported:
    """Write documents.jsonl, actors.jsonl and issues.jsonl into a folder.

    A line of documents.jsonl has the columns of `documents` (`fields` as an object) and a list for each of `TABLES`, its rows
    as in the data dictionary without doc_id; mentions, statements and positions also name their actors and targets.
    """
    out.mkdir(parents=True, exist_ok=True)
    names = Names(corpus)
    paths = [out / "documents.jsonl", out / "actors.jsonl", out / "issues.jsonl"]
    with paths[0].open("w", encoding="utf-8", newline="\n") as stream:
        for article in split_corpus(corpus, *TABLES):
            line = article.document | {"fields": json.loads(article.document["fields"])}
            for name, rows in article.rows.items():
                line[name] = [{column: value for column, value in row.items() if column != "doc_id"} for row in rows]
            for row in [*line["mentions"], *line["statements"]]:
                row["actor"] = names.find_actor(row["actor_id"])
            for row in line["positions"]:
                row |= {"holder": names.find_actor(row["holder_id"]), "target": names.find_target(row)}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    for path, table in ((paths[1], corpus.actors), (paths[2], corpus.issues)):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in list_rows(table)]
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    kept_out = {"words (--to conllu has them)": len(corpus.tokens), "raw spans of the reader": len(corpus.spans)}
    return Exported(paths, tell_left_out("This JSONL", kept_out | {"near-duplicates": len(corpus.copies)}))
