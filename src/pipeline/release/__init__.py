"""Data versions: what differs between two packages, which bump that asks for, what a release is."""
