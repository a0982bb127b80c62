"""Every table of the chain: its columns, their types, units and allowed values.

Stages meet as these tables and nothing else. Offsets (`start`, `end` and every `*_start`, `*_end`) are half-open character
positions in `documents.text`; `text[start:end]` is the proof. Ids are strings made from the document's hash and the offsets,
so the same input gives the same ids in every run.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from analysis.errors import SchemaError, nearest


class Column(NamedTuple):
    """One column: pandas dtype, meaning with unit or range, whether it may be null, and the values it may take."""

    dtype: str
    meaning: str
    null: bool = False
    values: tuple[str, ...] = ()


TEXT, WHOLE, WHOLE_OR_NULL, REAL, FLAG, DATE, LIST = "str", "int64", "Int64", "float64", "bool", "datetime64[s]", "object"

DATED = ("plain", "day-first", "month-first", "ambiguous", "unclear", "none")
ZONES = ("header", "headline", "dateline", "subhead", "body")
ROLES = ("source", "cue", "content", "name")
KINDS = ("person", "organization", "state", "place", "group", "other")
MENTION_FORMS = ("name", "nominal", "pronoun")
STATEMENT_FORMS = ("direct", "indirect", "mixed")
CUE_CLASSES = (
    "neutral", "assert", "claim", "doubt", "deny", "demand", "promise",
    "threaten", "criticise", "praise", "agree", "reject", "propose",
)  # fmt: skip
SOURCE_KINDS = ("named", "unnamed", "document", "collective")
QUOTATION_USES = ("statement", "title", "term")
TARGET_KINDS = ("actor", "issue")
LABELS = ("oppose", "neutral", "support")

_DOC = Column(TEXT, "document the row belongs to")
_SENTENCE = Column(TEXT, "sentence the row belongs to (the one holding `start`)")
_START = Column(WHOLE, "first character")
_END = Column(WHOLE, "one past the last character")
_PROBABILITY = Column(REAL, "how sure the row is, 0 to 1; null where a rule gives no measure of it", null=True)

TABLES: Mapping[str, Mapping[str, Column]] = {
    "documents": {
        "doc_id": Column(TEXT, "first 12 hex digits of sha256; a repeated text gets -2, -3, ..."),
        "path": Column(
            TEXT,
            "file, relative to the corpus folder; archive.zip/name is a member of an archive; #n is the n-th row, article, entry "
            "or record of a file of many, counted from 1",
        ),
        "title": Column(TEXT, "from a header line, a column or the headline", null=True),
        "outlet": Column(TEXT, "who published it", null=True),
        "published": Column(DATE, "day of publication", null=True),
        "dated": Column(
            TEXT,
            "how the day was told: plain as written; figures that can be read in two ways in the order of the other dates, or as "
            "asked (day-first, month-first); not told: ambiguous, unclear (not understood), none (no date given)",
            null=True,
            values=DATED,
        ),
        "url": Column(TEXT, "where it stands on the web", null=True),
        "language": Column(TEXT, "ISO 639-1 code guessed from the words; und where there are too few", null=False),
        "text": Column(TEXT, "the text as loaded: NFC, newlines as \\n, nothing repaired"),
        "header_end": Column(WHOLE, "characters before this are header lines, not words of the article; 0 without a header"),
        "sha256": Column(TEXT, "of the raw file; of the raw cell or article for a file of many"),
        "encoding": Column(TEXT, "encoding the text was read in; null for a format that is no plain text", null=True),
        "n_words": Column(WHOLE, "words after the header (runs of non-space holding a letter or digit)"),
        "fields": Column(
            TEXT,
            "further columns of a table or marks of a format (section, byline, ...), as a JSON object of texts; {} without any",
        ),
        "notes": Column(LIST, "list of str: encoding, damage and doubts found on loading"),
    },
    "copies": {
        "doc_id": Column(TEXT, "document that repeats most of another"),
        "original_id": Column(TEXT, "the first document of its group: by date, of one day the longest, then in the order read"),
        "similarity": Column(REAL, "share of the groups of five words that the two have in common (Jaccard), 0 to 1"),
        "contained_share": Column(REAL, "share of the document's own groups of five words that stand in the original, 0 to 1"),
    },
    "zones": {
        "doc_id": _DOC,
        "paragraph_id": Column(TEXT, "doc_id:p and the number of the paragraph, from 0"),
        "zone": Column(TEXT, "what the paragraph, or part of it, is", values=ZONES),
        "start": _START,
        "end": _END,
    },
    "sentences": {
        "doc_id": _DOC,
        "sentence_id": Column(TEXT, "doc_id:s and its start"),
        "paragraph_id": Column(TEXT, "paragraph it stands in"),
        "zone": Column(TEXT, "zone it stands in", values=ZONES),
        "start": _START,
        "end": _END,
    },
    "tokens": {
        "doc_id": _DOC,
        "sentence_id": Column(TEXT, "sentence the word stands in"),
        "token_id": Column(TEXT, "doc_id:t and its start"),
        "start": _START,
        "end": _END,
        "text": Column(TEXT, "the word as written"),
        "lemma": Column(TEXT, "dictionary form, lower case unless a proper noun"),
        "pos": Column(TEXT, "Universal part of speech"),
        "tag": Column(TEXT, "Penn Treebank tag"),
        "statement_id": Column(TEXT, "innermost statement whose voice the word belongs to; null: the narrator", null=True),
    },
    "quotations": {
        "doc_id": _DOC,
        "start": Column(WHOLE, "first character, the opening mark"),
        "end": Column(WHOLE, "one past the closing mark, or past the last character if unclosed"),
        "mark": Column(TEXT, "kind of quotation mark", values=("double", "single")),
        "depth": Column(WHOLE, "0 outermost, 1 a quotation inside one, ..."),
        "closed": Column(FLAG, "whether a closing mark was found"),
        "continues": Column(FLAG, "opened anew in a new paragraph, going on from the quotation before it"),
        "use": Column(
            TEXT,
            "what the marks are for: somebody's words, the title of a work, or a term kept at a distance; null: not told",
            null=True,
            values=QUOTATION_USES,
        ),
    },
    "spans": {
        "doc_id": _DOC,
        "role": Column(TEXT, "what the span is for", values=ROLES),
        "start": _START,
        "end": _END,
        "link": Column(TEXT, "spans of one statement share it; a source of two has two rows; null for names", null=True),
        "kind": Column(TEXT, "kind of a name; null for other roles", null=True, values=KINDS),
        "acts": Column(REAL, "probability that the name of a state or place stands for those who act there", null=True),
        "probability": _PROBABILITY,
        "reason": Column(TEXT, "the rule or the head that found it"),
    },
    "mentions": {
        "doc_id": _DOC,
        "mention_id": Column(TEXT, "doc_id:m, start-end"),
        "sentence_id": _SENTENCE,
        "start": _START,
        "end": _END,
        "text": Column(TEXT, "as written"),
        "form": Column(TEXT, "how the actor is referred to", values=MENTION_FORMS),
        "kind": Column(TEXT, "what is referred to", values=KINDS),
        "acts": Column(FLAG, "the name of a place stands here for its government or people"),
        "actor_id": Column(TEXT, "whom it refers to; null: not known", null=True),
        "probability": _PROBABILITY,
    },
    "actors": {
        "actor_id": Column(TEXT, "made from the name; -2, -3, ... for others of that name"),
        "name": Column(TEXT, "fullest name found, or the usual name of a state"),
        "kind": Column(TEXT, "kind of actor", values=KINDS),
        "aliases": Column(
            LIST,
            "list of str: names of it in the corpus, of people and groups descriptions that hold a name too, commonest first",
        ),
        "office": Column(TEXT, "office or title found beside the name", null=True),
        "affiliation": Column(TEXT, "actor_id of the state or organization the office names", null=True),
        "n_mentions": Column(WHOLE, "mentions of every form in the corpus"),
    },
    "offices": {
        "doc_id": _DOC,
        "actor_id": Column(TEXT, "who holds the office"),
        "office": Column(TEXT, "office as read, in lower case"),
        "affiliation": Column(TEXT, "actor_id of the state or organization it is an office of", null=True),
        "start": Column(WHOLE, "first character of the evidence, name and office"),
        "end": Column(WHOLE, "one past the last character of the evidence"),
    },
    "statements": {
        "doc_id": _DOC,
        "statement_id": Column(TEXT, "doc_id:q, start-end of the content"),
        "sentence_id": _SENTENCE,
        "start": Column(WHOLE, "first character of the content"),
        "end": Column(WHOLE, "one past the last character of the content"),
        "spans": Column(LIST, "list of [start, end]: the parts of the content, in reading order"),
        "form": Column(TEXT, "direct: all within quotation marks; mixed: partly; indirect: none", values=STATEMENT_FORMS),
        "cue_start": Column(WHOLE_OR_NULL, "first character of the cue", null=True),
        "cue_end": Column(WHOLE_OR_NULL, "one past the last character of the cue", null=True),
        "cue": Column(TEXT, "the words that introduce the statement", null=True),
        "cue_class": Column(TEXT, "what the cue does", null=True, values=CUE_CLASSES),
        "source_start": Column(WHOLE_OR_NULL, "first character of the source", null=True),
        "source_end": Column(WHOLE_OR_NULL, "one past the last character of the source", null=True),
        "speaker": Column(TEXT, "the source as written", null=True),
        "actor_id": Column(TEXT, "who speaks; null: not known", null=True),
        "source_kind": Column(TEXT, "kind of source; null where none is given", null=True, values=SOURCE_KINDS),
        "official": Column(FLAG, "the source speaks for a state, a government or one of its bodies"),
        "addressee_start": Column(WHOLE_OR_NULL, "first character of the addressee", null=True),
        "addressee_end": Column(WHOLE_OR_NULL, "one past the last character of the addressee", null=True),
        "addressee": Column(TEXT, "to whom it was said, as written", null=True),
        "addressee_id": Column(TEXT, "actor to whom it was said; null: not known", null=True),
        "said_on": Column(DATE, "day it was said, where the text tells", null=True),
        "parent_id": Column(TEXT, "statement that reports this one", null=True),
        "closed": Column(FLAG, "false: it opens a quotation that is never closed"),
        "probability": _PROBABILITY,
        "reason": Column(TEXT, "the rule or the head that found it"),
    },
    "issues": {
        "issue_id": Column(TEXT, "made from the label"),
        "label": Column(TEXT, "what the issue is called"),
        "description": Column(TEXT, "what belongs to it, from the codebook", null=True),
        "patterns": Column(LIST, "list of str: the wordings that are this issue"),
        "origin": Column(TEXT, "where the issue comes from", values=("codebook", "discovered")),
    },
    "issue_mentions": {
        "doc_id": _DOC,
        "issue_id": Column(TEXT, "issue that is spoken of"),
        "sentence_id": _SENTENCE,
        "statement_id": Column(TEXT, "innermost statement that speaks of it; null: the narrator does", null=True),
        "start": _START,
        "end": _END,
    },
    "positions": {
        "doc_id": _DOC,
        "position_id": Column(TEXT, "doc_id:o, start-end of the evidence, and a number where one span gives several"),
        "sentence_id": _SENTENCE,
        "statement_id": Column(TEXT, "statement that takes the position; null: the narrator tells it", null=True),
        "holder_id": Column(TEXT, "actor who takes the position; null: not known", null=True),
        "target_kind": Column(TEXT, "what the position is on", values=TARGET_KINDS),
        "target_id": Column(TEXT, "actor_id or issue_id", null=True),
        "target_start": Column(WHOLE, "first character of the target"),
        "target_end": Column(WHOLE, "one past the last character of the target"),
        "polarity": Column(REAL, "-1 against to 1 for; 0 neutral"),
        "label": Column(TEXT, "the polarity in a word", values=LABELS),
        "condition": Column(TEXT, "words that make the position conditional, as written", null=True),
        "hedge": Column(TEXT, "words that weaken it (might, appears to), as written", null=True),
        "probability": _PROBABILITY,
        "start": Column(WHOLE, "first character of the evidence"),
        "end": Column(WHOLE, "one past the last character of the evidence"),
        "reason": Column(TEXT, "the rule or the head that found it"),
    },
}


def build(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make table `name` from rows given as mappings; a column that a row leaves out is null there.

    Returns the table with exactly the columns of its schema, in that order, in their dtypes, indexed 0 .. n-1.
    Raises SchemaError for a row with an unknown column or a value the schema does not allow.
    """
    columns = TABLES[name]
    table = pd.DataFrame(list(rows))
    for column in table.columns:
        if column not in columns:
            raise SchemaError(f"Table {name!r} has no column {column!r}.{nearest(str(column), columns)}")
    return check(cast(name, table.reindex(columns=list(columns))), name)


def cast(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` with the columns of schema `name` in their dtypes, without checking the values."""
    return set_types(name, table).reset_index(drop=True)


def set_types(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` with those of the columns of schema `name` that it has in their dtypes."""
    wanted = {column: spec.dtype for column, spec in TABLES[name].items() if column in table.columns}
    wrong = {column: dtype for column, dtype in wanted.items() if table.dtypes[column] != dtype}
    return table.astype(wrong) if wrong else table


def empty(name: str) -> pd.DataFrame:
    """Return table `name` with its columns and dtypes and no row."""
    return cast(name, pd.DataFrame(columns=list(TABLES[name])))


def list_types(name: str) -> pa.Schema:
    """Return the types of the columns of schema `name` in a Parquet file, the same whatever the rows are."""
    types = {TEXT: pa.large_string(), WHOLE: pa.int64(), WHOLE_OR_NULL: pa.int64(), REAL: pa.float64(), FLAG: pa.bool_(),
             DATE: pa.timestamp("ms")}  # fmt: skip
    listed = {"spans": pa.list_(pa.list_(pa.int64()))}  # lists of all other columns are of str
    return pa.schema(
        (column, types.get(spec.dtype) or listed.get(column, pa.list_(pa.large_string())))
        for column, spec in TABLES[name].items()
    )


def check(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return `table` if it has the columns of schema `name` and only values it allows.

    Raises SchemaError naming the missing column and the nearest one present, the column with a null, or the value not
    allowed. Further columns are accepted. The table is not changed.
    """
    for column, spec in TABLES[name].items():
        if column not in table.columns:
            raise SchemaError(f"Table {name!r} needs the column {column!r}.{nearest(column, map(str, table.columns))}")
        if not spec.null and spec.dtype != LIST and table[column].isna().any():
            raise SchemaError(f"Table {name!r}: column {column!r} is null in row {table.index[table[column].isna()][0]}.")
        if spec.values:
            wrong = table[column].dropna()
            wrong = wrong[~wrong.isin(spec.values)]
            if len(wrong):
                raise SchemaError(
                    f"Table {name!r}: {column!r} may be {', '.join(spec.values)}; row {wrong.index[0]} has {wrong.iloc[0]!r}."
                )
    return table
