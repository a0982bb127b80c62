"""Sources and cues that the reader did not find, or linked wrongly, where the words beside them leave no doubt."""

import re
from itertools import pairwise

from analysis.statements.cues import class_cue
from analysis.statements.page import Page, Row
from analysis.statements.phrases import TELLING, read_verb, take_subject
from analysis.statements.rows import set_content
from analysis.statements.sources import is_source

_QUOTES = "\"“”‘’'«»`"
_STOPS = re.compile(r"[,.;:!?()\"“”‘’«»\n—–]")
_OWNER = 80  # characters of who owns a claim
_REST = 10  # words of a sentence that are given to a content that holds the others


def mend_rows(page: Page, rows: list[Row]) -> None:
    """Give a cue that has no source the subject of its verb, or the source before it; give a source the verb beside it."""
    for row in rows:
        _mend_cue(page, row)
        _find_subject(page, row)
        _find_owner(page, row)
        _fill_sentence(page, row)
    _share_sources(page, rows)


def _mend_cue(page: Page, row: Row) -> None:
    """Give the verb beside its source to a row whose cue stands before a comma: "Berg told parliament, the agency reported"."""
    if row["cue_end"] is None or row["source_start"] is None or row["cue_end"] > row["source_start"]:
        return
    if "," not in page.text[row["cue_end"] : row["source_start"]] or row["start"] > row["cue_start"]:
        return
    first = page.find_word(row["source_end"])
    verb = read_verb(page.words, first)
    if verb is not None and page.words.start[first] == row["source_end"] + 1:
        row |= {"cue_start": page.words.start[first], "cue_end": page.words.end[verb]}
        row["cue"] = page.text[row["cue_start"] : row["cue_end"]]
        row["cue_class"] = class_cue(page.words, row["cue_start"], row["cue_end"])


def _find_subject(page: Page, row: Row) -> None:
    """Give a verb of saying that has no source the subject right before it, if that may speak."""
    words = page.words
    verb = words.by_start.get(row["cue_start"]) if row["source_start"] is None else None
    if verb is None or words.tag[verb] not in ("VBD", "VBZ", "VBP", "MD"):
        return
    cue = range(verb, page.find_word(row["cue_end"]))
    main = next((at for at in reversed(cue) if words.pos[at] == "VERB"), verb)
    is_passive = words.tag[main] == "VBN" and any(words.lemma[at].lower() == "be" for at in cue)
    first = verb if words.pos[verb - 1] == "CCONJ" else take_subject(words, verb)
    first += words.pos[first] == "CCONJ"
    says = words.lemma[main].lower() in TELLING or row["cue_class"] != "neutral"
    if (
        is_passive
        or not says
        or first >= verb
        or not is_source(page, first, verb)
        or any(start < words.end[verb - 1] <= end for start, end in row["spans"])
    ):
        return
    start, end = words.start[first], words.end[verb - 1]
    row |= {"source_start": start, "source_end": end, "speaker": page.text[start:end]}


def _find_owner(page: Page, row: Row) -> None:
    """Give a noun for what is said, without a source, who stands before it: "the minister's claims", "U.S. warnings"."""
    words = page.words
    noun = words.by_start.get(row["cue_start"]) if row["source_start"] is None else None
    if noun is None or noun == 0 or words.tag[noun] not in ("NN", "NNS"):
        return
    last = noun - 1
    is_owner = words.tag[last] == "POS"
    end = words.end[last - is_owner]
    named = [m for m in page.list_within(max(0, end - _OWNER), end) if m.end == end and m.kind != "place"]
    named = [m for m in named if is_owner or m.form == "name"]
    if named and not any(start < end <= past for start, past in row["spans"]):
        start = min(mention.start for mention in named)
        row |= {"source_start": start, "source_end": end, "speaker": page.text[start:end]}


def _fill_sentence(page: Page, row: Row) -> None:
    """Give a content before ", Berg said" all of the sentence up to there, unless marks or other stops stand in between."""
    if row["source_start"] is None or row["cue_start"] is None or page.text[row["start"]] in _QUOTES:
        return
    first = min(row["source_start"], row["cue_start"])
    sentence = page.find_sentence(row["source_start"])
    comma = first - 2
    if len(row["spans"]) > 1 or not sentence.start <= row["start"] < row["end"] <= comma or page.text[comma:first] != ", ":
        return
    before, after = page.text[sentence.start : row["start"]], page.text[row["end"] : comma]
    start = row["start"] if _STOPS.search(before) or not 1 < len(before.split()) <= _REST else sentence.start
    end = row["end"] if _STOPS.search(after) or len(after.split()) > _REST else comma
    if (start, end) != (row["start"], row["end"]):
        set_content(row, page, [(start, end)])


def _share_sources(page: Page, rows: list[Row]) -> None:
    """Give a cue like "adding" that has no source the source of the cue before it in its sentence."""
    cued = sorted((row for row in rows if row["cue_start"] is not None), key=lambda row: row["cue_start"])
    for before, row in pairwise(cued):
        at = page.words.by_start.get(row["cue_start"])
        follows = (
            at is not None and page.words.tag[at] == "VBG" and page.words.lower[at - 1] in (",", "and", "while", "''", "”", '"')
        )
        is_same = page.find_sentence(before["cue_start"]) == page.find_sentence(row["cue_start"])
        if row["source_start"] is None and before["source_start"] is not None and follows and is_same:
            row |= {name: before[name] for name in ("source_start", "source_end", "speaker")}
