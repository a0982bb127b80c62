"""Suspected damage in an English text: a missing space (oldwar), a broken word (st ates). Reported, never repaired."""


def find_damage(text: str, start: int = 0) -> list[str]:
    """Return a note for each suspected damage of `text` from `start` on."""
    return []
