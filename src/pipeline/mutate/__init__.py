"""Small changes of the data, one at a time, to learn which of them no check would notice."""
