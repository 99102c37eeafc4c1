"""The gate: how much each finding weighs here, what is let pass for a while, and what is new."""

from pipeline.gate import names
from pipeline.gate.apply import CODE, apply, known_apart, unlike
from pipeline.gate.baseline import Baseline, read_baseline
from pipeline.gate.policy import Policy, Threshold, Waiver, read_policy

CODES = (CODE, names.CODE)
"""What the gate says of itself."""

__all__ = [
    "CODE",
    "CODES",
    "Baseline",
    "Policy",
    "Threshold",
    "Waiver",
    "apply",
    "known_apart",
    "read_baseline",
    "read_policy",
    "unlike",
]
