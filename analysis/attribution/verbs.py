"""Reading a reporting verb in a frame: who reports, in which words, and what, whether that stands after, before or around it."""

import re
from collections.abc import Mapping, Set

from analysis.attribution.clauses import (
    JOINED,
    NOUN_PHRASE,
    SUBJECT_RIGHT,
    SURE,
    Places,
    Subject,
    find_complement,
    find_end,
    find_group,
    find_subject,
)
from analysis.attribution.found import Found, find_clause_start
from analysis.attribution.frames import Frame

_LONG = 6  # words before "he said" that are a clause even if none of them was tagged as a finite verb
_GOING_ON = frozenset(["go", "continue", "begin", "proceed"])
# Determiners that may be a subject by themselves: "some said", but not "his proposed ban".
_STANDING = frozenset(
    ["this", "that", "these", "those", "some", "many", "all", "both", "each", "most", "several", "any", "another", "neither"]
)
_FINITE = re.compile(r"[VX]")
_CHAIN = re.compile(r"V[RI]?T\Z")
_BY = re.compile(rf"R?I(?={NOUN_PHRASE})")
_PARTICIPLE = re.compile(rf"[KR]?({NOUN_PHRASE}),\Z")
_SHARED = re.compile(JOINED)
_PHRASE = re.compile(NOUN_PHRASE)
_OPENING = re.compile(r"[KR]{0,2},?[kfYI]R?")
_OPENING_RELATIVE = re.compile(rf"[KR]{{0,2}}[kfYI]?{NOUN_PHRASE}")
# What may follow an attribution that ends there: a stop, a time, a prepositional phrase, a further clause.
_ENDED = re.compile(r"\Z|[.;:)(ZITKkGRy-]|,(?![RnyX]{0,3}[VX])")
_ASIDE = re.compile(r"[^VXZ.,;:tTBGW]{0,12},(?!Z)")
_RESUMED = re.compile(r"(?:R|(?:I?[DA]*)y|[IT][DACNMSEIT]+)*,(?=.)")


def read_verb(frame: Frame, place: int, patterns: Mapping[str, float], found: list[Found], sure: Set[int]) -> Found | None:
    """Return the statement that the verb at a place makes, if it makes one.

    Parameters
    ----------
    frame : Frame
    place : place of the verb in the frame
    patterns : what the verb may report, with the share of statements among its uses (reporting.csv)
    found : the statements of the frame found before it; a coordinated verb or a participle shares the source of the last
    sure : places of verbs that are sure to report: a content ends where "and" leads to one of them
    """
    statement = _Verb(frame, place, patterns, found, sure).read()
    if statement and statement.cue:  # adverbs right before the verb belong to the cue
        first = statement.cue[0]
        while first and frame.code[first - 1] == "R" and (not statement.source or first > statement.source[1]):
            first -= 1
        statement.cue = (first, statement.cue[1])
    return statement


class _Verb:
    """A verb that may report something; its group is the place where its auxiliaries begin."""

    def __init__(self, frame: Frame, place: int, patterns: Mapping[str, float], found: list[Found], sure: Set[int]) -> None:
        self.frame, self.place, self.patterns, self.found, self.sure = frame, place, patterns, found, sure
        self.group = find_group(frame, place)
        self.letter = self._correct_letter()

    def _correct_letter(self) -> str:
        """Return the letter of the verb, V where the tagger took a finite verb beside its subject for something else."""
        code, place = self.frame.code, self.place
        letter, before = code[place], code[place - 1 : place] or "."
        if letter == "B" and self.group == place and before in "NMPy,":
            return "V"
        if letter == "E" and self.group == place and (before == "," or not _FINITE.search(code)):
            return "E" if _BY.match(code, place + 1) else "V"
        if letter == "N" and before in "NM,R" and self.frame.words[place].endswith("s"):
            subject = find_subject(self.frame, place)
            quoted = subject and code[place + 1 : place + 2] in (".", ",") and self._follows_quotation(subject.first)
            return "V" if quoted or code[place + 1 : place + 2] == "t" else "N"
        return letter

    def read(self) -> Found | None:
        """Try the rules in turn."""
        frame, code, place = self.frame, self.frame.code, self.place
        if self.letter == "N":
            return None
        if self.letter == "B" and self.group == place:
            chain = _CHAIN.search(code, max(0, place - 4), place)  # "went on to say"
            if not chain or frame.lemmas[chain.start()] not in _GOING_ON:
                return None
            self.group = chain.start()
        if self.letter == "E" and any(frame.lemmas[k] == "be" for k in range(self.group, place)):
            return self._read_passive()
        before = len(code[: self.group].rstrip("R")) - 1
        if before >= 0 and code[before] == "D" and frame.words[before] not in _STANDING:
            return None
        alone = code[self.group - 1 : self.group] in (",", "-") and not find_subject(frame, self.group)
        if (alone or self._follows_quotation(place)) and (statement := self._read_inverted()):
            return statement
        return self._read_subject_first() or self._read_inverted() or self._read_passive()

    def _follows_quotation(self, place: int) -> bool:
        """Tell whether a quotation, or a comma after one, ends right before a place."""
        frame = self.frame
        if frame.code[max(0, place - 2) : place].rstrip(",").endswith("Z"):
            return True
        return any(past in (place, place - 1) for _, past in frame.within)

    def _read_subject_first(self) -> Found | None:
        """Read S cue content, or content S cue."""
        frame = self.frame
        complement = find_complement(frame, self.place + 1, self.patterns)
        pattern = complement.pattern if complement else ""
        if self.letter == "E" and self.group == self.place and pattern not in ("quote", "clause"):
            return None
        source = self._find_source()
        left = source if source and source.how == "left" else None
        before = frame.words[left.first - 1] if left and left.first else ""
        if left and before == "as" and not complement:
            return self._read_aside(left)
        if left and self._stands_after(left, pattern, complement.first if complement else 0):
            statement = self._read_backward(left.first, self.place + 1, left)
            if statement:
                return statement
        if self.letter == "G" and left and complement and pattern not in ("quote", "clause", "wh") and before != "with":
            return None  # "13 percent supporting another candidate"
        if complement and pattern in self.patterns:
            past = find_end(frame, complement.first, pattern, opener=self._opens_sentence(source), verbs=self.sure)
            if past > complement.first:
                content, cue = (complement.first, past), (self.group, complement.cue_past)
                return Found(frame, [content], source[:2] if source else None, cue, f"cue, {pattern}", self.patterns[pattern])
        return self._read_backward(left.first, self.place + 1, left) if left and "quote" in self.patterns else None

    def _stands_after(self, source: Subject, pattern: str, first: int) -> bool:
        """Tell whether S cue looks back to what stands before it, although a complement may follow."""
        code = self.frame.code
        if "quote" not in self.patterns or code[self.place + 1 : self.place + 2] == ":":
            return False
        if pattern == "clause" and code[first] == "t":
            return False
        if self._follows_quotation(source.first):
            return True
        announced = pattern == "quote" and code[first - 1] == ","
        return not announced and code[source.first - 1 : source.first] == "," and bool(_ASIDE.match(code, self.place + 1))

    def _read_aside(self, source: Subject) -> Found | None:
        """Read "as S cue": the sentence around it, or after it where it opens the sentence."""
        if source.first > 2:
            return self._read_backward(source.first - 1, self.place + 1, source)
        after = _ASIDE.match(self.frame.code, self.place + 1)
        if not after or "clause" not in self.patterns:
            return None
        content = (after.end(), find_end(self.frame, after.end(), "clause"))
        cue = (self.group, self.place + 1)
        found = Found(self.frame, [content], source[:2], cue, "as S cue", self.patterns["clause"])
        return found if content[0] < content[1] else None

    def _opens_sentence(self, source: Subject | None) -> bool:
        """Tell whether the verb stands in a clause that comes before the main clause of its sentence."""
        code = self.frame.code
        if source and source.how == "relative":
            return bool(_OPENING_RELATIVE.fullmatch(code, 0, source.first))
        before = source.first if source and source.how == "left" else self.group
        return self.group == 0 or bool(_OPENING.fullmatch(code, 0, before))

    def _read_passive(self) -> Found | None:
        """Read "C was criticised by S" and "C, criticised by S"."""
        frame, code = self.frame, self.frame.code
        by = _BY.match(code, self.place + 1)
        if self.letter != "E" or not by or frame.words[by.end() - 1] != "by" or "by" not in self.patterns:
            return None
        source = SUBJECT_RIGHT.match(code, by.end(), by.end() + 80)
        content = find_subject(frame, self.group)
        if not source or not content:
            return None
        return Found(frame, [content[:2]], source.span(), (self.group, self.place + 1), "cue by S", self.patterns["by"])

    def _find_source(self) -> Subject | None:
        """Find the source of the verb: its own subject, or that of the verb it goes on from."""
        frame, code, group = self.frame, self.frame.code, self.group
        last = self.found[-1].source if self.found else None
        shared = Subject(*last, "shared") if last else None
        if self.letter != "G" or group != self.place:
            back = len(code[:group].rstrip("Ry"))
            if back and code[back - 1] == "K":
                return shared or self._find_main_subject(back)
            return find_subject(frame, group)
        if code[group - 1 : group] in ("N", "M"):
            return find_subject(frame, group)
        if shared:
            return shared
        if code[group - 1 : group] == "," and (match := _PARTICIPLE.match(code, 0, group)):
            return Subject(*match.span(1), "left")
        if code[:group] in ("", "I", "K"):  # a participle that opens the sentence shares the subject after the comma
            comma = code.find(",", group)
            match = _SHARED.match(code, comma + 1) if comma > 0 else None
            return Subject(*match.span(), "shared") if match else None
        return self._find_main_subject(group)

    def _find_main_subject(self, before: int) -> Subject | None:
        """Find the subject of the first finite verb of the frame."""
        finite = _FINITE.search(self.frame.code, 0, before)
        subject = find_subject(self.frame, finite.start()) if finite else None
        return subject._replace(how="shared") if subject else None

    def _read_inverted(self) -> Found | None:
        """Read "...," said S."""
        code, place = self.frame.code, self.place
        if self.group != place or self.letter not in "VE" or not place or "quote" not in self.patterns:
            return None
        if code[place - 1] not in "Z,-" or ("np" in self.patterns and not self._follows_quotation(place)):
            return None
        match = SUBJECT_RIGHT.match(code, place + 1, place + 80)
        if not match or not _ENDED.match(code, match.end()):
            return None
        return self._read_backward(place, match.end(), Subject(*match.span(), "inverted"))

    def _read_backward(self, left: int, right: int, subject: Subject) -> Found | None:
        """Read what stands before an attribution that runs from `left` to `right`, and what goes on after it."""
        frame, code = self.frame, self.frame.code
        if not left or code[left - 1] not in "Z,-":
            return None
        past = left if code[left - 1] == "Z" else left - 1
        if "addressee" in self.patterns and subject.how != "inverted" and (told := _PHRASE.match(code, right, right + 40)):
            right = told.end()
        start = find_clause_start(frame, past, self.found)
        if past and code[past - 1] == "Z":
            pattern, first = "quote", past - len(code[:past]) + len(code[:past].rstrip("Z"))
            if frame.blocks[first].lower and first and code[first - 1] != ":":
                first = start
        else:
            pattern, first = "clause", start
        content = [(first, past)]
        if pattern not in self.patterns:
            content = []
        elif pattern == "clause":
            clear = past - first >= _LONG or _FINITE.search(code, first, past)
            if not clear or self.patterns["clause"] < SURE or not _ENDED.match(code, right):
                content = []
        resumed = self._find_resumed(right, pattern)
        if resumed and not content and pattern == "clause" and _FINITE.match(code, resumed[0]):
            content = [(first, past)]  # "The plan, he said, was dead": the clause begins before
        content += [resumed] if resumed else []
        if not content:
            return None
        order = "cue S" if subject.how == "inverted" else "S cue"
        cue = (self.group, self.place + 1)
        return Found(frame, content, subject[:2], cue, f"{pattern}, {order}", self.patterns.get(pattern))

    def _find_resumed(self, right: int, pattern: str) -> Places | None:
        """Find what goes on after an attribution in the middle, from a comma on."""
        frame, code = self.frame, self.frame.code
        match = _RESUMED.match(code, right, right + 20)
        if not match:
            return None
        first = match.end()
        quoted = code[first] == "Z" or any(begin == first for begin, _ in frame.within)
        if quoted:
            return first, find_end(frame, first, "quote")
        if pattern != "clause" or pattern not in self.patterns or code[first] in "GWK":
            return None
        past = find_end(frame, first, "clause")
        return (first, past) if _FINITE.search(code, first, past) else None
