"""The guides explain every code that the sources know, and no other."""

import pathlib
import re

ROOT = pathlib.Path(__file__).parents[2]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def error_codes():
    rows = re.findall(r'Foutsoort\{\w+, "(\w+)", (\d+)', read("proto/terms/foutcode.cc"))
    return {(status, name) for name, status in rows}


def findings():
    """(code, severity, what follows in the words of the guide) of each finding."""
    follows = {"geen": "", "beeindigt_niemand": "beëindigt niemand", "geen_rij": "geen rij", "overgeslagen": "overgeslagen"}
    entry = r'^BEVINDING(?:_EIGEN_MELDING)?\(\w+, "([a-z_]+)", (\w+), (\w+)[,)]'
    rows = re.findall(entry, read("proto/terms/bevindingen.def"), re.MULTILINE)
    return {
        (code, *(("bestand geweigerd", "") if gevolg == "weigert_bestand" else (ernst, follows[gevolg])))
        for code, ernst, gevolg in rows
    }


def error_rows(guide):
    """(status, code) of each row of the tables of a guide."""
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)` \|", read(guide), re.MULTILINE)
    assert len(rows) == len(set(rows)), f"{guide} explains a code twice"
    return set(rows)


def test_every_error_code_is_explained_to_whoever_can_get_it():
    delivering = {code for code in error_codes() if code[0] != "429"}
    asking = {code for code in error_codes() if code[1] != "aanleveringGeweigerd" and code[0] not in ("409", "412")}
    assert error_rows("docs/gemeente.md") == delivering
    assert error_rows("docs/deurwaarder.md") == asking


def test_every_finding_in_a_day_file_is_explained():
    table = read("docs/gemeente.md").partition("### Alle codes")[2]
    told = re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|", table, re.MULTILINE)
    assert {code for code, _ in told} == {finding[0] for finding in findings()}
    for code, ernst, follows in findings():
        rows = [does for row, does in told if row == code and does.startswith(ernst) and follows in does]
        assert rows, f"the guide does not say of {code}: {ernst} {follows}"
    assert len(findings()) > 20
