"""What the target of a position is worded like: the thing itself, without the words around it that say nothing alone."""

from analysis.grammar import Words, find_phrase, load_effects, load_nouns
from analysis.issues.clauses import name_clause
from analysis.issues.wordings import (
    CLAUSE,
    Names,
    Wording,
    find_base,
    find_sense,
    list_bearers,
    load_class,
    make_pattern,
    read_phrase,
    show,
    skip_loose,
)

LABEL_WORDS = 9


def read_target(words: Words, names: Names, text: str, start: int, end: int) -> tuple[Wording, str]:
    """Read the target between two characters: the noun phrase it is about, or the whole clause; and it all as a pattern."""
    first, past = words.find_range(start, end)
    if first >= past:
        return make_plain(text[start:end]), ""
    first = _find_core(words, names, first, past)
    while first < past - 1 and words.code[first] in "DR":
        first += 1
    chunk = find_phrase(words, first, past)
    cut = _cut(words, first, past)
    wording = read_phrase(words, names, text, chunk, past) if chunk and not _is_clause(words, names, chunk[1], past) else None
    own = make_pattern(words, names, text, first, cut)
    if wording is None or chunk is None:
        return _read_clause(words, names, text, first, past, cut), own
    full, pattern = wording.full, wording.pattern
    if wording.is_bare:
        begin = skip_loose(words, names, first, chunk[1] - 1)[0]
        if cut > chunk[1]:
            full, pattern = show(words, text, begin, cut), make_pattern(words, names, text, begin, cut)
    without = _find_without(words, names, chunk[1], past)
    if without is not None:
        name, after = without
        pattern = make_pattern(words, names, text, first, after)
        actor_id = names.actors[name]
        full = f"{wording.core} without {names.called.get(actor_id) or show(words, text, name, after)}"
        wording = wording._replace(about=frozenset({f"without {actor_id}"}), core=full)
    return wording._replace(full=full, pattern=pattern), own


def make_plain(text: str) -> Wording:
    """Make a wording of a text that has no words to read."""
    label = text.strip() or "-"
    return Wording(label, frozenset(), frozenset(), frozenset(), label, "", label, label, label)


def _read_clause(words: Words, names: Names, text: str, first: int, past: int, cut: int) -> Wording:
    """Read a target that is no plain noun phrase: every word of it says which one it is."""
    chunk = find_phrase(words, first, past)
    head = chunk[1] - 1 if chunk else next((i for i in range(first, past) if words.code[i] in "BGEN"), first)
    content = {find_sense(find_base(words, i)) for i in range(first, past) if words.code[i] in "NJBGE#" and i not in names.actors}
    known = {names.actors[i] for i in range(first, past) if i in names.actors}
    label = name_clause(words, text, first, cut) or text[words.start[first] : words.end[past - 1]].strip() or "-"
    lemma = find_base(words, head)
    return Wording(
        lemma + CLAUSE, frozenset(content - {lemma}), frozenset(known), frozenset(), lemma, "", label, label,
        make_pattern(words, names, text, first, cut),
    )  # fmt: skip


def _find_core(words: Words, names: Names, first: int, past: int) -> int:
    """Return where the core begins: behind shells; for "sending troops" or "they have a veto" at the object."""
    while first < past - 1 and words.code[first] == "K":
        first += 1
    chunk = find_phrase(words, first, past)
    if chunk and chunk[1] - 1 in names.actors:
        verb = chunk[1]
        while verb + 1 < past and words.code[verb] in "MRAT" and words.code[verb + 1] in "RAFBE" and not words.chunk[verb + 1]:
            verb += 1
        thing = find_phrase(words, verb + 1, past)
        if thing and words.lemma[verb] in load_class("light") and words.code[verb] in "FBEA" and thing[1] - 1 not in names.actors:
            return thing[0]
    verb = first
    while verb < past and words.code[verb] == "R" and not words.chunk[verb]:
        verb += 1
    if verb < past and words.code[verb] in "GB" and not words.chunk[verb]:
        effect = load_effects("verb").get((words.lemma[verb],), 0)
        thing = find_phrase(words, verb + 1, past)
        if thing and thing[1] - 1 not in names.actors and (effect > 0 or words.lemma[verb] in load_class("handle")):
            first = thing[0]
    while (after := _pass_shell(words, first, past)) > first:
        first = _find_core(words, names, after, past)
    return first


def _pass_shell(words: Words, start: int, past: int) -> int:
    """Return the word after "the fact that", "attempts to", "any scenarios involving", "it is proposed to"; or `start`."""
    chunk = find_phrase(words, start, past)
    if chunk is None or chunk[1] >= past:
        return start
    at, head = chunk[1], chunk[1] - 1
    if (holds := _pass_including(words, at, past)) and "N" not in words.code[chunk[0] : head]:
        return holds
    if words.text[head] in ("it", "now") and words.code[at] == "A":
        at = max(start, words.code.find("T", at, past))
    else:
        is_shell = words.lemma[head] in load_nouns("shell") - load_class("matter") and "N" not in words.code[chunk[0] : head]
        is_carrier = find_base(words, head) in load_class("carrier") and words.text[at] == "of"
        if not (is_shell or is_carrier) or words.code[at] not in "ITKWG" or words.text[at] in ("by", "from", "with"):
            return start
    while at < past and words.code[at] in "TIKGREWAC" and not words.chunk[at]:
        at += 1
        if words.code[at - 1 : at + 1] == "TB":
            break
    thing = find_phrase(words, at + 1, past) if words.code[at : at + 1] == "B" else None
    if thing and words.lemma[thing[1] - 1] in load_class("trouble"):  # "efforts to resolve the crisis": not the crisis
        return start
    return at if "N" in words.code[at:past] else start


def _pass_including(words: Words, at: int, past: int) -> int:
    """Return the word after "that could include" at word `at`, or 0."""
    if words.text[at] not in ("that", "which"):
        return 0
    verb = at + 1
    while verb < past and words.code[verb] in "MRA":
        verb += 1
    is_verb = verb + 1 < past and words.lemma[verb] in ("include", "involve", "mean", "entail") and words.code[verb] in "BF"
    return verb + 1 if is_verb else 0


def _is_clause(words: Words, names: Names, at: int, past: int) -> bool:
    """Tell whether a noun phrase that ends before `at` is the subject of what is wished: "decisions must be agreed"."""
    letter, following = words.code[at : min(at + 1, past)], words.code[at + 1 : at + 2]
    if letter == "F" and words.text[at].endswith("ed") and following == "I":
        return False  # a participle of the same form as the past: "the accord discussed in ..."
    if letter == "T":  # "the government to engage"; but "a plan to engage"
        return at - 1 in names.actors or find_base(words, at - 1) in list_bearers()
    return letter != "" and letter in "FAM"


def _find_without(words: Words, names: Names, at: int, past: int) -> tuple[int, int] | None:
    """Return the words of the name behind "without" in a target, or None."""
    for i in range(at, past - 1):
        chunk = find_phrase(words, i + 1, past) if words.text[i] == "without" else None
        if chunk:
            named = [n for n in range(*chunk) if n in names.actors]
            return (named[0], named[-1] + 1) if named else None
    return None


def _cut(words: Words, first: int, past: int) -> int:
    """Return where a label that begins at `first` ends: whole phrases, at most LABEL_WORDS words where that can be."""
    end = min(past, first + LABEL_WORDS)
    chunk = words.chunk[end - 1]
    is_inside = end < past and chunk is not None and (chunk[1] > end or words.text[end] == "of")
    if is_inside and chunk and chunk[0] > first:
        end = chunk[0]
    while end > first + 1 and (words.code[end - 1] in "ITDCRWKMASX,;" or words.code[end - 2 : end] == "TB"):
        end -= 1
    subject = find_phrase(words, first, past)
    if subject and end <= subject[1] < past and words.code[subject[1]] == "T" and chunk:  # "NAME to apologise for ..."
        return min(past, chunk[1])
    return end
