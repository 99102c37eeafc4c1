"""XML Schema's regular expressions, which are neither RE2's nor Python's."""

from pipeline.table_schema.xsd.pattern import BadPattern, LargePattern, Pattern

__all__ = ["BadPattern", "LargePattern", "Pattern"]
