"""The alert rules: each sounds when it must, and its paragraph says what to do."""

import json
import pathlib
import re

import pytest
import yaml

from harness.job import day
from harness.prometheus import OF_PROMETHEUS, measured, names_in, promtool

ROOT = pathlib.Path(__file__).parents[2]
RULES = ROOT / "docs/operations/alerts.yaml"
CASES = ROOT / "tests/operations/alerts_test.yaml"
HANDBOOK = ROOT / "docs/beheer.md"
CHAPTER = re.compile(r"^## Wat te doen bij een melding$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
NO_BACKUP = "VishBackupTeOud"


def alerts():
    rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return {rule["alert"]: rule for group in rules["groups"] for rule in group["rules"]}


def paragraphs():
    """The text under each heading of the chapter."""
    chapter = CHAPTER.search(HANDBOOK.read_text(encoding="utf-8"))[1]
    parts = re.split(r"^### (.+)$", chapter, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2]))


def test_the_rules_are_valid_and_each_case_comes_out():
    promtool("check", "rules", RULES)
    promtool("test", "rules", CASES)


@pytest.mark.parametrize("alert", alerts())
def test_each_alert_has_a_case_in_which_it_sounds_and_one_in_which_it_does_not(alert):
    outcomes = set()
    for case in yaml.safe_load(CASES.read_text(encoding="utf-8"))["tests"]:
        for check in case["promql_expr_test"]:
            if f'alertname="{alert}"' in check["expr"]:
                outcomes.add(bool(check["exp_samples"]))
    assert outcomes == {True, False}


def test_each_alert_has_its_paragraph_in_the_handbook_and_no_other_stands_there():
    assert list(alerts()) and set(alerts()) == set(paragraphs())
    for name, rule in alerts().items():
        assert rule["annotations"]["handboek"] == f"docs/beheer.md#{name.lower()}"
        assert len(paragraphs()[name].split()) >= 10, name


def test_alerts_ask_only_for_metrics_that_there_are(vish, job):
    known = measured(vish) | OF_PROMETHEUS | {"vish_backup_last_success_timestamp_seconds"}
    for name, rule in alerts().items():
        assert names_in(rule["expr"]), name
        assert names_in(rule["expr"]) <= known, name


def test_a_healthy_server_sounds_no_alarm_but_that_it_has_no_backup(vish, job, tmp_path):
    job.expect(job.deliver(job.aansluiting(), vish.bsns.take(2), day(-1)), 201)
    series = [{"series": 'up{job="vish"}', "values": "1+0x150"}]
    for line in vish.observe("/metrics")[1].splitlines():
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            series.append({"series": name, "values": f"{float(value):f}+0x150"})
    firing = 'sort(count by (alertname) (ALERTS{alertstate="firing"}))'
    sounding = [{"labels": f'{{alertname="{NO_BACKUP}"}}', "value": 1}]
    check = {"expr": firing, "eval_time": "125m", "exp_samples": sounding}
    case = {"interval": "1m", "input_series": series, "promql_expr_test": [check]}
    cases = tmp_path / "gezond.yaml"
    cases.write_text(json.dumps({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": [case]}))
    promtool("test", "rules", cases)
