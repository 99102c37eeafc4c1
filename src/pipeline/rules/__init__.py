"""Rules: what the records of a project must agree on, as SQL; and the views derived by it."""

from pipeline.rules.adjudicate import read_adjudications
from pipeline.rules.check import check
from pipeline.rules.compare import difference, digest, named, show
from pipeline.rules.head import ColumnText
from pipeline.rules.ledger import ledgers
from pipeline.rules.model import (
    AdjudicationRow,
    Case,
    Locate,
    Problem,
    Rule,
    RuleOutcome,
    Side,
    Value,
    Verdict,
)
from pipeline.rules.read import read_rules
from pipeline.rules.session import lock
from pipeline.rules.views import View, create_views, read_views

__all__ = [
    "AdjudicationRow",
    "Case",
    "ColumnText",
    "Locate",
    "Problem",
    "Rule",
    "RuleOutcome",
    "Side",
    "Value",
    "Verdict",
    "View",
    "check",
    "create_views",
    "difference",
    "digest",
    "ledgers",
    "lock",
    "named",
    "read_adjudications",
    "read_rules",
    "read_views",
    "show",
]
