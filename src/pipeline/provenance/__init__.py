"""The tables by which any project says where its data come from; the tool owns their shape.

A project lists the classes it uses in its `models.py`, as they are or as a subclass that
adds fields or narrows one (`kind` to a vocabulary of its own).
"""

from pipeline.provenance.decisions import Adjudication, Omission, Reading, Redirect, Variant
from pipeline.provenance.terms import (
    ConflictCause,
    CoverageKind,
    Decision,
    IssuedBasis,
    Joins,
    OmissionReason,
    PrintedAs,
    Quality,
    ReadingCause,
    SpanRole,
)
from pipeline.provenance.works import Document, DocumentSpan, Source
from pipeline.provenance.written import Coverage, Evidence

__all__ = [
    "Adjudication",
    "ConflictCause",
    "Coverage",
    "CoverageKind",
    "Decision",
    "Document",
    "DocumentSpan",
    "Evidence",
    "IssuedBasis",
    "Joins",
    "Omission",
    "OmissionReason",
    "PrintedAs",
    "Quality",
    "Reading",
    "ReadingCause",
    "Redirect",
    "Source",
    "SpanRole",
    "Variant",
]
