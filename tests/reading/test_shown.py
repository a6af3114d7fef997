from __future__ import annotations

from datetime import timedelta

import pytest

from kvadmin.reading.shown import shown


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(hours=26, minutes=30), "26:30"),
        (timedelta(minutes=5, seconds=7, milliseconds=400), "0:05:07"),
        (-timedelta(hours=1), "-1:00"),
        (timedelta(), "0:00"),
    ],
)
def test_durations(duration: timedelta, text: str) -> None:
    assert shown(duration) == text


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (1e300, "0.00", f"1{'0' * 300},00"),
        (1e25, "0000", f"1{'0' * 25}"),
        (1e16, "General", f"1{'0' * 16}"),
        (-0.078, "0.0%", "-7,8 %"),
        (1.7976931348623156e306, "0%", f"17976931348623156{'0' * 292} %"),
        (3.0, "General", "3"),
    ],
)
def test_large_numbers_and_shares(number: float, number_format: str, text: str) -> None:
    assert shown(number, number_format) == text


def test_the_largest_share_is_shown() -> None:
    assert shown(1e308, "0.0%").endswith(",0 %")
