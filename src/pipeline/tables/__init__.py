"""Raw files to DuckDB tables of text: structural issues, and the physical places of cells.

`gather` reads a resource and `reader` a file; a `Table` is what they give.
"""
