"""What a cue does: asserts, denies, demands, ..."""

import bisect

from analysis.lookups import index_cue_classes
from analysis.words import Words

_NEGATIONS = frozenset(("not", "n't", "never", "no", "neither", "nor", "hardly"))
_OPPOSITES = {
    "agree": "reject",
    "praise": "criticise",
    "reject": "agree",
    "assert": "deny",
    "deny": "assert",
    "promise": "reject",
}


def class_cue(words: Words, start: int, end: int) -> str:
    """Return the class of the cue: of its longest run of lemmas in the lexicon, the last first; a negation turns it around."""
    first, past = bisect.bisect_left(words.start, start), bisect.bisect_left(words.start, end)
    lemmas = [words.lemma[at].lower() for at in range(first, past)]
    classes = index_cue_classes()
    runs = (" ".join(lemmas[i:j]) for size in (3, 2, 1) for j in range(len(lemmas), size - 1, -1) for i in (j - size,))
    found = next((classes[run] for run in runs if run in classes), "neutral")
    negated = any(words.lower[at] in _NEGATIONS for at in range(max(0, first - 2), past))
    return _OPPOSITES.get(found, found) if negated else found
