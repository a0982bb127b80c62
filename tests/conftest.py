"""What the tests share: readings go to a folder of the test run, and the seed is read once."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def own_cache() -> Iterator[None]:
    """Keep readings of the test run apart from the user's."""
    before = os.environ.get("STANDPOINT_CACHE")
    with tempfile.TemporaryDirectory(prefix="standpoint-test-") as folder:
        os.environ["STANDPOINT_CACHE"] = folder
        yield
    if before is None:
        del os.environ["STANDPOINT_CACHE"]
    else:
        os.environ["STANDPOINT_CACHE"] = before


@pytest.fixture(scope="session")
def seed_corpus(own_cache: None):
    """The seed folder, read."""
    from analysis.corpus import read_corpus

    return read_corpus(ROOT / "seeds")
