"""Tables for people and JSON for programs."""

import datetime
import json
import os
import platform
import statistics


def medians(runs):
    """Of several runs of the same measurement: the median of each figure."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def print_table(title, columns, rows):
    """Prints rows of text under their columns: the first to the left, the others to the right."""
    widths = [max(len(line[place]) for line in (columns, *rows)) for place in range(len(columns))]
    print(f"\n{title}")
    for line in (columns, *rows):
        first = line[0].ljust(widths[0])
        print("  ".join([first] + [cell.rjust(width) for cell, width in zip(line[1:], widths[1:])]))


def write_json(file, figures):
    about = {
        "measuredAt": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "kernel": platform.release()},
    }
    with open(file, "w", encoding="utf-8") as out:
        json.dump(about | figures, out, indent=2)
        out.write("\n")
