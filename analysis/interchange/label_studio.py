"""Label Studio: tasks with predictions to be checked by people, and the configuration of the labels."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import quoteattr

from analysis import schema
from analysis.corpus import Corpus
from analysis.interchange.articles import Article, Exported, Names, Row, count_controls, split_corpus, tell_left_out

LABELS = (
    *(f"Mention: {kind}" for kind in schema.KINDS), "Source", "Cue", "Content", "Addressee", "Target", "Issue", "Quotation",
    *(f"Position: {label}" for label in schema.LABELS),
)  # fmt: skip
RELATIONS = ("source of", "cue of", "addressee of", "continues", "reported by", "target of", "said in")
_DATA = ("doc_id", "title", "outlet", "published", "url", "language", "path")


def write_label_studio(corpus: Corpus, out: Path) -> Exported:
    """Write tasks.json, a task for each document, and labeling-config.xml into a folder.

    Each task has one prediction with a region for every span and relations between those of one statement or position. What a
    region cannot say by its label stands in its `meta.text`. Offsets count characters (code points), as Label Studio does.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / "tasks.json", out / "labeling-config.xml"]
    names = Names(corpus)
    tables = ("mentions", "statements", "quotations", "issue_mentions", "positions")
    with paths[0].open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("[")
        for number, article in enumerate(split_corpus(corpus, *tables)):
            prediction = {"model_version": f"standpoint {version('standpoint')}", "result": list(_list_results(article, names))}
            data = {column: article.document[column] for column in _DATA} | {"text": article.text}
            stream.write(",\n" if number else "\n")
            stream.write(json.dumps({"data": data, "predictions": [prediction]}, ensure_ascii=False))
        stream.write("\n]\n")
    paths[1].write_text(_describe_labels(), encoding="utf-8", newline="\n")
    parted = int((corpus.statements["spans"].map(len) > 1).sum())
    notes = count_controls(corpus, "Label Studio")
    if parted:
        notes.append(f"A region has no gaps: {parted:,} contents in parts are several regions, joined by “continues”.")
    left_out = {
        "words with their tags": len(corpus.tokens),
        "offices": len(corpus.offices),
        "actors' aliases": len(corpus.actors),
    }
    return Exported(paths, notes + tell_left_out("Label Studio", left_out))


def _list_results(article: Article, names: Names) -> Iterator[Row]:
    """Yield the regions and relations of a task."""
    contents = {row["statement_id"]: f"{row['statement_id']}-content" for row in article.rows["statements"]}
    for row in article.rows["mentions"]:
        told = {"actor": names.find_actor(row["actor_id"]), "form": row["form"], "acts": row["acts"] or None}
        yield _region(article, row["mention_id"], f"Mention: {row['kind']}", row["start"], row["end"], row["probability"], told)
    for row in article.rows["quotations"]:
        place = f"{article.document['doc_id']}:quotation{row['start']}"
        yield _region(article, place, "Quotation", row["start"], row["end"], None, {"use": row["use"]})
    for number, row in enumerate(article.rows["issue_mentions"]):
        place = f"{article.document['doc_id']}:issue{number}"
        label = names.find_target(row | {"target_kind": "issue", "target_id": row["issue_id"]})
        yield _region(article, place, "Issue", row["start"], row["end"], None, {"issue": label})
    for row in article.rows["statements"]:
        yield from _list_statement(article, row, names, contents)
    for row in article.rows["positions"]:
        told = {"holder": names.find_actor(row["holder_id"]), row["target_kind"]: names.find_target(row)}
        told |= {column: row[column] for column in ("condition", "hedge", "reason")}
        place = row["position_id"]
        yield _region(article, place, f"Position: {row['label']}", row["start"], row["end"], row["probability"], told)
        yield _region(article, f"{place}-target", "Target", row["target_start"], row["target_end"], None, {})
        yield _relation("target of", f"{place}-target", place)
        if row["statement_id"] in contents:
            yield _relation("said in", place, contents[row["statement_id"]])


def _list_statement(article: Article, row: Row, names: Names, contents: dict[str, str]) -> Iterator[Row]:
    """Yield the regions and relations of a statement."""
    content = contents[row["statement_id"]]
    told = {"speaker": names.find_actor(row["actor_id"])}
    told |= {column: row[column] for column in ("form", "cue_class", "source_kind", "said_on", "reason")}
    for number, (start, end) in enumerate(row["spans"]):
        place = f"{content}-{number}" if number else content
        yield _region(article, place, "Content", start, end, row["probability"], {} if number else told)
        if number:
            yield _relation("continues", place, content)
    for role in ("source", "cue", "addressee"):
        if row[f"{role}_start"] is not None:
            place = f"{row['statement_id']}-{role}"
            yield _region(article, place, role.capitalize(), row[f"{role}_start"], row[f"{role}_end"], None, {})
            yield _relation(f"{role} of", place, content)
    if row["parent_id"] in contents:
        yield _relation("reported by", content, contents[row["parent_id"]])


def _region(article: Article, place: str, label: str, start: int, end: int, score: float | None, told: Row) -> Row:
    """Return a labelled span."""
    value = {"start": start, "end": end, "text": article.text[start:end], "labels": [label]}
    region: Row = {"id": place, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    if score is not None:
        region["score"] = score
    if known := [f"{name}: {value}" for name, value in told.items() if value is not None]:
        region["meta"] = {"text": known}
    return region


def _relation(label: str, start: str, end: str) -> Row:
    """Return a relation between two regions."""
    return {"type": "relation", "from_id": start, "to_id": end, "direction": "right", "labels": [label]}


def _describe_labels() -> str:
    """Return the labeling configuration."""
    labels = "".join(f"    <Label value={quoteattr(label)}/>\n" for label in LABELS)
    relations = "".join(f"    <Relation value={quoteattr(relation)}/>\n" for relation in RELATIONS)
    return (
        '<View>\n  <Header value="$title"/>\n'
        f'  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        f'  <Relations>\n{relations}  </Relations>\n  <Text name="text" value="$text"/>\n</View>\n'
    )
