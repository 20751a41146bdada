"""Another time for every program that a test starts, by Debian's libfaketime. The test's own Python keeps the real one."""

import contextlib
import datetime
import functools
import math
import os
import pathlib
import zoneinfo
from unittest import mock

import pytest

from harness.programs import BIN

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
FAKETIME = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


@functools.cache
def _is_built_with(name):
    """Whether vishd names a library or a function."""
    return name in (BIN / "vishd").read_bytes()


def _allocator():
    """jemalloc asks the time before libfaketime can tell it: then the C library takes its place."""
    return ["libstdc++.so.6", "libc.so.6"] if _is_built_with(b"libjemalloc.so") else []


@contextlib.contextmanager
def clock_at(moment):
    """Programs started within see their clock go on from "2026-11-25 09:05" in Amsterdam."""
    assert FAKETIME, "libfaketime is missing: install faketime"
    if _is_built_with(b"__tsan_init"):
        pytest.skip("libfaketime hides from ThreadSanitizer that who waits gives up its mutex")
    wanted = datetime.datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=AMSTERDAM)
    offset = wanted - datetime.datetime.now(AMSTERDAM)
    environment = {
        "LD_PRELOAD": " ".join([str(FAKETIME), *_allocator()]),
        "FAKETIME": f"{math.ceil(offset.total_seconds()):+d}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # deadlines go by the real one
        # The sanitizer wants to come before every other library.
        "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0",
    }
    with mock.patch.dict(os.environ, environment):
        yield
