"""Tables counted: documents, actors, sources, chains, positions, groups. Nothing but grouping, shares and intervals.

Formulas and sources: docs/measures.md. What most of these tables have:
    n            rows found
    n_docs       documents that hold them
    n_expected   sum of the rows' weights: how many of them are right, if the probabilities are (null counts as 1)
    share        weights of these rows / weights of all, null where there are none
    share_low, share_high    95 % interval (intervals.py); null with fewer than two documents and for a share of 0
    small        too few rows or documents to build on (`intervals.is_small`)
"""

from analysis.counts.actors import count_actors
from analysis.counts.chains import count_addressees, count_chains, count_depths
from analysis.counts.comparisons import count_group_actors, count_group_positions, find_about
from analysis.counts.documents import count_documents, count_zones
from analysis.counts.groups import count_shares
from analysis.counts.limits import count_unresolved, tell_limits
from analysis.counts.loading import count_dates, count_encodings, count_languages, list_dates
from analysis.counts.positions import count_positions
from analysis.counts.sources import count_cues, count_quotation_uses, count_sources, count_sourcing
from analysis.counts.timelines import count_by_time, fit_unit

__all__ = [
    "count_actors",
    "count_addressees",
    "count_by_time",
    "count_chains",
    "count_cues",
    "count_dates",
    "count_depths",
    "count_documents",
    "count_encodings",
    "count_group_actors",
    "count_group_positions",
    "count_languages",
    "count_positions",
    "count_quotation_uses",
    "count_shares",
    "count_sources",
    "count_sourcing",
    "count_unresolved",
    "count_zones",
    "find_about",
    "fit_unit",
    "list_dates",
    "tell_limits",
]
