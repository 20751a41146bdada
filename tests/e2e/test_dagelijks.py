"""What the daily job of a municipality does with its files, for each answer that it may get."""

import fcntl
import os
import pathlib
import subprocess
import xml.etree.ElementTree

import pytest

from harness.programs import DEADLINE
from harness.scripted import Scripted

VOORBEELDEN = pathlib.Path(__file__).parents[2] / "docs/voorbeelden"
BUSY = b'{"code":"nietBeschikbaar"}'


@pytest.fixture
def folder(tmp_path):
    """With the files of two days ready."""
    (tmp_path / "uit").mkdir()
    for day in ("2026-11-23", "2026-11-24"):
        (tmp_path / f"uit/{day}.csv").write_text("burgerservicenummer;startdatum;fase\r\n")
    return tmp_path


def daily(vish, folder, base, **changed):
    settings = {
        "VISH_ADRES": base,
        "VISH_CA": vish.pki / "ca.pem",
        "VISH_CERT": vish.pki / "gemeente.pem",
        "VISH_SLEUTEL": vish.pki / "gemeente.key",
        "VISH_AANSLUITING": "GM0344-SHV",
        "VISH_POGINGEN": 2,
        "VISH_WACHT": 0,
        **changed,
    }
    return subprocess.run(
        [VOORBEELDEN / "curl/dagelijks.sh", folder],
        env={**os.environ, **{key: str(value) for key, value in settings.items() if value is not None}},
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in (".csv", ".json"))


@pytest.mark.parametrize(
    "status, body, code, left",
    [
        (201, b"{}", 0, ["verslagen/2026-11-24.json"]),
        (202, b"{}", 5, ["verslagen/2026-11-24.json"]),
        (400, b"{}", 1, ["geweigerd/2026-11-24.csv", "uit/2026-11-23.csv", "verslagen/2026-11-24.json"]),
        (503, BUSY, 3, ["uit/2026-11-23.csv", "uit/2026-11-24.csv", "verslagen/2026-11-24.json"]),
    ],
)
def test_the_newest_file_is_delivered_and_stays_only_while_it_is_needed(vish, folder, status, body, code, left):
    with Scripted(vish.pki, [(status, body)] * 2) as server:
        done = daily(vish, folder, server.base)
    assert (done.returncode, files(folder)) == (code, left), done.stderr


@pytest.mark.parametrize("setting", ["VISH_ADRES", "VISH_AANSLUITING", "VISH_CERT"])
def test_a_file_that_was_never_sent_stays_and_the_missing_setting_is_named(vish, folder, setting):
    with Scripted(vish.pki, []) as server:
        done = daily(vish, folder, server.base, **{setting: None})
    assert (done.returncode, files(folder)) == (6, ["uit/2026-11-23.csv", "uit/2026-11-24.csv"])
    assert done.stderr.endswith(f"niets verstuurd: {setting} ontbreekt\n"), done.stderr


def test_a_report_that_cannot_be_kept_is_no_refusal(vish, folder):
    (folder / "verslagen/2026-11-24.json.nieuw").mkdir(parents=True)
    (folder / "verslagen/2026-11-24.json.nieuw/body").mkdir()
    with Scripted(vish.pki, [(201, b"{}")]) as server:
        done = daily(vish, folder, server.base)
    assert (done.returncode, files(folder)) == (6, ["uit/2026-11-23.csv", "uit/2026-11-24.csv"]), done.stderr


def test_a_file_under_another_name_is_named_and_left(vish, folder):
    (folder / "uit/export-2026-11-25.csv").touch()
    with Scripted(vish.pki, [(201, b"{}")]) as server:
        done = daily(vish, folder, server.base)
    assert "uit/export-2026-11-25.csv wordt overgeslagen: het heet niet JJJJ-MM-DD.csv" in done.stderr
    assert (done.returncode, files(folder)) == (0, ["uit/export-2026-11-25.csv", "verslagen/2026-11-24.json"])


def test_two_do_not_run_at_once(vish, folder):
    with (folder / "slot").open("w") as slot, Scripted(vish.pki, []) as server:
        fcntl.flock(slot, fcntl.LOCK_EX)
        done = daily(vish, folder, server.base)
    assert (done.returncode, done.stderr) == (4, "een vorige keer loopt nog\n")


def test_without_a_file_the_job_fails(vish, tmp_path):
    assert daily(vish, tmp_path, "https://127.0.0.1:9").returncode == 4


def test_the_windows_task_is_well_formed_and_runs_the_script_on_working_days():
    task = xml.etree.ElementTree.parse(VOORBEELDEN / "windows/taak.xml")
    namespace = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    days = [day.tag.partition("}")[2] for day in task.find(".//t:DaysOfWeek", namespace)]
    assert days == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    arguments = task.findtext(".//t:Arguments", namespaces=namespace)
    assert "dagelijks.ps1" in arguments
    # Or Windows runs no script at all, and ends with 1, which means that VISH refused the file.
    assert "-ExecutionPolicy Bypass" in arguments and arguments.endswith('catch { exit 6 }"')
    guide = (VOORBEELDEN.parent / "gemeente.md").read_text(encoding="utf-8")
    assert guide.count("-ExecutionPolicy Bypass") == 2
