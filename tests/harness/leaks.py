"""Searches bytes for BSNs in every form in which software tends to keep them.

Forms: ASCII, UTF-16 in both byte orders, packed BCD in both nibble
alignments, and 8-byte integers in both byte orders. Each form is found by one
pass over the bytes, however many BSNs are looked for. An integer counts from
2^24 on: a smaller one, for instance of 000009921, may be any counter.
"""

import re


def _bytes_with_low_digit(highs):
    ranges = [re.escape(bytes([high << 4])) + b"-" + re.escape(bytes([high << 4 | 9])) for high in highs]
    return b"[" + b"".join(ranges) + b"]"


_TWO_DIGITS = _bytes_with_low_digit(range(10))
_ONE_DIGIT = _bytes_with_low_digit(range(16))


def _candidates(pattern):
    return re.compile(b"(?=(" + pattern + b"))", re.DOTALL)


_FORMS = {
    "ASCII": (_candidates(rb"[0-9]{9}"), lambda found: found.decode()),
    "UTF-16 LE": (_candidates(rb"(?:[0-9]\x00){9}"), lambda found: found.decode("utf-16-le")),
    "UTF-16 BE": (_candidates(rb"(?:\x00[0-9]){9}"), lambda found: found.decode("utf-16-be")),
    "BCD, first nibble": (
        _candidates(rb"(?!\x00{4})" + _TWO_DIGITS + rb"{4}[\x00-\x9f]"),
        lambda found: found.hex()[:9],
    ),
    "BCD, second nibble": (
        _candidates(rb"(?!.\x00{4})" + _ONE_DIGIT + _TWO_DIGITS + rb"{4}"),
        lambda found: found.hex()[1:],
    ),
    "8-byte integer LE": (
        _candidates(rb".{3}[\x01-\x3b]\x00{4}"),
        lambda found: f"{int.from_bytes(found, 'little'):09}",
    ),
    "8-byte integer BE": (
        _candidates(rb"\x00{4}[\x01-\x3b].{3}"),
        lambda found: f"{int.from_bytes(found, 'big'):09}",
    ),
}


ALL_FORMS = tuple(_FORMS)
# The other forms are four bytes and a half of information: among millions of pseudonyms, which often
# follow zero bytes, one of hundreds of BSNs is found by chance. Text is not.
FORMS_IN_VOLUME = ("ASCII", "UTF-16 LE", "UTF-16 BE")


def leaks_in(data, bsns, forms=ALL_FORMS):
    """(form, BSN) for every form in which one of the BSNs stands in the bytes."""
    found = {(form, _FORMS[form][1](hit)) for form in forms for hit in _FORMS[form][0].findall(data)}
    return sorted((form, text) for form, text in found if text in bsns)


def leaks_under(folder, bsns, forms=ALL_FORMS):
    """The same for every file below a folder, with its path."""
    return [
        (str(path.relative_to(folder)), *leak)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for leak in leaks_in(path.read_bytes(), bsns, forms)
    ]
