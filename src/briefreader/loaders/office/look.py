"""How office documents set their text: the look of a run, and the names of elements; both formats share it.

What styles make of a look is for `wordstyles` and `odtstyles`.
"""

from __future__ import annotations

from typing import Any

from briefreader.loaders.flow import Stretch
from briefreader.values import frozen


def local(element: Any) -> str:
    """An element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@frozen
class Look:
    """How a run of text is set."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    raised: bool = False
    hidden: bool = False
    size: float = 10
    """Points; 10 is Word's own default, ODT says its own."""

    def stretch(self, text: str, link: str = "") -> Stretch:
        """`text` set like this."""
        return Stretch(text, self.bold, self.italic, self.underlined, self.raised, self.size, link)
