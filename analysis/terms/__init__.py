"""Words counted: how often, whose, key for whom, how evenly, beside which others, and in which sentences.

Formulas: docs/measures.md. A voice is chosen with `select_words`; groups of documents are a Series doc_id -> label.
"""

from analysis.terms.collocations import count_collocations
from analysis.terms.concordance import find_concordance
from analysis.terms.frequency import bound_terms, count_terms
from analysis.terms.keyness import count_group_keyness, count_keyness, list_group_key_words
from analysis.terms.lines import select_text
from analysis.terms.lists import load_frequencies
from analysis.terms.occurrences import list_group_occurrences, list_occurrences, list_pairs
from analysis.terms.rates import count_group_rates, count_voice_rates
from analysis.terms.spread import count_dispersion, count_spread
from analysis.terms.voices import list_lines, name_voices, select_sides, select_words, tell_voice
from analysis.terms.words import load_stop_words

__all__ = [
    "bound_terms",
    "count_collocations",
    "count_dispersion",
    "count_group_keyness",
    "count_group_rates",
    "count_keyness",
    "count_spread",
    "count_terms",
    "count_voice_rates",
    "find_concordance",
    "list_group_key_words",
    "list_group_occurrences",
    "list_lines",
    "list_occurrences",
    "list_pairs",
    "load_frequencies",
    "load_stop_words",
    "name_voices",
    "select_sides",
    "select_text",
    "select_words",
    "tell_voice",
]
