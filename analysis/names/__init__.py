"""Names: which words they are, where they begin and end, and of what kind each is."""

from analysis.names.finding import find_names

__all__ = ["find_names"]
