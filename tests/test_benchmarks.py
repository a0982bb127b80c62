"""The benchmarks: measures with truths by hand, labels that stay hidden, and answers that the tables give."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.documents import load_documents
from analysis.errors import InputError
from benchmarks.gold import Reading, find_spans, hide_labels, load_gold, map_offsets
from benchmarks.quality import Row, measure_task, render_table
from benchmarks.sample import draw_rows, mark_text
from benchmarks.scores import map_kind, score_labels, score_mentions, score_tags
from benchmarks.speed import copy_documents, time_chain, time_taggers
from benchmarks.statement_scores import score_statements
from benchmarks.tasks import FINDERS

ROOT = Path(__file__).parent.parent

SAID = "“We will win,” Ann Lee said. Rome said it agreed."


def quote(content: str, source: str | None, cue: str | None, kind: str, *, text: str = SAID) -> dict:
    """A quotation given by its words."""

    def span(words: str | None) -> list[int] | None:
        return None if words is None else [text.index(words), text.index(words) + len(words)]

    return {"content": [span(content)], "source": span(source), "cue": span(cue), "type": kind}


GOLD_QUOTES = [quote("We will win,", "Ann Lee", "said", "direct"), quote("it agreed", "Rome", None, "indirect")]


def score_quotes(*found: dict) -> dict[str, float]:
    """Scores of some quotations found in SAID."""
    return score_statements([{"id": "a", "text": SAID, "quotes": GOLD_QUOTES}], [{"id": "a", "quotes": list(found)}])


def test_gold_against_itself_is_perfect() -> None:
    """Every measure of statements is 1 when what is found is gold."""
    assert set(score_quotes(*GOLD_QUOTES).values()) == {1.0}


def test_quotation_marks_and_outer_punctuation_make_no_difference() -> None:
    """A content with its marks equals one without."""
    scores = score_quotes(quote("“We will win,”", "Ann Lee", "said", "direct"))
    assert (scores["content precision"], scores["content recall"], scores["content F1"]) == (1.0, 0.5, 0.6667)
    assert (scores["recall of direct"], scores["recall of indirect"]) == (1.0, 0.0)


def test_half_of_the_characters_match_at_half_and_not_at_four_fifths() -> None:
    """Seven of eleven characters are a match at .5, not at .8."""
    scores = score_quotes(quote("We will", "Lee", "said", "direct"))
    assert (scores["content F1"], scores["content iou50 F1"], scores["content iou80 F1"]) == (0.0, 0.6667, 0.0)
    assert scores["content characters precision"] == 1.0
    assert scores["content characters recall"] == round(7 / (11 + 9), 4)
    assert (scores["source F1"], scores["cue F1"]) == (0.0, 1.0)
    assert (scores["source of matched"], scores["cue of matched"]) == (0.0, 1.0)  # Lee is 3 of the 7 characters of Ann Lee


def test_one_statement_found_twice_matches_once() -> None:
    """Statements are matched one to one."""
    scores = score_quotes(GOLD_QUOTES[0], GOLD_QUOTES[0])
    assert (scores["content iou50 precision"], scores["content iou50 recall"]) == (0.5, 0.5)


def test_parts_of_a_source_count_one_by_one() -> None:
    """A source that gold gives in parts is right if its parts are found."""
    gold = [
        {
            "id": "a",
            "text": "Ann and Bo say so",
            "quotes": [{"source": [0, 10], "source_parts": [[0, 3], [8, 10]], "content": [[15, 17]]}],
        }
    ]
    found = [{"id": "a", "quotes": [{"source": [0, 3], "content": [[15, 17]]}, {"source": [8, 10], "content": [[15, 17]]}]}]
    assert score_statements(gold, found)["source F1"] == 1.0


def test_labels() -> None:
    """Accuracy and macro F1 of three right answers, one wrong and one that is missing."""
    gold = [{"id": str(number), "label": label} for number, label in enumerate([1, 1, 0, 0, -1])]
    scores = score_labels(gold, [{"id": str(number), "label": label} for number, label in enumerate([1, 0, 0, 0])])
    assert scores["accuracy"] == 0.6
    assert (scores["F1 of 1"], scores["F1 of 0"], scores["F1 of -1"]) == (0.6667, 0.8, 0.0)
    assert scores["macro F1"] == round((0.6667 + 0.8) / 3, 4)
    assert scores["majority accuracy"] == 0.4


def test_mentions_and_names() -> None:
    """Spans, kinds and grouping; with `names`, pronouns and things are left out on both sides."""
    gold = [
        {
            "id": "a",
            "text": "Ann Lee ran. She won. Rome slept.",
            "entities": [
                {"span": [0, 7], "label": "PER", "form": "name"},
                {"span": [13, 16], "label": "PER", "form": "pronoun"},
                {"span": [22, 26], "label": "LOC", "form": "name"},
            ],
            "coref": [[[0, 7], [13, 16]]],
        }
    ]
    found = [
        {
            "id": "a",
            "entities": [
                {"span": [0, 7], "label": "person", "form": "name", "actor": "ann-lee"},
                {"span": [13, 16], "label": "person", "form": "pronoun", "actor": "rome"},
                {"span": [22, 33], "label": "organization", "form": "name", "actor": "rome"},
            ],
        }
    ]
    every, names = score_mentions(gold, found), score_mentions(gold, found, names=True)
    assert (every["span F1"], every["overlap F1"], every["kind accuracy"]) == (0.6667, 1.0, 1.0)
    assert (names["span F1"], names["overlap F1"], names["kind accuracy"]) == (0.5, 1.0, 1.0)
    assert every["B3 F1"] == 0.6667  # both mentions precise, each half of its group


def test_many_names_of_a_kind() -> None:
    """Kinds of several corpora map to three; others stay."""
    assert [map_kind(label) for label in ("GPE", "state", "ORG", "PERSON", "event", None)] == [
        "place", "place", "organization", "person", "event", "",
    ]  # fmt: skip


def test_tags() -> None:
    """A word cut otherwise is a wrong tag, and no matter for tag accuracy."""
    gold = [
        {
            "id": "a",
            "text": "It is Jo's.",
            "sent_spans": [[0, 11]],
            "sents": [
                [["It", "PRP", "PRON"], ["is", "VBZ", "AUX"], ["Jo", "NNP", "PROPN"], ["'s", "POS", "PART"], [".", ".", "PUNCT"]]
            ],
            "tok_spans": [[[0, 2], [3, 5], [6, 8], [8, 10], [10, 11]]],
        }
    ]
    tokens = [[0, 2, "PRP", "PRON"], [3, 5, "VBD", "AUX"], [6, 10, "NNP", "PROPN"], [10, 11, ".", "PUNCT"]]
    scores = score_tags(gold, [{"id": "a", "sentences": [[0, 11]], "tokens": tokens}])
    assert scores == {
        "sentence F1": 1.0, "token F1": 0.6667, "tag accuracy": 0.6667, "pos accuracy": 1.0, "tag F1": 0.4444, "pos F1": 0.6667,
    }  # fmt: skip


RECORD = {
    "id": "a", "text": SAID, "date": "2025-01-01", "label": -1, "quotes": GOLD_QUOTES, "holder": None, "class5": 2,
    "target": {"text": "Rome", "span": [29, 33], "label": -1},
    "entities": [{"span": [29, 33], "label": "metonymic", "mention": "Rome"}],
}  # fmt: skip


@pytest.mark.parametrize("task", FINDERS)
def test_labels_are_hidden(task: str) -> None:
    """The package sees no label, quotation or class; spans only where the task gives them."""
    shown = {
        "stance": {"holder": None, "target": {"text": "Rome", "span": [29, 33]}},
        "places": {"entities": [{"span": [29, 33]}]},
    }.get(task, {})
    assert hide_labels(RECORD, task) == {"id": "a", "text": SAID, "date": "2025-01-01", **shown}


def test_offsets_lead_back_to_gold() -> None:
    """Where the loader joins accents or newlines, offsets are those of gold's own text."""
    text = "Jose\u0301 said:\r\n“I agree.”"
    reading = Reading([{"id": "a", "text": " \n"}, {"id": "b", "text": text}])
    assert reading.rows(0, "tokens") == []
    words = [text[row["start"] : row["end"]] for row in reading.rows(1, "tokens")]
    assert words == ["Jose\u0301", "said", ":", "“", "I", "agree", ".", "”"]
    assert map_offsets("same", "same") is None


def test_where_a_target_stands() -> None:
    """A span is taken as given; a name is looked for in any case as a whole word, then its last word."""
    text = "Lee met Leeds. LEE left."
    assert find_spans(text, {"text": "x", "span": [4, 7]}) == [(4, 7)]
    assert find_spans(text, {"text": "Ann Lee"}) == [(0, 3), (15, 18)]
    assert find_spans(text, {"text": "Bo"}) == find_spans(text, None) == []


def find(task: str, *records: dict) -> list[dict]:
    """What the package answers."""
    return FINDERS[task]([hide_labels(record, task) for record in records])


def test_statements_are_those_of_the_package() -> None:
    """A plain quotation comes out with source, cue and content."""
    gold = [{"id": "a", "text": "“We will never agree to this plan,” John Smith said on Monday.", "quotes": []}]
    (found,) = find("statements", *gold)[0]["quotes"]
    spans = [gold[0]["text"][slice(*span)] for span in (found["source"], found["cue"], found["content"][0])]
    assert spans[:2] == ["John Smith", "said"]
    assert "We will never agree to this plan" in spans[2]
    assert found["type"] == "direct"


def test_stance_of_a_holder_and_of_the_author() -> None:
    """A holder's position on a target is judged, by span or name; the other way round, and of plain news, the answer is 0."""
    text = "Russia condemned Ukraine."
    russia, ukraine = {"text": "Russia", "span": [0, 6]}, {"text": "Ukraine"}
    pairs = [(russia, ukraine), (ukraine, russia), ({"text": "Russia"}, None)]
    records = [
        {"id": str(number), "text": text, "holder": holder, "target": target} for number, (holder, target) in enumerate(pairs)
    ]
    assert [answer["label"] for answer in find("stance", *records)] == [-1, 0, -1]
    told = [
        {"id": str(number), "text": "It rained in Rome.", "holder": holder, "target": {"text": "Rome"}}
        for number, holder in enumerate([None, "author"])
    ]
    assert [answer["label"] for answer in find("stance", *told)] == [0, 0]


def test_stance_in_a_long_text_is_that_of_the_sentences_which_name_the_target() -> None:
    """What is said of others, however much it is, does not count; a target that is nowhere named is what the text is about."""
    blame, praise = "Anna Berg is a corrupt liar and a disgrace. ", "The brilliant Carl Dahl won praise for his wonderful work. "
    text = blame + praise * 12
    records = [{"id": name, "text": text, "holder": None, "target": {"text": name}} for name in ("Anna Berg", "Carl Dahl", "Eve")]
    assert [answer["label"] for answer in find("stance", *records)] == [-1, 1, 1]


def test_places_and_names() -> None:
    """The mention over the given span tells whether it acts; every mention has a kind that gold knows."""
    text = "Moscow rejected the proposal. He was born in Moscow."
    records = [{"id": str(start), "text": text, "entities": [{"span": [start, start + 6]}]} for start in (0, 45)]
    assert [answer["label"] for answer in find("places", *records)] == ["metonymic", "literal"]
    entities = find("names", records[0])[0]["entities"]
    assert {"span": [45, 51], "label": "place", "form": "name"}.items() <= next(
        e for e in entities if e["span"] == [45, 51]
    ).items()


def test_a_task_from_the_command_line(tmp_path: Path) -> None:
    """The command prints the scores and writes the predictions; a file that is no gold is told in a line."""
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": SAID, "quotes": GOLD_QUOTES}) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.quality", "statements"]
    run = subprocess.run([*command, str(gold), "--predictions", str(found)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "content F1" in run.stdout
    scores = score_statements(load_gold(gold), [json.loads(line) for line in found.read_text(encoding="utf-8").splitlines()])
    assert f"{scores['content F1']:.4f}" in run.stdout
    gold.write_text("no gold", encoding="utf-8")
    run = subprocess.run([*command, str(gold)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert "gold.jsonl" in run.stderr
    assert "Traceback" not in run.stderr


def test_gold_needs_an_id_and_a_text(tmp_path: Path) -> None:
    """A record without them is named."""
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "a", "text": "x"}\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="record 2"):
        load_gold(file)


def test_the_table_shows_who_is_missing() -> None:
    """A measure that somebody has no score for is a dash."""
    rows = [
        Row("tags", "x", 3, "token F1", {"Standpoint": 0.5, "NLTK": 0.25}),
        Row("tags", "x", 3, "tag F1", {"Standpoint": 1.0}),
    ]
    table = render_table(rows)
    assert "| tags | x | 3 | token F1 | 0.500 | 0.250 |" in table
    assert "| tags | x | 3 | tag F1 | 1.000 | – |" in table


def test_scores_come_from_hidden_records() -> None:
    """The finder is given no label, and what it answers is scored against gold."""

    def answer(records: list[dict]) -> list[dict]:
        assert all("label" not in record for record in records)
        return [{"id": record["id"], "label": -1} for record in records]

    scores, predictions = measure_task("stance", [RECORD], find=answer)
    assert (scores["accuracy"], predictions) == (1.0, [{"id": "a", "label": -1}])


def test_speed_times_every_stage(tmp_path: Path) -> None:
    """Copies differ, the stages are timed in the order of the chain, and both taggers give the same tags."""
    copy_documents(ROOT / "seeds", tmp_path, copies=2)
    documents = load_documents(tmp_path)
    assert documents["text"].nunique() == 2
    corpus, seconds = time_chain(tmp_path)
    names = list(seconds)
    assert names.index("tag_documents") < names.index("read_spans") < names.index("find_positions") < names.index("full chain")
    assert min(seconds.values()) >= 0
    assert set(time_taggers(corpus.tokens)) == {"tag decoding", "tag decoding by NLTK"}


def test_a_sheet_marks_spans_within_spans() -> None:
    """What a person is to judge stands between its marks in the text around it, the inner span within the outer one."""
    text = "Then Norland rejected the fuel tax\nat once."
    assert mark_text(text, [(5, 34, "{}"), (22, 34, "[]")]) == "Then {Norland rejected [the fuel tax]} / at once."


def test_a_sheet_is_drawn_again_with_the_same_number() -> None:
    """The same seed draws the same rows, another one others; never more than there are."""
    table = pd.DataFrame({"row": range(100)})
    first, again, other = draw_rows(table, 10, 1), draw_rows(table, 10, 1), draw_rows(table, 10, 2)
    assert first.equals(again)
    assert not first.equals(other)
    assert len(draw_rows(table, 500, 1)) == 100
