"""Turns the two contracts into one C++ file and two JSON files.

usage: embed_openapi.py openapi.yaml beheer-openapi.yaml OUTPUT_FOLDER

Writes openapi.cc, openapi.json and beheer-openapi.json. What the second
contract borrows from the first (a $ref that starts with its file name) is
copied into it, so that each JSON document stands on its own.
"""

import json
import pathlib
import sys

import yaml

SOURCE = """\
#include "proto/contracts/openapi.h"

namespace vish::proto {{

std::string_view openapi_json() {{ return R"json({data})json"; }}

std::string_view beheer_openapi_json() {{ return R"json({beheer})json"; }}

std::string_view api_version() {{ return "{version}"; }}

}}  // namespace vish::proto
"""


def references(node, prefix):
    """The places after the prefix to which anything in the node refers."""
    if isinstance(node, list):
        return [place for item in node for place in references(item, prefix)]
    if not isinstance(node, dict):
        return []
    own = node.get("$ref")
    found = [own.removeprefix(prefix)] if isinstance(own, str) and own.startswith(prefix) else []
    return found + [place for item in node.values() for place in references(item, prefix)]


def bundle(document, lender_name, lender):
    """The document as JSON, with a copy of everything that it borrows."""
    waiting = references(document, lender_name + "#/")
    taken = set()
    while waiting:
        place = waiting.pop()
        if place in taken:
            continue
        taken.add(place)
        _, kind, name = place.split("/")
        components = document["components"].setdefault(kind, {})
        if name in components:
            sys.exit(f"both contracts have their own {kind}/{name}")
        components[name] = lender["components"][kind][name]
        waiting += references(components[name], "#/")
    return compact(document).replace(f'"{lender_name}#/', '"#/')


def in_order(document):
    """The document with the responses of each operation by status, whatever was merged into them."""
    for path in document["paths"].values():
        for operation in path.values():
            if "responses" in operation:
                operation["responses"] = dict(sorted(operation["responses"].items()))
    return document


def compact(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def main(data_path, beheer_path, output):
    data_path, beheer_path, output = map(pathlib.Path, (data_path, beheer_path, output))
    data, beheer = (in_order(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in (data_path, beheer_path))
    version = data["info"]["version"]
    if beheer["info"]["version"] != version:
        sys.exit("the two contracts must have the same info.version")
    texts = {"data": compact(data), "beheer": bundle(beheer, data_path.name, data)}
    (output / "openapi.json").write_text(texts["data"], encoding="utf-8")
    (output / "beheer-openapi.json").write_text(texts["beheer"], encoding="utf-8")
    (output / "openapi.cc").write_text(SOURCE.format(version=version, **texts), encoding="utf-8")


main(*sys.argv[1:])
