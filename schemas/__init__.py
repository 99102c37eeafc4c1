"""The flagship's models; a package so that they may import one another."""
