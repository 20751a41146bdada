"""Runs vish_load, the one load generator of all that is measured."""

import json
import subprocess


def ask(programs, pki, port, questions, pids, *, connections, seconds, warm_up=1.0, rate=None, party="deurwaarder",
        may_fail=False):
    """What vish_load measured, with the CPU time of the processes `pids` for 1,000 answers.

    A closed loop without a `rate`; with one the questions a second of an open
    loop. A wrong or missing answer is a failure, unless they `may_fail`: then `errors` tells how many.
    """
    command = [
        programs / "vish_load", "--port", str(port), "--questions", questions,
        "--cert", pki / f"{party}.pem", "--key", pki / f"{party}.key", "--ca", pki / "ca.pem",
        "--connections", str(connections), "--warm-up", str(warm_up), "--seconds", str(seconds),
    ]
    command += [] if rate is None else ["--rate", str(rate)]
    for pid in pids:
        command += ["--server-pid", str(pid)]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0 and not (may_fail and result.returncode == 1):
        raise RuntimeError(f"vish_load failed: {result.stdout}")
    measured = json.loads(result.stdout)
    # A short window on a busy machine can be without any.
    measured["serverCpuSecondsPer1000"] = measured["serverCpuSeconds"] / max(measured["answers"], 1) * 1000
    measured["generatorCores"] = measured["ownCpuSeconds"] / measured["seconds"]
    return measured
