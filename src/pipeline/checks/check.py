"""What is known of one kind of test."""

from dataclasses import dataclass

from pipeline.issue import Layer


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of test. `meaning` and `remedy` are for the person who meets the code."""

    code: str
    layer: Layer
    title: str
    meaning: str
    remedy: str
