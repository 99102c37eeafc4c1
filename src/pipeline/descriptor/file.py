"""What a resource says of its file: encoding, bytes, hash."""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.descriptor.findings import Findings, text
from pipeline.table_schema.complaints import shown
from pipeline.tables.encoding import codec
from pipeline.tables.integrity import DIGITS

_HASH = re.compile(r"(?:([^:]*):)?(.*)", re.DOTALL)
_NAMES = """
    us-ascii utf-7 utf-8 utf-16 utf-16be utf-16le utf-32 utf-32be utf-32le gb2312 gbk gb18030
    hz-gb-2312 big5 big5-hkscs iso-2022-cn shift_jis euc-jp iso-2022-jp iso-2022-jp-2 euc-kr
    iso-2022-kr koi8-r koi8-u tis-620 viscii macintosh windows-874 windows-31j
    ibm437 ibm850 ibm852 ibm855 ibm857 ibm862 ibm864 ibm866 ibm869
"""
_MIME_NAMES = frozenset(
    _NAMES.split()
    + [f"iso-8859-{number}" for number in (*range(1, 12), *range(13, 17))]
    + [f"windows-{number}" for number in range(1250, 1259)]
)
"""Preferred MIME names of IANA's character sets, as far as files of data are met in them."""


def check(source: Mapping[str, Any], findings: Findings) -> None:
    """Judge what is said of the file, not whether it is so."""
    _encoding(source, findings)
    _bytes(source, findings)
    found = text(source, "hash", findings)
    why = None if found is None else bad_hash(found)
    if why:
        with findings.at("hash"):
            findings.error(
                f"{shown(found)} is no digest: {why}",
                "write the MD5 digest, or another with its name: sha256:…",
                value=found,
            )


def bad_hash(value: str) -> str | None:
    """Why a text is not `digest` (MD5) or `algorithm:digest`; None where it is."""
    match = _HASH.fullmatch(value)
    algorithm, digest = (match[1], match[2]) if match else (None, value)
    if algorithm is not None and (not algorithm or algorithm != algorithm.lower()):
        return "the name of the algorithm must be in lower case"
    digits = DIGITS.get(algorithm or "md5")
    if not digest:
        return "there is no digest"
    if digits is None:
        return None
    if re.fullmatch(r"[0-9A-Fa-f]+", digest) is None:
        return "a digest is written in hexadecimal digits"
    if len(digest) != digits:
        return f"{algorithm or 'md5'} has {digits} digits, and this has {len(digest)}"
    return None


def _encoding(source: Mapping[str, Any], findings: Findings) -> None:
    found = text(source, "encoding", findings)
    # one that is not known at all is told where the file is to be read
    if found is not None and found.lower() not in _MIME_NAMES and codec(found):
        with findings.at("encoding"):
            findings.warn(
                f"{shown(found)} is no preferred MIME name of an encoding",
                "write the name that IANA prefers, such as utf-8, gbk or shift_jis",
                value=found,
            )


def _bytes(source: Mapping[str, Any], findings: Findings) -> None:
    given = source.get("bytes", 0)
    whole = isinstance(given, int) or (isinstance(given, float) and given.is_integer())
    if isinstance(given, bool) or not whole or given < 0:
        with findings.at("bytes"):
            findings.error(
                f"`bytes` must be a whole number from 0, and is {shown(given)}", value=given
            )
