"""The flagship, exported by the real command under two environments: the same bytes."""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("TZ", "LC_ALL", "LANG", "PYTHONHASHSEED", "PYTHONUTF8", "SOURCE_DATE_EPOCH")


def exported(project, cwd, umask, **environment):
    """The release as path → mode and digest."""
    kept = {k: v for k, v in os.environ.items() if k not in OURS and not k.startswith("PIPELINE_")}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "export", project],
        cwd=cwd, env=kept | environment, umask=umask, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    (root,) = (item for item in (project / "build").iterdir() if item.is_dir())
    return {
        item.relative_to(root).as_posix(): (
            item.stat().st_mode,
            sha256(item.read_bytes()).hexdigest() if item.is_file() else None,
        )
        for item in (root, *root.rglob("*"))
    }


def copied(to):
    for name in ("raw", "schemas"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.yaml", to)
    return to


def test_the_flagship_has_the_same_bytes_wherever_it_is_exported(tmp_path):
    one, two = copied(tmp_path / "one"), copied(tmp_path / "二 𠮷" / "two")
    here = exported(one, one, 0o077, TZ="Asia/Shanghai", LC_ALL="C", PYTHONHASHSEED="1")
    there = exported(
        two, tmp_path, 0o000,
        TZ="America/New_York", LC_ALL="C.UTF-8", PYTHONHASHSEED="4242", SOURCE_DATE_EPOCH="",
    )  # fmt: skip
    assert here == there
    assert len(here) > 100
