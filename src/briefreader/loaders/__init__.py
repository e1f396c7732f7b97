"""Loaders: which formats there are, and `load`, which turns a file into a Document.

FORMATS has one row a format; the module that reads it is imported when the first such file is opened. A reader is
a function `(data: bytes, builder: DocumentBuilder) -> None`: it tells the builder what it meets, or raises
LoadError with a sentence that starts with what is wrong (`is encrypted. Save it without a password.`); `load` puts
the file's name before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from briefreader.digests import hash_bytes
from briefreader.document import Document
from briefreader.errors import GivenUp, LoadError
from briefreader.values import changed, frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefreader.loaders.builder import DocumentBuilder

LARGEST = 256 * 1024 * 1024
"""Bytes a file may have."""

LONG = 4 * 1024 * 1024
"""Bytes from which text is read in one pass, without all that is known of a letter: some 1,400 pages, which would take
several seconds."""

BEGINNING = 32 * 1024
"""Bytes of a text, and code points of a marked-up letter, that are shown until all of it is there: some ten pages."""

HEAD = 4096
"""Bytes at a file's start that are looked at for what it is."""

PACKED = b"PK"
"""How zip files start."""

BLANK = b"\0\t\n\r \xef\xbb\xbf\xfe\xff"
"""Bytes that are no text by themselves: white space and byte-order marks."""

FOREIGN: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "is protected with a password or of an old kind. Save it as DOCX without a password.",
    ),
    (b"{\\rtf", "is in Rich Text Format. Save it as DOCX or ODT."),
    (b"\x89PNG", "is a picture. Have its text recognised first."),
    (b"\xff\xd8\xff", "is a picture. Have its text recognised first."),
    (b"II*\0", "is a picture. Have its text recognised first."),
    (b"MM\0*", "is a picture. Have its text recognised first."),
    (b"\x1f\x8b", "is packed. Unpack it first."),
)
"""How files start that are often called what they are not, and what is said of them."""


@frozen
class Format:
    """A kind of file: what its name ends in, what its bytes show, and who reads it."""

    name: str
    suffixes: tuple[str, ...]
    reader: str
    """`module:function` inside this package."""

    signs: bytes | None = None
    """A pattern: found in the file's head, or anywhere in a zip file, it is this format whatever its name says."""

    packed: bool = False
    """Whether its files are zip files. Others that are called so are read as what they are."""

    first: str = ""
    """`module:function` that reads the first pages as a letter of its own, without looking at the others.

    Empty if these rest on the others: then `reader` walks all of it, and tells `flow.pour` of the first pages only.
    """

    in_one_pass: bool = False
    """Whether `long` reads files of `LONG` bytes and more."""

    def read(self, data: bytes, builder: DocumentBuilder) -> None:
        """Has the format's own module read `data`."""
        module, _, name = self.reader.partition(":")
        reader: Callable[[bytes, DocumentBuilder], None]
        reader = getattr(import_module(f"{__name__}.{module}"), name)
        reader(data, builder)


FORMATS: tuple[Format, ...] = (
    Format("pdf", (".pdf",), "pdf:read", rb"%PDF-\d", first="pdf:read_first"),
    Format("docx", (".docx",), "office.word:read", rb"(?s)PK.*word/document\.xml", True),
    Format(
        "odt",
        (".odt",),
        "office.opendocument:read",
        rb"(?s)PK.{20,90}application/vnd\.oasis\.opendocument\.text",
        True,
    ),
    Format("epub", (".epub",), "web.epub:read", rb"(?s)PK.{20,90}application/epub\+zip", True),
    Format("html", (".html", ".htm", ".xhtml"), "web:read", rb"(?i)^\W*<(!doctype\s+html|html)\b"),
    Format("xml", (".xml",), "official:read", rb"(?s)^[^<]{0,12}<\?xml\s(?!.{0,400}<html)"),
    Format("markdown", (".md", ".markdown"), "markdown:read", first="markdown:read_first", in_one_pass=True),
    Format("text", (".txt", ".text", ""), "plain:read", first="plain:read_first", in_one_pass=True),
)
"""In the order in which a file's bytes are asked; the last reads what is none of the others."""


def by_name(path: Path) -> Format | None:
    """The format that a file's name promises; None for a name that promises none. Reads nothing."""
    suffix = path.suffix.lower()
    return next((f for f in FORMATS if suffix and suffix in f.suffixes), None)


_SUFFIXES = tuple(suffix for format in FORMATS for suffix in format.suffixes if suffix)


def promises(name: str) -> bool:
    """Whether a file's name promises a format: `by_name`, for many names."""
    return name.lower().endswith(_SUFFIXES)


def kinds() -> str:
    """The endings that can be read, for a message."""
    return ", ".join(_SUFFIXES)


def load(path: Path, id: str | None = None, told: Callable[[float], None] | None = None) -> Document:
    """The document in the file at `path`, under `id` or the slug of its name.

    Raises LoadError, in words for the reader, if it cannot be read as a document. `told` is told from time to time
    what share of a long text has been read, from 0 to 1.
    """
    id = id or slug(path.stem)
    if format := _long_format(path):
        return _long(path, id, format, told)
    data = _bytes(path)
    return _whole(path, id, data, format_of(path, data))


def beginning(path: Path, id: str) -> Document | None:
    """The first pages of a letter, which can be shown until all of it is read; None if it has no more than some.

    They are just what the whole will begin with; of PDF, and of text that is not long, nearly always.
    """
    with suppress(LoadError, OSError):
        if format := _long_format(path):
            return _long(path, id, format, most=2 * BEGINNING)
        data = _bytes(path)
        found = format_of(path, data)
        return _whole(path, id, data, changed(found, reader=found.first or found.reader), not found.first)
    return None


def has_first(path: Path) -> bool:
    """Whether a file may have first pages, by its name and size. Raises OSError if it is not there."""
    return by_name(path) is not None and path.stat().st_size > 2 * BEGINNING


def is_long(path: Path) -> bool:
    """Whether the file is a text that is read in one pass."""
    return bool(_long_format(path))


def _long_format(path: Path) -> Format | None:
    """The format as which the file is read in one pass; None if it is not."""
    head = b""
    with suppress(OSError):
        if path.stat().st_size >= LONG:
            with path.open("rb") as file:
                head = file.read(HEAD)
    if not head or head.startswith((PACKED, *(start for start, _ in FOREIGN))):
        return None
    format = format_of(path, head)
    return format if format.in_one_pass else None


def _whole(path: Path, id: str, data: bytes, format: Format, only_first: bool = False) -> Document:
    from briefreader.loaders.builder import DocumentBuilder  # not for letters that were read before

    for head, said in FOREIGN:
        if data.startswith(head):
            raise LoadError(f"{path.name} {said}")
    builder = DocumentBuilder(
        id=id, path=path, format=format.name, file_hash=hash_bytes(data), only_first=only_first
    )
    try:
        format.read(data, builder)
    except GivenUp:  # nothing is wrong with the file
        raise
    except LoadError as error:
        raise LoadError(f"{path.name} {error}") from error
    if builder.empty:
        raise LoadError(f"{path.name} holds no text. If it is a scan, have its text recognised first.")
    return builder.finish()


def _long(
    path: Path, id: str, format: Format, told: Callable[[float], None] | None = None, most: int | None = None
) -> Document:
    from briefreader.loaders.long import read_long

    _size(path)
    try:
        return read_long(path, id, told, most, format.name)
    except GivenUp:
        raise
    except LoadError as error:
        raise LoadError(f"{path.name} {error}") from error
    except OSError as error:
        raise LoadError(f"{path.name} cannot be read: {error.strerror or error}.") from error


def format_of(path: Path, data: bytes) -> Format:
    """The format of a file: by its bytes where they tell, else by its name, else text."""
    head = data if data[:2] == b"PK" else data[:HEAD]
    for format in FORMATS:
        if format.signs and re.search(format.signs, head):
            return format
    promised = by_name(path) or FORMATS[-1]
    return promised if not promised.packed or data.startswith(PACKED) else FORMATS[-1]


def slug(stem: str) -> str:
    """A file's stem as an id: lower case, `a-z0-9._-`; `document` if nothing of it is left."""
    return re.sub(r"[^a-z0-9._]+", "-", stem.lower()).strip("-.") or "document"


def _size(path: Path) -> None:
    """Raises LoadError if the file is too large, OSError if it cannot be looked at."""
    if path.stat().st_size > LARGEST:
        raise LoadError(f"{path.name} is larger than {LARGEST >> 20} MB. Split it first.")


def _bytes(path: Path) -> bytes:
    try:
        _size(path)
        data = path.read_bytes()
    except OSError as error:
        raise LoadError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if not data.strip(BLANK):
        raise LoadError(f"{path.name} is empty.")
    return data
