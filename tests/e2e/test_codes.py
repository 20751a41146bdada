"""The guides explain every code that the sources know, and no other."""

import pathlib
import re

ROOT = pathlib.Path(__file__).parents[2]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def error_codes():
    rows = re.findall(r'Foutsoort\{\w+, "(\w+)", (\d+)', read("proto/terms/foutcode.cc"))
    return {(status, name) for name, status in rows}


def finding_codes():
    reader = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "proto/dayfile").glob("*.cc")))
    return {
        *re.findall(r'\{(?:0|regel|record_?\.regel), "([a-z_]+)",', reader),  # the file as a whole
        *re.findall(r'Entry\{"([a-z_]+)", Ernst::', reader),
        *re.findall(r'\.code = "([a-z_]+)"', reader),
        *re.findall(r'report\(bevindingen, rij\.regel, "([a-z_]+)"', read("storage/delivery/kenmerkpersonen.cc")),
        *re.findall(r'skip\([\w.]+, "\w+", "([a-z_]+)"', read("storage/delivery/row_intake.cc")),
        *re.findall(r'add\(\{regel, "\w+", [\w:]+, "([a-z_]+)"', read("storage/delivery/row_intake.cc")),
        *re.findall(r'kTestnummer = "([a-z_]+)"', read("storage/delivery/row_intake.h")),
        *re.findall(r'remark\(rapport, "([a-z_]+)"', read("storage/comparison/leverpatroon.cc") + read("storage/stand/opvallend.cc")),
    }


def error_rows(guide):
    """(status, code) of each row of the tables of a guide."""
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)` \|", read(guide), re.MULTILINE)
    assert len(rows) == len(set(rows)), f"{guide} explains a code twice"
    return set(rows)


def test_every_error_code_is_explained_to_whoever_can_get_it():
    delivering = {code for code in error_codes() if code[0] != "429"}
    asking = {code for code in error_codes() if code[1] != "aanleveringGeweigerd" and code[0] != "409"}
    assert error_rows("docs/gemeente.md") == delivering
    assert error_rows("docs/deurwaarder.md") == asking


def test_every_finding_in_a_day_file_is_explained():
    table = read("docs/gemeente.md").partition("### Alle codes")[2]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE)) == finding_codes()
    assert len(finding_codes()) > 20
