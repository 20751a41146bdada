"""Test numbers, and which numbers in a text are BSNs."""

import itertools
import re

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
KNOWN_FREE = "999993653"


def passes_elfproef(text):
    return text != "0" * 9 and sum(w * int(d) for w, d in zip(WEIGHTS, text)) % 11 == 0


TEST_BSNS = [text for text in map(str, range(999990000, 1000000000)) if passes_elfproef(text)]
FAILING = "999990018"

# Not the digits of an id or a fingerprint in hex, which may be any.
_NINE_DIGITS = re.compile(rb"(?<![0-9A-Za-z])[0-9]{9}(?![0-9A-Za-z])")
_LOST_ZERO = re.compile(rb"^\"?([0-9]{8})\"?[;,\t]", re.MULTILINE)


def bsns_in(data):
    """Every BSN in a text, also those whose leading zero a spreadsheet ate."""
    numbers = {found.decode() for found in _NINE_DIGITS.findall(data)}
    numbers |= {"0" + found.decode() for found in _LOST_ZERO.findall(data)}
    return {number for number in numbers if passes_elfproef(number)}


class Pool:
    """Hands out test numbers that no other test of the module has."""

    def __init__(self):
        self._numbers = (number for number in TEST_BSNS if number != KNOWN_FREE)

    def take(self, count):
        return list(itertools.islice(self._numbers, count))
