"""Reading a reporting verb: what it reports, whose words they are, and where they begin and end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analysis.attribution.clauses import (
    JOINED,
    NOUN_PHRASE,
    SUBJECT_RIGHT,
    Subject,
    find_complement,
    find_end,
    find_group,
    find_subject,
)
from analysis.attribution.frames import Frame, Quotation
from analysis.lexicon import load_lexicon

Places = tuple[int, int]  # a run of words of a frame, half-open
Patterns = Mapping[str, float]  # how a word reports -> how often that is a statement

SURE = 0.6  # a pattern from here on ends the statement before it, where "and" leads to it
FINITE = re.compile(r"[VX]")
_OPENER = re.compile(r"[KR]{0,2},?[kfYI]?")
_STANDING = frozenset(
    (
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "all",
        "both",
        "each",
        "most",
        "several",
        "any",
        "another",
        "neither",
        "either",
    )
)
_CHAIN = re.compile(r"V[RI]?T\Z")
_AFTER = re.compile(r"(?:R|(?:I?[DA]*)y|[IT][DACNMSEIT]+)*,(?=.)")
_BY = re.compile(rf"R?I(?={NOUN_PHRASE})")
_JOINED = re.compile(JOINED)
_SECOND_VERB = re.compile(r"[RnyX,]{0,4}[VX]")


@dataclass
class Found:
    """A statement on its way to spans: places of its source, cue and content in a frame, or a quotation without them."""

    frame: Frame
    content: list[Places]
    source: Places | None
    cue: Places | None
    reason: str
    probability: float | None = None
    further: list[Quotation] | None = None

    @property
    def sure(self) -> bool:
        """Whether it keeps its content from a statement whose attribution comes later."""
        return (
            self.reason.startswith(("quote", "clause before"))
            or self.cue is None
            or (self.reason == "clause" and (self.probability or 0) >= SURE)
        )


@cache
def load_cues(part: str) -> Mapping[str, Patterns]:
    """Return for each lemma that reports as a "verb" or a "noun" the patterns it does so with."""
    cues: dict[str, dict[str, float]] = {}
    table = load_lexicon("reporting")
    for lemma, pattern, weight in table[table["part"] == part][["lemma", "pattern", "weight"]].itertuples(index=False):
        cues.setdefault(lemma, {})[pattern] = float(weight or 0)
    return cues


def find_clause_start(frame: Frame, past: int, found: list[Found]) -> int:
    """Return where the clause that ends before `past` begins: after a quotation, a semicolon, "and" or "but"."""
    start = max([end for each in found for _, end in each.content if end <= past and each.sure], default=0)
    start = max(start, frame.code.rfind(";", start, past) + 1)
    while start < past and frame.code[start] in ",.K":
        start += 1
    return start


@dataclass
class Verb:
    """A verb that may report something, in its frame, with the statements found before it."""

    frame: Frame
    place: int
    patterns: Patterns
    found: list[Found]
    sure: set[int]

    def read(self) -> Found | None:
        """Return the statement that the verb makes, if it makes one."""
        frame, code, place = self.frame, self.frame.code, self.place
        self.group = find_group(frame, place)
        if code[place] == "B" and self.group == place:
            chain = _CHAIN.search(code, max(0, place - 4), place)
            if not chain or frame.lemmas[chain.start()] not in ("go", "continue", "begin", "proceed"):
                return None
            self.group = chain.start()
        if code[place] == "E" and any(frame.lemmas[k] == "be" for k in range(self.group, place)):
            return self._read_passive()
        before = len(code[: self.group].rstrip("R")) - 1
        if before >= 0 and code[before] == "D" and frame.words[before] not in _STANDING:
            return None  # "his proposed ban", "a partially agreed draft"
        if self._follows_quotation(place) and (found := self._read_inverted()):
            return found
        return self._read_forward() or self._read_inverted() or self._read_passive()

    def _follows_quotation(self, place: int) -> bool:
        """Tell whether a quotation ends right before a place."""
        return self.frame.code[max(0, place - 2) : place].rstrip(",").endswith("Z")

    def _read_forward(self) -> Found | None:
        """Read S cue content, or content S cue."""
        frame, code = self.frame, self.frame.code
        complement = find_complement(frame, self.place + 1, self.patterns)
        if (
            code[self.place] == "E"
            and self.group == self.place
            and not (complement and complement.pattern in ("quote", "clause"))
        ):
            return None
        source = self._find_source()
        left = source if source and source.how == "left" else None
        announced = code[self.place + 1 : self.place + 2] == ":"
        if left and not announced and "quote" in self.patterns and self._follows_quotation(left.first):
            found = self._read_backward(left.first, self.place + 1, left)
            if found:
                return found
        if code[self.place] == "G" and left and complement and complement.pattern not in ("quote", "clause", "wh"):
            return None
        if complement and complement.pattern in self.patterns:
            first = source.first if isinstance(source, Subject) else self.group
            opener = (
                bool(_OPENER.fullmatch(code, 0, first))
                and (first > 0 or code[self.place] in "GE")
                and code[:first] not in ("R", "R,", "K", "KR")
            )
            past = find_end(frame, complement.first, complement.pattern, opener=opener, verbs=self.sure)
            if past > complement.first:
                places = source[:2] if source else None
                return Found(
                    frame, [(complement.first, past)], places, (self.group, complement.cue_past),
                    complement.pattern, self.patterns[complement.pattern],
                )  # fmt: skip
        if left and "quote" in self.patterns:
            return self._read_backward(left.first, self.place + 1, left)
        return None

    def _read_passive(self) -> Found | None:
        """Read "C was criticised by S" and "C, criticised by S"."""
        frame, code = self.frame, self.frame.code
        by = _BY.match(code, self.place + 1)
        if code[self.place] != "E" or not by or frame.words[by.end() - 1] != "by" or "by" not in self.patterns:
            return None
        source = SUBJECT_RIGHT.match(code, by.end(), by.end() + 80)
        content = find_subject(frame, self.group)
        if not source or not content:
            return None
        return Found(frame, [content[:2]], source.span(), (self.group, self.place + 1), "by", self.patterns["by"])

    def _find_source(self) -> Subject | None:
        """Find the source of the verb: its own subject, or that of the verb it goes on from."""
        frame, code, group = self.frame, self.frame.code, self.group
        previous = code[group - 1 : group]
        shared = self.found[-1].source if self.found else None
        if code[self.place] == "G" and group == self.place:
            if previous and previous in "NM":
                return find_subject(frame, group)
            if shared:
                return Subject(*shared, "shared")
            if code[:group] in ("", "I", "K"):  # a participle that opens the sentence shares the subject after the comma
                comma = code.find(",", group)
                match = _JOINED.match(code, comma + 1) if comma > 0 else None
                return Subject(*match.span(), "shared") if match else None
            return self._find_main_subject(group)
        back = group
        while back and code[back - 1] in "Ry":
            back -= 1
        if back and code[back - 1] == "K":
            return Subject(*shared, "shared") if shared else self._find_main_subject(back)
        return find_subject(frame, group)

    def _find_main_subject(self, before: int) -> Subject | None:
        """Find the subject of the first finite verb of the frame."""
        finite = FINITE.search(self.frame.code, 0, before)
        return find_subject(self.frame, finite.start()) if finite else None

    def _read_inverted(self) -> Found | None:
        """Read "...," said S."""
        code, place = self.frame.code, self.place
        if (
            self.group != place
            or code[place] not in "VE"
            or not place
            or code[place - 1] not in "Z,-"
            or "quote" not in self.patterns
        ):
            return None
        match = SUBJECT_RIGHT.match(code, place + 1, place + 80)
        if not match or _SECOND_VERB.match(code, match.end()):
            return None
        return self._read_backward(place, match.end(), Subject(*match.span(), "inverted"))

    def _read_backward(self, left: int, right: int, subject: Subject) -> Found | None:
        """Read what stands before an attribution that runs from `left` to `right`, and what goes on after it."""
        frame, code, found = self.frame, self.frame.code, self.found
        if not left or code[left - 1] not in "Z,-":
            return None
        past = left if code[left - 1] == "Z" else left - 1
        if past and code[past - 1] == "Z":
            pattern, first = "quote", past - 1
            while first and code[first - 1] == "Z":
                first -= 1
            if frame.blocks[first].lower and first and code[first - 1] not in ":":
                first = find_clause_start(frame, past, found)
        else:
            pattern, first = "clause", find_clause_start(frame, past, found)
        content = [(first, past)]
        if pattern not in self.patterns or (pattern == "clause" and not FINITE.search(code, first, past)):
            content = []
        match = _AFTER.match(code, right, right + 20)
        if match:
            after = match.end()
            quoted = code[after] == "Z" or any(begin == after for begin, _ in frame.within)
            if quoted or (pattern == "clause" and pattern in self.patterns and code[after] not in "GkWK"):
                end = find_end(frame, after, "quote" if quoted else "clause")
                if quoted or FINITE.search(code, after, end):
                    content.append((after, end))
        if not content:
            return None
        how = "inverted" if subject.how == "inverted" else "subject"
        cue = (self.group, self.place + 1)
        return Found(frame, content, subject[:2], cue, f"{pattern} before {how}", self.patterns.get(pattern))
