"""Each module gets an installation and a server of its own; its constant
SETTINGS, where there is one, goes into vishd.toml, and its function prepare
gets the installation before the start."""

import pytest

from harness.installation import Installation
from harness.job import Job


@pytest.fixture(scope="module")
def vish(request, tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("installatie"), getattr(request.module, "SETTINGS", None))
    getattr(request.module, "prepare", lambda _: None)(installation)
    installation.add_operator("beheerder2", "beheer")
    installation.add_operator("auditor", "auditor")
    installation.add_operator("privacy", "privacy")
    try:
        installation.start()
        yield installation
        installation.finish()
    finally:
        installation.kill()


@pytest.fixture
def own(tmp_path):
    """An installation that a test may start, break and stop as it likes."""
    installation = Installation(tmp_path)
    installation.add_operator("beheerder2", "beheer")
    yield installation
    installation.kill()


@pytest.fixture(scope="module")
def job(vish):
    job = Job(vish)
    job.connect_parties()
    return job


@pytest.fixture
def bsns(vish):
    """Takes BSNs that no other test of the module uses."""
    return vish.bsns.take
