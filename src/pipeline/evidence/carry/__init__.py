"""Evidence carried from a text to its corrected form: by a diff, never by a search."""
