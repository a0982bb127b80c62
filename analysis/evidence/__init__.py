"""Tables that show the sentences behind the numbers."""

from analysis.evidence.offices import list_offices
from analysis.evidence.positions import list_positions
from analysis.evidence.quotations import list_terms_at_distance
from analysis.evidence.statements import list_statements, put_leading_first

__all__ = ["list_offices", "list_positions", "list_statements", "list_terms_at_distance", "put_leading_first"]
