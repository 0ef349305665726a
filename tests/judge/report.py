"""Writes `docs/judges.md`."""

from pathlib import Path

from findings import Finding

INTRODUCTION = """# Judges

What software that others wrote has to say about the connector's requests and the simulator's answers.
`make judge` runs them and writes this page; it fails on a finding that is neither mended nor explained in
`tests/judge/explained.json`. None of them speaks to Confluence itself: where one disagrees with what was measured, what was
measured wins, over the OpenAPI documents too.
"""


def write(file: Path, versions: dict, runs: list[tuple[str, str, str]], explained, left: list[Finding]):
    """Writes the page: `runs` are the judges' names, what they judge, and how much of it."""
    lines = [INTRODUCTION, "| judge | judges | how much |", "|---|---|---|"]
    lines += [f"| {name} | {what} | {amount} |" for name, what, amount in runs]
    lines += ["", "Versions: " + ", ".join(f"{name} {version}" for name, version in versions.items()) + "."]
    found = sum(len(members) for _, members in explained) + len(left)
    lines += ["", "## Findings", "", f"{found}, of which {found - len(left)} are explained and {len(left)} are not."]
    lines += ["", "### Explained", "", "| judge | where | what | times | why it stands |", "|---|---|---|---|---|"]
    for entry, members in explained:
        if members:
            judges = ", ".join(sorted({member.judge for member in members}))
            cells = (judges, _some(member.operation for member in members), _some(member.what for member in members),
                     str(len(members)), entry["reason"])
            lines.append(f"| {' | '.join(map(_cell, cells))} |")
    if left:
        lines += ["", "### Neither mended nor explained", ""]
        lines += [f"- {finding.judge}: `{finding.operation}`: {_cell(finding.what)} ({finding.where})"
                  for finding in left]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _some(texts) -> str:
    different = sorted(set(texts))
    rest = f" and {len(different) - 2} more" if len(different) > 2 else ""
    return ", ".join(f"`{text[:120]}`" for text in different[:2]) + rest


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
