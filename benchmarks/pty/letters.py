"""Long letters for measuring: the paragraphs of the two letters in seeds/, permuted to any size; always the same text.

    python benchmarks/pty/letters.py OUT      writes s40, m1, m10 and m100 (40 KB to 100 MB) as .txt

The first heading is followed by BEGIN-VAN-HET-DOCUMENT, the last line is EINDE-VAN-HET-DOCUMENT, and near the far end
there is one `schaduwvloot`, beside DOELWIT-OMEGA.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
SIZES = {"s40": 40_000, "m1": 1_000_000, "m10": 10_000_000, "m100": 100_000_000}
PARAGRAPH = 900
"""Code points of the longest paragraph: about that of a letter."""

TARGET = "De Russische schaduwvloot nabij DOELWIT-OMEGA blijft een zorg voor het kabinet."
HEADINGS = ("Militaire steun", "Sancties", "Verantwoording", "Herstel", "Samenwerking", "Ontheemden")


def paragraphs() -> list[str]:
    """The paragraphs of the seeds, each on one line, the long ones cut."""
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        for part in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
            line = re.sub(r"\s*\n\s*", " ", part).strip()
            pieces = (line[at : at + PARAGRAPH].strip() for at in range(0, len(line), PARAGRAPH))
            found += [re.sub("schaduwvloot", "olievloot", p, flags=re.I) for p in pieces if len(p) > 80]
    return found


def letter(size: int) -> str:
    """A letter of about `size` bytes."""
    draw, stock = random.Random(7), paragraphs()
    blocks, written, chapter = [], 0, 0
    while written < size:
        if len(blocks) % 13 == 0:
            chapter += 1
            blocks.append(f"{HEADINGS[chapter % len(HEADINGS)]} {chapter}")
        blocks.append(draw.choice(stock))
        written += len(blocks[-1].encode()) + 2
    blocks.insert(1, "BEGIN-VAN-HET-DOCUMENT Geachte voorzitter,")
    blocks.insert(-10, TARGET)
    return "\n\n".join([*blocks, "EINDE-VAN-HET-DOCUMENT"]) + "\n"


def marked(text: str) -> str:
    """Such a letter as Markdown: headings, a strong word and a link in each paragraph, now and then a list."""
    blocks = []
    for number, block in enumerate(text.split("\n\n")):
        words = block.split(" ")
        if len(block) < PARAGRAPH // 20 and not block.startswith("EINDE"):
            blocks.append(f"## {block}")
        elif number % 29 == 4:
            blocks.append("\n".join(f"- {sentence}" for sentence in block.split(". ")))
        elif len(words) > 9:
            strong, link = f"**{words[6]}**", f"[{words[8]}](https://example.org/{number})"
            blocks.append(" ".join([*words[:6], strong, words[7], link, *words[9:]]))
        else:
            blocks.append(block)
    return "\n\n".join(blocks)


def write(folder: Path, *names: str) -> None:
    """Writes those letters of `SIZES` that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / f"{name}.txt"
        if not path.exists():
            path.write_text(letter(SIZES[name]), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), *(sys.argv[2:] or SIZES))
