"""REFI-QDA, the exchange format of NVivo, MAXQDA, ATLAS.ti and QualCoder: a project of texts, codes and coded passages."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import IO, NamedTuple
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from analysis import schema
from analysis.corpus import Corpus
from analysis.interchange.archives import make_guid, write_archive
from analysis.interchange.articles import Article, Exported, Names, Row, count_controls, list_rows, split_corpus, tell_left_out
from analysis.spreadsheets import CONTROLS

NAMESPACE = "urn:QDA-XML:project:1.0"
USER = make_guid("user", "Standpoint")
VARIABLES = {"outlet": "Text", "published": "Date", "url": "Text", "language": "Text", "path": "Text", "fields": "Text"}
ROLES = ("source", "cue", "content", "addressee", "target", "evidence")
_NO_DAY = "2000-01-01"
"""Creation day of what has none: programs ask for one, and it must not change from run to run."""

_NAME_LIMIT = 60


class Code(NamedTuple):
    """A code: its name, which no other has, what it means, the key of its parent ("" at the top) and whether text can have it."""

    name: str
    description: str = ""
    parent: str = ""
    codable: bool = True


def write_qdpx(corpus: Corpus, out: Path) -> Exported:
    """Write a .qdpx file: project.qde and each text as sources/GUID.txt.

    Codes are a tree: Actors by kind (where they are mentioned), Speakers (what they say), Holders and Targets (evidence of their
    positions), Issues, Positions, Statements (forms, classes of cues) and Roles. A passage with several codes is one selection;
    its description tells what no code does. Positions in texts count characters (code points), the end exclusive.
    """
    codes = _list_codes(corpus)
    members = [("project.qde", partial(_write_project, corpus, codes))]
    members += [(f"sources/{_source(article)}.txt", partial(_write_text, article)) for article in split_corpus(corpus)]
    write_archive(out, members)
    left_out = {"words": len(corpus.tokens), "quotations": len(corpus.quotations), "sentences": len(corpus.sentences)}
    return Exported([out], count_controls(corpus, "REFI-QDA") + tell_left_out("REFI-QDA", left_out))


def _source(article: Article) -> str:
    """Return the GUID of a text."""
    return make_guid("source", article.document["doc_id"])


def _write_text(article: Article, stream: IO[bytes]) -> None:
    """Write the text of a document."""
    stream.write(article.text.encode())


def _list_codes(corpus: Corpus) -> dict[str, Code]:
    """Return every code by its key; parents come before their children."""
    codes: dict[str, Code] = {}
    taken: set[str] = set()
    names = Names(corpus)

    def add(key: str, name: str, description: str = "", parent: str = "", codable: bool = True) -> None:
        """Add a code; a name that another has gets the key behind it, for QualCoder tells codes apart by name."""
        name = f"{name} [{key}]" if name.casefold() in taken else name
        taken.add(name.casefold())
        codes[key] = Code(name, description, parent, codable)

    for top in ("Actors", "Speakers", "Holders", "Targets", "Issues", "Positions", "Statements", "Roles"):
        add(top, top, codable=False)
    add("Cue classes", "Cue classes", parent="Statements", codable=False)
    for kind in schema.KINDS:
        add(f"kind:{kind}", f"Actors: {kind}", parent="Actors", codable=False)
    for row in list_rows(corpus.actors):
        about = "; ".join(filter(None, [row["office"], *row["aliases"]]))
        add(f"actor:{row['actor_id']}", row["name"], about, f"kind:{row['kind']}")
    for what, ids in (("Speaker", corpus.statements["actor_id"]), ("Holder", corpus.positions["holder_id"])):
        for actor in sorted(ids.dropna().unique()):
            add(f"{what}:{actor}", f"{what}: {names.find_actor(actor)}", parent=f"{what}s")
    for row in list_rows(corpus.issues):
        about = row["description"] or "; ".join(row["patterns"])
        add(f"issue:{row['issue_id']}", f"Issue: {row['label']}", about, "Issues")
    aims = corpus.positions.dropna(subset=["target_id"]).drop_duplicates(["target_kind", "target_id"])
    for row in sorted(list_rows(aims), key=lambda row: (row["target_kind"], row["target_id"])):
        add(_target_key(row), f"Target: {names.find_target(row)}", row["target_kind"], "Targets")
    for what, parent, values in (
        ("Position", "Positions", schema.LABELS),
        ("Statement", "Statements", schema.STATEMENT_FORMS),
        ("Cue class", "Cue classes", schema.CUE_CLASSES),
        ("Role", "Roles", ROLES),
    ):
        for value in values:
            add(f"{what}:{value}", f"{what}: {value}", parent=parent)
    return codes


def _target_key(position: Row) -> str:
    """Return the key of the code for what a position is on."""
    return f"Target:{position['target_kind']}:{position['target_id']}"


def _write_project(corpus: Corpus, codes: dict[str, Code], stream: IO[bytes]) -> None:
    """Write project.qde."""
    writer = _Writer(stream)
    writer.start("Project", xmlns=NAMESPACE, name="Standpoint", origin=f"Standpoint {version('standpoint')}",
                 creatingUserGUID=USER, creationDateTime=f"{_NO_DAY}T00:00:00Z")  # fmt: skip
    with_user = {"guid": USER, "name": "Standpoint"}
    writer.start("Users").add("User", **with_user).end("Users")
    writer.start("CodeBook").start("Codes")
    children: dict[str, list[str]] = defaultdict(list)
    for key, code in codes.items():
        children[code.parent].append(key)
    _write_codes(writer, codes, children, "")
    writer.end("Codes").end("CodeBook").start("Variables")
    for name, kind in VARIABLES.items():
        writer.add("Variable", guid=make_guid("variable", name), name=name, typeOfVariable=kind)
    writer.end("Variables").start("Sources")
    names = Names(corpus)
    for article in split_corpus(corpus, "mentions", "statements", "issue_mentions", "positions"):
        _write_source(writer, article, names, codes)
    writer.end("Sources").end("Project").close()


def _write_codes(writer: "_Writer", codes: dict[str, Code], children: dict[str, list[str]], parent: str) -> None:
    """Write the codes below one of them."""
    for key in children[parent]:
        code = codes[key]
        writer.start("Code", guid=make_guid("code", key), name=code.name, isCodable=str(code.codable).lower())
        if code.description:
            writer.add("Description", code.description)
        _write_codes(writer, codes, children, key)
        writer.end("Code")


def _write_source(writer: "_Writer", article: Article, names: Names, codes: dict[str, Code]) -> None:
    """Write a text with its selections and variables."""
    guid, document = _source(article), article.document
    made = {"creatingUser": USER, "creationDateTime": f"{document['published'] or _NO_DAY}T00:00:00Z"}
    writer.start("TextSource", guid=guid, name=article.title, plainTextPath=f"internal://{guid}.txt", **made)
    for (start, end), (keys, told) in sorted(_list_selections(article, names).items()):
        passage = " ".join(article.text[start:end].split())
        place = {"startPosition": str(start), "endPosition": str(end)}
        writer.start("PlainTextSelection", guid=make_guid(guid, start, end), name=passage[:_NAME_LIMIT], **place, **made)
        if told:
            writer.add("Description", "\n".join(told))
        for key in dict.fromkeys(key for key in keys if key in codes):
            writer.start("Coding", guid=make_guid(guid, start, end, key), **made)
            writer.add("CodeRef", targetGUID=make_guid("code", key)).end("Coding")
        writer.end("PlainTextSelection")
    for name, kind in VARIABLES.items():
        if document[name] is not None:
            writer.start("VariableValue").add("VariableRef", targetGUID=make_guid("variable", name))
            writer.add(f"{kind}Value", document[name]).end("VariableValue")
    writer.end("TextSource")


def _list_selections(article: Article, names: Names) -> dict[tuple[int, int], tuple[list[str], list[str]]]:
    """Return the passages of a text, each with the keys of its codes and what else is known of it."""
    selections: dict[tuple[int, int], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))

    def add(start: int, end: int, keys: Iterable[str], **told: object) -> None:
        """Add codes to a passage."""
        selections[start, end][0].extend(keys)
        known = "; ".join(f"{name} {value}" for name, value in told.items() if value is not None)
        if known:
            selections[start, end][1].append(known)

    for row in article.rows["mentions"]:
        told = {
            "mention": row["form"],
            "of": names.find_actor(row["actor_id"]) or "nobody known",
            "probability": row["probability"],
        }
        add(row["start"], row["end"], [f"actor:{row['actor_id']}"], **told)
    for row in article.rows["issue_mentions"]:
        add(row["start"], row["end"], [f"issue:{row['issue_id']}"])
    for row in article.rows["statements"]:
        keys = [f"Speaker:{row['actor_id']}", f"Statement:{row['form']}", f"Cue class:{row['cue_class']}", "Role:content"]
        told = {"speaker": row["speaker"], "cue": row["cue"], "source": row["source_kind"], "said on": row["said_on"]}
        told |= {"probability": row["probability"], "reason": row["reason"], "reported in": row["parent_id"]}
        for start, end in row["spans"]:
            add(start, end, keys, statement=row["statement_id"], **told)
        for role in ("source", "cue", "addressee"):
            if row[f"{role}_start"] is not None:
                add(row[f"{role}_start"], row[f"{role}_end"], [f"Role:{role}"], **{f"{role} of": row["statement_id"]})
    for row in article.rows["positions"]:
        keys = [f"Position:{row['label']}", f"Holder:{row['holder_id']}", _target_key(row), "Role:evidence"]
        told = {"holder": names.find_actor(row["holder_id"]), "target": names.find_target(row)}
        told |= {column: row[column] for column in ("condition", "hedge", "probability", "reason", "statement_id")}
        add(row["start"], row["end"], keys, position=row["position_id"], stance=row["label"], **told)
        add(row["target_start"], row["target_end"], ["Role:target"], **{"target of": row["position_id"]})
    return selections


class _Writer:
    """XML written as it comes, one element a line."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._xml = XMLGenerator(stream, encoding="utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def start(self, name: str, /, **attributes: str) -> "_Writer":
        """Begin an element."""
        self._xml.startElement(name, AttributesImpl({key: CONTROLS.sub(" ", value) for key, value in attributes.items()}))
        self._xml.ignorableWhitespace("\n")
        return self

    def end(self, name: str) -> "_Writer":
        """End an element."""
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")
        return self

    def add(self, element: str, text: str = "", /, **attributes: str) -> "_Writer":
        """Write an element that holds text only."""
        self._xml.startElement(element, AttributesImpl(attributes))
        self._xml.characters(CONTROLS.sub(" ", text))
        return self.end(element)

    def close(self) -> None:
        """End the document."""
        self._xml.endDocument()
