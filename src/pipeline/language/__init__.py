"""What people are told, in their language: messages are made in English, and said in another.

Findings, reports and errors stay English wherever they are kept, so that two of them compare.
Where a person reads them, `speaker(Lang.ZH)` says them in Chinese: it finds the template that a
message was made from in one catalogue, and fills in the values.
"""

from pipeline.language.lang import Lang
from pipeline.language.speaking import Say, Speaker, preferred, speaker

__all__ = ["Lang", "Say", "Speaker", "preferred", "speaker"]
