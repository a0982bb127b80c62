"""Grammar around a reporting verb in a frame: its verb group, its subject, what it reports and where that ends.

A verb reports in patterns, the same words here and in lexicons/reporting.csv: quote (a quotation), clause (with or without
"that"), wh (if, whether, how, what), to ("promised to go"), nto ("wanted them to go"), ing ("denied going"), np ("rejected the
plan"), by ("criticised by them"), or a preposition ("called for a vote"); `addressee` marks a verb that takes the person told.
"""

import re
from collections.abc import Container, Mapping
from typing import NamedTuple

from analysis.attribution.frames import Frame

REACH = 80  # words looked at on either side of a verb: keeps long sentences linear
SURE = 0.75  # share of statements from which a verb is trusted to report a clause that the tags alone do not show
_CLAUSE_REACH = 400  # words that a reported clause may hold

_CORE = (
    r"(?:D{0,2}(?:R(?=[AEC]))?(?![K-])(?:[ACNMS]|K(?=A)|(?<=[DASR])[GE]|-(?=[NA]))*[NMC]y?"
    r"|P|D[AC](?=[VX.,;)]|\Z)|D(?![ACNMGE])|[AC](?=[VXRIE)]))"
)
_BRACKET = r"(?:\([^()]*\))?"
NOUN_PHRASE = rf"{_CORE}{_BRACKET}(?:(?:[IT]|[AE][IT]|IG){_CORE}{_BRACKET}){{0,4}}"
JOINED = rf"{NOUN_PHRASE}(?:(?:,{NOUN_PHRASE}){{0,4}},?K{NOUN_PHRASE})?"
# A subject after its verb, with appositions, relative clauses and participles.
SUBJECT_RIGHT = re.compile(
    rf"{NOUN_PHRASE}(?:(?:,{NOUN_PHRASE}){{0,4}},?K{NOUN_PHRASE}(?!R?[VX]))?"
    r"(?:,[DACNM][^VWX,;:.ZB]*(?:W[^,;:.Z]*)?|,I?W[^,;:.Z]*|W[^,;:.Z]*|[EG][^,;:.Z]*)*"
)
_GROUP_LEFT = re.compile(r"(?:X[nR]{0,2}){1,3}\Z")
_ADVERBS_LEFT = re.compile(r"(?:R|I?D?A?y|IMC)*\Z")
_SUBJECT_LEFT = re.compile(rf"(?<![DACNMSIT-]){JOINED}\Z")
_NAME_LEFT = re.compile(r"(?<=N)M+\Z")  # "during his speech Anna Berg"
_NEAR_LEFT = re.compile(rf"{_CORE}\Z")
_RELATIVE_LEFT = re.compile(rf"(?<![DACNMSIT-]){NOUN_PHRASE}[Wt][^,;:.Z]{{1,25}}\Z")
_APPOSITION = re.compile(r"[DACNM][^VWX,;:.ZB]*(?:[WEG][^;:.Z]*)?")
_INSERT = re.compile(r"[WIRGEyTfkYAt][^;:.Z]*|AN|DN")

_PARTICLES = frozenset(["out", "off", "up", "down", "back", "away", "forward"])
_ANNOUNCED = re.compile(rf"(?:[^VXZ.;:t]{{0,15}}?:|(?:[Ry]|[IT]{NOUN_PHRASE}|,R)*,)Z")
_ANNOUNCED_REACH = 30
_INSERTED_ADVERB = re.compile(r",R,(?=t)|,(?=t)")
_INFINITIVE = re.compile(r"n?TR?[nBXR]")
_INFINITIVE_AFTER = re.compile(r"(?:,[kfIE][^,;.Z]{1,40},)?n?T[BX]")
_BARE_CLAUSE = re.compile(
    rf"(?:(?:I(?=[AC]))?{JOINED}(?:,[^;:.Z,]{{1,40}},|-[^;:.Z-]{{1,40}}-)?|[GT]B?[^,;:.Zt]{{1,30}}?)[RnyK]{{0,3}}[VX]"
)
_LATER_VERB = re.compile(r"[DACNMPIG][^.;:Z]{1,40}?[VXB]")
_PHRASE = re.compile(NOUN_PHRASE)
_DAY = re.compile(r"(?:I?[DA]{0,2})y(?!S)|IMC(?!M)|R")
_TIMES = frozenset(
    ["week", "month", "year", "night", "morning", "afternoon", "evening", "time", "day", "summer", "fall", "spring", "winter",
     "weekend", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"]
)  # fmt: skip

_FINITE = re.compile(r"[VX]")
_NEXT_VERB = re.compile(rf"R?(?:{NOUN_PHRASE})?R?(?:X[Rn]*)*[VE]")
_STOP_CLAUSE = re.compile(rf"[.;)K]|,(?=I?W)|,(?=[VXG])|-(?=.)|,(?=K[RnX]*[VX])|,(?=K{NOUN_PHRASE}R?[VX])|,(?=k)")
_STOP_OPENING = re.compile(rf"[.;)K]|,(?=I?W)|,(?=[VXG])|-(?=.)|,(?=R?,?{JOINED}R*[VX])|,(?=Z)")
_STOP_PHRASE = re.compile(rf"[.;:,)]|-(?=.)|K(?=R?[VX])|[kfY]|(?<=.)I(?={NOUN_PHRASE}R?[VX])|I?(?:D|A)?y")
_CLAUSES = frozenset(["quote", "clause", "wh", "to", "nto"])

Places = tuple[int, int]  # a run of words of a frame, half-open


class Subject(NamedTuple):
    """Places of a source, and how it was found: left, relative, inverted or shared."""

    first: int
    past: int
    how: str


class Complement(NamedTuple):
    """What a verb reports: its pattern, where the cue ends and where the content begins."""

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
    for pattern in (_SUBJECT_LEFT, _RELATIVE_LEFT, _NAME_LEFT, _NEAR_LEFT):
        if match := pattern.search(code, low, at):
            return Subject(match.start(), at, "left")
    return None


def _find_before_insert(code: str, low: int, right: int) -> Subject | None:
    """Find the noun phrase before an apposition (part of the source) or another insertion (not part) that ends at `right`."""
    end = right
    for _ in range(4):
        left = code.rfind(",", low, right)
        if left < 0:
            return None
        inside = code[left + 1 : right]
        if not _APPOSITION.fullmatch(inside):
            if not _INSERT.fullmatch(inside):
                return None
            end = left
        match = _SUBJECT_LEFT.search(code, low, left)
        if match and not (match.start() > low and code[match.start() - 1] == "," and code[match.start()] in "DC"):
            return Subject(match.start(), end, "left")
        right = left
    return None


def find_complement(frame: Frame, past: int, patterns: Mapping[str, float]) -> Complement | None:
    """Find what follows a verb group that ends before `past`, skipping adverbs, times, places and the person addressed.

    Of several readings the one in `patterns` is taken; the complement returned need not be in them.
    """
    code, words = frame.code, frame.words
    at = cue_past = past + (code[past : past + 1] == "R" and words[past] in _PARTICLES)
    addressed, within = "addressee" not in patterns, False
    announced = _ANNOUNCED.match(code, at, at + _ANNOUNCED_REACH) if "quote" in patterns else None
    if announced:
        return Complement("quote", cue_past, announced.end() - 1)
    for _ in range(6):
        if inserted := _INSERTED_ADVERB.match(code, at):
            at = inserted.end()
        pattern = _name_opening(frame, at, patterns, within)
        if pattern:
            return Complement(pattern, cue_past, at + (code[at] in ",:"))
        later = _skip_time(frame, at)
        if later > at:
            at = later
            continue
        letter = code[at : at + 1]
        if letter in ("I", "T") and words[at] in patterns:
            return Complement(words[at], at + 1, at + 1)
        if letter == "G":
            return Complement("ing", cue_past, at)
        within = letter in ("I", "T")
        phrase = _PHRASE.match(code, at + within, at + REACH)
        if not phrase or (within and "np" in patterns):
            return None
        trusted = patterns.get("clause", 0) >= SURE and "np" not in patterns
        if addressed and not within and trusted and _LATER_VERB.match(code, at, at + REACH):
            return Complement("clause", cue_past, at)
        if within or not addressed:
            addressed, at = addressed or not within, phrase.end()
            continue
        return Complement("nto" if _INFINITIVE_AFTER.match(code, phrase.end()) else "np", cue_past, at)
    return None


def _name_opening(frame: Frame, at: int, patterns: Mapping[str, float], within: bool) -> str:
    """Name the pattern that the words at a place open by themselves; an empty string if they open none.

    `within` tells that a prepositional phrase was skipped, after which "who" belongs to its noun.
    """
    code, words = frame.code, frame.words
    letter, following = code[at : at + 1], code[at + 1 : at + 2]
    if letter == "Z" or (letter in (",", ":") and following == "Z") or (letter == ":" and "quote" in patterns):
        return "quote"
    that = words[at : at + 1] == ["that"] and (following == "Z" or bool(_BARE_CLAUSE.match(code, at + 1, at + 40)))
    if letter == "t" or that:
        if "clause" in patterns:
            return "clause"
        if letter == "t":
            return "np"  # "rejected that proposal": a verb that takes no clause
    if letter == "k" and "clause" in patterns and words[at] not in ("until", "unless"):
        return "clause"
    if letter == "f" or (letter in ("Y", "W") and not within and words[at] != "that"):
        return "wh"
    if _INFINITIVE.match(code, at):
        return "to"
    return "clause" if "clause" in patterns and _BARE_CLAUSE.match(code, at, at + REACH) else ""


def _skip_time(frame: Frame, at: int) -> int:
    """Return the place after an adverb or a time ("on Monday", "last week") that begins at a place, or the place itself."""
    match = _DAY.match(frame.code, at, at + 4)
    if match:
        return match.end()
    past = at + (frame.code[at : at + 1] == "I")
    while frame.code[past : past + 1] in ("D", "A"):
        past += 1
    timely = at < past < at + 4 and frame.words[past : past + 1] and frame.words[past] in _TIMES
    return past + 1 if timely and frame.code[past + 1 : past + 2] != "S" else at


def find_end(frame: Frame, first: int, pattern: str, *, opener: bool = False, verbs: Container[int] = ()) -> int:
    """Return the place one past the content that begins at `first`.

    Nothing ends inside quotation marks or between two dashes. `opener` tells that the verb stands in a clause that opens the
    sentence, so that the content ends where the main clause begins; `verbs` are the places of other reporting verbs, and the
    content ends where "and" leads to one of them.
    """
    code = frame.code
    high = min(len(code), first + _CLAUSE_REACH)
    if pattern == "quote" and code[first : first + 1] == "Z":
        return first + len(code[first:high]) - len(code[first:high].lstrip("Z"))
    stop = _STOP_PHRASE if pattern not in _CLAUSES else _STOP_OPENING if opener else _STOP_CLAUSE
    match = stop.search(code, first + 1, high)
    while match:
        later = _pass_stop(frame, first, pattern, match, verbs)
        if not later:
            high = match.start()
            break
        match = stop.search(code, later, high)
    return first + len(code[first:high].rstrip("-,"))


def _pass_stop(frame: Frame, first: int, pattern: str, stop: re.Match[str], verbs: Container[int]) -> int:
    """Return the place from which to look on if a stop does not end the content, else 0."""
    code, sign = frame.code, stop.group()
    quoted = next((past for begin, past in frame.within if first <= begin + 1 and begin < stop.start() < past - 1), 0)
    if quoted:
        return quoted
    if sign == "-" and (dash := code.find("-", stop.start() + 1, stop.start() + 40)) > 0:
        return dash + 1
    if frame.words[stop.end() : stop.end() + 1] == ["including"]:
        return stop.end() + 1
    if pattern == "clause" and not _has_verb(code, first, stop):
        return stop.end()
    if sign == "K":
        verb = _NEXT_VERB.match(code, stop.end(), stop.start() + 40)
        return 0 if verb and verb.end() - 1 in verbs else stop.end()
    return 0


def _has_verb(code: str, first: int, stop: re.Match[str]) -> bool:
    """Tell whether the clause that a stop may end has its verb, so that the stop is no joined subject and no insertion."""
    if stop.group() == "K":
        first = max(first, *(code.rfind(letter, first, stop.start()) for letter in "ktfWY"))
    elif stop.group() not in (",", "-") or code[stop.end() : stop.end() + 1] == "K":
        return True
    return bool(_FINITE.search(code, first, stop.start()))
