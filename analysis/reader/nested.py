"""Statements within what others say: "he said that she had told reporters that ..."

The network marks the words of one statement only once, as the corpus it learned from does. Where a plain verb of telling stands
within a content, the content is read once more as a text of its own.
"""

from collections.abc import Sequence

import numpy as np

from analysis.reader.encoding import encode_text
from analysis.reader.links import Statement, decode_statements, give_probability
from analysis.reader.network import load_network, load_values, load_vocabulary, read_encoded
from analysis.reader.scores import Span

TELLERS = frozenset(
    [
        "add",
        "announce",
        "ask",
        "claim",
        "comment",
        "explain",
        "inform",
        "reply",
        "report",
        "reveal",
        "say",
        "state",
        "tell",
        "write",
    ]
)
LEAST = 0.7  # probability: the corpus marks no such statements, so what is found cannot be measured


def find_nested(statements: Sequence[Statement], text: str, quotations: np.ndarray, verbs: np.ndarray) -> list[Statement]:
    """Find the statements within the contents of others, one level deep.

    `quotations`: see `decode_statements`. `verbs`: the first characters of the verbs that may be cues, in order.
    """
    found = []
    for start, end in sorted({part for statement in statements for part in statement.content}):
        inner = verbs[slice(*np.searchsorted(verbs, (start, end)))].tolist()
        inner = [verb for verb in inner if not any(_holds(statement.cue, verb) for statement in statements)]
        if not inner:
            continue
        start += 5 * text.startswith("that ", start)
        part = text[start:end]
        encoded = encode_text(load_vocabulary(), part)
        for each in decode_statements(part, encoded, read_encoded(load_network(), part, encoded), quotations - start):
            cue, source = _shift(each.cue, start), _shift(each.source, start)
            sure = give_probability(each.features, load_values()["statement"]) >= LEAST
            is_more = any(" " in part[a:b] for a, b in each.content)  # one word alone is half of a wrong cut
            if source and sure and is_more and any(_holds(cue, verb) for verb in inner):
                found.append(Statement([(start + a, start + b) for a, b in each.content], cue, source, each.features))
    return found


def _shift(span: Span | None, start: int) -> Span | None:
    """Move a span of a part to its place in the text."""
    return span and (start + span[0], start + span[1])


def _holds(span: Span | None, place: int) -> bool:
    """Whether a span holds a character."""
    return span is not None and span[0] <= place < span[1]
