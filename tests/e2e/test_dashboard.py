"""The dashboard for Grafana: what it asks exists and is PromQL."""

import json
import pathlib

from harness.prometheus import measured, names_in, promtool

DASHBOARD = pathlib.Path(__file__).parents[2] / "docs/operations/dashboard.json"
INTERVAL = "$__rate_interval"


def dashboard():
    return json.loads(DASHBOARD.read_text(encoding="utf-8"))


def panels():
    return [panel for panel in dashboard()["panels"] if panel["type"] != "row"]


def expressions():
    return [target["expr"].replace(INTERVAL, "5m") for panel in panels() for target in panel["targets"]]


def test_every_expression_is_promql(tmp_path):
    rules = [{"record": f"paneel:{number}", "expr": each} for number, each in enumerate(expressions())]
    file = tmp_path / "panelen.yaml"
    file.write_text(json.dumps({"groups": [{"name": "panelen", "rules": rules}]}))
    assert f"{len(rules)} rules found" in promtool("check", "rules", file)


def test_it_asks_only_for_metrics_that_there_are(vish, job):
    known = measured(vish) | {"vish_backup_last_success_timestamp_seconds"}
    for expression in expressions():
        assert names_in(expression), expression
        assert names_in(expression) <= known, expression


def test_its_panels_read_from_the_chosen_source_and_have_their_own_place():
    sources = [variable for variable in dashboard()["templating"]["list"] if variable["type"] == "datasource"]
    assert [source["name"] for source in sources] == ["bron"]
    taken = set()
    for panel in dashboard()["panels"]:
        place = panel["gridPos"]
        cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
        assert place["x"] + place["w"] <= 24 and not cells & taken, panel["title"]
        taken |= cells
    for panel in panels():
        assert panel["title"] and {target["datasource"]["uid"] for target in panel["targets"]} == {"${bron}"}
    assert len({panel["id"] for panel in dashboard()["panels"]}) == len(dashboard()["panels"])
