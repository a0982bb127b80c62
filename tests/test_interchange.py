"""Exports, each read back by a reader of its format that is not ours, and compared with the corpus."""

import csv
import json
import re
import sqlite3
import zipfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import conllu
import networkx as nx
import openpyxl
import pandas as pd
import pytest
from pyrefiqda import RefiProject
from udtools import Validator

from analysis import networks
from analysis.corpus import Corpus, read_corpus
from analysis.errors import ParameterError
from analysis.interchange import FORMATS, Exported, export_corpus
from analysis.interchange.articles import list_rows
from analysis.interchange.files import name_file
from analysis.networks.files import FORMATS as GRAPHS
from analysis.spreadsheets import CELL_LIMIT, CONTROLS

LONG = "Peter Smith backs the tax.\n\n" + "0" * 33_000 + "\n\nPeter Smith opposes the war."
HARD = (
    "👍👍 Vote.\n\nGermany rejects the plan for a new pipeline. “We support the pipeline,” said Chancellor Anna Berg Monday.\x07"
    " “It will\n\nbring jobs,” she added.\n\nRussia condemned Germany. “We may join | the club = soon”, she said, “and\tnobody "
    "minds.”"
)
OTHER = "Chancellor Anna Berg said she opposes the pipeline. Poland warned that the pipeline “threatens all of us”."


@pytest.fixture(scope="module")
def corpus(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Texts with what formats find hard: wide and control characters, markup, formulas, odd names, no date, great length."""
    folder = tmp_path_factory.mktemp("documents")
    rows = [
        ["title", "outlet", "date", "text"],
        ["=1+1", 'The "Daily" <News> & Co', "2022-01-31", HARD],
        ["Second", "", "", OTHER],
    ]
    with (folder / "a b.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    (folder / "Über — [ein] Text.txt").write_text(LONG, encoding="utf-8")
    return read_corpus(folder)


@pytest.fixture(scope="module")
def exported(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exported]:
    """The corpus in every format."""
    folder = tmp_path_factory.mktemp("exports")
    return {name: export_corpus(corpus, to=name, out=folder / name) for name in FORMATS}


def test_the_texts_hold_what_the_tests_need(corpus: Corpus) -> None:
    """There are positions for and against issues and actors, contents in parts, wide and control characters."""
    assert {"support", "oppose"} <= set(corpus.positions["label"])
    assert {"issue", "actor"} == set(corpus.positions["target_kind"])
    assert (corpus.statements["spans"].map(len) > 1).any()
    assert corpus.documents["text"].str.contains("[\U0001f000-\U0001ffff]").any()
    assert corpus.documents["text"].str.contains(CONTROLS).any()
    assert corpus.documents["text"].str.len().max() > CELL_LIMIT


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_same_corpus_gives_the_same_bytes(
    corpus: Corpus, exported: dict[str, Exported], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second export, on another day in another place, writes the same files."""
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    again = export_corpus(corpus, to=name, out=tmp_path / name)
    assert [path.name for path in again.paths] == [path.name for path in exported[name].paths]
    assert [path.read_bytes() for path in again.paths] == [path.read_bytes() for path in exported[name].paths]


def test_csv_keeps_every_row_and_tells_what_it_changed(corpus: Corpus, exported: dict[str, Exported]) -> None:
    """Read by pandas, each table has its rows and columns; the formula, the cut text and the control characters are told."""
    for path in exported["csv"].paths:
        table = corpus.tables[path.stem.replace("-", "_")]
        read = pd.read_csv(path, keep_default_na=False)
        assert (list(read.columns), len(read)) == (list(table.columns), len(table))
    notes = " ".join(exported["csv"].notes)
    assert "apostrophe: 1 in documents, column title" in notes
    assert f"cut at {CELL_LIMIT:,} characters" in notes
    assert "control characters, now spaces: 1 in documents, column text" in notes


def test_a_workbook_holds_text_as_text(corpus: Corpus, exported: dict[str, Exported]) -> None:
    """Read by openpyxl, a sheet has every row of its table, days are days, and no cell holds a formula."""
    book = openpyxl.load_workbook(exported["xlsx"].paths[0])
    assert book.sheetnames == list(corpus.tables)
    for sheet in book:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert sheet.max_row - 1 == len(corpus.tables[sheet.title])
    head, first, *_ = book["documents"].iter_rows()
    cells = {str(name.value): cell for name, cell in zip(head, first, strict=True)}
    assert (cells["title"].value, cells["title"].data_type, cells["title"].quotePrefix) == ("=1+1", "s", True)
    assert cells["published"].is_date
    assert book.properties.modified.year == 2000
    assert cells["text"].value == CONTROLS.sub(" ", HARD)


def test_parquet_loses_nothing(corpus: Corpus, exported: dict[str, Exported]) -> None:
    """Every table is read back by pandas as it is."""
    assert exported["parquet"].notes == []
    for path in exported["parquet"].paths:
        assert list_rows(pd.read_parquet(path)) == list_rows(corpus.tables[path.stem])


def test_json_lines_hold_the_text_and_all_that_was_found(corpus: Corpus, exported: dict[str, Exported]) -> None:
    """A line is a document; its spans are the rows of the tables, and the whole text is there, control characters too."""
    lines = [json.loads(line) for line in exported["jsonl"].paths[0].read_text(encoding="utf-8").splitlines()]
    assert [line["text"] for line in lines] == list(corpus.documents["text"])
    for name in ("sentences", "mentions", "statements", "positions", "quotations"):
        found = [{"doc_id": line["doc_id"]} | row for line in lines for row in line[name]]
        columns = corpus.tables[name].columns
        assert [{column: row[column] for column in columns} for row in found] == list_rows(corpus.tables[name])
    actors = [json.loads(line) for line in exported["jsonl"].paths[1].read_text(encoding="utf-8").splitlines()]
    assert actors == list_rows(corpus.actors)


@pytest.mark.parametrize("ending", list(GRAPHS))
def test_networks_keep_to_the_rules_of_gephi(corpus: Corpus, exported: dict[str, Exported], ending: str) -> None:
    """Nodes, edges and weights are the same for networkx; ids are unique, ends exist, types are known, weights are above 0."""
    ties = networks.count_ties(corpus.positions, corpus.documents, corpus.actors, corpus.issues, targets="both")
    for path, build in zip(exported[ending[1:]].paths, (networks.build_two_mode, networks.build_one_mode), strict=True):
        nodes, edges = build(ties)
        graph = nx.read_graphml(path) if ending == ".graphml" else nx.read_gexf(path)
        assert {node: data["label"] for node, data in graph.nodes(data=True)} == dict(
            zip(nodes["node"], nodes["name"].str.replace(CONTROLS, " ", regex=True), strict=True)
        )
        assert sorted(data["balance"] for *_, data in graph.edges(data=True)) == sorted(edges["weight"])
        assert {node for node, data in graph.nodes(data=True) if "n_mentions" in data} == set(
            nodes.loc[nodes["mode"] == "actor", "node"]
        )
        root = ElementTree.parse(path).getroot()
        tags = {element: re.sub(r"^\{.*\}", "", element.tag) for element in root.iter()}
        ids = [element.get("id") for element, tag in tags.items() if tag == "node"]
        assert len(ids) == len(set(ids))
        drawn = [element for element, tag in tags.items() if tag == "edge"]
        assert all({edge.get("source"), edge.get("target")} <= set(ids) for edge in drawn)
        assert all(data["weight"] > 0 for *_, data in graph.edges(data=True))
        types = {element.get("type") or element.get("attr.type") for element, tag in tags.items() if tag in ("attribute", "key")}
        assert types <= {"string", "long", "integer", "int", "double", "float", "boolean"}
        if ending == ".gexf":
            assert root.get("version") in ("1.2", "1.3")


def unescape(gap: str) -> str:
    """Return what stands between two words from what MISC says."""
    signs = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}
    return re.sub(r"\\(u[0-9a-f]{4}|.)", lambda found: signs.get(found[1]) or chr(int(found[1][1:], 16)), gap)


def test_conllu_passes_the_official_validator(exported: dict[str, Exported]) -> None:
    """The validator of Universal Dependencies finds no fault up to level 2: the form of the file and of its trees."""
    state = Validator(level=2, output=None).validate_files([str(path) for path in exported["conllu"].paths])
    assert [incident.message for incident in state.error_tracker] == []
    assert len(state.known_sent_ids) > 10


def test_conllu_gives_back_the_texts_and_who_says_what(corpus: Corpus, exported: dict[str, Exported]) -> None:
    """From the words and the spaces between them each text comes back to the letter, and so do tags, offsets and voices."""
    texts: dict[str, str] = {}
    words: list[tuple[Any, ...]] = []
    content: dict[str, list[int]] = defaultdict(list)
    sentences = conllu.parse(exported["conllu"].paths[0].read_text(encoding="utf-8"))
    for sentence in sentences:
        if doc_id := sentence.metadata.get("newdoc id"):
            document, length = doc_id, int(sentence.metadata["meta::n_characters"])
            texts[document] = ""
        for word in sentence:
            misc = word["misc"]
            after = unescape(misc.get("SpacesAfter", " ")) if misc.get("SpaceAfter") != "No" else ""
            texts[document] = (texts[document] + unescape(misc.get("SpacesBefore", "")) + word["form"] + after)[:length]
            start, end = map(int, misc["TokenRange"].split(":"))
            words.append((document, start, end, word["form"], word["lemma"], word["upos"], word["xpos"], misc.get("Voice")))
            for statement in filter(None, (misc.get("Content") or "").split(",")):
                content[statement] += [start, end]
    assert texts == dict(zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True))
    columns = ["doc_id", "start", "end", "text", "lemma", "pos", "tag", "statement_id"]
    assert words == [tuple(row[column] for column in columns) for row in list_rows(corpus.tokens)]
    assert set(content) == set(corpus.statements["statement_id"])
    assert all(root["deprel"] == "root" for sentence in sentences for root in sentence if root["head"] == 0)


def read_brat(path: Path) -> dict[str, tuple[str, str]]:
    """Return the lines of a file of annotations by id: what stands in the second field and in the third."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(len(line) in (2, 3) for line in lines)
    found = {line[0]: (line[1], line[2] if len(line) == 3 else "") for line in lines}
    assert len(found) == len(lines)
    return found


def test_brat_spans_lie_within_lines_and_events_name_what_is_there(corpus: Corpus, exported: dict[str, Exported]) -> None:
    """Each span is its text, in pieces and never over a line break; every type is configured; statements keep their parts."""
    config = exported["brat"].paths[0].read_text(encoding="utf-8")
    known = set(re.findall(r"^([\w-]+)", config, flags=re.M))
    assert re.findall(r"^\[(\w+)\]", config, flags=re.M) == ["entities", "relations", "events", "attributes"]
    statements, positions = [], []
    for path in exported["brat"].paths[3::2]:
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        lines = read_brat(path)
        for place, (head, words) in lines.items():
            kind, _, rest = head.partition(" ")
            if place[0] == "T":
                pieces = [text[slice(*map(int, piece.split()))] for piece in rest.split(";")]
                assert " ".join(pieces) == words
                assert not re.search(r"[\n\t]|^\s|\s$", words)
            ends = re.findall(r"\b([TE]\d+)\b", head)
            assert set(ends) <= set(lines)
            assert kind.split(":")[0] in known | {"AnnotatorNotes"}
            if place[0] == "E":
                (statements if kind.startswith("Statement") else positions).append(head)
    assert len(statements) == len(corpus.statements)
    assert sum("Source:" in event for event in statements) == corpus.statements["source_start"].notna().sum()
    assert [event.split(":")[0].lower() for event in positions] == list(corpus.positions["label"])
    assert "date (1)" in " ".join(exported["brat"].notes)


def test_label_studio_regions_are_their_text_and_relations_have_ends(corpus: Corpus, exported: dict[str, Exported]) -> None:
    """Regions count characters and carry labels of the configuration; relations join regions of their task."""
    tasks = json.loads(exported["label-studio"].paths[0].read_text(encoding="utf-8"))
    view = ElementTree.parse(exported["label-studio"].paths[1]).getroot()
    labels = {element.get("value") for element in view.iter("Label")}
    relations = {element.get("value") for element in view.iter("Relation")}
    controls = {element.get("name"): element.get("toName") for element in view.iter("Labels")}
    assert [task["data"]["doc_id"] for task in tasks] == list(corpus.documents["doc_id"])
    n_content = 0
    for task in tasks:
        (prediction,) = task["predictions"]
        regions = {row["id"]: row for row in prediction["result"] if row["type"] == "labels"}
        for row in prediction["result"]:
            if row["type"] == "relation":
                assert {row["from_id"], row["to_id"]} <= set(regions)
                assert set(row["labels"]) <= relations
            else:
                assert controls[row["from_name"]] == row["to_name"] == "text"
                assert task["data"]["text"][row["value"]["start"] : row["value"]["end"]] == row["value"]["text"]
                assert set(row["value"]["labels"]) <= labels
                n_content += row["value"]["labels"] == ["Content"]
        assert len(regions) == sum(row["type"] == "labels" for row in prediction["result"])
    assert n_content == corpus.statements["spans"].map(len).sum()


def test_dna_holds_every_position_as_a_statement(corpus: Corpus, exported: dict[str, Exported]) -> None:
    """sqlite3 finds a sound database whose statements, joined as rDNA joins them, are the positions, offsets in UTF-16 units."""
    with closing(sqlite3.connect(exported["dna"].paths[0])) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        variables = database.execute(
            "SELECT Label, Variable, DataType FROM VARIABLES JOIN STATEMENTTYPES ON STATEMENTTYPES.ID = StatementTypeId"
        ).fetchall()
        assert variables == [
            ("DNA Statement", "person", "short text"), ("DNA Statement", "organization", "short text"),
            ("DNA Statement", "concept", "short text"), ("DNA Statement", "agreement", "boolean"),
        ]  # fmt: skip
        version = database.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()
        assert version[0].startswith("3.")
        rows = database.execute(
            """SELECT DOCUMENTS.Text, Start, Stop, Variable, ENTITIES.Value, DATABOOLEAN.Value FROM STATEMENTS
            JOIN DOCUMENTS ON DOCUMENTS.ID = DocumentId JOIN DATASHORTTEXT ON DATASHORTTEXT.StatementId = STATEMENTS.ID
            JOIN VARIABLES ON VARIABLES.ID = DATASHORTTEXT.VariableId JOIN ENTITIES ON ENTITIES.ID = Entity
            JOIN DATABOOLEAN ON DATABOOLEAN.StatementId = STATEMENTS.ID ORDER BY STATEMENTS.ID, DATASHORTTEXT.VariableId"""
        ).fetchall()
    read = []
    for at in range(0, len(rows), 3):
        text, start, stop, _, person, agreement = rows[at]
        assert [row[3] for row in rows[at : at + 3]] == ["person", "organization", "concept"]
        words = text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")
        read.append((words, person or rows[at + 1][4], rows[at + 2][4], agreement))
    texts = corpus.documents.set_index("doc_id")["text"]
    names = {row["actor_id"]: CONTROLS.sub(" ", row["name"]).strip() for row in list_rows(corpus.actors)}
    labels = dict(zip(corpus.issues["issue_id"], corpus.issues["label"], strict=True))
    assert read == [
        (
            CONTROLS.sub(" ", texts[row["doc_id"]])[row["start"] : row["end"]],
            names[row["holder_id"]],
            (labels if row["target_kind"] == "issue" else names)[row["target_id"]],
            int(row["label"] == "support"),
        )
        for row in list_rows(corpus.positions)
    ]
    assert "1 January 1970" in " ".join(exported["dna"].notes)


def test_dna_passwords_are_what_its_library_makes() -> None:
    """The hash, from a salt and the password, is the one that jasypt 1.9.3 accepted for “standpoint”."""
    from analysis.interchange.dna import PASSWORD
    from analysis.interchange.dna_schema import hash_password

    assert hash_password(PASSWORD, salt="Admin") == "wcIksDzZvHtqhtd/XazkAfqVHRgJlyGKaEX/0xMP6KqNRq7R4i3dgnmt493vQNod"


def test_a_qdpx_project_opens_with_texts_codes_and_passages(
    corpus: Corpus, exported: dict[str, Exported], tmp_path: Path
) -> None:
    """For pyrefiqda texts have LF only, passages count code points, codings name codes of the codebook, GUIDs are unique."""
    path = exported["qdpx"].paths[0]
    project = RefiProject.load(path, extract_dir=str(tmp_path))
    codes = {}

    def walk(found: list[Any]) -> None:
        for code in found:
            codes[code.guid] = code
            walk(code.code)

    walk(project.code_book.codes.code)
    assert len({code.name.casefold() for code in codes.values()}) == len(codes)
    coded: dict[str, list[str]] = defaultdict(list)
    texts = {CONTROLS.sub(" ", text) for text in corpus.documents["text"]}
    guids = list(codes)
    for source in project.sources.text_source:
        raw = RefiProject.resolve_source_path(source.plain_text_path, tmp_path).read_bytes()
        assert b"\r" not in raw
        assert raw.decode() in texts
        for selection in source.plain_text_selection:
            passage = raw.decode()[selection.start_position : selection.end_position]
            guids.append(selection.guid)
            for coding in selection.coding:
                guids.append(coding.guid)
                assert codes[coding.code_ref.target_guid].is_codable
                coded[codes[coding.code_ref.target_guid].name].append(passage)
    assert len(set(guids)) == len(guids)
    texts_by_id = corpus.documents.set_index("doc_id")["text"]
    named = corpus.mentions[corpus.mentions["actor_id"] == "germany"]
    assert sorted(coded["Germany"]) == sorted(texts_by_id[row.doc_id][row.start : row.end] for row in named.itertuples())
    for label, rows in corpus.positions.groupby("label"):
        spans = {(row.doc_id, row.start, row.end) for row in rows.itertuples()}
        assert len(coded[f"Position: {label}"]) == len(spans)
    dates = [
        str(value.date_value) for source in project.sources.text_source for value in source.variable_value if value.date_value
    ]
    assert dates == ["2022-01-31"]
    with zipfile.ZipFile(path) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Über — [ein] Text.txt", "000007-uber-ein-text"),
        ("folder/../../etc/passwd", "000007-passwd"),
        ("C:\\news\\con.txt", "000007-con"),
        ("a b.csv#12", "000007-a-b-12"),
        ("новости.txt", "000007"),
        ("x" * 300 + ".txt", "000007-" + "x" * 60),
    ],
)
def test_names_of_files_are_safe(path: str, name: str) -> None:
    """A name has small letters, digits and hyphens, is short, leads out of no folder and keeps its number."""
    assert name_file(7, path) == name


def test_a_file_gets_its_ending_and_wrong_places_are_told(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ending is added where it is missing; folder for file, file for folder, unknown format, missing package are messages."""
    assert export_corpus(corpus, to="dna", out=tmp_path / "new" / "my.corpus").paths == [tmp_path / "new" / "my.corpus.dna"]
    with pytest.raises(ParameterError, match="is a folder; dna is one file"):
        export_corpus(corpus, to="dna", out=tmp_path)
    with pytest.raises(ParameterError, match="is a file, not a folder"):
        export_corpus(corpus, to="brat", out=tmp_path / "new" / "my.corpus.dna")
    with pytest.raises(ParameterError, match="Did you mean 'graphml'"):
        export_corpus(corpus, to="graphlm", out=tmp_path)
    (tmp_path / "wall").write_text("")
    with pytest.raises(ParameterError, match="cannot be written to"):
        export_corpus(corpus, to="qdpx", out=tmp_path / "wall" / "x.qdpx")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ParameterError, match="pip install openpyxl"):
        export_corpus(corpus, to="xlsx", out=tmp_path / "x.xlsx")
