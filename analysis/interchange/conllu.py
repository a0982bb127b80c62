"""CoNLL-U, the format of Universal Dependencies: a word a line, with who speaks and who is spoken of beside it.

There is no parse in a corpus. A tree is demanded all the same (level 2 of the official validator), so every word hangs on the
first of its sentence by `dep`, which Universal Dependencies keep for a relation that is not specified.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from analysis.corpus import Corpus
from analysis.interchange.articles import Article, Exported, Row, split_corpus, tell_left_out

META = ("title", "outlet", "published", "url", "language", "path", "fields")
_ESCAPES = {"\\": r"\\", " ": r"\s", "\t": r"\t", "\r": r"\r", "\n": r"\n", "|": r"\p"}
_ESCAPED = re.compile(r"[\\|]|\s")
_SPACE = re.compile(r"\s+")
_NOT_IN_A_VALUE = re.compile(r"[\s|=,]+")


def write_conllu(corpus: Corpus, out: Path) -> Exported:
    """Write one CoNLL-U file.

    Comments tell the document (`newdoc id`, `meta::title` and others of META), the paragraph, the sentence and its text. MISC has
    `TokenRange` (start:end in the document), `SpacesBefore` and `SpacesAfter` (what stands between the words, escaped as UDPipe
    does), and the ids of what a word is part of: `Voice`, the statement whose voice it belongs to, `Source`, `Cue`, `Content`,
    `Mention` with `Actor`, `Issue`, `Position` (its evidence) and `Target`. Ids are separated by commas.
    """
    counts: Counter[str] = Counter()
    names = ("sentences", "tokens", "mentions", "statements", "issue_mentions", "positions")
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        for article in split_corpus(corpus, *names):
            for line in _list_lines(article, counts):
                stream.write(line + "\n")
    notes = ["CoNLL-U asks for a tree; there is no parse, so every word hangs on the first of its sentence."]
    if counts["documents without words"]:
        notes.append(f"Documents without words, which CoNLL-U cannot hold: {counts['documents without words']:,}.")
    if lost := int(corpus.documents["text"].str.count("\ufffd").sum()):
        notes.append(f"The validator takes lost characters (U+FFFD) for a fault; the texts have {lost:,} of them.")
    if counts["words with a space"]:
        notes.append(f"Words with a space or line break within: {counts['words with a space']:,}; it is written as one space.")
    left_out = {
        "what the tables say of statements beyond their spans": len(corpus.statements),
        "what they say of positions, such as for and against": len(corpus.positions),
        "quotations": len(corpus.quotations),
    }
    return Exported([out], notes + tell_left_out("This CoNLL-U", left_out))


def _list_lines(article: Article, counts: Counter[str]) -> Iterator[str]:
    """Yield the lines of a document."""
    text = article.document["text"]
    words: dict[str, list[Row]] = defaultdict(list)
    for token in sorted(article.rows["tokens"], key=lambda token: token["start"]):
        words[token["sentence_id"]].append(token)
    sentences = sorted((row for row in article.rows["sentences"] if words[row["sentence_id"]]), key=lambda row: row["start"])
    if not sentences:
        counts["documents without words"] += 1
        return
    ordered = [token for sentence in sentences for token in words[sentence["sentence_id"]]]
    gaps = [text[before["end"] : after["start"]] for before, after in pairwise(ordered)]
    gaps.append(text[ordered[-1]["end"] :] or " ")  # a document must end with a space; n_characters tells that there is none
    marked = list(zip(ordered, gaps, _mark_words(article, ordered), strict=True))
    marked[0][2]["SpacesBefore"] = [_escape(text[: ordered[0]["start"]])] if ordered[0]["start"] else []
    yield f"# newdoc id = {article.document['doc_id']}"
    yield f"# meta::n_characters = {len(text)}"
    for field in META:
        if (value := article.document[field]) is not None and value != "{}":
            yield f"# meta::{field} = {_SPACE.sub(' ', value).strip()}"
    paragraph, at = None, 0
    for sentence in sentences:
        if sentence["paragraph_id"] != paragraph:
            paragraph = sentence["paragraph_id"]
            yield f"# newpar id = {paragraph}"
        n_words = len(words[sentence["sentence_id"]])
        yield from _list_sentence(text, sentence, marked[at : at + n_words], counts)
        at += n_words


def _list_sentence(
    text: str, sentence: Row, marked: list[tuple[Row, str, dict[str, list[str]]]], counts: Counter[str]
) -> Iterator[str]:
    """Yield the lines of a sentence from its words, each with what stands between it and the next, and what it is part of."""
    forms = [_SPACE.sub(" ", text[token["start"] : token["end"]]).strip() or "_" for token, _, _ in marked]
    counts["words with a space"] += sum(" " in form for form in forms)
    yield f"# sent_id = {sentence['sentence_id']}"
    yield f"# zone = {sentence['zone']}"
    yield "# text = " + "".join(form + " " * bool(gap) for form, (_, gap, _) in zip(forms, marked, strict=True)).strip()
    for number, (form, (token, gap, marks)) in enumerate(zip(forms, marked, strict=True), 1):
        misc = [f"TokenRange={token['start']}:{token['end']}"]
        if not gap:
            misc.append("SpaceAfter=No")
        elif gap != " ":
            misc.append(f"SpacesAfter={_escape(gap)}")
        misc += [f"{key}={','.join(ids)}" for key, ids in marks.items() if ids]
        head = ("0", "root") if number == 1 else ("1", "dep")
        lemma = unicodedata.normalize("NFC", _SPACE.sub(" ", token["lemma"]).strip()) or form
        yield "\t".join([str(number), form, lemma, token["pos"], token["tag"], "_", *head, "_", "|".join(misc)])
    yield ""


def _mark_words(article: Article, ordered: list[Row]) -> list[dict[str, list[str]]]:
    """Return for each word the ids of what it is part of, by key of MISC."""
    marks: list[dict[str, list[str]]] = [{} for _ in ordered]
    for token, mark in zip(ordered, marks, strict=True):
        if token["statement_id"]:
            mark["Voice"] = [token["statement_id"]]
    ends = [token["end"] for token in ordered]
    for key, start, end, value in _list_spans(article):
        place = bisect_left(ends, start + 1)
        while place < len(ordered) and ordered[place]["start"] < end:
            marks[place].setdefault(key, []).append(_NOT_IN_A_VALUE.sub("-", value))
            place += 1
    return marks


def _list_spans(article: Article) -> Iterator[tuple[str, int, int, str]]:
    """Yield the key, the span and the id of everything found in a document."""
    for row in article.rows["statements"]:
        if row["source_start"] is not None:
            yield "Source", row["source_start"], row["source_end"], row["statement_id"]
        if row["cue_start"] is not None:
            yield "Cue", row["cue_start"], row["cue_end"], row["statement_id"]
        for start, end in row["spans"]:
            yield "Content", start, end, row["statement_id"]
    for row in article.rows["mentions"]:
        yield "Mention", row["start"], row["end"], row["mention_id"]
        yield "Actor", row["start"], row["end"], row["actor_id"] or "unknown"
    for row in article.rows["issue_mentions"]:
        yield "Issue", row["start"], row["end"], row["issue_id"]
    for row in article.rows["positions"]:
        yield "Position", row["start"], row["end"], row["position_id"]
        yield "Target", row["target_start"], row["target_end"], row["position_id"]


def _escape(gap: str) -> str:
    """Return what stands between two words as MISC can hold it."""
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}", gap)
