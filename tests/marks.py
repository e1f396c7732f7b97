"""Text with the selection marked in it: `[` the fixed end, `|` the caret, `]` the other end of what is selected.

`"Tw|o"` has only a caret; in `"[Two|] here"` the caret is behind, in `"[|Two] here"` before what is selected.
"""

from __future__ import annotations

from briefreader.motions import Selection


def read(marked: str) -> tuple[str, Selection]:
    """The text and the selection of a marked text."""
    head = marked.replace("[", "").replace("]", "").index("|")
    text = "".join(c for c in marked if c not in "[]|")
    if "[" not in marked:
        return text, Selection(head, head)
    bare = marked.replace("|", "")
    start, end = bare.index("["), bare.index("]") - 1
    return text, Selection(start if head == end else end, head)


def write(text: str, selection: Selection) -> str:
    """The marked text of a text and a selection."""
    start, end = selection.span
    if start == end:
        return f"{text[:start]}|{text[start:]}"
    inner = text[start:end]
    inner = f"{inner}|" if selection.head == end else f"|{inner}"
    return f"{text[:start]}[{inner}]{text[end:]}"
