"""Holds exchanges with the server against the contract that it publishes."""

import datetime
import json
import re

import jsonschema

_FORMATS = jsonschema.FormatChecker(formats=())
_METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value):
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(datetime.date.fromisoformat(value))


@_FORMATS.checks("date-time", raises=ValueError)
def _is_moment_in_utc(value):
    shape = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z", value)
    return bool(shape) and bool(datetime.datetime.fromisoformat(shape[1]))


@_FORMATS.checks("uuid", raises=ValueError)
def _is_uuid(value):
    return bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value))


class Contract:
    """One bundled OpenAPI 3.1 document."""

    BASE = "/v1"

    def __init__(self, path):
        self._document = json.loads(path.read_text(encoding="utf-8"))
        self._resolver = jsonschema.RefResolver("", self._document)

    def check(self, method, target, status, headers, body):
        """Raises AssertionError when an answer is not what the contract promises.

        Names of headers are in lower case. A path that is not in the contract
        must be answered as one that does not exist, a method that is not in it
        with exactly the methods that are.
        """
        where = f"{method} {target} -> {status}"
        path = self._path(target.partition("?")[0])
        operations = {name: operation for name, operation in path.items() if name in _METHODS}
        if not operations:
            response = self._document["components"]["responses"]["NietGevonden"]
            assert status == 404, f"{where}: this path is not in the contract"
        elif method.lower() in operations:
            responses = operations[method.lower()]["responses"]
            assert str(status) in responses, f"{where}: this status is not in the contract"
            response = self._resolved(responses[str(status)])
        else:
            response = self._document["components"]["responses"]["MethodeNietToegestaan"]
            assert status == 405, f"{where}: this method is not in the contract"
            allowed = {name.strip().lower() for name in headers.get("allow", "").split(",")}
            assert allowed == set(operations), f"{where}: Allow names {sorted(allowed)}"
        self._check_headers(where, response, headers)
        self._check_body(where, response, headers, body)

    def _resolved(self, node):
        return self._resolver.resolve(node["$ref"])[1] if "$ref" in node else node

    def _path(self, path):
        if not path.startswith(self.BASE + "/"):
            return {}
        asked = path[len(self.BASE) :].split("/")
        for template, item in self._document["paths"].items():
            wanted = template.split("/")
            if len(wanted) == len(asked) and all(
                (part.startswith("{") and given) or part == given for part, given in zip(wanted, asked)
            ):
                return item
        return {}

    def _validate(self, where, schema, value):
        validator = jsonschema.Draft202012Validator(schema, resolver=self._resolver, format_checker=_FORMATS)
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
        assert not errors, f"{where}: not as in the contract: {errors}"

    def _check_headers(self, where, response, headers):
        for name, header in response.get("headers", {}).items():
            header = self._resolved(header)
            value = headers.get(name.lower())
            if value is None:
                assert not header.get("required"), f"{where}: header {name} is missing"
            else:
                is_number = header["schema"].get("type") == "integer"
                self._validate(f"{where}: header {name}", header["schema"], int(value) if is_number else value)

    def _check_body(self, where, response, headers, body):
        content = response.get("content")
        if not content:
            assert not body, f"{where}: a body that is not in the contract"
            return
        mediatype = headers.get("content-type", "").partition(";")[0].strip()
        assert mediatype in content, f"{where}: Content-Type is {mediatype}"
        value = body.decode() if mediatype.startswith("text/") else json.loads(body)
        self._validate(where, content[mediatype]["schema"], value)
        if mediatype == "application/problem+json":
            assert value["status"] == headers[":status"], f"{where}: the problem says {value['status']}"
