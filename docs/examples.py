"""Run the examples of a page in an empty folder: `python docs/examples.py [--check] [PAGE …]`.

A page is plain Markdown. What is executed, from top to bottom:

    <!-- write: PATH -->      the next fenced block is the content of a file
    <!-- change: PATH -->     the next fenced block is a diff of whole lines, applied to a file
    ```console                lines that begin with `$ ` are run; the rest is what they print
    <!-- begins where tutorial.md ends -->    the page goes on in the project of another page
    <!-- begins in a copy of this repository -->    whose code then runs

Without --check the real output is written under every command. Times, sizes of artefacts and
the folder differ from run to run, and are not compared.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parent
HOME = "/home/you/willow-lane"
"""What a page shows instead of the folder in which it was run."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ORDER = re.compile(r"<!-- (write|change): (\S+) -->\s*\Z")
_BEGINS = re.compile(r"^<!-- begins where (\S+) ends -->$", re.MULTILINE)
_COPY = "<!-- begins in a copy of this repository -->"
_ASIDE = shutil.ignore_patterns(".*", "build", "__pycache__", "benchmarks")
_VARYING = (
    (re.compile(r"\b\d+\.\d s\b"), "0.0 s"),
    (re.compile(r"^ +[\d,]+(?=  \S)", re.MULTILINE), "    0"),
)
"""Times, and the sizes of artefacts, some of which stamp the version of a library."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: where its body stands in the page, its language, and what is done with it."""

    start: int
    end: int
    language: str
    body: str
    order: str
    path: str


def pages() -> list[Path]:
    """All pages with something to run."""
    runs = [*DOCS.glob("*.md"), DOCS.parent / "README.md"]
    return sorted(page for page in runs if any(_blocks(page.read_text(encoding="utf-8"))))


class Book:
    """Pages, each played once, in a folder of its own below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.texts: dict[Path, str] = {}

    def played(self, page: Path) -> str:
        """The page as it is when everything in it has been run."""
        if page not in self.texts:
            self.texts[page] = self._play(page)
        return self.texts[page]

    def folder(self, page: Path) -> Path:
        """Where the page is played."""
        return self.root / page.stem / "willow-lane"

    def _play(self, page: Path) -> str:
        text, folder = page.read_text(encoding="utf-8"), self.folder(page)
        before = _BEGINS.search(text)
        if before:
            self.played(page.parent / before[1])
            shutil.copytree(self.folder(page.parent / before[1]), folder)
        elif _COPY in text:
            shutil.copytree(DOCS.parent, folder, ignore=_ASIDE)
        folder.mkdir(parents=True, exist_ok=True)
        out, at = [], 0
        for block in _blocks(text):
            out += [text[at : block.start], _done(block, folder)]
            at = block.end
        return "".join(out) + text[at:]


def steady(text: str) -> str:
    """The text without what differs from run to run."""
    for varying, fixed in _VARYING:
        text = varying.sub(fixed, text)
    return text


def shows_truth(page: Path, book: Book) -> bool:
    """Whether the page shows what is printed."""
    return steady(book.played(page)) == steady(page.read_text(encoding="utf-8"))


def _blocks(text: str) -> Iterator[Block]:
    for found in _FENCE.finditer(text):
        order = _ORDER.search(text, 0, found.start())
        do, path = (order[1], order[2]) if order else ("run", "")
        if order or found[1] == "console":
            yield Block(found.start(2), found.end(2), found[1], found[2], do, path)


def _done(block: Block, folder: Path) -> str:
    if block.order == "run":
        shown = _console(block.body, folder)
        return block.body if steady(shown) == steady(block.body) else shown
    file = folder / block.path
    file.parent.mkdir(parents=True, exist_ok=True)
    text = block.body if block.order == "write" else _changed(file, block.body)
    file.write_text(text, encoding="utf-8", newline="\n")
    return block.body


def _changed(file: Path, diff: str) -> str:
    text = file.read_text(encoding="utf-8")
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if not line.startswith("+"))
    new = "".join(line[1:] for line in lines if not line.startswith("-"))
    if text.count(old) != 1:
        raise SystemExit(f"{file.name}: these lines do not stand there once:\n{old}")
    return text.replace(old, new)


def _console(body: str, folder: Path) -> str:
    out, code = [], 0
    for command in re.findall(r"^\$ ((?:.*\\\n)*.*)\n", body, re.MULTILINE):
        done = subprocess.run(
            ["bash", "-c", f"(exit {code})\n{command}"],
            cwd=folder,
            env=_environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        code = done.returncode
        said = done.stdout.decode("utf-8").replace(str(folder), HOME)
        out.append(f"$ {command}\n{said}")
    return "".join(out)


def _environment(folder: Path) -> dict[str, str]:
    """That of somebody who has just installed the tool, or who works on it."""
    ours = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    kept = {
        k: v for k, v in os.environ.items() if k in ("HOME", "TMPDIR", "COVERAGE_PROCESS_START")
    }
    if (folder / "src").is_dir():
        ours["PYTHONPATH"] = str(folder / "src")
    return kept | ours | {"LC_ALL": "C.UTF-8", "COLUMNS": "80", "TERM": "dumb", "PYTHONUTF8": "1"}


def main(words: list[str]) -> int:
    """Write, or with --check compare; 1 where a page shows what is not printed."""
    chosen = [Path(word).resolve() for word in words if word != "--check"] or pages()
    with tempfile.TemporaryDirectory() as root:
        book = Book(Path(root).resolve())
        stale = {page: book.played(page) for page in chosen if not shows_truth(page, book)}
    for page, new in stale.items():
        if "--check" in words:
            print(f"{page.name} shows what is not printed: run python docs/examples.py")
        else:
            page.write_text(new, encoding="utf-8", newline="\n")
            print(f"wrote {page.name}")
    return 1 if stale and "--check" in words else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
