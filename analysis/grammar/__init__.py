"""Grammar from tags alone: words as letters, phrases, verb groups, subjects. No parser."""

from analysis.grammar.lexis import load_actor_verbs, load_effects, load_nouns, load_words
from analysis.grammar.phrases import extend_phrase, find_clause_end, find_phrase, is_time
from analysis.grammar.verbs import find_group, find_subject, is_hedged, is_negated, is_passive, is_subjunctive
from analysis.grammar.words import REACH, Chunk, Words, read_words

__all__ = [
    "REACH",
    "Chunk",
    "Words",
    "extend_phrase",
    "find_clause_end",
    "find_group",
    "find_phrase",
    "find_subject",
    "is_hedged",
    "is_negated",
    "is_passive",
    "is_subjunctive",
    "is_time",
    "load_actor_verbs",
    "load_effects",
    "load_nouns",
    "load_words",
    "read_words",
]
