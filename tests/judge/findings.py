"""What judges find, and the list of what is explained."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """Something a judge does not like."""

    judge: str
    """Which one."""
    operation: str
    """Method and path template, or the call of a client."""
    what: str
    """What is wrong, without values and positions, so that the same fault reads the same everywhere."""
    where: str = ""
    """The case it was found in, or a detail for people."""


class Explanations:
    """Reads `explained.json`: patterns of findings, each with the reason why it stands."""

    def __init__(self, file: Path):
        self._entries = json.loads(file.read_text(encoding="utf-8"))
        self._hits = Counter()
        for entry in self._entries:
            if not entry["reason"].strip():
                raise ValueError(f"an explanation without a reason: {entry}")

    def split(self, findings: list[Finding]):
        """Those that are explained, as pairs of entry and findings, and those that are not."""
        explained = [(entry, []) for entry in self._entries]
        left = []
        for finding in findings:
            for entry, members in explained:
                if self._fits(entry, finding):
                    members.append(finding)
                    break
            else:
                left.append(finding)
        return explained, left

    @staticmethod
    def _fits(entry: dict, finding: Finding) -> bool:
        return (finding.judge in entry["judges"]
                and re.fullmatch(entry.get("operation", ".*"), finding.operation) is not None
                and re.fullmatch(entry["finding"], finding.what, re.DOTALL) is not None)
