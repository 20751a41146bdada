"""What the operator's handbook prints, chapter by chapter."""

import pathlib
import re

TEXT = (pathlib.Path(__file__).parents[2] / "docs/beheer.md").read_text(encoding="utf-8")
_CHAPTER = re.compile(r"^## (.+)\n((?:(?!## ).*\n)*)", re.MULTILINE)
_COMMANDS = re.compile(r"^```(?:sh|bash|console)\b.*\n((?:.*\n)*?)```$", re.MULTILINE)


def chapters():
    """(title, its blocks of commands), in order."""
    return [(title, _COMMANDS.findall(text)) for title, text in _CHAPTER.findall(TEXT)]


def commands_of(title):
    return dict(chapters())[title]
