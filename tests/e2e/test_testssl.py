"""What testssl.sh finds on the data listener, as whoever comes without a certificate. It takes minutes."""

import json
import os
import subprocess

import pytest

ALLOWED = {"OK", "INFO", "LOW"}
# About testssl itself: no GOST in the openssl of Debian, and an Accept that the contract cannot meet (406).
NO_FINDINGS = {"engine_problem", "HTTP_status_code"}
MINUTES = 20


@pytest.mark.skipif(os.environ.get("VISH_FULL") != "1", reason="takes minutes; ./dev prove does it")
def test_testssl_finds_nothing_above_low(vish, tmp_path):
    findings = tmp_path / "testssl.json"
    command = ["testssl", "--quiet", "--color", "0", "--warnings", "batch", "--nodns", "none"]
    command += ["--add-ca", vish.pki / "ca.pem", "--jsonfile", findings]
    url = f"https://localhost:{vish.ports['data']}/v1/openapi.json"
    done = subprocess.run([*command, url], cwd=tmp_path, capture_output=True, timeout=60 * MINUTES, check=False)
    found = json.loads(findings.read_text(encoding="utf-8"))
    assert {"TLS1_3", "heartbleed", "sessionresumption_ticket"} <= {finding["id"] for finding in found}, done.stdout
    wrong = [finding for finding in found if finding["severity"] not in ALLOWED and finding["id"] not in NO_FINDINGS]
    assert not wrong, json.dumps(wrong, indent=1)
