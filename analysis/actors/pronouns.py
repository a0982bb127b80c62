"""Links he and she, and it where it speaks, to the actors they mean."""

from itertools import islice

from analysis.actors.keys import Key, Reference
from analysis.lookups import index_cues
from analysis.words import Words

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_REACH = 3  # sentences back
_CHOICES = 60  # mentions looked at for one pronoun


def find_pronouns(words: Words, sources: set[int]) -> list[int]:
    """Return the words that are he or she in any case, and it or they where they are the source of a statement or speak.

    Parameters
    ----------
    sources : words that are the source of a statement; may be empty
    """
    found = []
    for at, (lower, pos) in enumerate(zip(words.lower, words.pos, strict=True)):
        if pos not in ("PRON", "DET"):
            continue
        if lower in HE or (lower in ("it", "they") and (at in sources or _speaks(words, at))):
            found.append(at)
    return found


def _speaks(words: Words, at: int) -> bool:
    """Whether a verb of saying follows, adverbs and auxiliaries aside."""
    for after in range(at + 1, min(at + 4, len(words))):
        if words.pos[after] == "VERB":
            return words.lemma[after] in index_cues() and words.tag[after] != "VBN"
        if words.pos[after] not in ("ADV", "AUX"):
            return False
    return False


def _is_said_by(words: Words, reference: Reference) -> bool:
    """Whether a mention is the subject of a verb of saying: "Lavrov said", "said Lavrov", but not "said Lavrov was wrong"."""
    at = reference.first
    if _speaks(words, reference.past - 1):
        return True
    cue = at > 0 and words.tag[at - 1] in ("VBD", "VBZ") and words.lemma[at - 1] in index_cues()
    return cue and not _has_verb(words, reference.past)


def link_pronouns(words: Words, references: list[Reference], sources: set[int]) -> None:
    """Link the pronouns of a document, in reading order.

    Notes
    -----
    He and she: the person named or described in the same sentence or the three before it who fits best. The nearer the sentence
    the better; a subject is better than what is no subject, a speaker better still; a known gender must agree, and one
    learned from a pronoun holds from there on. It: the first organization, state or acting place of its own sentence, else the
    subject of the sentence before. They: as it, for groups.
    """
    sentence_of = _number_sentences(words)
    quoted = _mark_quoted(words)
    genders: dict[Key, str] = {}
    subjects: dict[int, Reference] = {}
    for reference in reversed(references):
        if reference.form == "name" and reference.kind == "person" and _is_subject(words, reference):
            subjects[sentence_of[reference.first]] = reference
    people: list[Reference] = []
    bodies: list[Reference] = []
    for reference in sorted(references, key=lambda r: (r.first, r.form != "pronoun", -r.past)):
        if reference.form != "pronoun":
            if reference.key and reference.kind == "person":
                people.append(reference)
                if reference.gender:
                    genders.setdefault(reference.key, reference.gender)
            elif reference.key and (reference.kind in ("organization", "group", "state") or reference.acts):
                bodies.append(reference)
            continue
        lower = words.lower[reference.first]
        if lower in HE:
            chosen = _find_later_subject(words, reference, subjects, genders, sentence_of)
            chosen = chosen or _choose_person(words, reference, people, genders, sentence_of, quoted, sources)
            if chosen and chosen.key:
                reference.key, reference.kind, reference.gender = chosen.key, "person", HE[lower]
                genders.setdefault(chosen.key, HE[lower])
                people.append(reference)
        else:
            reference.key = _choose_body(words, reference, bodies, sentence_of)


def _choose_body(words: Words, reference: Reference, bodies: list[Reference], sentence_of: list[int]) -> Key | None:
    """The body that it or they mean."""
    here, group = sentence_of[reference.first], words.lower[reference.first] == "they"
    same: list[Reference] = []
    before: list[Reference] = []
    for body in islice(reversed(bodies), _CHOICES):
        distance = here - sentence_of[body.first]
        if distance > 1:
            break
        if (body.kind == "group") == group:
            (before if distance else same).append(body)
    fitting = [body for body in same if body.acts or _is_subject(words, body)] or same
    fitting = fitting or [body for body in before if _is_subject(words, body)]
    return fitting[-1].key if fitting else None


def _find_later_subject(
    words: Words, reference: Reference, subjects: dict[int, Reference], genders: dict[Key, str], sentence_of: list[int]
) -> Reference | None:
    """The subject after a comma that a pronoun before it looks forward to: "In his speech, Putin said"."""
    at = reference.first
    subject = subjects.get(sentence_of[at])
    if subject is None or subject.first < at or at < 1 or subject.first - at > 25 or "," not in words.text[at : subject.first]:
        return None
    first = at
    while first and words.sentence_id[first - 1] == words.sentence_id[at] and at - first < 6:
        first -= 1
    opens = words.pos[first] in ("ADP", "SCONJ") and words.tag[at] == "PRP$"
    assert subject.key
    return subject if opens and genders.get(subject.key, subject.gender) in ("", HE[words.lower[at]]) else None


def _choose_person(
    words: Words,
    reference: Reference,
    people: list[Reference],
    genders: dict[Key, str],
    sentence_of: list[int],
    quoted: list[bool],
    sources: set[int],
) -> Reference | None:
    """The person a pronoun fits best."""
    here, gender = sentence_of[reference.first], HE[words.lower[reference.first]]
    speaks = reference.first in sources or _is_said_by(words, reference)
    best: tuple[float, Reference] | None = None
    for person in islice(reversed(people), _CHOICES):
        distance = here - sentence_of[person.first]
        if distance > _REACH:
            break
        assert person.key
        known = genders.get(person.key, "")
        if known and known != gender:
            continue
        score = -1.5 * distance
        speaker = person.first in sources or _is_said_by(words, person)
        score += 1.5 * _is_subject(words, person) + 0.7 * bool(known)
        # Who speaks goes on speaking ("he added"), and says "I" within a quotation: he inside it is somebody else.
        score += speaker * (2.0 if speaks else -2.0 if quoted[reference.first] and not quoted[person.first] else 0.7)
        score += 0.5 * (person.form == "pronoun") + 0.3 * (person.form == "name")
        score -= 0.4 * (person.past < len(words) and words.tag[person.past] == "POS")
        if best is None or score > best[0]:
            best = (score, person)
    return best[1] if best else None


def _is_subject(words: Words, reference: Reference) -> bool:
    """Whether a finite verb follows a mention, or it begins its sentence."""
    if not reference.first or words.sentence_id[reference.first - 1] != words.sentence_id[reference.first]:
        return True
    return _has_verb(words, reference.past)


def _has_verb(words: Words, at: int) -> bool:
    """Whether a finite verb stands at a word, one or two adverbs aside."""
    past = min(at + 2, len(words))
    while at < past and words.pos[at] == "ADV":
        at += 1
    return at < len(words) and words.tag[at] in ("VBD", "VBZ", "VBP", "MD")


def _number_sentences(words: Words) -> list[int]:
    """The number of the sentence of each word."""
    numbers = []
    for number, (first, past) in enumerate(words.sentences):
        numbers += [number] * (past - first)
    return numbers


def _mark_quoted(words: Words) -> list[bool]:
    """Whether each word stands between double quotation marks; a new paragraph's mark opens anew."""
    inside, marks = False, []
    for at, text in enumerate(words.text):
        if text in ("“", "„", "«"):
            inside = True
        elif text in ("”", "»"):
            inside = False
        elif text == '"':  # opens before a word that it touches
            inside = at + 1 < len(words) and words.start[at + 1] == words.end[at] and words.pos[at + 1] != "PUNCT"
        marks.append(inside)
    return marks
