"""The commands of the README and the guides, run exactly as they are printed; and where their links lead.

In a ```console fence a line that starts with `$ ` is a command; it goes on
while lines end with `\\`. What follows is its output, in which `…` stands for
anything. Fences run in order, all in one shell in the folder of a new
installation with the usual ports, in a network of its own, with the examples beside it, after the
sections of the demonstration that come before the document.

What no test can run (another system, a scheduler) has the line
<!-- geen-test --> above its fence, which a reader does not see, and is counted,
so that there cannot be more of it unnoticed.
"""

import os
import pathlib
import re
import shutil
from typing import NamedTuple

import pytest

from harness.bsn import bsns_in
from harness.installation import Installation
from harness.network import own_network
from harness.programs import BIN
from harness.shell import Shell

ROOT = pathlib.Path(__file__).parents[2]
DEMONSTRATION = "docs/demonstratie.md"
PARTIES = "De partijen registreren"
DELIVERY = "De gemeente levert aan"


class Guide(NamedTuple):
    first: list  # sections of the demonstration
    not_run: int  # fences that no test runs


GUIDES = {
    "README.md": Guide([PARTIES, DELIVERY], 1),
    DEMONSTRATION: Guide([], 1),
    "docs/gemeente.md": Guide([PARTIES], 4),
    "docs/deurwaarder.md": Guide([PARTIES], 1),
    "docs/beveiliging.md": Guide([PARTIES], 0),
    "docs/avg.md": Guide([PARTIES], 0),
}
DOCUMENTS = sorted(path.relative_to(ROOT) for part in ("*.md", "*/README.md", "docs/**/*.md") for path in ROOT.glob(part))
COMMANDS = {"console", "sh", "bash", "powershell"}
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = "<!-- geen-test -->\n"
ANY_FENCE = re.compile(rf"^({NOT_RUN})?```(\S+)(.*)\n(?:.*\n)*?```$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def steps(text):
    """(command, shown output) in order of the document."""
    found = []
    for fence in FENCE.findall(text):
        for part in re.split(r"^\$ ", fence, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            count = next(number for number, line in enumerate(lines, 1) if not line.endswith("\\"))
            found.append(("\n".join(lines[:count]), "\n".join(lines[count:]).strip()))
    return found


def read(document):
    return (ROOT / document).read_text(encoding="utf-8")


def section(text, title):
    """The part of a document under a heading, up to the next one."""
    return re.search(rf"^#+ {re.escape(title)}$(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)[1]


def matches(shown, output):
    """Whether the output is as shown, apart from white space and what `…` hides."""
    pieces = [r"\s*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", piece))) for piece in shown.split("…")]
    return re.search(r"[\s\S]*?".join(pieces), output) is not None


def test_commands_and_their_output_are_read_from_a_guide():
    guide = "x\n```console\n$ one \\\n  two\nout …\n$ three\n```\n```sh\n$ no\n```\n"
    assert steps(guide) == [("one \\\n  two", "out …"), ("three", "")]
    assert matches('{"a": "…",\n "b": 1}', 'x {"a":"abc","b":1}')
    assert not matches('{"a": "…", "b": 2}', '{"a":"abc","b":1}')


def anchors(text):
    """What GitHub calls each heading."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


def broken_links(document):
    for path, anchor in LINK.findall(read(document)):
        target = (ROOT / document).parent / path if path else ROOT / document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            yield f"{path}#{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_leads_to_a_file_and_a_heading_that_exist(document):
    assert list(broken_links(document)) == []


def test_every_decision_is_in_their_list():
    listed = {path for path, _ in LINK.findall(read("docs/decisions/README.md"))}
    assert {path.name for path in (ROOT / "docs/decisions").glob("0*.md")} <= listed


@pytest.mark.parametrize("document", GUIDES)
def test_what_is_not_run_says_so_and_does_not_grow(document):
    fences = [fence for fence in ANY_FENCE.findall(read(document)) if fence[1] in COMMANDS]
    not_run = [fence for fence in fences if fence[0]]
    others = {(language, rest) for marked, language, rest in fences if not marked}
    assert others <= {("console", "")}, f"{document} has commands that are neither run nor marked"
    assert len(not_run) == GUIDES[document].not_run
    assert read(document).count("geen-test") == len(not_run), f"{document} has a mark that stands above no fence"


@pytest.mark.parametrize("document", GUIDES)
def test_every_command_in_the_document_does_what_the_document_says(document, tmp_path):
    commands = [step for title in GUIDES[document].first for step in steps(section(read(DEMONSTRATION), title))]
    shown = steps(read(document))
    assert shown, f"{document} shows no commands"
    with own_network():
        run_document(Installation(tmp_path, free_ports=False), commands + shown)


def run_document(installation, commands):
    shutil.copytree(ROOT / "docs/voorbeelden", installation.folder / "voorbeelden")
    installation.start()
    shell = Shell(installation.folder, {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"})
    try:
        for command, shown in commands:
            output = shell(command)
            assert matches(shown, output), f"$ {command}\nshows\n{output}\ninstead of\n{shown}"
        for file in installation.folder.iterdir():
            if file.is_file() and file != installation.log:
                installation.used_bsns |= bsns_in(file.read_bytes())
        installation.finish()
    finally:
        shell.close()
        installation.kill()
