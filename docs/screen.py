"""docs/pictures/workbook.png, a sheet of the flagship's workbook as LibreOffice shows it.

`python docs/screen.py [PICTURE]` needs soffice, Xvfb, xdotool and ImageMagick (of Debian:
libreoffice-calc, xvfb, openbox, xdotool, imagemagick, fonts-noto-cjk). One event is falsified in a
copy of the project, so that the picture has what a curator comes for: a cell to mend.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCREEN, WIDTH, HEIGHT = ":97", 1500, 760
SLIP = ("commendation,2020-12-22,morning", "commendatoin,2020-12-22,morning")
SHEET = 2
"""Sheets to go on from the first, past that of the issues."""

MARKED, OTHER = ("1120", "350"), ("500", "520")
"""Places on the screen: the cell that is marked, over which its note opens, and one to be in."""


def main(picture: Path) -> None:
    """Draft, show, wait, picture."""
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as open_:
        book = drafted(Path(scratch))
        os.environ |= {"DISPLAY": SCREEN, "LANG": "zh_CN.UTF-8"}
        open_.enter_context(running("Xvfb", SCREEN, "-screen", "0", f"{WIDTH}x{HEIGHT}x24"))
        time.sleep(1)
        open_.enter_context(running("openbox"))
        profile = f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}"
        open_.enter_context(running("soffice", profile, "--norestore", "--nologo", str(book)))
        window = shown()
        time.sleep(4)
        do("windowsize", window, str(WIDTH), str(HEIGHT))
        for _ in range(SHEET):
            do("key", "--window", window, "ctrl+Next")
            time.sleep(0.5)
        do("mousemove", *OTHER, "click", "1")
        time.sleep(1)
        do("mousemove", *MARKED)
        time.sleep(2)
        # without the side bar, which an empty profile has
        size = f"{WIDTH - 45}x{HEIGHT}+0+0"
        shot = ["import", "-window", "root", "-crop", size, "+repage", "-strip"]
        subprocess.run([*shot, str(picture)], check=True)


def drafted(scratch: Path) -> Path:
    """The workbook of a project with one slip in it."""
    for name in ("raw", "schemas"):
        shutil.copytree(ROOT / name, scratch / name)
    shutil.copy(ROOT / "datapackage.yaml", scratch)
    events = scratch / "raw" / "events.csv"
    text = events.read_text(encoding="utf-8")
    assert text.count(SLIP[0]) == 1, "the event to falsify is not there"
    events.write_text(text.replace(*SLIP), encoding="utf-8")
    book = scratch / "laomo-2020.xlsx"
    words = ["validate", str(scratch), "--lang", "zh", "--output", f"workbook={book}"]
    subprocess.run([sys.executable, "-m", "pipeline", *words], stdout=subprocess.DEVNULL)
    return book


@contextmanager
def running(*words: str) -> Iterator[None]:
    """A program until it is no longer needed."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(words, start_new_session=True, **quiet)
    try:
        yield
    finally:
        os.killpg(program.pid, 15)
        program.wait(10)


def shown() -> str:
    """The window, once it is there."""
    for _ in range(60):
        found = do("search", "--onlyvisible", "--name", "LibreOffice Calc")
        if found:
            return found.split()[-1]
        time.sleep(1)
    raise SystemExit("LibreOffice shows no window")


def do(*words: str) -> str:
    """Let xdotool act; what it prints."""
    return subprocess.run(["xdotool", *words], capture_output=True, text=True).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "pictures" / "workbook.png")
