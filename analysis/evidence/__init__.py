"""Tables that show the sentences behind the numbers."""

from analysis.evidence.articles import choose_articles, mark_articles
from analysis.evidence.groups import list_group_places, list_group_positions, list_group_statements
from analysis.evidence.offices import list_offices
from analysis.evidence.places import list_places
from analysis.evidence.positions import add_ties, list_positions
from analysis.evidence.quotations import list_terms_at_distance
from analysis.evidence.statements import list_statements

__all__ = [
    "add_ties",
    "choose_articles",
    "list_group_places",
    "list_group_positions",
    "list_group_statements",
    "list_offices",
    "list_places",
    "list_positions",
    "list_statements",
    "list_terms_at_distance",
    "mark_articles",
]
