"""The simulator under clients that others wrote."""

import json
import subprocess
from pathlib import Path

import atlassian_python
import documents
from findings import Finding
from recorder import before
from simulator import API_TOKEN, EMAIL, simulator

HERE = Path(__file__).parent


def node() -> str:
    """The newest Node.js: confluence.js needs 22, and npm brings one where there is a build for this machine."""
    brought = sorted(HERE.glob("node_modules/node-*-*/bin/node"))
    return str(brought[0]) if brought else "node"


def confluence_js(origin: str) -> list:
    """The calls of confluence.js, and what is wrong with each."""
    command = [node(), HERE / "confluence_js.mjs", origin, EMAIL, API_TOKEN]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    calls = [(told["call"], told.get("error")) for told in map(json.loads, done.stdout.splitlines())]
    if done.returncode != 0:
        calls.append(("(the script)", done.stderr.strip()[-500:]))
    return calls


def judge(folder: Path, binary: Path) -> tuple[dict, list[Finding]]:
    """How many calls each client made, and what they and the documents' schemas have against the answers."""
    cloud = documents.cloud(folder)
    scripts = (
        ("confluence.js", confluence_js, cloud, ""),
        ("atlassian-python-api", atlassian_python.cloud_v2, cloud, ""),
        ("atlassian-python-api", atlassian_python.cloud_v1, cloud, ""),
        ("atlassian-python-api", atlassian_python.data_center, documents.data_center(folder), "/confluence"),
    )
    made, findings = {}, []
    for name, script, document, base in scripts:
        with simulator(binary) as site, before(site) as (recorder, origin):
            calls = script(origin)
        # The document of Data Center leaves out most of what it answers, such as `username`.
        made[name] = made.get(name, 0) + len(calls)
        findings += [Finding(name, call, error.replace(origin, "")) for call, error in calls if error]
        findings += recorder.findings(name, document, base, complete=not base)
    return made, findings
