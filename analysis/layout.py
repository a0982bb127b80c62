"""How a text is laid out: its paragraphs, its headline, the dateline before its first sentence."""

import re
from functools import cache

from analysis.places import index_places

Span = tuple[int, int]

_WRAP_WIDTHS = range(50, 111)  # columns at which mail programs and editors break lines
_FULL = 0.7  # of that width: a line with room for more than the rest ends its paragraph
_LONGEST_HEADLINE = 200  # characters
_LONGEST_DATELINE = 120  # characters
_TAIL = 20  # characters in which the last mark of a line is looked for
_STOP = re.compile(r"[.!?…:;]['\"’”»)\]*]*\Z")
_PAUSE = re.compile(r"[.!…:;,–—-]['\"’”»)\]*]*\Z")

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’&-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’&-]+){0,3}"
_NAMES = r"(?!The )[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:[ /][A-ZÀ-ÖØ-Þ][\w.'’-]*){0,3}"
_TOWN = rf"{_CAPITALS}(?: /{_NAMES}/)?(?:, ?{_NAMES})?[.,]? *"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?[.,]? *"
_DASH = r"(?:\s*(?:[—–―]+|--+)|\s+-(?=\s|$))"
# what AP, Reuters, TASS, AFP and other agencies, and the papers that print them, put before the first sentence
_DATELINE = re.compile(
    rf"(?:{_TOWN})?(?:{_DAY})?\([A-Z][\w&./ -]{{1,40}}\){_DASH}"  # KYIV, Ukraine, Aug 20 (Agency) -
    rf"|{_NAMES}(?:, {_NAMES})?,? (?:{_DAY})?\((?:[A-Z]{{2,5}}|[A-Z][a-z]+)\){_DASH}"  # Kyiv (Agency) -
    rf"|(?:{_TOWN}|{_NAMES}[.,]? *)(?:{_DAY})?/ ?[A-Z][\w&-]{{1,15}}(?: [A-Z]\w+)? ?/(?=[.\s])\.?"  # KYIV, August 20. /AGENCY/.
    rf"|\([A-Z]{{2,5}}\)(?:{_DASH})?(?=\s*[A-Z“‘\"'])"  # (AGENCY)
    rf"|{_NAMES}(?:, {_NAMES})?,? \(?{_DAY}\)?{_DASH}"  # Kyiv, 20 August 2025 -
    rf"|{_TOWN}{_DASH}(?:\s*{_DAY}{_DASH})?(?=.{{20}})"  # KYIV, Ukraine -
    rf"|(?P<town>{_CAPITALS}):(?=\s)"  # KYIV:
)
_OCCASION = re.compile(rf".*\d:\d\d|(?:{_NAMES},? )?{_DAY}\Z")  # when or where, not what


def split_paragraphs(text: str, start: int = 0) -> list[Span]:
    """Return [start, end) of each paragraph of `text` from `start` on, without outer white space, in reading order.

    Every line is a paragraph, unless the text was broken at a column (mail, old wire copy): then blank lines part
    paragraphs, and so does a line that had room for the next line's first word.
    """
    lines = _find_lines(text, start)
    wrapped = _find_wrapped(text, lines)
    spans: list[Span] = []
    for number, (begin, end) in enumerate(lines):
        if number in wrapped:
            spans[-1] = (spans[-1][0], end)
        elif begin < end:
            spans.append((begin, end))
    return spans


def find_headline(text: str, paragraphs: list[Span]) -> Span | None:
    """Return the span of the first of `paragraphs` if it looks like a headline, else None.

    That is: short, without a final stop, not the middle of a sentence, no date, time or dateline, and followed by a
    sentence, a longer line or a byline; the rest of the text is longer than it.
    """
    if len(paragraphs) < 2:
        return None
    (start, end), (following, last) = paragraphs[:2]
    line, after = text[start:end], text[following:last]
    if len(line) > _LONGEST_HEADLINE or line[0].islower() or pauses(line) or paragraphs[-1][1] - following <= len(line):
        return None
    if _OCCASION.match(line) or find_dateline(text, start, end):
        return None
    leads = ends_sentence(after) or len(after.split(maxsplit=8)) >= 8 or after[:3].lower() == "by "
    return (start, end) if leads else None


def find_dateline(text: str, start: int, end: int) -> Span | None:
    """Return the span of the dateline at the head of the paragraph from `start` to `end`, its dash or colon included."""
    found = _DATELINE.match(text[start : min(end, start + _LONGEST_DATELINE)])
    # before a colon may as well stand a speaker, in a transcript: only a known place is a dateline
    if not found or (found["town"] and found["town"].title() not in _load_towns()):
        return None
    return start, start + len(found[0].rstrip())


def ends_sentence(line: str) -> bool:
    """Whether a line ends with a stop, question mark, colon or semicolon, closing marks aside."""
    return bool(_STOP.search(line[-_TAIL:]))


def pauses(line: str) -> bool:
    """Whether a line ends as no headline does: with a stop, comma, colon or dash. A question mark is none of these."""
    return bool(_PAUSE.search(line[-_TAIL:]))


@cache
def _load_towns() -> frozenset[str]:
    """Capitals and other cities."""
    return frozenset(index_places("capital")) | frozenset(index_places("region"))


def _find_lines(text: str, start: int) -> list[Span]:
    """Each line from `start` on without outer white space; blank lines are empty spans."""
    spans = []
    for line in text[start:].split("\n"):
        content = line.strip()
        begin = start + len(line) - len(line.lstrip()) if content else start
        spans.append((begin, begin + len(content)))
        start += len(line) + 1
    return spans


def _find_wrapped(text: str, lines: list[Span]) -> set[int]:
    """Numbers of the lines that go on with the line before them, in a text broken at a column."""
    width = max(end - begin for begin, end in lines)
    if width not in _WRAP_WIDTHS:
        return set()
    sizes = [end - begin for begin, end in lines]
    breaks = [number for number in range(1, len(lines)) if sizes[number - 1] and sizes[number]]
    full = {number for number in breaks if sizes[number - 1] + _first_word(text, lines[number]) >= _FULL * width}
    stopped = [number for number in breaks if ends_sentence(text[slice(*lines[number - 1])])]
    return full if 2 * len(full) > len(breaks) and 2 * len(stopped) < len(breaks) else set()


def _first_word(text: str, line: Span) -> int:
    """Length of the first word of a line and the space before it."""
    return len(text[slice(*line)].split(maxsplit=1)[0]) + 1
