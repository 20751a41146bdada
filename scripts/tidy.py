"""Runs clang-tidy over the rooms, in parallel.

Usage: tidy.py BUILD_FOLDER CACHE_FOLDER [FILE...]

The build folder is one of unity builds, so that the headers of the libraries,
in which most of the time goes, are read once for several sources. A source that passed is not read again until it, a header of ours that it
includes, its compile command or the rules change.

With FILEs only those are read, each by itself and in any case; of a header, a source of its room that includes it. How
far it is goes to standard error.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

FOLDERS = ("base", "proto", "storage", "server", "vishctl")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
INCLUDE_FOLDER = re.compile(r"-I(\S+)")
# The compile commands are those of g++, whose warning names clang does not all know.
TIDY = ("clang-tidy", "--quiet", "--extra-arg=-Wno-unknown-warning-option")
# The analyzer follows Asio's coroutines into the library, for minutes, and finds
# there what is not so; the sanitizers watch the server.
WITHOUT = {"server": ("--checks=-clang-analyzer-*",)}
SECONDS_BETWEEN = 10


def folder_of(entry, root):
    """Of a group of sources, which CMake writes below the build folder, or of one that is compiled alone."""
    file = pathlib.Path(entry["file"])
    return file.relative_to(root if file.is_relative_to(root) else pathlib.Path.cwd()).parts[0]


def included(path, folders, seen):
    """Adds to `seen` the path and the headers of ours that it includes, at any depth."""
    if path in seen:
        return
    seen.add(path)
    for name in INCLUDE.findall(path.read_text()):
        for folder in (path.parent, *folders):
            if (folder / name).is_file():
                included((folder / name).resolve(), folders, seen)
                break


def include_folders(entry):
    return [pathlib.Path(entry["directory"], folder) for folder in INCLUDE_FOLDER.findall(entry["command"])]


def digest(entry):
    """Names everything that the outcome for this source depends on."""
    files = set()
    included(pathlib.Path(entry["file"]), include_folders(entry), files)
    text = hashlib.sha256(repr((TIDY, WITHOUT)).encode() + entry["command"].encode())
    for file in (pathlib.Path(".clang-tidy"), *sorted(files)):
        text.update(file.read_bytes())
    return text.hexdigest()


def passes(entry, root, commands):
    """Runs clang-tidy; prints what it finds."""
    options = WITHOUT.get(folder_of(entry, root), ())
    result = subprocess.run([*TIDY, *options, "-p", commands, entry["file"]], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        print(result.stdout, result.stderr, sep="\n", flush=True)
    return result.returncode == 0


def visit_all(entries, root, commands, done):
    """How many pass; `done` is called for each that does."""
    begun = told = time.monotonic()
    passed = 0

    def visit(entry):
        return entry, passes(entry, root, commands)

    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        visits = [pool.submit(visit, entry) for entry in entries]
        for count, each in enumerate(concurrent.futures.as_completed(visits), 1):
            entry, passed_this = each.result()
            if passed_this:
                passed += 1
                done(entry)
            if time.monotonic() - told > SECONDS_BETWEEN:
                told = time.monotonic()
                print(f"      tidy: {count} of {len(entries)}, {told - begun:.0f} s", file=sys.stderr, flush=True)
    return passed


def alone(source, entries):
    """How that source is compiled by itself: as the group that it is in."""
    for entry in entries:
        group = pathlib.Path(entry["file"])
        if group == source or f'"{source}"' in group.read_text():
            return {**entry, "file": str(source), "command": entry["command"].replace(str(group), str(source))}
    raise SystemExit(f"{source} is compiled nowhere")


def source_for(file):
    """The source itself; for a header the source of that name, or another of its room that includes it."""
    file = file.resolve()
    if file.suffix == ".cc":
        return file
    sources = [file.with_suffix(".cc"), *sorted(file.parent.glob("*.cc"))]
    name = file.relative_to(pathlib.Path.cwd()).as_posix()
    found = [source for source in sources if source.exists() and f'#include "{name}"' in source.read_text()]
    return found[0] if found else None


def tidy_files(files, entries, root, commands):
    sources = {source_for(file) for file in files if file.parts[0] in FOLDERS} - {None}
    own = [alone(source, entries) for source in sorted(sources)]
    commands.mkdir(parents=True, exist_ok=True)
    (commands / "compile_commands.json").write_text(json.dumps(own))
    passed = visit_all(own, root, commands, lambda _: None)
    print(f"{len(own)} of {len(files)} files, of which {len(own) - passed} failed")
    return passed == len(own)


def tidy_rooms(entries, root, cache):
    stamps = {entry["file"]: cache / digest(entry) for entry in entries}
    stale = [entry for entry in entries if not stamps[entry["file"]].exists()]
    passed = visit_all(stale, root, root, lambda entry: stamps[entry["file"]].touch())
    print(f"{len(entries)} groups of sources, of which {len(stale)} changed and {len(stale) - passed} failed")
    return passed == len(stale)


def main(build, cache, *files):
    root = pathlib.Path(build).resolve()
    cache = pathlib.Path(cache)
    cache.mkdir(parents=True, exist_ok=True)
    entries = json.loads(pathlib.Path(build, "compile_commands.json").read_text())
    entries = [e for e in entries if folder_of(e, root) in FOLDERS]
    if files:
        good = tidy_files([pathlib.Path(file) for file in files], entries, root, cache / "alone")
    else:
        good = tidy_rooms(entries, root, cache)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
