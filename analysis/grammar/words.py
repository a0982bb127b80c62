"""The words of a document as letters, so that grammar becomes regular expressions.

Every word becomes one letter for what it is; quotation marks are left out. The letters: N noun, P pronoun, D determiner or
possessive pronoun, J adjective, # number, S possessive 's, R adverb, F finite verb, A form of be, have or do, M modal, B base
form, G -ing form, E past participle, I preposition or particle, T to, C coordination, W relative pronoun, K word that opens a
clause, "," comma, ";" a stronger break, "." end, X other.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import pandas as pd

from analysis.grammar.lexis import load_words

REACH = 60  # words that a subject, a condition or a clause may lie away from its verb: keeps long texts linear
_LETTERS = {
    "NN": "N", "NNS": "N", "NNP": "N", "NNPS": "N", "FW": "N", "PRP": "P", "EX": "P", "DT": "D", "PDT": "D", "PRP$": "D",
    "WP$": "D", "JJ": "J", "JJR": "J", "JJS": "J", "CD": "#", "$": "#", "POS": "S", "RB": "R", "RBR": "R", "RBS": "R",
    "VBD": "F", "VBZ": "F", "VBP": "F", "MD": "M", "VB": "B", "VBG": "G", "VBN": "E", "IN": "I", "RP": "I", "TO": "T",
    "CC": "C", "WDT": "W", "WP": "W", "WRB": "K", ",": ",", ":": ";", "-LRB-": ";", "-RRB-": ";", "(": ";", ")": ";", ".": ".",
}  # fmt: skip
_QUOTES = ("``", "''")
_CLAUSE_STARTS = frozenset({"NNP", "NNPS", "PRP", "PRP$", "DT", "RB", "VBG", "EX", "IN"})  # after "that" taken for "that one"
_NOUN_ENDING = re.compile(r"(?:ance|ence|tion|sion|ment|ness|ity)s?$")
_NOUN_PHRASE = re.compile(
    r"P|D{0,2}(?:N|S|#|J(?:[,C]R?(?=[JGE]))?|R(?=[JE#])|(?<![AMRTNPF])E(?=[JNEG])|(?<=[DJSC#])G(?=[JN])){0,14}N"
    r"|D?#|D(?![JNREGS])"
)

Chunk = tuple[int, int]  # first word of a noun phrase and one past its last, which is its head


@dataclass(frozen=True)
class Words:
    """The words of one document without quotation marks, as parallel lists, and its sentences as index ranges."""

    start: list[int]
    end: list[int]
    text: list[str]
    lemma: list[str]
    tag: list[str]
    voice: list[str | None]
    sentence_id: list[str]
    code: str
    sentences: list[Chunk]

    @cached_property
    def chunk(self) -> list[Chunk | None]:
        """For each word the noun phrase it stands in, as (first, past); its head is the last word."""
        chunks: list[Chunk | None] = [None] * len(self.code)
        for first, past in self.sentences:
            for match in _NOUN_PHRASE.finditer(self.code, first, past):
                negative = self.text[match.start()] in load_words("negative") and match.end() > match.start() + 1
                begin = match.start() + negative
                for chunk in self._split_voices(begin, match.end()):
                    chunks[chunk[0] : chunk[1]] = [chunk] * (chunk[1] - chunk[0])
        return chunks

    def _split_voices(self, first: int, past: int) -> list[Chunk]:
        """Part two phrases that only the beginning of somebody's words divides: "told reporters | Russia was"."""
        if self.voice[first] == self.voice[past - 1]:
            return [(first, past)]
        cuts = [i for i in range(first + 1, past) if self.voice[i] != self.voice[i - 1] and self.code[i - 1] == "N"]
        return list(pairwise([first, *cuts, past]))

    def name(self, ranges: Iterable[Chunk], *, verbs: Mapping[int, str]) -> "Words":
        """Return the same words with those of names as nouns and some as verbs by letter, whatever the tagger took them for."""
        letters = list(self.code)
        for i, letter in verbs.items():
            letters[i] = letter
        for first, past in ranges:
            letters[first:past] = ["N" if letter in "JFBGEMRIXK" else letter for letter in letters[first:past]]
        return replace(self, code="".join(letters))

    def find_sentence(self, i: int) -> Chunk:
        """Return the sentence of word `i` as (first, past)."""
        return self.sentences[bisect_right(self.sentences, (i, len(self.code) + 1)) - 1]

    def find_range(self, start: int, end: int) -> Chunk:
        """Return the words, first and past, that lie in or reach into the characters from `start` to `end`."""
        return bisect_right(self.end, start), bisect_left(self.start, end)


def read_words(tokens: pd.DataFrame) -> Iterator[tuple[str, Words]]:
    """Yield each document's id and its words, in the order of `tokens`."""
    columns = ["doc_id", "sentence_id", "start", "end", "text", "lemma", "tag"]
    lists = [tokens[column].tolist() for column in columns]
    voices = [voice if isinstance(voice, str) else None for voice in tokens["statement_id"].tolist()]
    rows = list(zip(*lists, voices, strict=True))
    at = 0
    while at < len(rows):
        past = at
        while past < len(rows) and rows[past][0] == rows[at][0]:
            past += 1
        yield rows[at][0], _make_words([row for row in rows[at:past] if row[6] not in _QUOTES])
        at = past


def _make_words(rows: list[tuple]) -> Words:
    """Turn the token rows of one document into lists, letters and sentence bounds."""
    ids = [row[1] for row in rows]
    bounds = [0] + [i for i in range(1, len(ids)) if ids[i] != ids[i - 1]] + [len(ids)]
    text = [row[4].lower().replace("’", "'") for row in rows]
    return Words(
        start=[row[2] for row in rows],
        end=[row[3] for row in rows],
        text=text,
        lemma=[row[5].lower() for row in rows],
        tag=[row[6] for row in rows],
        voice=[row[7] for row in rows],
        sentence_id=ids,
        code="".join(
            _find_letter(word, row[5].lower(), row[6], following[6])
            for word, row, following in zip(text, rows, [*rows[1:], rows[-1]], strict=True)
        )
        if rows
        else "",
        sentences=[(first, past) for first, past in pairwise(bounds) if first < past],
    )


def _find_letter(text: str, lemma: str, tag: str, following: str) -> str:
    """Return the letter of a word from its tag and that of the following word."""
    if lemma in ("be", "have", "do") and tag.startswith("V"):
        return "A"
    if text in load_words("opener") and (tag == "IN" or (tag == "DT" and following in _CLAUSE_STARTS)):
        return "K"
    if text == "to" and following == "VB":
        return "T"
    if tag == "IN" and _NOUN_ENDING.search(text):
        return "N"  # taggers slip; prepositions do not end like that
    if tag in ("WDT", "WP") and text in ("what", "whatever", "whoever"):
        return "K"
    return ";" if text in ("–", "—", "--", ";", ":", "(", ")") else _LETTERS.get(tag, "X")
