"""What Linux knows of a process: CPU time and memory."""

import contextlib
import os
import pathlib
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Begun:
    """For a `with`: begin() starts it, and end() ends it, also when it did not come to the end of begin()."""

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_):
        self.end()


def cpu_seconds(pid):
    """CPU time of all threads so far; counted in ticks of 10 ms."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = fields[11:13]
    return (int(user) + int(system)) / TICKS


def memory_mb(pid):
    """Resident memory at this moment."""
    return _status_mb(pid, "VmRSS:")


def peak_memory_mb(pid):
    """Highest resident memory since the start or the last reset."""
    return _status_mb(pid, "VmHWM:")


def family(pid):
    """The process and all that descend from it, at this moment."""
    children = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # ended meanwhile
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def family_memory_mb(pids):
    """Resident memory of processes together; what they share counts once."""
    return sum(_value_mb(f"/proc/{pid}/smaps_rollup", "Pss:") for pid in pids)


def reset_peak_memory(pid):
    """Only root may, of a process that leaves no core file; of others the peak stays that since the start."""
    with contextlib.suppress(PermissionError):
        pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")


def wait_until_idle(pid, seconds=20):
    """Until the process leaves the processor alone, for instance with a compaction done; not longer than that."""
    end = time.monotonic() + seconds
    before = cpu_seconds(pid)
    while time.monotonic() < end:
        time.sleep(0.5)
        now = cpu_seconds(pid)
        if now - before <= 2 / TICKS:
            return
        before = now


def _status_mb(pid, name):
    return _value_mb(f"/proc/{pid}/status", name)


def _value_mb(file, name):
    for line in pathlib.Path(file).read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"no {name} in {file}")
