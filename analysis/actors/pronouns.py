"""Links he and she, it where it speaks, and "the official" who goes on speaking, to the actors they mean."""

from itertools import islice

from analysis.actors.acquaintance import Acquaintance
from analysis.actors.clauses import is_said_by, is_subject, mark_quoted, number_sentences, speaks
from analysis.actors.references import Key, Reference
from analysis.actors.sayers import REACH, find_sayer, follows_stranger, goes_on
from analysis.lookups import index_cues
from analysis.words import Words

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_CHOICES = 60  # mentions looked at for one pronoun
_BESIDE = 2  # words between a name and "his" that make it his
_BEFORE_NAME = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))


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
        if lower in HE or (lower in ("it", "they") and (at in sources or speaks(words, at))):
            found.append(at)
    return found


def link_pronouns(words: Words, references: list[Reference], sources: set[int], known: Acquaintance) -> None:
    """Link the pronouns of a document, and phrases that stand for who spoke last, in reading order.

    Notes
    -----
    He and she: the person named or described in the same sentence or the three before it who fits best. The nearer the sentence
    the better; a subject is better than what is no subject, but for "him" in its own sentence, a speaker better still, and who
    is named right before "his" best; a known gender must agree, and one
    learned from a pronoun holds from there on. Who spoke last without being known ("a senior official") is nobody else. It: the
    last subject of its own sentence, who speaks before who does not, else the subject of the sentence before. They: as it, for
    groups. "The official" who says something: who spoke last, if he is one by what else is told of him.
    """
    sayers = sorted(sources)
    covering = {at: reference for reference in references for at in range(reference.first, reference.past)}
    quoted = mark_quoted(words)
    sentence_of = number_sentences(words, quoted)
    genders: dict[Key, str] = {}
    subjects: dict[int, Reference] = {}
    for reference in reversed(references):
        if reference.form == "name" and reference.kind == "person" and is_subject(words, reference):
            subjects[sentence_of[reference.first]] = reference
    people: list[Reference] = []
    bodies: list[Reference] = []
    for reference in sorted(references, key=lambda r: (r.first, r.form != "pronoun", -r.past)):
        if reference.form != "pronoun":
            if goes_on(words, reference, sources):
                reference.key = find_sayer(reference, sayers, covering, sentence_of, known)
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
            if not chosen and not follows_stranger(words, reference, sayers, covering, sentence_of):
                chosen = _choose_person(words, reference, people, genders, sentence_of, quoted, sources)
            if chosen and chosen.key:
                reference.key, reference.kind, reference.gender = chosen.key, "person", HE[lower]
                genders.setdefault(chosen.key, HE[lower])
                people.append(reference)
        else:
            # What is said within a quotation is not who says it.
            spoken = [body for body in bodies[-_CHOICES:] if quoted[reference.first] or not quoted[body.first]]
            reference.key = _choose_body(words, reference, spoken, sentence_of)
            if reference.key:
                bodies.append(reference)


def _choose_body(words: Words, reference: Reference, bodies: list[Reference], sentence_of: list[int]) -> Key | None:
    """The body that it or they mean."""
    here, group = sentence_of[reference.first], words.lower[reference.first] == "they"
    same: list[Reference] = []
    before: list[Reference] = []
    firsts = {body.first for body in bodies if body.kind == "organization"}
    for body in reversed(bodies):
        distance = here - sentence_of[body.first]
        if distance > 1:
            break
        if body.past in firsts or body.past + 1 in firsts:
            continue  # "Britain’s Foreign Office said": not Britain
        if (words.lower[body.first] == "they" if body.form == "pronoun" else body.kind == "group") == group:
            (before if distance else same).append(body)
    subjects = [body for body in same if is_subject(words, body)]
    fitting = [body for body in subjects if is_said_by(words, body)] or subjects
    if fitting:
        return fitting[0].key
    fitting = [body for body in same if body.acts] or same or [body for body in before if is_subject(words, body)]
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
    saying = reference.first in sources or is_said_by(words, reference)
    tag = words.tag[reference.first]
    is_object = tag == "PRP" and words.lower[reference.first] in ("him", "her")  # of its own sentence not the subject
    best: tuple[float, Reference] | None = None
    for person in islice(reversed(people), _CHOICES):
        distance = here - sentence_of[person.first]
        if distance > REACH:
            break
        assert person.key
        known = genders.get(person.key, "")
        if known and known != gender:
            continue
        score = -1.5 * distance
        speaker = _opens_source(words, person, sources) or is_said_by(words, person)
        score += (-1.0 if is_object and distance == 0 else 1.5) * is_subject(words, person) + 0.7 * bool(known)
        score += 2.5 * (tag == "PRP$" and distance == 0 and reference.first - person.past <= _BESIDE)  # "Lee and his friends"
        # Who speaks goes on speaking ("he added"), and says "I" within a quotation: he inside it is somebody else.
        score += speaker * (2.0 if saying else -2.0 if quoted[reference.first] and not quoted[person.first] else 0.7)
        score -= 2.0 * (saying and quoted[person.first] and not quoted[reference.first])  # nobody names himself
        score += 0.5 * (person.form == "pronoun") + 0.3 * (person.form == "name")
        score -= 0.8 * (saying and person.first > 0 and words.lemma[person.first - 1] in index_cues())  # "she said Holm had told"
        score -= 0.4 * (person.past < len(words) and words.tag[person.past] == "POS")
        if best is None or score > best[0]:
            best = (score, person)
    return best[1] if best else None


def _opens_source(words: Words, person: Reference, sources: set[int]) -> bool:
    """Whether a person is a source: not who owns it, but of "Holm's adviser Karl Borg" the adviser."""
    if person.past < len(words) and words.tag[person.past] == "POS":
        return False
    at = person.first
    while at not in sources and at and (words.pos[at - 1] in _BEFORE_NAME or words.tag[at - 1] == "POS"):
        at -= 1
    return at in sources
