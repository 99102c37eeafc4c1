"""The engine, DuckDB: all that is used of it, from the module that its package wraps.

That package takes four times as long to import as the module; half of it is for data frames.
"""

try:
    from _duckdb import (
        DuckDBPyConnection as Connection,
    )
    from _duckdb import (
        Error,
        InterruptException,
        OutOfMemoryException,
        StatementType,
        connect,
    )
except ImportError:  # a version that names it otherwise
    from duckdb import DuckDBPyConnection as Connection
    from duckdb import Error, InterruptException, OutOfMemoryException, StatementType, connect

__all__ = [
    "Connection",
    "Error",
    "InterruptException",
    "OutOfMemoryException",
    "StatementType",
    "connect",
]
