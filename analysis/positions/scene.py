"""Who is who in one document: the words, the actors named on them, and in whose voice they are spoken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analysis.grammar import REACH, Chunk, Words, find_group, find_subject, is_negated, load_nouns, load_verbs, load_words
from analysis.positions.cues import load_cues

_SUPPOSED = frozenset({"if", "whether", "unless", "until", "lest", "suppose", "why", "what", "how"})
_FIRST_PERSON = frozenset({"i", "we", "my", "our"})


class Voice(NamedTuple):
    """What positions need of a statement: who speaks, for whom, in which form, and what its cue does."""

    actor_id: str | None
    affiliation: str | None
    form: str
    cue_class: str | None


class Mention(NamedTuple):
    """What positions need of a mention: whom it names, whether that can act, and whether it is a pronoun."""

    actor_id: str | None
    is_actor: bool
    is_pronoun: bool


class Holder(NamedTuple):
    """Who takes a position, in which statement, and the first word that tells so."""

    actor_id: str | None
    statement_id: str | None
    first: int


class Target(NamedTuple):
    """What a position is on: words `first` to `past`, its head, the polarity towards it, and its actor or None.

    `proof` is one past the last word that tells so, where that stands behind the target ("the ban must be lifted"). `points`:
    the words only point to what was said before ("it", "that proposal").
    """

    first: int
    past: int
    head: int
    polarity: float
    actor: Mention | None = None
    proof: int = 0
    points: bool = False


class Found(NamedTuple):
    """A position in words: its holder, its target, the words from `first` to `past` that prove it, those that weaken it."""

    holder: Holder
    target: Target
    first: int
    past: int
    reason: str
    hedge: Chunk | None = None


@dataclass(frozen=True)
class Scene:
    """One document and who is who in it.

    `heads`: word -> mention whose head it is; `cues`: word of a cue -> statement, first word of its source; `contents`: the
    statements with their words as (first, past, statement), in reading order; `sides`: actor -> the state or organization it
    speaks for in the end, itself if it is one.
    """

    words: Words
    heads: Mapping[int, Mention]
    voices: Mapping[str, Voice]
    cues: Mapping[int, tuple[str, int]]
    contents: list[tuple[int, int, str]]
    sides: Mapping[str, str]

    def find_actor(self, head: int) -> Mention | None:
        """Return the actor mentioned with `head` as its head word, or None; a place that does not act is none."""
        mention = self.heads.get(head)
        return mention if mention and mention.is_actor else None

    def name_holders(self, chunk: Chunk, voice_id: str | None) -> list[Holder]:
        """Return whom a noun phrase names as holders: actors, coordinated ones too, and the speaker for "I" and "we".

        Where somebody speaks of the state or organization he speaks for, he holds the position with it.
        """
        words, head = self.words, chunk[1] - 1
        own = words.voice[head]
        if words.text[head] in _FIRST_PERSON and own:
            return [Holder(self.voices[own].actor_id, own, chunk[0])]
        mention = self.heads.get(head)
        if mention is None and words.code[chunk[1] : chunk[1] + 1] == ",":  # "the party's leader, NAME, rejected"
            named = words.chunk[chunk[1] + 1] if chunk[1] + 1 < len(words.code) else None
            mention = self.heads.get(named[1] - 1) if named and words.code[named[1] : named[1] + 1] == "," else None
        partners = words.text[chunk[0] - 1 : chunk[0]] == ["and"] and words.text[chunk[0]] in ("its", "his", "her", "their")
        first = words.chunk[chunk[0] - 2] if partners else None
        if mention is None and first:  # "NAME and its allies"
            return self.name_holders(first, voice_id)
        if mention is None or (mention.is_pronoun and mention.actor_id is None) or words.text[chunk[0]] in ("no", "neither"):
            return []
        holders = [Holder(mention.actor_id, voice_id, chunk[0])]
        voice = self.voices[voice_id] if voice_id else None
        if voice and voice.affiliation and voice.affiliation == mention.actor_id:
            holders.append(Holder(voice.actor_id, voice_id, chunk[0]))
        before = words.chunk[chunk[0] - 2] if chunk[0] >= 2 and words.text[chunk[0] - 1] == "and" else None
        while before and before[0] >= 2 and words.code[before[0] - 1] in "IT":  # "the ambassador to Y and Z": not Y
            before = words.chunk[before[0] - 2]
        if before and self.find_actor(before[1] - 1) and words.voice[before[0]] == words.voice[chunk[0]]:
            holders += self.name_holders(before, voice_id)
        return holders

    def find_voice(self, i: int, low: int) -> str | None:
        """Return the statement whose voice word `i` has: its own, or one it goes on from: "he said ..., but X might ..."."""
        words = self.words
        if words.voice[i] is not None or words.text[i] not in ("would", "might", "could"):
            return words.voice[i]
        for at in range(i - 1, max(low, i - REACH) - 1, -1):
            voice_id = words.voice[at]
            if voice_id is not None:
                goes_on = words.code[at + 1 : at + 3].lstrip(",").startswith("C")
                return voice_id if goes_on and self.voices[voice_id].form == "indirect" else None
        return None

    def is_own_side(self, head: int, voice_id: str) -> bool:
        """Tell whether a subject is the speaker: I, we, himself by name or pronoun, or whom he speaks for."""
        if self.words.text[head] in _FIRST_PERSON:
            return True
        mention, voice = self.heads.get(head), self.voices[voice_id]
        return mention is not None and mention.actor_id is not None and mention.actor_id in (voice.actor_id, voice.affiliation)

    def is_told_by_another(self, holder: Holder) -> bool:
        """Tell whether a holder's position is known from the words of somebody of another side only."""
        speaker = self.voices[holder.statement_id].actor_id if holder.statement_id else None
        sides = {self.sides.get(speaker or ""), self.sides.get(holder.actor_id or "")}
        return speaker != holder.actor_id and None not in sides and len(sides) == 2

    def is_own_view(self, i: int, low: int, voice_id: str) -> bool:
        """Tell whether the speaker says it as his own view: not "Kyiv thinks that ..." or "I never said" within his words."""
        words = self.words
        for at in range(i - 1, max(low, i - REACH) - 1, -1):
            if words.voice[at] != voice_id:
                return True
            if words.lemma[at] in load_words("view") and words.code[at] in "FB":
                first = find_group(words, at, low)
                subject = (
                    None
                    if is_negated(words, first, at) or words.lemma[at] in ("deny", "doubt")
                    else find_subject(words, first, low)
                )
                return subject is not None and self.is_own_side(subject[1] - 1, voice_id)
        return True

    def is_supposed(self, i: int, low: int) -> bool:
        """Tell whether the clause around word `i` opens with "if", "whether", "unless", "until", "why", "what"."""
        words, at = self.words, i
        while at > max(low, i - REACH // 2):
            at -= 1
            if words.text[at] == ")":  # what stands in brackets is passed over
                at = next((n for n in range(at - 1, max(low, at - REACH), -1) if words.text[n] == "("), at)
                continue
            is_claim = words.code[at - 1 : at] == "N" and words.lemma[at - 1] in load_nouns("doubted")
            doubted = words.text[at] == "that" and is_claim  # "the claim that NAME wants"
            if doubted or words.text[at] in _SUPPOSED:
                return True
            if (
                words.code[at] in ",;"
                and words.text[at - 2 : at] != ["if", "any"]
                and words.text[at - 2 : at] != ["if", "anything"]
            ):
                return False
        return False

    def find_stop(self, i: int, high: int) -> int:
        """Return where what word `i` governs must end: the sentence, or the statement that `i` is part of."""
        voice, stop = self.words.voice, i + 1
        if voice[i] is None:
            return high
        while stop < min(high, i + 2 * REACH) and voice[stop] is not None:
            stop += 1
        return stop


def make_scene(
    words: Words, mentions: list[tuple], said: list[tuple], voices: Mapping[str, Voice], sides: Mapping[str, str]
) -> Scene:
    """Place the mentions of a document on their head words, the longest where several share one, and the cues on theirs.

    `mentions` are (start, end, actor_id, kind, acts, form), `said` (cue_start, cue_end, source_start, start, end, statement_id).
    """
    ranges = [words.find_range(start, end) for start, end, *_ in mentions]
    names = [place for place, mention in zip(ranges, mentions, strict=True) if mention[5] == "name"]
    words = words.name(names, verbs={past: letter for first, past in names if (letter := _find_hidden_verb(words, first, past))})
    heads: dict[int, Mention] = {}
    longest: dict[int, int] = {}
    for (first, past), (start, end, actor_id, kind, acts, form) in zip(ranges, mentions, strict=True):
        if first >= past:
            continue
        chunk = words.chunk[first]
        head = min(past, chunk[1] if chunk else past) - 1
        if end - start > longest.get(head, 0):
            longest[head] = end - start
            named = actor_id if isinstance(actor_id, str) else None
            heads[head] = Mention(named, kind != "place" or bool(acts), form == "pronoun")
    spoken: dict[int, tuple[str, int]] = {}
    for start, end, source_start, _, _, statement_id in said:
        if not pd.isna(start):
            first, past = words.find_range(int(start), int(end))
            source = first if pd.isna(source_start) else words.find_range(int(source_start), int(end))[0]
            spoken |= {i: (statement_id, source) for i in range(first, past) if i not in spoken}
    contents = sorted((*words.find_range(start, end), statement_id) for _, _, _, start, end, statement_id in said)
    return Scene(words, heads, voices, spoken, contents, sides)


def _find_hidden_verb(words: Words, first: int, past: int) -> str:
    """Return the letter of a verb right after the name from `first` to `past` that the tagger took for a noun, or ""."""
    if past + 1 >= len(words.text):
        return ""
    following = words.code[past + 1]
    if words.tag[past] == "NNS":  # "NAME backs the plan" in a headline
        verbs = [cue for cue in load_cues().get(words.lemma[past], ()) if cue.part == "verb"]
        fits = any(cue.words[1:2] == (words.text[past + 1],) or (len(cue.words) == 1 and following in "DNJTP") for cue in verbs)
        return "F" if fits else ""
    at = first - 1 - (words.code[first - 1 : first] == "D")
    if at < 1 or words.tag[past] != "NN" or words.text[at] != "that" or following not in "DNJEP":
        return ""
    demands = any("that" in cue.takes for cue in load_cues().get(words.lemma[at - 1], ()))
    return "B" if demands and words.text[past] in load_verbs() else ""  # "demanded that NAME provide"
