"""Every key that moves or selects, on marked texts: `golden/motions.txt`."""

from __future__ import annotations

import re
from pathlib import Path

from textual.app import App, ComposeResult

from briefreader.document import Kind
from briefreader.keys import Keys, Matched, named
from briefreader.motions import Selection
from briefreader.tui.reader import Reader
from letters import letter
from marks import read, write

CASES = Path(__file__).parents[1] / "golden" / "motions.txt"


def cases():
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.replace("¶", "\n\n").split("»")]


def block(text):
    if text.isupper():
        return Kind.HEADING, text, 1
    return (Kind.ITEM, text) if text.startswith("• ") else text


class Alone(App[None]):
    """An app with nothing but the reader, which carries out the reader's commands of the table."""

    def compose(self) -> ComposeResult:
        yield Reader()

    def press(self, reader, keys):
        keymap = Keys()
        for key in keys:
            found = keymap.feed(named(key))
            if isinstance(found, Matched):
                name, arguments = re.fullmatch(r"(\w+)(?:\((.*)\))?", found.command.action).groups()
                eval(f"reader.{ {'shrink': 'reduce'}.get(name, name) }({arguments or ''})")


async def test_keys_do_what_the_marked_texts_say():
    app = Alone()
    async with app.run_test(size=(60, 20)):
        reader = app.query_one(Reader)
        wrong = []
        for before, keys, after in cases():
            text, selection = read(before)
            reader.show(letter(*map(block, text.split("\n\n"))))
            reader._set(selection)
            app.press(reader, keys.split())
            came = write(text, reader._state)
            if came != after:
                wrong.append((before, keys, after, came))
        assert not wrong, "\n".join(map(repr, wrong))


def test_marked_texts_say_which_end_moves():
    assert read("Een [twee|] drie") == ("Een twee drie", Selection(4, 8))
    assert read("Een [|twee] drie") == ("Een twee drie", Selection(8, 4))
    assert write("Een twee drie", Selection(8, 4)) == "Een [|twee] drie"
