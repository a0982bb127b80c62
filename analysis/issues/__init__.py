"""Issues: from a codebook or discovered in the texts, who takes a position on them and where they are spoken of."""

from analysis.issues.codebook import Codebook, Issue, load_codebook
from analysis.issues.gathering import pack_uses
from analysis.issues.linking import (
    choose_issues,
    discover_issues,
    find_missed,
    find_target_words,
    index_targets,
    link_issues,
    list_issues,
    match_issues,
    order_issues,
    sharpen_patterns,
)
from analysis.issues.matching import Patterns, WordIndex
from analysis.issues.suggestion import write_codebook
from analysis.issues.uses import find_uses, list_targets

__all__ = [
    "Codebook", "Issue", "Patterns", "WordIndex", "choose_issues", "discover_issues", "find_missed", "find_target_words",
    "find_uses", "index_targets", "link_issues", "list_issues", "list_targets", "load_codebook", "match_issues", "order_issues",
    "pack_uses", "sharpen_patterns", "write_codebook",
]  # fmt: skip
