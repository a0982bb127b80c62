"""Names: which words they are, where they begin and end, and of what kind each is."""

from analysis.names.finding import LOOKS, find_names

__all__ = ["LOOKS", "find_names"]
