"""What a report says of the source texts: which were read, which attested, what they print."""

from collections.abc import Iterator

from pipeline.report import Report, SourceTexts

_NONE = "sources: no text was read (a project that cites texts names their folder with --sources)"
_SHOWN = 5
"""Texts that are named; more are only counted, so that a line stays a line."""


def sources(report: Report) -> Iterator[str]:
    """How the data are held to their sources, and how much of these is covered."""
    texts = report.texts
    sound = report.valid and not any(check.known for check in report.checks)
    total = len(texts.read) + len(texts.attested)
    if report.sources == "none":
        yield _NONE
    elif report.sources == "re-read":
        all_ = f"all {total:,} " if total > 1 else ""
        held = ": every passage stands where the data say" if sound else ""
        yield f"sources: {all_}re-read{held}"
    else:
        read = f"{len(texts.read):,} of {total:,} re-read, " if texts.read else ""
        yield f"sources: {read}{len(texts.attested):,} attested: {_named(texts)}"
        if sound:
            yield "    attested: held to what was found when the texts were last read"
    for kind, states in texts.covered:
        yield f"    coverage of {kind}: " + ", ".join(
            f"{number:,} {state}" for state, number in states
        )


def _named(texts: SourceTexts) -> str:
    shown = ", ".join(texts.attested[:_SHOWN])
    more = len(texts.attested) - _SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown
