"""Releases: everything that a consumer downloads, written, proved and put in place at once."""

from pipeline.export.artefact import Artefact
from pipeline.export.build import export
from pipeline.export.release import Release, ReleaseField, ReleaseTable

__all__ = ["Artefact", "Release", "ReleaseField", "ReleaseTable", "export"]
