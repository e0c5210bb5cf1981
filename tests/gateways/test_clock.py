"""The clock of this machine speaks UTC in whole milliseconds."""

from datetime import UTC, datetime

import time_machine

from babydrop_desktop.gateways.clock import SystemClock


def test_the_clock_gives_utc_cut_to_whole_milliseconds():
    moment = datetime(2026, 11, 22, 16, 46, 31, 123_987, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        assert SystemClock().now() == datetime(2026, 11, 22, 16, 46, 31, 123_000, tzinfo=UTC)
        assert SystemClock().now().tzinfo is UTC
