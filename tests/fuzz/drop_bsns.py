"""Removes from a folder every input that holds a BSN which may be somebody's:
eight or nine digits, also with signs between them or in UTF-16, that pass the
elfproef and are no public test number."""

import pathlib
import re
import sys

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# 000009921 is a public one too, for its leading zeros.
PUBLIC = re.compile("99999[0-9]{4}|000009921|000000000")
BETWEEN = re.compile(rb"[\x00 .\-\xc2\xa0]+")
DIGITS = re.compile(rb"(?<![0-9])[0-9]{8,9}(?![0-9])")


def is_somebodys(digits):
    nine = digits.decode().zfill(9)
    return sum(w * int(d) for w, d in zip(WEIGHTS, nine)) % 11 == 0 and not PUBLIC.fullmatch(nine)


def holds_bsn(data):
    return any(is_somebodys(digits) for text in (data, BETWEEN.sub(b"", data)) for digits in DIGITS.findall(text))


dropped = [path for path in pathlib.Path(sys.argv[1]).iterdir() if holds_bsn(path.read_bytes())]
for path in dropped:
    path.unlink()
print(f"{len(dropped)} inputs dropped that held a possible BSN")
