"""briefreader: read, tag and cite long government letters in a terminal.

The package is a set of nouns: start at `document.py` for what a letter is, `annotations.py` for what a
reader adds to it, `commands.py` for what can be done, and `cli.py` for how it is called.
"""

__version__ = "0.1.0"
