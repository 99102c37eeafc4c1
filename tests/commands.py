"""The command line as its users have it: a process, its exit code and what it prints."""

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


def command(*words, cwd=None, env=None):
    """Run `pipeline` with these words; gives what `subprocess.run` does, as text.

    env: all of the environment; by default ours, without what is meant for the program.
    """
    given = [str(word) for word in words]
    with TemporaryDirectory() as room:
        out, err = Path(room, "out"), Path(room, "err")
        out.touch(), err.touch()
        order = {
            "words": given,
            "folder": str(cwd or Path.cwd()),
            "environment": ours() if env is None else env,
            "out": str(out),
            "err": str(err),
        }
        server = _server()
        server.stdin.write(json.dumps(order) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        said = (file.read_bytes().decode("utf-8") for file in (out, err))
        return subprocess.CompletedProcess(given, code, *said)


def ours():
    """Our environment, without what is meant for the program."""
    return {k: v for k, v in os.environ.items() if not k.startswith("PIPELINE_")}


@cache
def _server():
    words = [sys.executable, str(Path(__file__).with_name("warm.py"))]
    server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(server.communicate)
    return server
