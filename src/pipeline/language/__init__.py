"""What people are told, in their language: messages are made in English, and said in another.

Findings, reports and errors stay English wherever they are kept, so that two of them compare.
Where a person reads them, `speaker("zh")` says them in Chinese: it finds the template that a
message was made from in one catalogue, and fills in the values.
"""

from pipeline.language.speaking import LANGUAGES, Say, Speaker, english, preferred, speaker

__all__ = ["LANGUAGES", "Say", "Speaker", "english", "preferred", "speaker"]
