"""Grammar around a reporting verb in a frame: its verb group, its subject, what it reports and where that ends."""

import re
from collections.abc import Container
from typing import NamedTuple

from analysis.attribution.frames import Frame

REACH = 80  # words looked at on either side of a verb: keeps long sentences linear
CLAUSE_REACH = 400  # words that a reported clause may hold

_CORE = r"(?:D{0,2}(?:R(?=[AEC]))?(?![K-])(?:[ACNMS]|K(?=A)|(?<=[DASR])[GE]|-(?=[NA]))*[NMC]y?|P|D(?![ACNMGE])|[AC](?=[VXRIE)]))"
_BRACKET = r"(?:\([^()]*\))?"
NOUN_PHRASE = rf"{_CORE}{_BRACKET}(?:(?:[IT]|[AE][IT]){_CORE}{_BRACKET}){{0,4}}"
JOINED = rf"{NOUN_PHRASE}(?:(?:,{NOUN_PHRASE}){{0,4}},?K{NOUN_PHRASE})?"

_GROUP_LEFT = re.compile(r"(?:X[nR]{0,2}){1,3}\Z")
_ADVERBS_LEFT = re.compile(r"(?:R|I?D?A?y|IMC)*\Z")
_SUBJECT_LEFT = re.compile(rf"(?<![DACNMSIT-]){JOINED}\Z")
_NEAR_LEFT = re.compile(rf"{_CORE}\Z")
_RELATIVE_LEFT = re.compile(rf"(?<![DACNMSIT-]){NOUN_PHRASE}[Wt][^,;:.Z]{{1,25}}\Z")
_APPOSITION = re.compile(r"[DACNM][^VX,;:.ZB]*(?:[WEG][^;:.Z]*)?")
_INSERT = re.compile(r"[WIRGEyTfkYAt][^;:.Z]*|AN|DN")
SUBJECT_RIGHT = re.compile(rf"{JOINED}(?:,[DACNM][^VX,;:.ZB]*(?:W[^,;:.Z]*)?|,I?W[^,;:.Z]*|[W][^,;:.Z]*|[EG][^,;:.Z]*)*")
_BARE_CLAUSE = re.compile(
    rf"(?:(?:I(?=[AC]))?{JOINED}(?:,[^;:.Z,]{{1,40}},|-[^;:.Z-]{{1,40}}-)?|[GT]B?[^,;:.Zt]{{1,30}}?)[RnyK]{{0,3}}[VX]"
)
_LATER_VERB = re.compile(r"[^.;:Zt]{1,40}?[VX]")
_PHRASE = re.compile(NOUN_PHRASE)
_DAY_RIGHT = re.compile(r"(?:I?[DA]{0,2})y|IMC(?!M)|R")
TIME_NOUNS = frozenset(
    ["week", "month", "year", "night", "morning", "afternoon", "evening", "time", "day", "summer", "fall", "spring", "winter",
     "weekend", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"]
)  # fmt: skip
_ANNOUNCED = re.compile(rf"(?:[^VXZ.;:t]{{0,15}}?:|(?:[Ry]|[IT]{NOUN_PHRASE}|,R)*,)Z")
_REACH_ANNOUNCED = 30
_INFINITIVE = re.compile(r"n?TR?[nBXR]")
_TO_RIGHT = re.compile(r"(?:,[kfIE][^,;.Z]{1,40},)?n?T[BX]")
_CHAIN_LEFT = re.compile(r"(?:V|XE|XG|X|XR?B)R?T\Z")
_SUBORDINATE = re.compile(r"[kfYIEG]")


class Subject(NamedTuple):
    """Places of the source, and how it was found."""

    first: int
    past: int
    how: str


class Opening(NamedTuple):
    """How a complement begins: its pattern, where the cue ends and where the content begins."""

    pattern: str
    cue_past: int
    first: int


def find_group(frame: Frame, verb: int) -> int:
    """Return the place where the verb group of a verb begins: its first auxiliary, or the verb."""
    match = _GROUP_LEFT.search(frame.code, max(0, verb - 8), verb)
    return match.start() if match else verb


def find_subject(frame: Frame, group: int) -> Subject | None:
    """Find the noun phrase on the left that a verb group has as its subject, over adverbs, appositions and insertions."""
    code = frame.code
    low = max(0, group - REACH)
    adverbs = _ADVERBS_LEFT.search(code, max(0, group - 6), group)
    at = adverbs.start() if adverbs else group
    if at > low and code[at - 1] in "Wt":
        return Subject(at - 1, at, "relative")
    if at > low and code[at - 1] == ",":
        return _find_before_insert(code, low, at - 1)
    return _find_phrase_left(code, low, at)


def _find_phrase_left(code: str, low: int, at: int) -> Subject | None:
    """Find the noun phrase that ends at a place, with its prepositional phrases or its relative clause."""
    match = _SUBJECT_LEFT.search(code, low, at) or _RELATIVE_LEFT.search(code, low, at) or _NEAR_LEFT.search(code, low, at)
    return Subject(match.start(), at, "left") if match else None


def _find_before_insert(code: str, low: int, right: int) -> Subject | None:
    """Find the noun phrase before an apposition (part of the source) or another insertion (not part) that ends at `right`."""
    end = right
    for _ in range(4):
        left = code.rfind(",", low, right)
        if left < 0:
            return None
        inside = code[left + 1 : right]
        if _APPOSITION.fullmatch(inside):
            pass
        elif _INSERT.fullmatch(inside):
            end = left
        else:
            return None
        match = _SUBJECT_LEFT.search(code, low, left)
        if match and not (match.start() > low and code[match.start() - 1] == "," and code[match.start()] in "DC"):
            return Subject(match.start(), end, "left")
        right = left
    return None


def find_complement(frame: Frame, past: int, patterns: Container[str]) -> Opening | None:
    """Find what follows a verb group that ends before `past`, skipping adverbs, times and the person addressed."""
    code, words = frame.code, frame.words
    at, cue_past, addressed, within = past, past, False, False
    if code[at : at + 1] == "R" and words[at] in ("out", "off", "up", "down", "back", "away", "forward"):
        at = cue_past = at + 1
    announced = _ANNOUNCED.match(code, at, at + _REACH_ANNOUNCED) if "quote" in patterns else None
    if announced:
        return Opening("quote", cue_past, announced.end() - 1)
    for _ in range(6):
        letter, following = code[at : at + 1], code[at + 1 : at + 2]
        if letter == "Z" or (letter in (",", ":") and following == "Z"):
            first = at + (letter != "Z")
            return Opening("quote", cue_past, first)
        if letter == ":" and "quote" in patterns:
            return Opening("quote", cue_past, at + 1)
        if letter == "," and following == "t":
            at += 1
            continue
        that = words[at : at + 1] == ["that"] and (following == "Z" or bool(_BARE_CLAUSE.match(code, at + 1, at + 40)))
        if "clause" in patterns and (letter == "t" or that):
            return Opening("clause", cue_past, at)
        if letter == "t":  # "rejected that proposal": a verb that takes no clause
            return Opening("np", cue_past, at)
        if letter == "f" or (letter in ("Y", "W") and not within and words[at] != "that"):
            return Opening("wh", cue_past, at)
        if _INFINITIVE.match(code, at):
            return Opening("to", cue_past, at)
        if "clause" in patterns and _BARE_CLAUSE.match(code, at, at + REACH):
            return Opening("clause", cue_past, at)
        past_time = _skip_time(frame, at)
        if past_time > at:
            at = past_time
            continue
        if letter in ("I", "T") and words[at] in patterns:
            return Opening(words[at], at + 1, at + 1)
        if letter == "G":
            return Opening("ing", cue_past, at)
        phrase = _PHRASE.match(code, at, at + REACH)
        if letter and letter in "IT" and at + 1 < len(code):
            inner = _PHRASE.match(code, at + 1, at + REACH)
            if not inner or "np" in patterns:
                return None
            at, within = inner.end(), True
            continue
        if not phrase:
            return None
        if "addressee" in patterns and not addressed:
            addressed, at = True, phrase.end()
            continue
        to = _TO_RIGHT.match(code, phrase.end())
        return Opening("nto" if to else "np", cue_past, at)
    return None


def _skip_time(frame: Frame, at: int) -> int:
    """Return the place after an adverb or a time ("on Monday", "last week") that begins at a place, or the place itself."""
    match = _DAY_RIGHT.match(frame.code, at, at + 4)
    if match:
        return match.end()
    past = at + (frame.code[at : at + 1] == "I")
    while frame.code[past : past + 1] in ("D", "A"):
        past += 1
    return past + 1 if at < past < at + 4 and frame.words[past : past + 1] and frame.words[past] in TIME_NOUNS else at


_FINITE = re.compile(r"[VX]")
_NEXT_VERB = re.compile(rf"R?(?:{NOUN_PHRASE})?R?(?:X[Rn]*)*[VBE]")
_STOP_CLAUSE = re.compile(rf"[.;)K]|,(?=I?W)|,(?=[VXG])|-(?=.)|,(?=K[RnX]*[VX])|,(?=K{NOUN_PHRASE}R?[VX])|,(?=k)")
_STOP_OPENER = re.compile(rf"[.;)K]|,(?=I?W)|,(?=[VXG])|-(?=.)|,(?=R?,?{JOINED}R*[VX])|,(?=Z)")
_STOP_PHRASE = re.compile(rf"[.;:,)]|-(?=.)|K(?=R?[VX])|[kfY]|(?<=.)I(?={NOUN_PHRASE}R?[VX])|I?(?:D|A)?y")
_STOPS = {"quote": _STOP_CLAUSE, "clause": _STOP_CLAUSE, "wh": _STOP_CLAUSE, "to": _STOP_CLAUSE, "nto": _STOP_CLAUSE}


def find_end(frame: Frame, first: int, pattern: str, *, opener: bool = False, verbs: Container[int] = ()) -> int:
    """Return the place one past the content that begins at `first`.

    Nothing ends inside quotation marks or between two dashes. `opener` tells that the verb stands in a clause that opens the
    sentence, so that the content ends where the main clause begins; `verbs` are the places of other reporting verbs, and the
    content ends where "and" leads to one of them.
    """
    code = frame.code
    high = min(len(code), first + CLAUSE_REACH)
    if pattern == "quote" and code[first : first + 1] == "Z":
        past = first + 1
        while code[past : past + 1] == "Z":
            past += 1
        return past
    stop = _STOPS.get(pattern, _STOP_PHRASE)
    at = first + 1
    while at < high:
        match = (_STOP_OPENER if opener and stop is _STOP_CLAUSE else stop).search(code, at, high)
        if not match:
            return high
        past = next((b for a, b in frame.within if first <= a + 1 and a < match.start() < b - 1), 0)
        if not past and match.group() == "-":
            past = code.find("-", match.start() + 1, match.start() + 40) + 1
        if (
            not past
            and match.group() == ","
            and code[match.end() : match.end() + 1] in ("V", "X", "W")
            and not _FINITE.search(code, first, match.start())
        ):
            past = match.end()  # the comma belongs to an insertion after the subject
        if not past and match.group() == "K":
            verb = _NEXT_VERB.match(code, match.start() + 1, match.start() + 40)
            past = 0 if verb and verb.end() - 1 in verbs else match.end()
        if not past:
            return match.start()
        at = past
    return high
