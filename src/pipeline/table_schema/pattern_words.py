"""Patterns that are told in words, since whoever fills in cells cannot read them."""

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"

IN_WORDS = {
    f"[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?": "a date as YYYY-MM-DD, or a month YYYY-MM, or a year YYYY",
    "[a-z0-9]+(-[a-z0-9]+)*": "small letters a to z and digits, with single hyphens between them",
    "[0-9a-f]{64}": "64 characters, each a digit or a letter from a to f",
}
"""Pattern → what a value must be."""
