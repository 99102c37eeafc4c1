"""Laws are tried with the same examples each time, so that the gate says the same of the same code.

RANDOM_EXAMPLES=1 tries others: to be run by hand, and now and then.
"""

import os

from hypothesis import settings

settings.register_profile("gate", derandomize=True)
if not os.environ.get("RANDOM_EXAMPLES"):
    settings.load_profile("gate")
