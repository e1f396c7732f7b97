"""Which letters there are and what they are called."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import loaders
from briefreader.cache import Cache, freeze, thaw
from briefreader.document import Document
from briefreader.errors import BriefreaderError, LoadError, NotFound
from briefreader.library import Library, annotations_folder, library_paths, named, slug
from briefreader.values import fields_of

SEEDS = Path(__file__).parents[1] / "seeds"
CORPUS = Path(__file__).parent / "corpus" / "documents"

names = st.text(alphabet=string.printable + "éïßĳ漢字😀", min_size=1, max_size=30).map(
    lambda s: s.replace("/", "_")
)


@given(names)
def test_a_slug_is_never_empty_and_holds_nothing_strange(name: str):
    assert slug(name)
    assert set(slug(name)) <= set(string.ascii_lowercase + string.digits + "._-")


@given(st.lists(st.tuples(st.sampled_from(["a", "b/c", "d"]), names), unique=True, max_size=20))
def test_every_file_has_an_id_of_its_own(files: list[tuple[str, str]]):
    entries = named([(Path(folder) / name, "text") for folder, name in files])
    assert len({entry.id for entry in entries}) == len(entries) == len(files)


def test_the_stem_is_the_id_until_two_files_share_it():
    entries = named(
        [(Path("x/Brief.pdf"), "pdf"), (Path("x/Brief.docx"), "docx"), (Path("x/Ander.txt"), "text")]
    )
    assert [entry.id for entry in entries] == ["brief.pdf", "brief.docx", "ander"]


def test_a_document_is_found_by_id_prefix_paper_number_and_path():
    library = Library([SEEDS])
    february = next(entry for entry in library.entries if entry.id.startswith("001"))
    asked = [
        february.id,
        "001_",
        "kst-36045-190",
        "36045, nr. 190",
        "36045-190",
        "2025D06724",
        str(february.path),
    ]
    assert {wanted: library.resolve(wanted) for wanted in asked} == dict.fromkeys(asked, february)


@pytest.mark.parametrize("wanted", ["", "0", "nowhere", "36045, nr. 999"])
def test_what_names_no_document_or_several_is_told(wanted: str):
    with pytest.raises(NotFound):
        Library([SEEDS]).resolve(wanted)


def test_a_file_that_cannot_be_read_hurts_nothing_else(tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "brief.txt").write_text("Geachte voorzitter,\n\nDit is een brief.\n")
    found = {entry.id: document for entry, document in Library([tmp_path]).documents()}
    assert isinstance(found["empty"], LoadError)
    assert isinstance(found["brief"], Document)


def test_hidden_files_and_annotations_are_no_letters(tmp_path: Path):
    for name in (".hidden.txt", "annotations/a.md", "sub/b.txt", "c.unknown"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Tekst.")
    assert [entry.id for entry in Library([tmp_path]).entries] == ["b"]


def test_a_file_of_no_known_kind_is_refused_when_it_is_named(tmp_path: Path):
    (tmp_path / "x.unknown").write_text("x")
    with pytest.raises(LoadError, match="no kind that can be read"):
        Library([tmp_path / "x.unknown"])


@pytest.mark.parametrize("path", sorted([*SEEDS.iterdir(), *CORPUS.glob("*.md")]), ids=lambda path: path.name)
def test_a_kept_document_comes_back_as_it_was(path: Path, tmp_path: Path):
    document = loaders.load(path, "one")
    assert thaw(freeze(document)) == Document(**{**vars_of(document), "path": None})
    cache = Cache(tmp_path)
    first, second = cache.load(path, "one"), cache.load(path, "two")
    assert vars_of(first) | {"id": "two"} == vars_of(second)
    assert list(tmp_path.iterdir()) != []


def vars_of(document: Document) -> dict[str, object]:
    """The document's own fields, without what was derived from them."""
    return {name: getattr(document, name) for name in fields_of(Document)}


@given(st.binary(max_size=200))
def test_a_damaged_cache_is_read_past(data: bytes):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path, kept_in = Path(folder) / "brief.txt", Path(folder) / "cache"
        path.write_text("Sancties\n\nDe EU-sancties blijven van kracht.\n", encoding="utf-8")
        cache = Cache(kept_in)
        good = cache.load(path, "x")
        for kept in kept_in.iterdir():
            kept.write_bytes(data)
        assert cache.load(path, "x") == good


def test_what_is_opened_when_nothing_is_named(tmp_path: Path):
    with pytest.raises(BriefreaderError):
        library_paths([], tmp_path)
    assert library_paths([], tmp_path, [SEEDS]) == (SEEDS,)
    (tmp_path / "brief.txt").write_text("x")
    assert library_paths([], tmp_path, [SEEDS]) == (tmp_path,)
    (tmp_path / "seeds").mkdir()
    assert library_paths([], tmp_path) == (tmp_path / "seeds",)
    assert library_paths(["a", "b"], tmp_path) == (Path("a"), Path("b"))


def test_annotations_lie_in_the_nearest_folder_around_the_letters(tmp_path: Path):
    letters = tmp_path / "dossier" / "letters"
    letters.mkdir(parents=True)
    assert annotations_folder([letters], letters, tmp_path / "own") == tmp_path / "own"
    (tmp_path / "annotations").mkdir()
    assert annotations_folder([letters], letters, tmp_path / "own") == tmp_path / "annotations"
    (letters / "annotations").mkdir()
    assert annotations_folder([letters], letters, tmp_path / "own") == letters / "annotations"


def test_a_folder_of_very_many_other_files_is_not_looked_through_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("briefreader.library.NAMES_AT_MOST", 3)
    for name in ("a.txt", "a.dat", "b.dat", "c.dat", "later/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Een brief.")
    library = Library([tmp_path])
    assert [entry.id for entry in library.entries] == ["a"]
    assert library.warnings == ["Only the first 3 files were looked at. Name a folder of letters."]
