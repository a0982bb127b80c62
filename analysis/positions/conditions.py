"""The words that make a position conditional: "if it came under attack", "without Russia", "as part of a deal"."""

from analysis.grammar import REACH, Chunk, Words, extend_phrase, find_clause_end, find_phrase, is_time, load_nouns, load_words
from analysis.positions.scene import Found

_CLAUSES = frozenset({
    "if", "only if", "unless", "once", "until", "should", "provided", "provided that", "providing that", "assuming",
    "assuming that", "as long as", "so long as", "on condition", "on the condition", "on condition that",
    "on the condition that", "in case", "in the event", "in the event that", "in the event of", "in event of",
})  # fmt: skip
_TERMS = frozenset({
    "without", "in case of", "in exchange for", "in return for", "subject to", "pending", "conditional on", "conditional upon",
    "contingent on", "contingent upon", "as part of",
})  # fmt: skip
_AFTER = 3  # words between the evidence and a condition that belongs to it


def find_condition(words: Words, found: Found, text: str) -> str | None:
    """Return the words in, right after or in front of the evidence that make it conditional, or None."""
    low, high = words.find_sentence(found.first)
    near = extend_phrase(words, found.past, high, clauses=False) + _AFTER
    for i in range(max(found.first, near - 3 * REACH), min(high, near)):
        past = _read_condition(words, i, high)
        if past and words.code[i - 1 : i] != "C":  # "but if not, ..." belongs to what follows
            return text[words.start[i] : words.end[past - 1]]
    comma = found.first - 1 - (words.text[found.first - 1 : found.first] == ["then"])
    if comma <= low or words.code[comma] != ",":
        return None
    for i in range(comma - 1, max(low, comma - REACH // 2) - 1, -1):  # "If ..., NAME will"
        if words.code[i] in ",;" or words.voice[i] != words.voice[found.first]:
            return None
        if _read_condition(words, i, comma):
            return text[words.start[i] : words.end[comma - 1]]
    return None


def _read_condition(words: Words, i: int, high: int) -> int | None:
    """Return where the condition that opens at word `i` ends, or None if there is none."""
    openers = (" ".join(words.text[i : i + n]) for n in (4, 3, 2, 1))
    opener = next((text for text in openers if text in _CLAUSES | _TERMS), "")
    chunk = find_phrase(words, i + opener.count(" ") + 1, high)
    if opener in _TERMS:
        holds = chunk is not None and _is_term(words, opener, chunk)
    else:
        holds = opener in _CLAUSES and _is_clause(words, opener, i, chunk, high)
    if not holds:
        return None
    return chunk[1] if chunk and opener == "without" else find_clause_end(words, i, high, at_comma=True)


def _is_term(words: Words, opener: str, chunk: Chunk) -> bool:
    """Tell whether a noun phrase makes a condition: whoever or whatever consent it is "without", the plan it is "part of"."""
    head = words.lemma[chunk[1] - 1]
    if opener == "without":
        return head in load_nouns("consent") or any(tag in ("NNP", "NNPS") for tag in words.tag[chunk[0] : chunk[1]])
    return opener != "as part of" or head in load_nouns("plan")


def _is_clause(words: Words, opener: str, i: int, chunk: Chunk | None, high: int) -> bool:
    """Tell whether a condition follows the opener at word `i`: not "asked if", "even if", "until Monday", "once"."""
    before, lemma = (words.text[i - 1], words.lemma[i - 1]) if i else ("", "")
    if opener == "if":
        return before not in ("even", "as", "only") and lemma not in load_words("asking")
    if opener == "should":  # "should NAME invade"
        return chunk is not None and words.code[chunk[1] : chunk[1] + 1] == "B"
    if opener not in ("once", "until", "assuming", "provided"):
        return True
    past = extend_phrase(words, chunk[1], high, clauses=False) if chunk else high
    return words.code[past : past + 1] in ("F", "A", "M", "R") and not (chunk and is_time(words, chunk))
