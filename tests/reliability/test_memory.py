"""What the web processes take of a small machine's memory."""

import pytest

from benchmarks.servers import memory_mb
from tests.reliability.hub import Hub

# Some 140 after a first answer; what is loaded for nothing shows here before it shows in `make bench`.
MOST_MB = 160


@pytest.mark.long
def test_two_web_processes_begin_far_below_what_they_may_take(hub: Hub) -> None:
    hub.environment["WEB_WORKERS"] = "2"
    hub.start_all("web")
    (waiting,) = hub.below_keeper("web")
    assert 80 < memory_mb(waiting) < MOST_MB
