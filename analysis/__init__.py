"""Standpoint reads news and political text: who speaks, what they say, about whom and what, and where they stand.

In a notebook, begin with ``from analysis import explore`` and ``explore.open_corpus("folder")``.
"""

__all__ = ["counts", "display", "evidence", "explore", "figures", "groups", "networks", "parallels", "selection", "terms"]


def __dir__() -> list[str]:
    return __all__
