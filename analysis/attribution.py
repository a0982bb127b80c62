"""Finding who says what by rules: the source, the cue and the content of each statement, as linked spans."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from analysis import schema
from analysis.clauses import JOINED, NOUN_PHRASE, SUBJECT_RIGHT, Subject, find_complement, find_end, find_group, find_subject
from analysis.frames import Frame, Quotation, read_frames
from analysis.lexicon import load_lexicon

Places = tuple[int, int]  # a run of words of a frame, half-open
Patterns = Mapping[str, float]  # how a word reports -> how often that is a statement

_SURE = 0.6  # a pattern from here on ends the statement before it, where "and" leads to it
_OPENER = re.compile(r"[KR]{0,2},?[kfYI]?")
_STANDING = frozenset(
    [
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
    ]
)
_FINITE = re.compile(r"[VX]")
_CHAIN = re.compile(r"V[RI]?T\Z")
_AFTER = re.compile(r"(?:R|(?:I?[DA]*)y|[IT][DACNMSEIT]+)*,(?=.)")
_BY = re.compile(rf"R?I(?={NOUN_PHRASE})")
_OWNER_LEFT = re.compile(rf"(?:(?P<own>D)|(?P<owner>{NOUN_PHRASE})S)[ARENMG]{{0,3}}\Z")


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
            or (self.reason == "clause" and (self.probability or 0) >= _SURE)
        )


@cache
def load_cues(part: str) -> Mapping[str, Patterns]:
    """Return for each lemma that reports as a "verb" or a "noun" the patterns it does so with."""
    cues: dict[str, dict[str, float]] = {}
    table = load_lexicon("reporting")
    for lemma, pattern, weight in table[table["part"] == part][["lemma", "pattern", "weight"]].itertuples(index=False):
        cues.setdefault(lemma, {})[pattern] = float(weight or 0)
    return cues


def find_attributions(
    documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, quotations: pd.DataFrame
) -> pd.DataFrame:
    """Find the source, the cue and the content of every statement.

    Parameters
    ----------
    documents, sentences, tokens, quotations : tables (schema.py)

    Returns
    -------
    table `spans`, rows of role source, cue and content, those of one statement together and under one `link`, statements by
    document, then in the order of their sentences
        Content comes with the quotation marks that enclose it and without "that"; one in parts has several rows.
        `probability` is how often the cue's pattern was a statement in PolNeAR train; `reason` names the pattern.
    """
    rows: list[dict[str, Any]] = []
    for doc_id, text, frames in read_frames(documents, sentences, tokens, quotations):
        for number, found in enumerate(_attribute_document(text, frames)):
            common = {
                "doc_id": doc_id, "link": f"{doc_id}:a{number}", "probability": found.probability, "reason": found.reason,
            }  # fmt: skip
            for role, start, end in _make_spans(text, found):
                rows.append({**common, "role": role, "start": start, "end": end})
    return schema.build("spans", rows)


def _make_spans(text: str, found: Found) -> Iterable[tuple[str, int, int]]:
    """Turn the places of a statement into character offsets, content to the quotation marks it begins or ends within."""
    frame = found.frame
    for role, places in (("source", found.source), ("cue", found.cue)):
        if places:
            yield role, frame.start[places[0]], frame.end[places[1] - 1]
    parts = [_fit_quotations(text, frame, frame.start[first], frame.end[past - 1]) for first, past in found.content]
    for quotation in found.further or []:
        if parts and quotation.continues and not text[parts[-1][1] : quotation.start].strip():
            parts[-1] = (parts[-1][0], quotation.end)
        else:
            parts.append((quotation.start, quotation.end))
    for start, end in parts:
        yield "content", start, end


def _fit_quotations(text: str, frame: Frame, start: int, end: int) -> tuple[int, int]:
    """Let a part of the content begin and end with the quotation marks that it begins or ends just inside of."""
    for quotation in frame.quotations:
        if quotation.start < start < quotation.end and not re.search(r"\w", text[quotation.start : start]):
            start = quotation.start
        if quotation.start < end < quotation.end and not re.search(r"\w", text[end : quotation.end]):
            end = quotation.end
    return start, end


def _attribute_document(text: str, frames: Iterable[Frame]) -> list[Found]:
    """Attribute frame by frame; a quotation without a speaker goes on from the one before it in its paragraph."""
    every: list[Found] = []
    last: Found | None = None
    paragraph = ""
    for frame in frames:
        found = attribute_frame(text, frame)
        first = frame.blocks.get(0)
        if first and not any(places[0] == 0 for each in found for places in each.content):
            if last and not found and (first.continues or paragraph == frame.paragraph_id):
                last.further = [*(last.further or []), *frame.blocks.values()]
            elif set(frame.code) <= set("Z.,"):
                last = Found(frame, [(place, place + 1) for place in frame.blocks], None, None, "quotation of its own")
                every.append(last)
            else:
                last = _last_quoting(frame, found)
        else:
            last = _last_quoting(frame, found)
        every += found
        paragraph = frame.paragraph_id
    return every


def _last_quoting(frame: Frame, found: list[Found]) -> Found | None:
    """Return the last statement of a frame whose content ends with a quotation."""
    for each in reversed(found):
        past = each.content[-1][1]
        if past - 1 in frame.blocks or any(first < past <= end for first, end in frame.within):
            return each
    return None


def attribute_frame(text: str, frame: Frame) -> list[Found]:
    """Find the statements of a frame, outermost only, in the order of their cues."""
    verbs, nouns = load_cues("verb"), load_cues("noun")
    sure = {
        place
        for place, lemma in enumerate(frame.lemmas)
        if lemma in verbs and max(verbs[lemma].values()) >= _SURE and frame.code[place] in "VBE"
    }
    found: list[Found] = []
    for place, (letter, lemma) in enumerate(zip(frame.code, frame.lemmas, strict=True)):
        if any(first <= place < past for each in found for first, past in each.content):
            continue
        each = None
        if frame.words[place : place + 2] == ["according", "to"]:
            each = _read_according(frame, place, found)
        elif lemma in verbs and letter in "VBGE":
            each = _Verb(frame, place, verbs[lemma], found, sure).read()
        elif lemma in nouns and letter == "N":
            each = _read_noun(frame, place, nouns[lemma])
        if each:
            found = [one for one in found if not _lies_within(one, each)]
            found.append(each)
    return found


def _lies_within(inner: Found, outer: Found) -> bool:
    """Tell whether all content of one statement lies within the content of another."""
    return all(any(first <= a and b <= past for first, past in outer.content) for a, b in inner.content)


def _read_according(frame: Frame, place: int, found: list[Found]) -> Found | None:
    """Read "according to S": what stands before it, or after it where it opens the sentence."""
    before = len(frame.code[:place].rstrip(","))
    start = _find_clause_start(frame, before, found)
    opening = not _FINITE.search(frame.code, start, before) and "Z" not in frame.code[start:before]
    match = re.compile(NOUN_PHRASE if opening else SUBJECT_RIGHT).match(frame.code, place + 2, place + 80)
    if not match:
        return None
    past = match.end()
    if opening and frame.code[past : past + 1] == ",":
        first = past + (frame.code[past : past + 1] == ",")
        content = (first, find_end(frame, first, "clause")) if first < len(frame.code) else (first, first)
    else:
        content = (start, before)
    if content[0] >= content[1]:
        return None
    return Found(frame, [content], (place + 2, past), (place, place + 2), "according to")


def _find_clause_start(frame: Frame, past: int, found: list[Found]) -> int:
    """Return where the clause that ends before `past` begins: after a quotation, a semicolon, "and" or "but"."""
    start = max([end for each in found for _, end in each.content if end <= past and each.sure], default=0)
    start = max(start, frame.code.rfind(";", start, past) + 1)
    while start < past and frame.code[start] in ",.K":
        start += 1
    return start


def _read_noun(frame: Frame, noun: int, patterns: Patterns) -> Found | None:
    """Read "his claim that ...", "Moscow's demand for ..."."""
    owner = _OWNER_LEFT.search(frame.code, max(0, noun - 40), noun)
    complement = find_complement(frame, noun + 1, patterns)
    if not owner or not complement or complement.pattern not in patterns or complement.first > noun + 2:
        return None
    if owner["own"]:
        if frame.words[owner.start()] not in ("his", "her", "their", "its", "my", "our", "your"):
            return None
        source = (owner.start(), owner.start() + 1)
    else:
        source = owner.span("owner")
    content = (complement.first, find_end(frame, complement.first, complement.pattern))
    if content[0] >= content[1]:
        return None
    cue = (source[1] + (not owner["own"]), complement.cue_past)
    return Found(frame, [content], source, cue, f"noun {complement.pattern}", patterns[complement.pattern])


@dataclass
class _Verb:
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
                match = re.compile(JOINED).match(code, comma + 1) if comma > 0 else None
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
        finite = _FINITE.search(self.frame.code, 0, before)
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
        if not match or re.compile(r"[RnyX,]{0,4}[VX]").match(code, match.end()):
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
                first = _find_clause_start(frame, past, found)
        else:
            pattern, first = "clause", _find_clause_start(frame, past, found)
        content = [(first, past)]
        if pattern not in self.patterns or (pattern == "clause" and not _FINITE.search(code, first, past)):
            content = []
        match = _AFTER.match(code, right, right + 20)
        if match:
            after = match.end()
            quoted = code[after] == "Z" or any(begin == after for begin, _ in frame.within)
            if quoted or (pattern == "clause" and pattern in self.patterns and code[after] not in "GkWK"):
                end = find_end(frame, after, "quote" if quoted else "clause")
                if quoted or _FINITE.search(code, after, end):
                    content.append((after, end))
        if not content:
            return None
        how = "inverted" if subject.how == "inverted" else "subject"
        cue = (self.group, self.place + 1)
        return Found(frame, content, subject[:2], cue, f"{pattern} before {how}", self.patterns.get(pattern))
