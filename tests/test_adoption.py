"""Adoption: annotations go with a letter that was renamed; where two could have them, nobody gets them unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefreader.versions.adoption import Claim, Identity, claims

HERE = Path("/letters/brief.txt")


@pytest.mark.parametrize(
    ("missing", "letters", "candidates"),
    [
        pytest.param(Identity("old", "T", "F"), [Identity("new", "T", "F")], ("new",), id="renamed"),
        pytest.param(Identity("old", "T", "F"), [Identity("new", "T", "G")], ("new",), id="same text"),
        pytest.param(Identity("old", "T", "F"), [Identity("new", "U", "F")], ("new",), id="same file"),
        pytest.param(Identity("old", "T", "F"), [Identity("new", "U", "G")], (), id="another letter"),
        pytest.param(Identity("old"), [Identity("new")], (), id="nothing is known"),
        pytest.param(
            Identity("old", "T", "F"),
            [Identity("a", "T", "F"), Identity("b", "T", "F")],
            ("a", "b"),
            id="two copies",
        ),
        pytest.param(
            Identity("old", "T", "F"),
            [Identity("a", "T", "G"), Identity("b", "T", "F")],
            ("b",),
            id="the file says more",
        ),
        pytest.param(
            Identity("old", "T", "F"), [Identity("new", "T", "F", held=True)], (), id="it has its own"
        ),
        pytest.param(
            Identity("old", "T", "F", held=True), [Identity("new", "T", "F")], (), id="the file is elsewhere"
        ),
        pytest.param(
            Identity("brief", "T", "F", HERE),
            [Identity("brief.txt", "T2", "F2", HERE, held=True), Identity("brief.pdf", "T", "F")],
            ("brief.txt",),
            id="the same file under another id",
        ),
    ],
)
def test_who_may_have_them(missing: Identity, letters: list[Identity], candidates: tuple[str, ...]):
    found = claims([missing], letters)
    assert [claim.candidates for claim in found] == ([candidates] if candidates else [])
    assert all(claim.sure == (len(candidates) == 1) for claim in found)


def test_two_that_want_the_same_letter_get_nothing_unasked():
    found = claims([Identity("one", "T"), Identity("two", "T")], [Identity("new", "T")])
    assert found == (Claim("one", ("new",), ("two",)), Claim("two", ("new",), ("one",)))
    assert not any(claim.sure for claim in found)
    assert "briefreader adopt one new" in found[0].question
