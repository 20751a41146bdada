"""Where the programs under test are, and how to wait for them."""

import os
import pathlib
import subprocess
import time

BIN = pathlib.Path(os.environ.get("VISH_BIN") or pathlib.Path(__file__).parents[2] / "build/asan/bin").resolve()
CONTRACTS = BIN.parent / "proto"
DEADLINE = 60.0


def until(condition, what, deadline=DEADLINE):
    """The first true value of the condition; fails when there is none in time."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {deadline} s: {what}")
        time.sleep(0.01)


def run(program, *arguments, check=True, cwd=None, programs=BIN):
    """Runs one of our programs to its end and returns its CompletedProcess."""
    done = subprocess.run(
        [programs / program, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=DEADLINE, check=False
    )
    if check and done.returncode != 0:
        raise AssertionError(f"{program} {arguments} ended with {done.returncode}: {done.stderr}")
    return done
