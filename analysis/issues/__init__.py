"""Issues: from a codebook or discovered in the texts, who takes a position on them and where they are spoken of."""

from analysis.issues.codebook import Codebook, Issue, load_codebook
from analysis.issues.linking import link_issues
from analysis.issues.suggestion import write_codebook

__all__ = ["Codebook", "Issue", "link_issues", "load_codebook", "write_codebook"]
