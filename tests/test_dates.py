"""Days in running text, reckoned from Wednesday 20 August 2025."""

import datetime

import pytest

from analysis.dates import find_days

PUBLISHED = datetime.date(2025, 8, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Wednesday", "2025-08-20"),
        ("on Monday", "2025-08-18"),
        ("on Thursday", "2025-08-14"),
        ("last Wednesday", "2025-08-13"),
        ("next Friday", "2025-08-22"),
        ("yesterday", "2025-08-19"),
        ("today", "2025-08-20"),
        ("two days ago", "2025-08-18"),
        ("Aug. 18", "2025-08-18"),
        ("18 August", "2025-08-18"),
        ("December 24", "2024-12-24"),
        ("September 1, 2021", "2021-09-01"),
        ("2022-03-04", "2022-03-04"),
    ],
)
def test_a_day_is_reckoned(text: str, day: str) -> None:
    """A weekday, a relative word, a day with or without a year name one day."""
    assert [str(found.date) for found in find_days(f"They met {text} in Bonn.", published=PUBLISHED)] == [day]


@pytest.mark.parametrize("text", ["last week", "in March", "30 February", "Aug. 18-20", "8/10/2025", "Mondays"])
def test_what_names_no_single_day_is_left_out(text: str) -> None:
    """Weeks, months, spans, impossible days and figures that can be read two ways give nothing."""
    assert find_days(f"They met {text} in Bonn.", published=PUBLISHED) == []


def test_without_publication_only_full_dates_count() -> None:
    """A weekday needs a day to be reckoned from, a date with its year does not."""
    assert [str(found.date) for found in find_days("On Monday, not on May 3, 2020.", published=None)] == ["2020-05-03"]
