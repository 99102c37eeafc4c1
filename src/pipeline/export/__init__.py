"""Releases: everything that a consumer downloads, written, proved and put in place at once."""

from pipeline.export.artefact import Artefact
from pipeline.export.build import export, select
from pipeline.export.release import Nested, Release, ReleaseField, ReleaseTable

__all__ = [
    "Artefact",
    "Nested",
    "Release",
    "ReleaseField",
    "ReleaseTable",
    "export",
    "select",
]
