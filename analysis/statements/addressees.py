"""To whom a statement was made: "told reporters", "said in an interview with the agency", "wrote to the council"."""

import re

from analysis.statements.page import Page, Row
from analysis.statements.rows import set_content
from analysis.statements.sources import find_head, index_sources

_TELLING = frozenset(("tell", "inform", "remind", "assure", "reassure", "notify", "brief", "warn"))
_SPEAKING = frozenset(
    ("say", "speak", "talk", "write", "explain", "complain", "repeat", "confirm", "report", "announce", "state", "reply")
)
_TALK = re.compile(
    r"\b(?:in|during|at) (?:(?!in |during |at )[\w’'-]+ ){0,4}?"
    r"(?:interview|comments?|remarks|statement|letter|message|e-?mail|note|speech|address|appeal|briefing|call|conversation|report"
    r"|conversations|talk|exchange|reply|response|testimony|tweet) (?P<link>with|to|for|before) "
)
_ADDRESSING = re.compile(
    r"(?:^|[,“”\"] |\bwhile )(?:[Ss]peaking|[Tt]alking|[Ww]riting) (?:(?:on|last|late|earlier) \w+ )?(?P<link>to) "
)
_WITH = ("interview", "conversation", "conversations", "call", "talk", "exchange")
_WITHIN = frozenset(("DT", "PDT", "PRP$", "POS", "JJ", "JJR", "JJS", "CD", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP"))
_LONGEST = 12  # words
_REACH = 400  # characters between the cue and an interview or a letter
_DAYS = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tomorrow")
)
_KINDS = {"person", "organization", "state", "group"}
Span = tuple[int, int]


def find_addressee(row: Row, page: Page) -> None:
    """Fill to whom a statement was made, from the words between its source, its cue and its content and those right after."""
    row |= dict.fromkeys(("addressee_start", "addressee_end", "addressee", "addressee_id"))
    if row["cue_start"] is None:
        return
    found = _find_told(row, page) or (None if row["cue"].lower() == "according to" else _find_talk(row, page))
    if found is None:
        return
    start, end = found
    head = find_head(page.words, start, end)
    row |= {"addressee_start": start, "addressee_end": end, "addressee": page.text[start:end]}
    if head is not None:
        linked = [mention for mention in page.list_mentions(page.words.start[head]) if mention.actor_id]
        best = max(linked, key=lambda mention: (mention.form == "name", mention.end - mention.start), default=None)
        row["addressee_id"] = best and best.actor_id


def _find_told(row: Row, page: Page) -> Span | None:
    """The object of a verb of telling, or what follows "to" after a verb of saying."""
    words = page.words
    first, past = page.find_word(row["cue_start"]), page.find_word(row["cue_end"])
    verb = next((at for at in reversed(range(first, past)) if words.pos[at] == "VERB"), None)
    if verb is None:
        return None
    lemma, after = words.lemma[verb].lower(), verb + 1
    while after < len(words) and words.pos[after] == "ADV" and words.sentence_id[after] == words.sentence_id[verb]:
        after += 1
    if lemma in _TELLING:
        if words.tag[verb] == "VBN" and any(words.lemma[at].lower() in ("be", "get") for at in range(max(0, verb - 3), verb)):
            return None
        return _take(row, page, after) or (_split_content(row, page, after) if after < len(words) else None)
    if lemma in _SPEAKING and after < len(words) and words.lower[after] == "to":
        return _take(row, page, after + 1, known=True)
    return None


def _split_content(row: Row, page: Page, first: int) -> Span | None:
    """The listeners at the head of what was taken for content, "jurors that they ..."; the content goes on after them."""
    words = page.words
    if words.start[first] != row["start"]:
        return None
    found = _take({**row, "spans": []}, page, first)
    that = page.find_word(found[1]) if found else len(words)
    if found is None or that + 1 >= len(words) or words.lower[that] != "that" or words.start[that + 1] >= row["spans"][0][1]:
        return None
    set_content(row, page, [(words.start[that], row["spans"][0][1]), *((start, end) for start, end in row["spans"][1:])])
    return found


def _find_talk(row: Row, page: Page) -> Span | None:
    """Whom an interview was with or a letter to, in the sentence of the cue and outside what is said."""
    sentence = page.find_sentence(row["cue_start"])
    start, end = max(sentence.start, row["cue_start"] - _REACH), min(sentence.end, row["cue_end"] + _REACH)
    for pattern in (_TALK, _ADDRESSING):
        for match in pattern.finditer(page.text, start, end):
            is_talk = pattern is _ADDRESSING or match["link"] != "with" or match[0].split()[-2] in _WITH
            inside = any(start <= match.start() < end for start, end in row["spans"])
            if is_talk and not inside and not page.list_quotations(match.start(), match.end()):
                return _take(row, page, page.find_word(match.end()), known=True)
    return None


def _take(row: Row, page: Page, first: int, *, known: bool = False) -> Span | None:
    """The noun phrase that begins with a word, outside what is said; with `known` only one that somebody can be addressed by."""
    words = page.words
    limits = [start for start, _ in row["spans"] if first < len(words) and start >= words.start[first]]
    limit = min([*limits, page.find_sentence(row["cue_start"]).end])
    at = first
    while at < min(len(words), first + _LONGEST) and words.end[at] <= limit:
        follows = words.lower[at] in ("of", "and", "&") and at > first and at + 1 < len(words)
        joins = follows and (words.lower[at] != "and" or words.pos[at + 1] == "PROPN" or words.tag[at + 1] == "NNS")
        again = at > first and words.tag[at] in ("DT", "PRP$") and words.lower[at - 1] not in ("of", "and", "all", "both")
        is_pronoun = words.tag[at] == "PRP" and at == first and words.lower[at] != "it"
        if again or words.lower[at] in _DAYS or not (words.tag[at] in _WITHIN or joins or is_pronoun):
            break
        at += 1
        if is_pronoun:
            break
    while at > first and words.tag[at - 1] not in _NOUNS and not (words.tag[at - 1] == "CD" and words.tag[at - 2] == "NNP"):
        at -= 1
    if at <= first or (words.start[first] >= limit) or any(start <= words.start[first] < end for start, end in row["spans"]):
        return None
    start, end = words.start[first], words.end[at - 1]
    if known and not _is_audience(page, start, end):
        return None
    return (start, end) if row["source_start"] is None or not start <= row["source_start"] < end else None


def _is_audience(page: Page, start: int, end: int) -> bool:
    """Whether a phrase is of people, an organization or a state."""
    head = find_head(page.words, start, end)
    if head is None:
        return False
    noun = index_sources().get(page.words.lemma[head].lower())
    kinds = {mention.kind for mention in page.list_mentions(page.words.start[head])}
    return bool(kinds & _KINDS) or (noun is not None and noun.kind != "document")
