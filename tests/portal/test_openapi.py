"""docs/openapi.json says what the portal does: every route, and the form of every JSON answer."""

import json
import re
from pathlib import Path

import pytest

from portal.problem import STATUS, ProblemCode
from portal.web.app import PORTAL_ROUTES
from tests.support.participant import SEALED

DESCRIPTION = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "openapi.json").read_bytes()
)
SCHEMAS = DESCRIPTION["components"]["schemas"]
METHODS = {"get", "post", "patch", "delete", "head", "options", "put"}


def operations():
    return {
        (path, method)
        for path, item in DESCRIPTION["paths"].items()
        for method in item.keys() & METHODS
    }


def test_every_route_is_described_and_nothing_else():
    routes = set()
    for route in PORTAL_ROUTES:
        path = re.sub(r":\w+}", "}", route.path)
        methods = {method.lower() for method in route.methods}
        # Starlette answers HEAD wherever it answers GET; that is no call of the protocol.
        routes |= {(path, method) for method in methods - ({"head"} if "get" in methods else set())}
    assert operations() == routes


def test_every_problem_code_is_listed_with_the_status_it_has():
    assert set(SCHEMAS["Problem"]["properties"]["code"]["enum"]) == set(ProblemCode)
    for path, method in operations():
        answers = DESCRIPTION["paths"][path][method]["responses"]
        for status, answer in answers.items():
            if int(status) >= 400:
                for code in re.findall(r"`([a-z-]+)`", answer["description"].split(":")[0]):
                    expected = {STATUS[ProblemCode(code)], 410, 415, 429}
                    assert int(status) in expected, (path, method, code)


def test_every_reference_leads_somewhere():
    for name in re.findall(r"#/components/schemas/(\w+)", json.dumps(DESCRIPTION)):
        assert name in SCHEMAS


def test_the_protocol_page_names_every_code_and_call():
    page = (Path(__file__).resolve().parents[2] / "docs" / "protocol.md").read_text("utf-8")
    for code in ProblemCode:
        assert f"`{code}`" in page, code
    for path, method in operations():
        short = path.replace("{version}", "{n}").replace("{request_id}", "{id}")
        assert re.search(rf"{method.upper()} {re.escape(short)}[`? (]", page), (method, short)


@pytest.fixture(scope="module")
def answers(shared_portal, tmp_path_factory):
    """A JSON answer of every call that has one, by schema."""
    from tests.support.participant import ParticipantClient

    client = ParticipantClient(shared_portal, tmp_path_factory.mktemp("client"))
    found = {"Portal": client.call("GET", "/portal").json()}
    found["Challenge"] = client.call("POST", "/sign-in/challenges").json()
    found["Token"] = client.sign_in().json()
    found["Requests"] = client.call("GET", "/requests", headers=client.bearer).json()
    one = found["Requests"]["requests"][0]
    path = f"/requests/{one['id']}/versions/{one['version']}/deliveries"
    found["Deliveries"] = client.call("GET", path, headers=client.bearer).json()
    package = client.package(b"x")
    found["Submitted"] = client.submit_statement(client.statement(package)).json()
    client.create_upload(found["Submitted"], package.references[0])
    found["Status"] = client.status(found["Submitted"])
    client.call("GET", "/log/head")
    head = client.call("GET", "/log/consistency?first=1&second=2")
    found["ConsistencyProof"] = head.json()
    junk = client.call("POST", "/submissions", data=b"x", headers={"Content-Type": SEALED})
    found["Problem"] = junk.json()
    client.session.close()
    return found


@pytest.mark.parametrize(
    "name",
    [
        "Portal",
        "Challenge",
        "Token",
        "Requests",
        "Deliveries",
        "Submitted",
        "Status",
        "ConsistencyProof",
        "Problem",
    ],
)
def test_answers_have_the_form_that_is_described(answers, name):
    check(answers[name], SCHEMAS[name], name)


def check(value, schema, where):
    """As much of JSON Schema as the description uses."""
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    if "oneOf" in schema:
        assert sum(holds(value, one, where) for one in schema["oneOf"]) == 1, where
        return
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    rules = {
        "type": lambda wanted: isinstance(value, kinds[wanted]),
        "const": lambda wanted: value == wanted,
        "enum": lambda wanted: value in wanted,
        "pattern": lambda wanted: re.search(wanted, value),
        "minimum": lambda wanted: value >= wanted,
    }
    for name in (rule for rule in rules if rule in schema):  # the type first: others build on it
        assert rules[name](schema[name]), (where, name)
    if schema.get("type") == "object":
        assert set(schema["required"]) <= value.keys() <= schema["properties"].keys(), where
        for name, member in value.items():
            check(member, schema["properties"][name], f"{where}.{name}")
    if schema.get("type") == "array":
        for index, member in enumerate(value):
            check(member, schema["items"], f"{where}[{index}]")


def holds(value, schema, where):
    try:
        check(value, schema, where)
    except AssertionError:
        return False
    return True
