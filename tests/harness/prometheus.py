"""Prometheus's own tool as the judge, and the names of metrics."""

import re
import subprocess

from harness.programs import DEADLINE

# Those of Prometheus itself.
OF_PROMETHEUS = {"up", "ALERTS"}
# Suffixes under which a histogram is asked for.
_OF_HISTOGRAM = re.compile(r"_(bucket|sum|count)$")
_NAME = re.compile(r"\b(?:vish|process)_[a-z_]+\b|\bup\b")


def promtool(*arguments, text=""):
    """What it says; fails when it finds anything wrong."""
    done = subprocess.run(
        ["promtool", *map(str, arguments)], input=text, capture_output=True, text=True, timeout=DEADLINE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def measured(vish):
    """The names of the metrics of the running server."""
    return set(re.findall(r"^# TYPE (\S+) ", vish.observe("/metrics")[1], re.MULTILINE))


def names_in(expression):
    """The metrics that a PromQL expression asks for."""
    return {_OF_HISTOGRAM.sub("", name) for name in _NAME.findall(re.sub(r'"[^"]*"', '""', expression))}
