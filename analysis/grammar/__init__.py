"""Grammar from tags alone: words as letters, phrases, verb groups, subjects. No parser."""

from analysis.grammar.lexis import load_actor_verbs, load_effects, load_nouns, load_verbs, load_words
from analysis.grammar.phrases import extend_phrase, find_clause_end, find_phrase, is_time
from analysis.grammar.verbs import find_group, find_hedge, find_subject, is_negated, is_passive, is_subjunctive, opens_adverbial
from analysis.grammar.words import REACH, Chunk, Words, read_words

__all__ = [
    "REACH",
    "Chunk",
    "Words",
    "extend_phrase",
    "find_clause_end",
    "find_group",
    "find_hedge",
    "find_phrase",
    "find_subject",
    "is_negated",
    "is_passive",
    "is_subjunctive",
    "is_time",
    "load_actor_verbs",
    "load_effects",
    "load_nouns",
    "load_verbs",
    "load_words",
    "opens_adverbial",
    "read_words",
]
