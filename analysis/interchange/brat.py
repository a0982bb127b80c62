"""brat's standoff format: a text file and a file of annotations for each document, and what annotations there are.

Statements and positions are events. The trigger of a statement is its cue, or its content where there is no cue; its arguments
are source, content and addressee. The trigger of a position is its evidence, its arguments are the target and the statement that
takes it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from analysis import schema
from analysis.corpus import Corpus
from analysis.interchange.articles import Article, Exported, Names, Row, count_controls, split_corpus, tell_left_out
from analysis.interchange.files import name_file
from analysis.spreadsheets import CONTROLS

_WITHIN_A_LINE = re.compile(r"\S(?:[^\n\t]*\S)?")
_KINDS = [kind.capitalize() for kind in schema.KINDS]
_STANCES = [label.capitalize() for label in schema.LABELS]


def write_brat(corpus: Corpus, out: Path) -> Exported:
    """Write a folder for brat: annotation.conf, visual.conf, and NAME.txt and NAME.ann for each document."""
    out.mkdir(parents=True, exist_ok=True)
    names = Names(corpus)
    paths = [out / "annotation.conf", out / "visual.conf"]
    paths[0].write_text(_describe_types(), encoding="utf-8", newline="\n")
    paths[1].write_text(_VISUAL, encoding="utf-8", newline="\n")
    tables = ("mentions", "statements", "quotations", "issue_mentions", "positions")
    for number, article in enumerate(split_corpus(corpus, *tables), 1):
        name = name_file(number, article.document["path"])
        paths += [out / f"{name}.txt", out / f"{name}.ann"]
        paths[-2].write_text(article.text, encoding="utf-8", newline="\n")
        lines = _Annotations(article, names).lines
        paths[-1].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    left_out: dict[str, int] = {column: int(corpus.documents[column].notna().sum()) for column in ("title", "outlet", "url")}
    left_out["date"] = int(corpus.documents["published"].notna().sum())
    left_out |= {"words with their tags": len(corpus.tokens), "offices": len(corpus.offices)}
    return Exported(paths, count_controls(corpus, "brat") + tell_left_out("brat", left_out))


class _Annotations:
    """The lines of one file of annotations."""

    def __init__(self, article: Article, names: Names) -> None:
        self.lines: list[str] = []
        self._text = article.text
        self._counts: Counter[str] = Counter()
        self._events: dict[str, str] = {}
        self._spans: dict[tuple[str, tuple[tuple[int, int], ...]], str] = {}
        for row in article.rows["mentions"]:
            place = self._add_span(row["kind"].capitalize(), [(row["start"], row["end"])])
            self._add_values(place, {"Form": row["form"]}, {"Acts": row["acts"]})
            self._add_note(place, actor=names.find_actor(row["actor_id"]), id=row["actor_id"], probability=row["probability"])
        for row in article.rows["quotations"]:
            place = self._add_span("Quotation", [(row["start"], row["end"])])
            self._add_values(place, {"Use": row["use"]}, {"Unclosed": not row["closed"]})
        for row in article.rows["issue_mentions"]:
            issue = names.find_target(row | {"target_kind": "issue", "target_id": row["issue_id"]})
            self._add_note(self._add_span("Issue", [(row["start"], row["end"])]), issue=issue, id=row["issue_id"])
        for row in article.rows["statements"]:
            self._add_statement(row, names)
        for row in article.rows["statements"]:
            if row["parent_id"] in self._events:
                ends = f"Arg1:{self._events[row['statement_id']]} Arg2:{self._events[row['parent_id']]}"
                self.lines.append(f"{self._count('R')}\tReportedBy {ends}")
        for row in article.rows["positions"]:
            self._add_position(row, names)

    def _count(self, letter: str) -> str:
        """Return the next id that begins with a letter."""
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"

    def _add_span(self, kind: str, spans: Iterable[Iterable[int]]) -> str:
        """Add a span of the text, in pieces where it is broken up or runs over lines, unless it is there; return its id."""
        pieces = tuple(piece for start, end in spans for piece in split_lines(self._text, start, end))
        if known := self._spans.get((kind, pieces)):
            return known
        place = self._spans[kind, pieces] = self._count("T")
        words = " ".join(self._text[start:end] for start, end in pieces)
        self.lines.append(f"{place}\t{kind} {';'.join(f'{start} {end}' for start, end in pieces)}\t{words}")
        return place

    def _add_event(self, kind: str, trigger: str, arguments: dict[str, str | None]) -> str:
        """Add an event and return its id."""
        event = self._count("E")
        parts = [f"{kind}:{trigger}", *(f"{role}:{place}" for role, place in arguments.items() if place)]
        self.lines.append(f"{event}\t{' '.join(parts)}")
        return event

    def _add_statement(self, row: Row, names: Names) -> None:
        """Add a statement with its spans."""
        content = self._add_span("Content", row["spans"])
        ends: dict[str, str | None] = {"Content": content}
        for role in ("source", "addressee"):
            if row[f"{role}_start"] is not None:
                ends[role.capitalize()] = self._add_span(role.capitalize(), [(row[f"{role}_start"], row[f"{role}_end"])])
        cue = row["spans"] if row["cue_start"] is None else [(row["cue_start"], row["cue_end"])]
        event = self._events[row["statement_id"]] = self._add_event("Statement", self._add_span("Statement", cue), ends)
        chosen = {"Speech": row["form"], "CueClass": row["cue_class"], "SourceKind": row["source_kind"]}
        self._add_values(event, chosen, {"Official": row["official"], "Unclosed": not row["closed"]})
        told = {"said on": row["said_on"], "probability": row["probability"], "reason": row["reason"]}
        speaker, addressee = names.find_actor(row["actor_id"]), names.find_actor(row["addressee_id"])
        self._add_note(event, id=row["statement_id"], speaker=speaker, addressee=addressee, **told)

    def _add_position(self, row: Row, names: Names) -> None:
        """Add a position with its spans."""
        target = self._add_span("Target", [(row["target_start"], row["target_end"])])
        kind = row["label"].capitalize()
        trigger = self._add_span(kind, [(row["start"], row["end"])])
        event = self._add_event(kind, trigger, {"Target": target, "Statement": self._events.get(row["statement_id"])})
        told = {column: row[column] for column in ("polarity", "condition", "hedge", "probability", "reason")}
        holder, aim = names.find_actor(row["holder_id"]), names.find_target(row)
        self._add_note(event, id=row["position_id"], holder=holder, **{row["target_kind"]: aim}, **told)

    def _add_values(self, place: str, chosen: dict[str, str | None], flags: dict[str, bool]) -> None:
        """Add the attributes of a span or an event that have a value, and those that are true."""
        for name, value in chosen.items():
            if value is not None:
                self.lines.append(f"{self._count('A')}\t{name} {place} {value}")
        self.lines += [f"{self._count('A')}\t{name} {place}" for name, flag in flags.items() if flag]

    def _add_note(self, place: str, **told: Any) -> None:
        """Add a note with what is known."""
        known = "; ".join(f"{name} {value}" for name, value in told.items() if value is not None)
        if known:
            self.lines.append(f"{self._count('#')}\tAnnotatorNotes {place}\t{' '.join(CONTROLS.sub(' ', known).split())}")


def split_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a span that lie within a line and end in no space; brat asks for that, tabs included."""
    for line in _WITHIN_A_LINE.finditer(text, start, end):
        yield line.span()


def _describe_types() -> str:
    """Return annotation.conf: every type, its arguments and values."""
    values = schema.TABLES
    statement, mention = "Statement", "|".join(_KINDS)
    lines = ["[entities]", *_KINDS, "Quotation", "Issue", "Source", "Content", "Addressee", "Target"]
    lines += ["", "[relations]", f"ReportedBy Arg1:{statement}, Arg2:{statement}"]
    lines += ["<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>", "", "[events]"]
    lines.append(f"{statement} Content:Content, Source?:Source, Addressee?:Addressee")
    lines += [f"{stance} Target:Target, Statement?:{statement}" for stance in _STANCES]
    lines += ["", "[attributes]", f"Form Arg:{mention}, Value:{'|'.join(schema.MENTION_FORMS)}", f"Acts Arg:{mention}"]
    lines.append(f"Use Arg:Quotation, Value:{'|'.join(schema.QUOTATION_USES)}")
    for name, column in (("Speech", "form"), ("CueClass", "cue_class"), ("SourceKind", "source_kind")):
        lines.append(f"{name} Arg:{statement}, Value:{'|'.join(values['statements'][column].values)}")
    lines += [f"Official Arg:{statement}", f"Unclosed Arg:Quotation|{statement}"]
    return "\n".join(lines) + "\n"


_VISUAL = "\n".join(
    [
        "[labels]", "", "[drawing]", "SPAN_DEFAULT fgColor:black, bgColor:#eeeeee, borderColor:darken",
        "Content bgColor:#dbe9f6", "Source bgColor:#fde0c5", "Statement bgColor:#c9e3c6",
        "Support bgColor:#b8d8ef", "Oppose bgColor:#f4c7a5", "Neutral bgColor:#eeeeee", "",
    ]
)  # fmt: skip
