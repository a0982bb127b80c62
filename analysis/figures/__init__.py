"""Figures: a table in, Axes out. None is shown, none is saved; the label of each figure is its text alternative.

Colours are Okabe and Ito's (2008), for stance ColorBrewer's PuOr; hatches, markers and numbers say the same without colour.
"""

from analysis.figures.comparison import plot_group_positions, plot_group_shares
from analysis.figures.documents import plot_documents, plot_zones
from analysis.figures.networks import plot_network
from analysis.figures.sources import plot_forms, plot_sourcing
from analysis.figures.spread import plot_dispersion
from analysis.figures.stance import plot_positions, plot_stance_matrix
from analysis.figures.timelines import plot_mentions_over_time, plot_timeline
from analysis.figures.voices import plot_actors
from analysis.figures.words import plot_collocations, plot_keyness, plot_rates, plot_terms

__all__ = [
    "plot_actors",
    "plot_collocations",
    "plot_dispersion",
    "plot_documents",
    "plot_forms",
    "plot_group_positions",
    "plot_group_shares",
    "plot_keyness",
    "plot_mentions_over_time",
    "plot_network",
    "plot_positions",
    "plot_rates",
    "plot_sourcing",
    "plot_stance_matrix",
    "plot_terms",
    "plot_timeline",
    "plot_zones",
]
