"""Figures: a table in, Axes out. None is shown, none is saved; the label of each figure is its text alternative.

Colours are Okabe and Ito's (2008), for stance ColorBrewer's PuOr; hatches, markers and numbers say the same without colour.
"""

from analysis.figures.documents import plot_documents, plot_forms, plot_zones
from analysis.figures.stance import plot_positions, plot_stance_matrix
from analysis.figures.voices import plot_actors
from analysis.figures.words import plot_collocations, plot_dispersion, plot_terms

__all__ = [
    "plot_actors",
    "plot_collocations",
    "plot_dispersion",
    "plot_documents",
    "plot_forms",
    "plot_positions",
    "plot_stance_matrix",
    "plot_terms",
    "plot_zones",
]
