"""Coverage: what of each source is recorded, left out on purpose, or was not seen at all."""
