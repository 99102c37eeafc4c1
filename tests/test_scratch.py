"""Scratch folders go, also those of processes that were killed."""

import subprocess
import sys
import tempfile
from pathlib import Path

from release_builders import package

from pipeline import releasing
from pipeline.scratch import scratch

HOLDS = "from pipeline.scratch import scratch\nwith scratch() as f: print(f, flush=True); input()"


def held() -> tuple[subprocess.Popen, Path]:
    """A process that holds a folder, and the folder."""
    words = [sys.executable, "-c", HOLDS]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def test_a_folder_goes_with_its_work(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch() as folder:
        (folder / "spilt").write_text("x")
    assert not folder.parent.exists()


def test_what_a_killed_process_left_is_removed_and_what_lives_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (killed, left), (living, kept) = held(), held()
    killed.kill()
    killed.wait()
    assert left.parent.is_dir()
    with scratch():
        assert not left.parent.exists()
        assert kept.is_dir()
    living.communicate("\n")
    assert not kept.parent.exists()


def test_a_comparison_leaves_nothing_that_the_next_run_does_not_know(tmp_path, monkeypatch):
    seen, temporary = set(), tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    old, new = (str(package(tmp_path / name, [])) for name in ("old", "new"))
    look = lambda _: seen.update(item.name for item in temporary.iterdir())  # noqa: E731
    releasing.diff(old, new, None, step=look)
    assert seen and all(name.startswith("pipeline-scratch-") for name in seen)
    assert not [*temporary.iterdir()]
