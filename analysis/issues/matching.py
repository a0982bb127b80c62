"""Where the patterns of issues occur in texts: looked up in an index of the words, the rarest word of a pattern first."""

from collections.abc import Iterable, Sequence, Set
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.issues.codebook import Issue
from analysis.issues.patterns import Word, fold, read_pattern, split_hyphens, trim
from analysis.lemmas import find_lemma

Pattern = tuple[Word, ...]
_FEW_FORMS = 16  # pairs of forms of two words that are looked up one by one


class _Form(NamedTuple):
    """A word as it may be matched: as written, in lower case, and its dictionary form."""

    exact: str
    lower: str
    lemma: str


class WordIndex:
    """The words of a corpus without quotation marks, hyphenated ones in their parts, and where each form of them stands.

    `start`, `end` are character offsets; `row` is the row of `tokens` a word comes from, `sentence` a number for its sentence.
    """

    def __init__(self, tokens: pd.DataFrame) -> None:
        kept = np.flatnonzero(~tokens["tag"].isin(["``", "''"]).to_numpy())
        table = tokens.iloc[kept]
        text, texts = _number(table["text"])
        lemma, lemmas = _number(table["lemma"])
        key = (text * (len(lemmas) + 1) + lemma) * 2 + table["tag"].eq("NNPS").to_numpy()
        code, keys = pd.factorize(key)
        different = [(texts[n // 2 // (len(lemmas) + 1)], lemmas[n // 2 % (len(lemmas) + 1)], bool(n % 2)) for n in keys.tolist()]
        forms: dict[_Form, int] = {}
        parts = [_list_forms(*each) for each in different]
        numbers = [[forms.setdefault(form, len(forms)) for form, _ in each] for each in parts]
        size = np.array([len(each) for each in parts], dtype="int64")
        first = np.cumsum(size) - size
        flat = np.array([number for each in numbers for number in each], dtype="int64")
        offset = np.array([at for each in parts for _, at in each], dtype="int64")
        sizes = size[code] if len(code) else np.zeros(0, dtype="int64")
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        place = np.repeat(first[code], sizes) + within if len(code) else within
        self.forms = list(forms)
        self.code = flat[place] if len(flat) else flat
        self.row = np.repeat(kept, sizes)
        self.sentence = pd.factorize(tokens["sentence_id"])[0][self.row]
        self.start = tokens["start"].to_numpy()[self.row] + (offset[place] if len(flat) else 0)
        length = np.array([len(form.exact) for form in self.forms], dtype="int64")
        whole = np.repeat(sizes, sizes) == 1
        self.end = np.where(whole, tokens["end"].to_numpy()[self.row], self.start + (length[self.code] if len(flat) else 0))
        self._order = np.argsort(self.code, kind="stable")
        self._bounds = np.searchsorted(self.code[self._order], np.arange(len(self.forms) + 1))
        self._known: dict[Word, np.ndarray] = {}

    @cached_property
    def _by_text(self) -> dict[str, list[int]]:
        """Forms by what they are in lower case and by dictionary form."""
        found: dict[str, list[int]] = {}
        for number, form in enumerate(self.forms):
            for text in {form.lower, form.lemma}:
                found.setdefault(text, []).append(number)
        return found

    def find_forms(self, word: Word) -> np.ndarray:
        """Return the numbers of the forms that a word of a pattern matches, in order."""
        if word not in self._known:
            if word.exact:
                numbers = [n for n in self._by_text.get(word.text.lower(), ()) if self.forms[n].exact == word.text]
            elif word.open_before or word.open_after:
                texts = [text for text in self._by_text if _is_open_match(word, text)]
                numbers = sorted({n for text in texts for n in self._by_text[text]})
            else:
                numbers = self._by_text.get(word.text, [])
            self._known[word] = np.array(numbers, dtype="int64")
        return self._known[word]

    def list_texts(self) -> frozenset[str]:
        """Return the words in lower case and their dictionary forms."""
        return frozenset(self._by_text)

    @cached_property
    def _pairs(self) -> frozenset[int]:
        """The forms of words that stand side by side, as one number: that of the first x the number of forms + the second's."""
        return frozenset((self.code[:-1] * len(self.forms) + self.code[1:]).tolist())

    def _meet(self, one: np.ndarray, other: np.ndarray) -> bool:
        """Whether a form of one word may stand before one of the other; told for words of few forms, which nearly all are."""
        if len(one) * len(other) > _FEW_FORMS:
            return True
        return any(first * len(self.forms) + second in self._pairs for first in one.tolist() for second in other.tolist())

    def find_pattern(self, pattern: Pattern) -> np.ndarray:
        """Return the first word of every occurrence of a pattern, in reading order."""
        forms = [self.find_forms(word) for word in pattern]
        if len(pattern) > 1 and not self._meet(forms[0], forms[1]):
            return np.zeros(0, dtype="int64")
        counts = [int((self._bounds[each + 1] - self._bounds[each]).sum()) for each in forms]
        rarest = int(np.argmin(counts))
        if not counts[rarest]:
            return np.zeros(0, dtype="int64")
        slices = [self._order[self._bounds[n] : self._bounds[n + 1]] for n in forms[rarest]]
        first = np.sort(np.concatenate(slices)) - rarest
        first = first[(first >= 0) & (first + len(pattern) <= len(self.code))]
        for at in sorted(set(range(len(pattern))) - {rarest}, key=counts.__getitem__):
            first = first[np.isin(self.code[first + at], forms[at])]
        return first[self.sentence[first] == self.sentence[first + len(pattern) - 1]]

    def find_issues(self, patterns: Iterable[Iterable[Pattern]]) -> pd.DataFrame:
        """Find every occurrence of the patterns of issues.

        Parameters
        ----------
        patterns : for each issue its patterns

        Returns
        -------
        table, one row per occurrence, in reading order, at one place the longest first, then the earlier issue
            issue number of the issue, from 0; first, past its words; start, end its characters; row its first row of `tokens`.
            Occurrences of one issue do not overlap: the one that begins first holds, of several the longest. Those of different
            issues may.
        """
        found = []
        for issue, each in enumerate(patterns):
            spans = [(self.find_pattern(pattern), len(pattern)) for pattern in each]
            firsts = np.concatenate([first for first, _ in spans]) if spans else np.zeros(0, dtype="int64")
            pasts = np.concatenate([first + size for first, size in spans]) if spans else firsts
            order = np.lexsort((-pasts, firsts))
            found += [(issue, *span) for span in _part(zip(firsts[order].tolist(), pasts[order].tolist(), strict=True))]
        table = pd.DataFrame(found, columns=["issue", "first", "past"], dtype="int64")
        table = table.sort_values(["first", "past", "issue"], ascending=[True, False, True], ignore_index=True)
        return table.assign(start=self.start[table["first"]], end=self.end[table["past"] - 1], row=self.row[table["first"]])


class Patterns:
    """The patterns of issues, those of a codebook first (`n_given`), set up so that few are looked for in few words."""

    def __init__(self, issues: Sequence[Issue], n_given: int = 0) -> None:
        self.issues, self.n_given = tuple(issues), n_given
        self._patterns = [_read_patterns(issue) for issue in issues]
        self._by_word: dict[str, list[int]] = {}  # the longest word that must be there; "": none must
        for number, patterns in enumerate(self._patterns):
            for pattern in patterns:
                self._by_word.setdefault(max(_list_needed(pattern), key=len, default=""), []).append(number)

    def select(self, texts: Set[str]) -> list[int]:
        """Return the numbers of the issues that may occur among words (`WordIndex.list_texts`), in order."""
        likely = {number for text in self._by_word.keys() & {*texts, ""} for number in self._by_word[text]}
        return [n for n in sorted(likely) if any(texts >= {*_list_needed(pattern)} for pattern in self._patterns[n])]

    def find_in(self, index: WordIndex) -> pd.DataFrame:
        """Find every occurrence of the patterns, as `WordIndex.find_issues` does."""
        numbers = self.select(index.list_texts())
        found = index.find_issues([self._patterns[number] for number in numbers])
        return found.assign(issue=np.array(numbers, dtype="int64")[found["issue"]])


def _read_patterns(issue: Issue) -> list[Pattern]:
    """Read the patterns of an issue; a discovered one may be worded in marks alone, which occur nowhere."""
    patterns = []
    for text in issue.patterns:
        with suppress(InputError):
            patterns.append(read_pattern(text, issue.label))
    return patterns


def _list_needed(pattern: Pattern) -> list[str]:
    """The words that must occur for a pattern to occur."""
    return [word.text.lower() for word in pattern if not (word.open_before or word.open_after)]


def _number(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """A number for each value, and the different values."""
    codes, values = pd.factorize(column)
    return codes, values.tolist()


@lru_cache(maxsize=100_000)
def _list_forms(text: str, lemma: str, is_plural_name: bool) -> tuple[tuple[_Form, int], ...]:
    """Return the forms of a token's parts and where in it each begins."""
    texts, lemmas = split_hyphens(text), split_hyphens(lemma)
    if is_plural_name:  # names keep their plural: "Security Guarantees"
        lemmas = [*lemmas[:-1], find_lemma(texts[-1].replace("’", "'"), "NNS")]
    if len(lemmas) != len(texts):
        lemmas = texts
    found, at = [], 0
    for part, base in zip(texts, lemmas, strict=True):
        at = text.index(part, at)
        found.append((_Form(trim(part), fold(part), fold(base)), at))
        at += len(part)
    return tuple(found)


def _is_open_match(word: Word, text: str) -> bool:
    """Tell whether a text matches a word with * at an end."""
    if word.open_before and word.open_after:
        return word.text in text
    return text.endswith(word.text) if word.open_before else text.startswith(word.text)


def _part(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out spans, given in order of their first word, that overlap one before them."""
    kept: list[tuple[int, int]] = []
    for first, past in spans:
        if not kept or first >= kept[-1][1]:
            kept.append((first, past))
    return kept
