"""Runs commands, each in a process of its own, without importing the program anew for each.

A server that has imported it all forks itself for every command that `commands.py` asks for; what
the fork runs is the entry point of the program, with arguments, folder, environment and streams as
a shell would give them.
"""

import gc
import json
import os
import pkgutil
import sys
from importlib import import_module
from io import FileIO, TextIOWrapper

import pipeline
from pipeline.cli import main


def ready():
    """Import all modules; nothing of it starts a thread, which would not live through a fork."""
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.collect()
    gc.freeze()


def run(words, folder, environment, out, err):
    """In the fork: the command, which ends the process."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, name, mode in (
        (0, os.devnull, os.O_RDONLY),
        (1, out, os.O_WRONLY),
        (2, err, os.O_WRONLY),
    ):
        os.dup2(os.open(name, mode), number)
    signs = environment.get("PYTHONIOENCODING", "utf-8")
    sys.stdout, sys.stderr = (TextIOWrapper(FileIO(n, "w"), encoding=signs) for n in (1, 2))
    sys.argv = ["pipeline", *words]
    main()


def serve():
    """Take one order a line on the standard input; answer with the exit code."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    ready()
    serve()
