"""Lets all judges judge: `run.py OPENAPI_FOLDER SIMULATOR LOGS REPORT` ends with a failure on an unexplained finding."""

import json
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import answers
import cases
import clients
import documents
import fuzzing
import prism
import report
from findings import Explanations

HERE = Path(__file__).parent
CASES = HERE.parent / "cases"


def versions() -> dict:
    """What ran, and in which version."""
    modules = HERE / "node_modules"
    package = lambda name: json.loads((modules / name / "package.json").read_text(encoding="utf-8"))["version"]
    python = ("schemathesis", "jsonschema", "atlassian-python-api")
    node = subprocess.run([clients.node(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return {
        "Prism": package("@stoplight/prism-cli"),
        "confluence.js": package("confluence.js"),
        **{name: version(name) for name in python},
        "Python": platform.python_version(),
        "Node.js": node.removeprefix("v"),
    }


def _amount(counts: dict) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.items())


def main() -> int:
    """Runs the judges; how many findings are neither mended nor explained."""
    folder, binary, logs, page = map(Path, sys.argv[1:])
    logs.mkdir(parents=True, exist_ok=True)
    cloud = documents.cloud(folder)
    recorded = cases.exchanges(CASES)
    runs, findings = [], []

    def note(name: str, what: str, counts: dict, found: list):
        print(f"{name}: {_amount(counts)}: {len(found)} findings", flush=True)
        runs.append((name, what, _amount(counts)))
        findings.extend(found)

    compared, found = answers.judge(cloud, recorded)
    # The document of Data Center leaves out most of what it answers, such as `username`.
    more, differing = answers.judge(documents.data_center(folder), cases.exchanges(CASES, cloud=False), complete=False)
    note("jsonschema", "the recorded answers of the cases, by the documents' schemas",
         {"answers of Cloud": compared, "of Data Center": more}, found + differing)
    counts, found = prism.judge(cloud, recorded, logs / "prism.log")
    note("Prism", "the requests of the cases, by the documents", counts, found)
    made, found = clients.judge(folder, binary)
    for name, calls in made.items():
        note(name, "the simulator: typical calls, and each answer by the documents' schemas", {"calls": calls},
             [finding for finding in found if finding.judge == name])
    counts, found = fuzzing.judge(folder, binary, logs / "schemathesis.log")
    note("schemathesis", "the simulator: requests made of the documents, and each answer by its schemas", counts, found)

    explained, left = Explanations(HERE / "explained.json").split(findings)
    report.write(page, versions(), runs, explained, left)
    for finding in left:
        print(f"not explained: {finding.judge}: {finding.operation}: {finding.what} ({finding.where})")
    idle = [entry for entry, members in explained if not members]
    for entry in idle:
        print(f"explains nothing any more: {entry}")
    print(f"{len(findings)} findings, {len(left)} of them not explained; see {page}")
    return min(len(left) + len(idle), 1)


if __name__ == "__main__":
    sys.exit(main())
