"""The one table of what a reader can do on the screen, with the keys that do it.

Key bindings, the footer, the key page, the command palette, the README's table, the settings' `[keys]` and half
of the tests are made from it. It imports nothing of the screen: an action is the name of a method, with its
arguments, that the screen has. How keys become commands is `keys.py`.
"""

from __future__ import annotations

from briefreader.values import frozen


@frozen
class Command:
    """One thing that can be done."""

    id: str
    """What settings call it: `reader.next-sentence`."""

    keys: tuple[str, ...]
    """Each a key or a sequence of keys with spaces between, in Textual's names: `g g`, `ctrl+d`, `question_mark`."""

    action: str
    """`name` or `name('argument', …)`: a method `action_name` of the screen's desk."""

    title: str
    """A short sentence that starts with a verb."""

    topic: str
    hint: str = ""
    """One or two words for the footer, if it is shown there."""


def _c(id: str, keys: str, action: str, title: str, topic: str, hint: str = "") -> Command:
    return Command(id, tuple(k.strip() for k in keys.split(",") if k.strip()), action, title, topic, hint)


COMMANDS: tuple[Command, ...] = (
    # Move: all of these extend the selection while `v` is on.
    _c("move.next-line", "j, down", "move('line', 1)", "Go to the next line", "Move"),
    _c("move.previous-line", "k, up", "move('line', -1)", "Go to the previous line", "Move"),
    _c("move.next-character", "l, right", "move('character', 1)", "Go to the next character", "Move"),
    _c("move.previous-character", "h, left", "move('character', -1)", "Go to the previous character", "Move"),
    _c("move.next-word", "w", "move('word', 1)", "Go to the next word", "Move"),
    _c("move.previous-word", "b", "move('word', -1)", "Go to the previous word", "Move"),
    _c("move.next-sentence", "right_parenthesis", "move('sentence', 1)", "Go to the next sentence", "Move"),
    _c(
        "move.previous-sentence",
        "left_parenthesis",
        "move('sentence', -1)",
        "Go to the previous sentence",
        "Move",
    ),
    _c(
        "move.next-paragraph",
        "right_curly_bracket",
        "move('paragraph', 1)",
        "Go to the next paragraph",
        "Move",
    ),
    _c(
        "move.previous-paragraph",
        "left_curly_bracket",
        "move('paragraph', -1)",
        "Go to the previous paragraph",
        "Move",
    ),
    _c("move.next-section", "right_square_bracket", "move('section', 1)", "Go to the next section", "Move"),
    _c(
        "move.previous-section",
        "left_square_bracket",
        "move('section', -1)",
        "Go to the previous section",
        "Move",
    ),
    _c("move.start", "g g, home", "move('document', -1)", "Go to the start of the letter", "Move"),
    _c("move.end", "G, end", "move('document', 1)", "Go to the end of the letter", "Move"),
    _c("move.half-page-down", "ctrl+d", "move('half-page', 1)", "Go half a page down", "Move"),
    _c("move.half-page-up", "ctrl+u", "move('half-page', -1)", "Go half a page up", "Move"),
    _c("move.page-down", "space, pagedown", "move('page', 1)", "Go a page down", "Move"),
    _c("move.page-up", "pageup", "move('page', -1)", "Go a page up", "Move"),
    _c("move.line-start", "0", "move('row', -1)", "Go to the start of the line", "Move"),
    _c("move.line-end", "dollar_sign", "move('row', 1)", "Go to the end of the line", "Move"),
    _c("move.jump", "f", "jump", "Jump to a sentence in view by its label", "Move", "jump"),
    # Select
    _c(
        "select.sentence",
        "s",
        "select('sentence')",
        "Select the sentence; again: take in the next",
        "Select",
        "sentence",
    ),
    _c(
        "select.paragraph",
        "p",
        "select('paragraph')",
        "Select the paragraph; again: take in the next",
        "Select",
    ),
    _c("select.item", "i i", "select('item')", "Select the list item", "Select"),
    _c("select.cell", "i t", "select('cell')", "Select the table cell", "Select"),
    _c("select.citation", "i c", "select('citation')", "Select the citation", "Select"),
    _c("select.footnote", "i f", "select('footnote')", "Select the footnote marker", "Select"),
    _c("select.highlight", "i h", "select('highlight')", "Select the highlight", "Select"),
    _c("select.extend", "v", "extend", "Start or stop extending the selection", "Select"),
    _c("select.grow", "plus", "grow", "Grow: word, clause, sentence, paragraph, section", "Select"),
    _c("select.shrink", "minus", "shrink", "Shrink back again", "Select"),
    _c("select.swap", "percent_sign", "swap", "Swap the ends of the selection", "Select"),
    _c("select.drop", "escape", "drop", "Drop the selection, pending keys and the search", "Select"),
    # Tag
    _c("tag.choose", "t", "tag", "Tag: find or make tags, tick several", "Tag", "tag"),
    *(
        _c(f"tag.pin-{n}", str(n), f"pin({n})", f"Tag with pinned tag {n}; again: take it off", "Tag")
        for n in range(1, 10)
    ),
    _c("tag.again", "full_stop", "again", "Tag with the last tags again", "Tag"),
    _c("tag.hits", "T", "tag_hits", "Tag all hits of the search, after a look", "Tag"),
    _c("tag.highlight", "m", "highlight", "Highlight without a tag", "Tag"),
    _c("tag.note", "a", "note", "Write a note on the highlight", "Tag", "note"),
    _c("tag.delete", "d", "delete", "Delete the highlight under the caret", "Tag"),
    _c("tag.review", "x", "review", "Review passages whose letter changed", "Tag"),
    _c("tag.codebook", "C", "codebook", "Open the codebook: rename, merge, move, delete tags", "Tag"),
    _c("tag.history", "U", "history", "List what was done, and undo or redo up to any change", "Tag"),
    _c("tag.undo", "u", "undo", "Undo the last change", "Tag", "undo"),
    _c("tag.redo", "ctrl+r", "redo", "Redo what was undone", "Tag"),
    # Find
    _c("find.find", "slash", "find", "Find in the letter", "Find", "find"),
    _c("find.next", "n", "hit(1)", "Go to the next hit", "Find"),
    _c("find.previous", "N", "hit(-1)", "Go to the previous hit", "Find"),
    _c("find.list", "L", "list_hits", "List all hits in their context", "Find"),
    _c("find.next-highlight", "greater_than_sign", "go_highlight(1)", "Go to the next highlight", "Find"),
    _c(
        "find.previous-highlight",
        "less_than_sign",
        "go_highlight(-1)",
        "Go to the previous highlight",
        "Find",
    ),
    # Follow
    _c("follow.follow", "enter", "follow", "Follow the citation or footnote under the caret", "Follow"),
    _c("follow.peek", "K", "peek", "Peek at the note or citation under the caret", "Follow"),
    _c("follow.back", "backspace", "back", "Go back to where you were", "Follow"),
    # Go to
    _c("go.document", "o", "go_document", "Go to a letter", "Go to", "letter"),
    _c("go.section", "O", "go_section", "Go to a section", "Go to"),
    _c("go.next-pane", "tab", "pane(1)", "Go to the next pane", "Go to"),
    _c("go.previous-pane", "shift+tab", "pane(-1)", "Go to the previous pane", "Go to"),
    _c("go.rendering", "F", "rendering", "Go to the same letter in another file: DOCX, PDF, text", "Go to"),
    # Take out
    _c("out.copy", "y", "copy", "Copy the selection with its citation", "Take out"),
    _c("out.export", "e", "export", "Export to Markdown and other formats", "Take out", "export"),
    # Screen
    _c("screen.sides", "ctrl+b", "sides", "Show or hide the side panes", "Screen"),
    _c("screen.highlights", "H", "highlights", "Show or hide the highlights pane", "Screen"),
    _c(
        "screen.repairs",
        "r",
        "repairs",
        "Show what was repaired here, and the source's own text",
        "Screen",
    ),
    _c("screen.sort", "S", "sort", "Sort the letters: by file, date, title, highlights, reading", "Screen"),
    _c("screen.keys", "question_mark", "keys", "Show all keys", "Screen", "keys"),
    _c("screen.palette", "ctrl+p", "palette", "Find a command by name", "Screen"),
    _c("screen.quit", "q", "quit", "Quit; everything is saved", "Screen"),
)


def find(id: str) -> Command | None:
    """The command of that id."""
    return next((command for command in COMMANDS if command.id == id), None)


SIGNS = {
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "dollar_sign": "$",
    "percent_sign": "%",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "question_mark": "?",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}
"""How keys with long names are shown."""


def shown(key: str) -> str:
    """A key or sequence as a person reads it: `g g`, `)`, `ctrl+d`."""
    return " ".join(SIGNS.get(part, part) for part in key.split())
