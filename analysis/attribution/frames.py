"""The frame of reported speech: the words around quotations as a string with one letter a word.

A frame is a sentence, or several held together by a quotation that runs through them. In its `code` each word is a letter for
its part of speech, and a quotation that speaks for itself is the single letter Z; quotation marks inside a sentence's own
grammar are left out. Grammar is then a regular expression over `code`, and place i of it is the i-th word of the frame.

    D determiner        P pronoun           W who, which, what     A adjective   N noun     M proper noun
    C number            S possessive 's     R adverb               I preposition T to       K and, but, or
    V finite verb       X auxiliary         B base form            G -ing form   E participle
    t that (opens a clause)   f if, whether  Y how, why, when      k because, although, while ...
    n not               y Monday, (this) week Z quotation           , : ; - ( ) . themselves   u anything else
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis.words import Words, list_words

_LETTERS = {
    "DT": "D", "PDT": "D", "PRP$": "D", "PRP": "P", "EX": "P", "WP": "W", "WDT": "W", "WP$": "W", "WRB": "Y",
    "JJ": "A", "JJR": "A", "JJS": "A", "NN": "N", "NNS": "N", "NNP": "M", "NNPS": "M", "CD": "C", "$": "C", "#": "C",
    "POS": "S", "RB": "R", "RBR": "R", "RBS": "R", "RP": "R", "IN": "I", "TO": "T", "CC": "K", "MD": "X",
    "VBD": "V", "VBP": "V", "VBZ": "V", "VB": "B", "VBG": "G", "VBN": "E", ",": ",", ";": ";", ".": ".",
    "-LRB-": "(", "-RRB-": ")", "(": "(", ")": ")", ":": "-", "HYPH": "-", "NFP": "-", "SYM": "-",
    "UH": "R", "AFX": "A", "ADD": "M", "GW": "N", "FW": "N", "LS": "C",
}  # fmt: skip
_WORDS = {
    **dict.fromkeys(["not", "n't", "n’t", "never"], "n"), **dict.fromkeys(["if", "whether"], "f"), ":": ":", ";": ";",
    **dict.fromkeys(["because", "although", "though", "while", "unless", "until", "whereas"], "k"),
    **dict.fromkeys(["–", "—", "--"], "-"), **dict.fromkeys(["either", "neither", "both"], "D"),
    **dict.fromkeys(["(", "[", "{"], "("), **dict.fromkeys([")", "]", "}"], ")"),
}  # fmt: skip
_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tonight", "tomorrow"]
)
_PERIODS = frozenset(["week", "month", "year", "night", "morning", "afternoon", "evening", "weekend"])
_DEICTIC = frozenset(["this", "last", "next", "that"])
_MOST = 50  # quotations that may hold one frame together: keeps long chains linear
_AUXILIARY = frozenset(["be", "have", "do"])
_MARKS = ("``", "''")
# "Democrats said": a finite verb right before another at the beginning of a sentence is a noun mistaken by the tagger.
_FIRST_NOUN = re.compile(r"\A(K?)[VB](?=R?[VX])")
_LOWER = re.compile(r"\W{0,3}[a-z]")
_ENDS_LIKE_SPEECH = re.compile(r"[.,?!…—–-][\"”’'»]*\Z")


@dataclass(frozen=True)
class Quotation:
    """An outermost quotation of a document."""

    start: int
    end: int
    closed: bool
    continues: bool
    lower: bool  # begins with a small letter


@dataclass
class Frame:
    """Words and quotations of one unit of text, in order, as parallel lists; `code` has a letter for each."""

    paragraph_id: str
    zone: str
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    code: str = ""
    quotations: list[Quotation] = field(default_factory=list)
    within: list[tuple[int, int]] = field(default_factory=list)
    blocks: dict[int, Quotation] = field(default_factory=dict)

    def add(self, start: int, end: int, word: str, lemma: str) -> None:
        """Append a word, or a quotation as an empty one."""
        self.start.append(start)
        self.end.append(end)
        self.words.append(word)
        self.lemmas.append(lemma)


def read_frames(
    documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, quotations: pd.DataFrame
) -> Iterator[tuple[str, str, list[Frame]]]:
    """Yield for each document its id, its text and its frames in reading order."""
    words = {each.doc_id: each for each in list_words(tokens)}
    marks = {
        doc_id: list(zip(rows["start"], rows["end"], rows["closed"], rows["continues"], strict=True))
        for doc_id, rows in quotations[quotations["depth"] == 0].groupby("doc_id", sort=False)
    }
    units = {
        doc_id: list(zip(rows["start"], rows["end"], rows["paragraph_id"], rows["zone"], strict=True))
        for doc_id, rows in sentences[sentences["zone"] != "header"].groupby("doc_id", sort=False)
    }
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        if doc_id in words:
            found = [Quotation(*row, bool(_LOWER.match(text, row[0], row[1]))) for row in marks.get(doc_id, [])]
            yield doc_id, text, _frame_document(text, units[doc_id], words[doc_id], found)


def _frame_document(
    text: str, sentences: Sequence[tuple[int, int, str, str]], words: Words, quotations: list[Quotation]
) -> list[Frame]:
    """Join the sentences that a quotation holds together and write each unit as a frame."""
    frames = []
    opens = [quotation.start for quotation in quotations]
    at = 0
    while at < len(sentences):
        start, end, paragraph_id, zone = sentences[at]
        at += 1
        first = here = bisect_left(opens, start)
        while True:
            while here < len(quotations) and quotations[here].start < end and here - first < _MOST:
                while at < len(sentences) and sentences[at][0] < quotations[here].end:
                    end = sentences[at][1]
                    at += 1
                here += 1
            announced = text[max(start, end - 3) : end].rstrip().endswith(":")
            if not (announced and here < len(quotations) and at < len(sentences) and quotations[here].start == sentences[at][0]):
                break
            end = sentences[at][1]
            at += 1
        frames.append(_write_frame(text, (start, end), Frame(paragraph_id, zone), words, quotations[first:here]))
    return frames


def _write_frame(text: str, span: tuple[int, int], frame: Frame, words: Words, quotations: list[Quotation]) -> Frame:
    """Fill a frame with the words between two places, whole quotations as one."""
    frame.quotations = quotations
    letters: list[str] = []
    blocks = iter(quotations)
    at = bisect_left(words.start, span[0])
    past = bisect_left(words.start, span[1])
    quotation = next(blocks, None)
    while at < past:
        while quotation and quotation.start < words.start[at]:
            quotation = next(blocks, None)
        if quotation and words.start[at] == quotation.start:
            after = bisect_left(words.start, quotation.end)
            letter = letters[-1] if letters else ""
            if not _speaks(text, quotation, words, at, after, letter):
                inner = sum(tag not in _MARKS for tag in words.tag[at:after])
                frame.within.append((len(letters), len(letters) + inner))
            else:
                frame.blocks[len(letters)] = quotation
                letters.append("Z")
                frame.add(quotation.start, quotation.end, "", "")
                at = after
                continue
        if words.tag[at] not in _MARKS:
            before = words.text[at - 1].lower() if at else ""
            letters.append(_find_letter(words.text[at].lower(), words.lemma[at], words.tag[at], before))
            frame.add(words.start[at], words.end[at], words.text[at].lower(), words.lemma[at].lower())
        at += 1
    frame.code = _FIRST_NOUN.sub(r"\1M", "".join(letters))
    return frame


def _speaks(text: str, quotation: Quotation, words: Words, first: int, past: int, letter: str) -> bool:
    """Tell whether a quotation is speech of its own, rather than words within the sentence around it.

    It is if it holds several sentences, or if a clause may begin where it stands (`letter` is what stands before), it ends
    like speech and has a capital or a finite verb.
    """
    tags = words.tag[first:past]
    inner = [tag for tag in tags if tag not in _MARKS]
    if "." in inner[:-1]:
        return True
    if letter not in ("", *",:;-.ZVBGE(ny"):
        return False
    if not (_ENDS_LIKE_SPEECH.search(text, quotation.start, quotation.end) or text[quotation.end : quotation.end + 1] in "\n,:"):
        return False
    start = re.search(r"\w", text[quotation.start : quotation.start + 8])
    capital = bool(start and start.group().isupper())
    finite = not {"VBD", "VBZ", "VBP", "MD"}.isdisjoint(tags)
    return finite or (capital and (letter == "" or letter in ",:;-.ZV"))


def _find_letter(word: str, lemma: str, tag: str, before: str) -> str:
    """Return the letter of a word, given the word before it in lower case."""
    if word in _WORDS:
        return _WORDS[word]
    if word in _DAYS or (word in _PERIODS and (before in _DEICTIC or before in _DAYS)):
        return "y"
    if word == "that" and tag == "IN":
        return "t"
    if lemma in _AUXILIARY and tag in ("VBD", "VBP", "VBZ", "VB", "VBN"):
        return "X"
    return _LETTERS.get(tag, "u")
