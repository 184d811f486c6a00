"""Checks that openapi.yaml is valid OpenAPI 3.1 and that its examples have their schemas.

    validate.py openapi.yaml
"""

import sys

import jsonschema_rs
import yaml
from openapi_spec_validator import validate


def places(node, pointer=""):
    """Every node of the document with its JSON pointer."""
    yield pointer, node
    if isinstance(node, dict):
        for name, child in node.items():
            token = str(name).replace("~", "~0").replace("/", "~1")
            yield from places(child, f"{pointer}/{token}")
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from places(child, f"{pointer}/{index}")


def examples(document):
    """Every example with its schema: of contents, parameters and schemas."""
    for pointer, node in places(document):
        if not isinstance(node, dict):
            continue
        if "schema" in node:
            if isinstance(node.get("examples"), dict):
                for name, example in node["examples"].items():
                    yield f"{pointer}/examples/{name}", node["schema"], example["value"]
            if "example" in node:
                yield f"{pointer}/example", node["schema"], node["example"]
        elif isinstance(node.get("examples"), list):
            for example in node["examples"]:
                yield f"{pointer}/examples", node, example


def main(path):
    with open(path, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    validate(document)
    count = 0
    faults = []
    for pointer, schema, value in examples(document):
        validator = jsonschema_rs.Draft202012Validator(
            {**schema, "components": document["components"]}, validate_formats=True
        )
        faults += [f"{pointer}: {error.message}" for error in validator.iter_errors(value)]
        count += 1
    print(f"{path}: valid; {count} examples, {len(faults)} faults")
    sys.exit("\n".join(faults) or None)


main(sys.argv[1])
