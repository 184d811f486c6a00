"""Sees that the manifests for Kubernetes and systemd fit their schemas, the image and the program.

    manifests.py PROGRAM
"""

import os
import pathlib
import re
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPERATIONS = ROOT / "Config/ops"
CLUSTER = OPERATIONS / "kubernetes"
# The oldest and the newest version of Kubernetes that the manifests are for.
VERSIONS = ["1.29", "1.37"]
KINDS = ["Deployment", "HorizontalPodAutoscaler", "NetworkPolicy", "PodDisruptionBudget", "Service"]


def read(path):
    return (ROOT / path).read_text()


def check(holds, fault):
    if not holds:
        sys.exit(fault)


def manifests():
    """The manifests by kind, each valid, and all of them applied by the kustomization."""
    kustomization = yaml.safe_load((CLUSTER / "kustomization.yaml").read_text())
    paths = [str(CLUSTER / name) for name in kustomization["resources"]]
    others = {"kustomization.yaml", "wenbao.yaml"}
    written = {path.name for path in CLUSTER.iterdir()} - others
    check(written == set(kustomization["resources"]), "a manifest is not applied")
    for version in VERSIONS:
        command = ["kubernetes_validate", "--strict", "--quiet", "-k", version, *paths]
        subprocess.run([sys.executable, "-m", *command], check=True)
    found = {}
    for path in paths:
        manifest = yaml.safe_load(pathlib.Path(path).read_text())
        found[manifest["kind"]] = manifest
    check(sorted(found) == KINDS, f"the kinds are {sorted(found)}")
    return found, kustomization


def check_references(found):
    """What names something of another manifest names what is there."""
    deployment = found["Deployment"]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    selectors = [
        deployment["spec"]["selector"]["matchLabels"],
        found["Service"]["spec"]["selector"],
        found["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        found["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    ]
    check(all(selector == labels for selector in selectors), "a selector finds other pods")
    target = found["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    check(target["name"] == deployment["metadata"]["name"], "the autoscaler scales nothing")
    container = deployment["spec"]["template"]["spec"]["containers"][0]
    ports = {port["name"] for port in container["ports"]}
    named = {port["targetPort"] for port in found["Service"]["spec"]["ports"]}
    named |= {port["port"] for rule in found["NetworkPolicy"]["spec"]["ingress"]
              for port in rule["ports"]}
    named |= {container[f"{probe}Probe"]["httpGet"]["port"]
              for probe in ["startup", "readiness", "liveness"]}
    check(named == ports, f"ports {named} are named, {ports} are there")


def check_program(found, kustomization, program):
    """The pods run the image that there is, with settings that the program takes."""
    specification = found["Deployment"]["spec"]["template"]["spec"]
    container = specification["containers"][0]
    dockerfile = read("Dockerfile")
    user = specification["securityContext"]["runAsUser"]
    check(f"USER {user}:{user}" in dockerfile, "the pod runs as another user than the image")
    version = re.search(r'current = "(.*)"', read("Sources/wenbao/Version.swift"))[1]
    check(kustomization["images"][0]["newTag"] == version, "the image has another version")
    check(f'image.version="{version}"' in dockerfile, "the label has another version")
    contract = yaml.safe_load(read("openapi.yaml"))["paths"]
    for probe in ["startup", "readiness", "liveness"]:
        path = container[f"{probe}Probe"]["httpGet"]["path"]
        check(path in contract, f"nothing answers {path}")
    settings = CLUSTER / "wenbao.yaml"
    subprocess.run([program, "check", "Config/policy", "--config", settings], cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL,
                   # The file of the image lies elsewhere here.
                   env={**os.environ, "WENBAO_OPENAPI": "openapi.yaml"})
    values = yaml.safe_load(settings.read_text())
    port = values["listen"]["port"]
    ports = [port, values["operations"]["port"]]
    check([each["containerPort"] for each in container["ports"]] == ports, "ports differ")
    annotations = found["Deployment"]["spec"]["template"]["metadata"]["annotations"]
    check(annotations["prometheus.io/port"] == str(ports[1]), "metrics are elsewhere")
    check(f"EXPOSE {port}" in dockerfile, "the image exposes another port")
    grace = specification["terminationGracePeriodSeconds"]
    check(grace > sum(values["drain"].values()), "a pod is killed before it has drained")


def check_units():
    """The units give the service the time and the address that its settings say."""
    unit = read("Config/ops/systemd/wenbao.service")
    settings = yaml.safe_load(read("Config/wenbao.yaml"))
    limit = int(re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[1])
    check(limit > sum(settings["drain"].values()), "the service is killed before it has drained")
    listen = settings["listen"]
    address = f"ListenStream={listen['host']}:{listen['port']}\n"
    check(address in read("Config/ops/systemd/wenbao.socket"), "the socket is another's")


def main():
    found, kustomization = manifests()
    check_references(found)
    check_program(found, kustomization, sys.argv[1])
    check_units()
    print(f"{len(found)} manifests are valid for Kubernetes {' and '.join(VERSIONS)}")


main()
