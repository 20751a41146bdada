"""Runs clang-tidy over the rooms, in parallel.

Usage: tidy.py BUILD_FOLDER CACHE_FOLDER

The build folder is one of unity builds, so that the headers of the libraries,
in which most of the time goes, are read once for several sources. A source that passed is not read again until it, a header of ours that it
includes, its compile command or the rules change.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

FOLDERS = ("base", "proto", "storage", "server", "vishctl")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
INCLUDE_FOLDER = re.compile(r"-I(\S+)")
# The compile commands are those of g++, whose warning names clang does not all know.
TIDY = ("clang-tidy", "--quiet", "--extra-arg=-Wno-unknown-warning-option")
# The analyzer follows Asio's coroutines into the library, for minutes, and finds
# there what is not so; the sanitizers watch the server.
WITHOUT = {"server": ("--checks=-clang-analyzer-*",)}


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


def digest(entry):
    """Names everything that the outcome for this source depends on."""
    folders = [pathlib.Path(folder) for folder in INCLUDE_FOLDER.findall(entry["command"])]
    files = set()
    included(pathlib.Path(entry["file"]), folders, files)
    text = hashlib.sha256(repr((TIDY, WITHOUT)).encode() + entry["command"].encode())
    for file in (pathlib.Path(".clang-tidy"), *sorted(files)):
        text.update(file.read_bytes())
    return text.hexdigest()


def passes(entry, build):
    """Runs clang-tidy; prints what it finds."""
    options = WITHOUT.get(folder_of(entry, build), ())
    result = subprocess.run([*TIDY, *options, "-p", build, entry["file"]], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        print(result.stdout, result.stderr, sep="\n", flush=True)
    return result.returncode == 0


def main(build, cache):
    root = pathlib.Path(build).resolve()
    cache = pathlib.Path(cache)
    cache.mkdir(parents=True, exist_ok=True)
    entries = json.loads(pathlib.Path(build, "compile_commands.json").read_text())
    entries = [e for e in entries if folder_of(e, root) in FOLDERS]
    stale = [(entry, stamp) for entry in entries if not (stamp := cache / digest(entry)).exists()]

    def visit(work):
        entry, stamp = work
        if passes(entry, root):
            stamp.touch()
            return True
        return False

    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        passed = sum(pool.map(visit, stale))
    print(f"{len(entries)} groups of sources, of which {len(stale)} changed and {len(stale) - passed} failed")
    return 0 if passed == len(stale) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
