"""Words counted: how often, how evenly, beside which others, and where they stand. Formulas: docs/measures.md."""

from analysis.terms.collocations import count_collocations
from analysis.terms.concordance import find_concordance, find_occurrences
from analysis.terms.frequency import count_by_voice, count_dispersion, count_terms
from analysis.terms.words import load_stop_words

__all__ = [
    "count_by_voice",
    "count_collocations",
    "count_dispersion",
    "count_terms",
    "find_concordance",
    "find_occurrences",
    "load_stop_words",
]
