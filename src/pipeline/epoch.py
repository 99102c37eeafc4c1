"""`SOURCE_DATE_EPOCH`: the moment that stamps what is written, as reproducible builds spell it."""

import re
from datetime import UTC, datetime

from pipeline.errors import PipelineError

_LATEST = datetime(9999, 12, 31, tzinfo=UTC).timestamp()
"""No later day can be written."""


def since_epoch(text: str) -> datetime:
    """The moment so many seconds after 1970; PipelineError where the text is no such number."""
    if not re.fullmatch("[0-9]{1,12}", text) or int(text) > _LATEST:
        raise PipelineError(
            f"SOURCE_DATE_EPOCH is no number of seconds since 1970: {text!r}; write digits only, "
            "such as 1606176000, or unset it: then `created` in datapackage.yaml counts"
        )
    return datetime.fromtimestamp(int(text), UTC)
