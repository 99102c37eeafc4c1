"""Laws are tried with the same examples each time, so that the gate says the same of the same code.

RANDOM_EXAMPLES=1 tries others: to be run by hand, and now and then. No law is held to a time: a
busy machine would fail it.
"""

import os

from hypothesis import HealthCheck, settings

_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("gate", _UNTIMED, derandomize=True)
settings.register_profile("others", _UNTIMED)
settings.load_profile("others" if os.environ.get("RANDOM_EXAMPLES") else "gate")
