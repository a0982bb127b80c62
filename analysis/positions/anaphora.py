"""What "that proposal", "the allegations", "it", "this" take up: an earlier phrase, an earlier target, or what somebody said."""

from bisect import bisect_left

from analysis.grammar import extend_phrase, load_nouns
from analysis.positions.scene import Found, Scene, Target

POINTERS = frozenset({"it", "this", "that", "these", "those", "them", "they"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
LOOK_BACK = 80  # words between "that proposal" and what it takes up
_MANY = ("NNS", "NNPS")
_PLURAL = frozenset({"these", "those", "them", "they"})


def resolve_target(scene: Scene, found: Found, earlier: Found | None) -> Found | None:
    """Return a position whose target only points to something with what it points to, or None where that is not plain.

    `earlier` is the last position on an issue. "The plan" and the like stay as they are where nothing is found.
    """
    words, target = scene.words, found.target
    if not target.points:
        return found
    low = _find_window(scene, target.first)
    if words.text[target.head] in POINTERS:
        taken = _take_topic(scene, found, earlier, low)
    else:
        taken = _take_phrase(scene, target, low) or _take_content(scene, found, low)
    if taken is None:
        return found if words.text[target.first] == "the" else None
    past = found.past if target.past <= found.past else target.past
    return found._replace(target=taken._replace(polarity=target.polarity), past=past)


def _find_window(scene: Scene, i: int) -> int:
    """Return the first word of the second sentence before that of word `i`, at most LOOK_BACK words away."""
    before = _find_before(scene, _find_before(scene, i))
    return max(before, i - LOOK_BACK)


def _find_before(scene: Scene, i: int) -> int:
    """Return the first word of the sentence before that of word `i`."""
    first = scene.words.find_sentence(i)[0]
    return scene.words.find_sentence(first - 1)[0] if first else 0


def _take_phrase(scene: Scene, target: Target, low: int) -> Target | None:
    """Return the nearest earlier phrase with the head of a target, or one of its kind, that says more than it."""
    words, lemma = scene.words, scene.words.lemma[target.head]
    alike = frozenset({lemma})
    if lemma in load_nouns("suggestion"):  # "that proposal" may be an accord
        alike |= load_nouns("proposal")
    elif lemma in load_nouns("claim"):
        alike |= load_nouns("allegation")
    at = target.first - 1
    while at >= low:
        first, past = words.chunk[at] or (at, at)
        if past > first and words.code[past - 1] == "N" and words.lemma[past - 1] in alike:
            end = extend_phrase(words, past, min(target.first, words.find_sentence(at)[1]))
            bare = end == past and past - first <= 1 + (words.code[first] == "D")
            if words.text[first] not in DEMONSTRATIVES and not bare:
                return Target(first, end, past - 1, 0.0)
        at = first - 1
    return None


def _take_content(scene: Scene, found: Found, low: int) -> Target | None:
    """Return what somebody else said last, for "those claims" and the like."""
    words, target = scene.words, found.target
    is_claim = words.lemma[target.head] in load_nouns("allegation")
    if not is_claim and not (words.lemma[target.head] in load_nouns("claim") and words.text[target.first] in DEMONSTRATIVES):
        return None
    return _find_said(scene, found, max(low, _find_before(scene, found.target.first)))


def _take_topic(scene: Scene, found: Found, earlier: Found | None, low: int) -> Target | None:
    """Return the last target, of this sentence or the one before, for a pronoun that fits it, or what was said before "this"."""
    words, target = scene.words, found.target
    pointer = words.text[target.head]
    low = max(low, _find_before(scene, target.first))
    plural = pointer in _PLURAL
    if (
        earlier is not None
        and earlier.target.actor is None
        and low <= earlier.target.first
        and earlier.target.past <= target.first
    ):
        nearer = _find_plan(scene, target.first, max(earlier.target.past, words.find_sentence(target.first)[0]), plural=plural)
        if nearer or plural == (words.tag[earlier.target.head] in _MANY):
            return nearer or earlier.target
    return _find_said(scene, found, low) if pointer in ("this", "that") else None


def _find_plan(scene: Scene, i: int, low: int, *, plural: bool) -> Target | None:
    """Return the last phrase between `low` and word `i` whose head is a plan, of that number."""
    words, at = scene.words, i - 1
    while at >= low:
        first, past = words.chunk[at] or (at, at)
        if past > first and words.lemma[past - 1] in load_nouns("plan") and plural == (words.tag[past - 1] in _MANY):
            return Target(first, past, past - 1, 0.0)
        at = first - 1
    return None


def _find_said(scene: Scene, found: Found, low: int) -> Target | None:
    """Return the content of the last statement between `low` and the target, if it has another speaker than the holder."""
    words, at = scene.words, bisect_left(scene.contents, (found.target.first,)) - 1
    told = [said for said in scene.contents[max(0, at - 9) : at + 1] if low <= said[0] < said[1] <= found.target.first]
    if not told:
        return None
    first, past, statement_id = min(told, key=lambda said: (-said[1], said[0]))
    if scene.voices[statement_id].actor_id in (None, found.holder.actor_id):
        return None
    cue = next((i for i in range(first - 1, max(0, first - 5), -1) if scene.cues.get(i, ("", 0))[0] == statement_id), first)
    if words.code[found.target.head] == "N" or scene.voices[statement_id].cue_class == "criticise":
        first = cue  # it is the claim that is meant: "accused NAME of ..."
    first += words.text[first] == "that"
    while past > first + 1 and words.code[past - 1] in ".,;":
        past -= 1
    return Target(first, past, past - 1, 0.0)
