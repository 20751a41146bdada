"""After a clock that was ahead the moment of receipt tells who is late, not an id: those go on ascending."""

import json

import pytest

from harness.clock import clock_at
from harness.installation import Installation
from harness.job import Job


@pytest.fixture
def own(tmp_path):
    with clock_at("2026-11-20 15:00"):
        own = Installation(tmp_path)
    yield own
    own.kill()


def late(own):
    """Which aansluitingen, by the status and by the metrics, which say the same."""
    told = json.loads(own.vishctl("--json", "status").stdout)["teLaat"]
    assert f"vish_aansluitingen_late {told['aantal']}" in own.observe("/metrics")[1].splitlines()
    return told["aansluitcodes"]


def test_a_file_that_was_received_while_the_clock_was_ahead_hides_no_delay(own):
    job, people = Job(own), own.bsns.take(3)

    def deliver(code, peildatum):
        report = job.expect(job.deliver(code, people, peildatum), 201).json
        return report["aanleveringId"], report["ontvangenOp"][:10]

    with clock_at("2026-11-20 15:00"):  # a Friday
        own.start()
        job.connect_parties()
        code, other = job.aansluiting(), job.aansluiting()
        own.stop()
    with clock_at("2026-12-30 08:00"):  # forty days ahead
        own.start()
        ahead, received = deliver(code, "2026-11-20")
        assert received == "2026-12-30"
        own.stop()
    with clock_at("2026-11-23 09:30"):
        own.start()
        assert late(own) == [code, other]
        identity, received = deliver(code, "2026-11-23")
        assert identity > ahead and received == "2026-11-23"
        assert late(own) == [other]
        own.stop()
    with clock_at("2026-11-24 09:30"):
        own.start()
        assert late(own) == [code, other]
        own.finish()
