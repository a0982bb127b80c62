"""The same words in several documents: who quoted them, who cut them, under which cue, and who wrote on it without them."""

from analysis.parallels.aligning import align_quotations
from analysis.parallels.outlets import count_versions, list_silent

__all__ = ["align_quotations", "count_versions", "list_silent"]
