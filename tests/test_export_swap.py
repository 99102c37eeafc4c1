import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from export_builders import column, release, rich

from pipeline.errors import ExportError
from pipeline.export import artefact, export, swap, workbook

SCRIPT = Path(__file__).with_name("export_builders.py")

CHANGES = ("mkdir", "rename", "fsync", "chmod", "unlink", "rmdir")
"""Calls of `os` that change something on the disk."""

LIMITED = """
import resource, sys
from pathlib import Path
from export_builders import column, release
from pipeline.errors import ExportError
from pipeline.export import export
resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
try:
    export(release(column("string", *"x" * 100)), Path(sys.argv[1]))
except ExportError as error:
    print(error)
"""
"""The disk takes no file as large as the workbook's sheet."""


def content(root):
    """Every file under the folder with its bytes and mode."""
    return {
        item.relative_to(root).as_posix(): (item.read_bytes(), oct(item.stat().st_mode))
        for item in sorted(root.rglob("*"))
        if item.is_file()
    }


def run(build, version="1.0.0", *, cwd=None, umask=None, **environment):
    """Export in another process."""
    before = (lambda: os.umask(umask)) if umask is not None else None
    subprocess.run(
        [sys.executable, SCRIPT, build, version],
        check=True,
        cwd=cwd,
        preexec_fn=before,
        env={**os.environ, **environment},
    )


def test_same_release_same_bytes(tmp_path):
    export(rich(), tmp_path / "a")
    expected = content(tmp_path / "a" / "demo-1.0.0")
    elsewhere = tmp_path / "else where 别处"
    elsewhere.mkdir()
    settings = [
        {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1", "LC_ALL": "C", "umask": 0o077},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "umask": 0},
        {"TZ": "UTC", "PYTHONHASHSEED": "3", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    ]
    for number, setting in enumerate(settings):
        time.sleep(1.1)  # so that a clock that got into a file would show
        run(elsewhere / f"b{number}", cwd=elsewhere, **setting)
        assert content(elsewhere / f"b{number}" / "demo-1.0.0") == expected


def test_modes_do_not_depend_on_umask(tmp_path):
    run(tmp_path / "build", umask=0o077)
    root = tmp_path / "build" / "demo-1.0.0"
    for item in (root, *root.rglob("*")):
        assert item.stat().st_mode & 0o777 == (0o755 if item.is_dir() else 0o644)


def test_a_moment_without_zone_is_utc(tmp_path):
    naive = release(column("any", 1), when=datetime(2020, 11, 24, 8))
    export(naive, tmp_path / "a")
    export(release(column("any", 1)), tmp_path / "b")
    one, other = (content(tmp_path / name / "demo-1.0.0") for name in "ab")
    assert one == other


@pytest.mark.parametrize("year", [1970, 2200])
def test_moments_that_zip_cannot_stamp(tmp_path, year):
    export(release(column("any", 1), when=datetime(year, 1, 1)), tmp_path)


def test_a_new_release_replaces_the_old_and_leaves_others(tmp_path):
    export(release(column("any", 1)), tmp_path)
    export(release(column("any", 1), version="2.0.0"), tmp_path)
    (tmp_path / "demo-1.0.0" / "stray").write_text("left over")
    export(release(column("any", 2)), tmp_path)
    assert (tmp_path / "demo-1.0.0/data/t.csv").read_text() == "id,v\nr-1,2\n"
    assert (tmp_path / "demo-2.0.0/data/t.csv").read_text() == "id,v\nr-1,1\n"
    assert names(tmp_path) == [".lock", "demo-1.0.0", "demo-2.0.0"]
    assert not (tmp_path / "demo-1.0.0" / "stray").exists()


def test_one_export_at_a_time(tmp_path):
    with (
        swap.staged(tmp_path, "other-1"),
        pytest.raises(ExportError, match="another export is running in "),
    ):
        export(rich(), tmp_path)
    export(rich(), tmp_path)


def test_leftovers_are_tidied(tmp_path):
    export(release(column("any", 1)), tmp_path)
    before = content(tmp_path / "demo-1.0.0")
    (tmp_path / "demo-1.0.0").rename(tmp_path / ".old-demo-1.0.0-77")  # killed between renames
    (tmp_path / ".new-demo-1.0.0-77").mkdir()
    (tmp_path / ".old-strange").mkdir()
    export(release(column("any", 1), version="2.0.0"), tmp_path)
    assert names(tmp_path) == [".lock", "demo-1.0.0", "demo-2.0.0"]
    assert content(tmp_path / "demo-1.0.0") == before
    shutil.copytree(tmp_path / "demo-1.0.0", tmp_path / ".old-demo-1.0.0-77")  # killed after them
    export(release(column("any", 1), version="2.0.0"), tmp_path)
    assert names(tmp_path) == [".lock", "demo-1.0.0", "demo-2.0.0"]


def test_a_link_in_place_of_a_release_is_replaced_not_followed(tmp_path):
    aside = tmp_path / "aside"
    aside.mkdir()
    (aside / "precious").write_text("stays")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "demo-1.0.0").symlink_to(aside)
    export(rich(), tmp_path / "build")
    assert not (tmp_path / "build" / "demo-1.0.0").is_symlink()
    assert (aside / "precious").exists()


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("where", "name"),
    [(artefact.os, "fsync"), (artefact.shutil, "copyfileobj"), (swap.os, "open"), (Path, "rename")],
)
def test_a_full_disk_leaves_the_old_release(tmp_path, monkeypatch, where, name):
    export(release(column("any", 1)), tmp_path)
    before = content(tmp_path / "demo-1.0.0")
    with monkeypatch.context() as patch:
        patch.setattr(swap, "exchange", lambda *_: False)
        patch.setattr(where, name, full)
        with pytest.raises(ExportError) as caught:
            export(release(column("any", 2)), tmp_path)
    assert "No space left on device" in str(caught.value) and "\n" not in str(caught.value)
    assert names(tmp_path) == [".lock", "demo-1.0.0"]
    assert content(tmp_path / "demo-1.0.0") == before


def test_a_failing_second_rename_puts_the_old_release_back(tmp_path, monkeypatch):
    export(release(column("any", 1)), tmp_path)
    before = content(tmp_path / "demo-1.0.0")
    real = Path.rename

    def rename(path, target):
        return full() if path.name.startswith(".new-") else real(path, target)

    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(ExportError, match="No space left"):
        export(release(column("any", 2)), tmp_path)
    assert names(tmp_path) == [".lock", "demo-1.0.0"]
    assert content(tmp_path / "demo-1.0.0") == before


def test_what_does_not_read_back_leaves_the_old_release(tmp_path, monkeypatch):
    export(release(column("any", 1)), tmp_path)
    before = content(tmp_path / "demo-1.0.0")
    monkeypatch.setattr("pipeline.export.data.text", lambda value, kind: "9")
    with pytest.raises(ExportError, match="does not read back"):
        export(release(column("any", 2)), tmp_path)
    assert names(tmp_path) == [".lock", "demo-1.0.0"]
    assert content(tmp_path / "demo-1.0.0") == before


def test_an_interrupted_export_leaves_the_old_release(tmp_path, monkeypatch):
    export(release(column("any", 1)), tmp_path)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(workbook.file, "pack", interrupted)
    with pytest.raises(KeyboardInterrupt):
        export(release(column("any", 2)), tmp_path)
    assert names(tmp_path) == [".lock", "demo-1.0.0"]


def test_a_build_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "build").write_text("a file")
    with pytest.raises(ExportError, match=r"cannot write .*demo-1"):
        export(rich(), tmp_path / "build")


def script(text, *arguments):
    return subprocess.run(
        [sys.executable, "-c", text, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SCRIPT.parent)},
        capture_output=True,
        text=True,
    )


def test_a_full_disk_is_one_line_and_no_more(tmp_path):
    done = script(LIMITED, tmp_path)
    assert "File too large" in done.stdout and done.stdout.count("\n") == 1
    assert (done.returncode, done.stderr) == (0, "")
    assert names(tmp_path) == [".lock"]


def test_killed_before_a_change_of_the_disk(tmp_path):
    """A few early moments, and every one from the sync of folders to the last removal."""
    build, aside = tmp_path / "build", tmp_path / "aside"
    one, two = (replace(rich(), title=title) for title in ("One", "Two"))
    export(one, build)
    export(two, aside)
    old, new = (content(root / "demo-1.0.0") for root in (build, aside))
    calls = changes(two, aside)
    seen = set()
    for moment in (1, 7, 20, *range(calls - 21, calls + 1)):
        killed(two, build, moment)
        seen.add(state(build, old, new))
        export(one, build)
        assert state(build, old, new) == "old"
        assert names(build) == [".lock", "demo-1.0.0"]
    assert {"old", "new"} <= seen


def changes(given, build):
    """How many calls of an export change the disk."""
    made = []
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGES:
            patch.setattr(os, name, counting(getattr(os, name), made.append))
        export(given, build)
    return len(made)


def killed(given, build, moment):
    """Export in a child that is killed just before the n-th such call."""
    made = []

    def count(name):
        made.append(name)
        if len(made) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            for name in CHANGES:
                setattr(os, name, counting(getattr(os, name), count))
            export(given, build)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def counting(real, count):
    def wrapped(*given, **more):
        count(real.__name__)
        return real(*given, **more)

    return wrapped


MOMENTS = int(os.environ.get("PIPELINE_TEST_KILLS", "6"))
"""How often an export is killed at random; more by PIPELINE_TEST_KILLS=50 in the environment."""


def test_killed_at_random_moments(tmp_path):
    build = tmp_path / "build"
    start = time.monotonic()
    run(build)
    lasts = time.monotonic() - start
    old = content(build / "demo-1.0.0")
    chance = random.Random(7)
    for _ in range(MOMENTS):
        process = subprocess.Popen([sys.executable, SCRIPT, build, "1.0.0"])
        time.sleep(lasts * chance.uniform(0.4, 1.05))
        process.kill()
        process.wait()
        state(build, old, old)
    export(rich(), build)
    assert names(build) == [".lock", "demo-1.0.0"]
    assert content(build / "demo-1.0.0") == old


def state(build, old, new):
    """Which release is there as a whole; the old one may be set aside until the next run."""
    target = build / "demo-1.0.0"
    if not target.exists():
        (aside,) = build.glob(".old-demo-1.0.0-*")
        assert content(aside) == old
        return "aside"
    found = content(target)
    assert found in (old, new)
    return "old" if found == old else "new"


def names(build):
    return sorted(item.name for item in build.iterdir())
