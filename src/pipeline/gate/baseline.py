"""An earlier report of the same package: what it had found is known, the rest is new."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.issue import FINGERPRINTS


@dataclass(frozen=True, slots=True)
class Baseline:
    """`found`: how often each fingerprint stood there; `counts`: findings by code, exact.

    listed: how many of each code it names; of the others only the number is known.
    untold: how many of each code it left out, as a baseline of its own knew them.
    old: its fingerprints were made in another way, by another version of the tool.
    """

    found: Mapping[str, int]
    counts: Mapping[str, int]
    listed: Mapping[str, int]
    untold: Mapping[str, int] = field(default_factory=dict)
    old: bool = False


def read_baseline(file: Path) -> Baseline:
    """Of a JSON report; PipelineError where the file is none."""
    try:
        report = json.loads(file.read_text(encoding="utf-8"))
        issues = [str(issue["fingerprint"]) for issue in report["issues"]]
        listed = Counter(str(issue["code"]) for issue in report["issues"])
        counts: Counter[str] = Counter()
        untold: Counter[str] = Counter()
        for check in report["checks"]:
            counts[str(check["code"])] += int(check["failed"])
            untold[str(check["code"])] += int(check.get("known", 0))
    except OSError as error:
        raise PipelineError(f"{file}: cannot be read ({error.strerror or error})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PipelineError(
            f"{file}: is no JSON report of this version; write one with "
            "pipeline validate --output json=baseline.json, and name that"
        ) from error
    old = report.get("fingerprints") != FINGERPRINTS
    return Baseline(Counter(issues), counts, listed, untold, old)
