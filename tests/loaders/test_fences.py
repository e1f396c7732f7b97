"""Fences: what is taken for code is what CommonMark takes for code."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefreader.loaders.fences import closes, code_in, opened_by, outside_code

LINES = (
    *("```", "````", "``` python", "```` a b", "```a`b", "  ```", "   ```` ", "    ```", "``"),
    *("~~~", "~~~~", "~~~ `a`", "~~~ a~b", "Tekst", "## Kop", "", "``` ```"),
)


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_what_is_code_is_what_commonmark_says(lines: list[str]) -> None:
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    parsed = MarkdownIt("commonmark").parse("\n".join(lines))
    expected = [token.map for token in parsed if token.type == "fence" and token.map]
    found = list(code_in("\n".join(lines)))
    assert [start for start, _ in found] == [starts[first] for first, _ in expected]
    closed = [(end, starts[last] - 1) for (_, end), (_, last) in zip(found, expected, strict=True)]
    assert all(end == ends for end, ends in closed if end is not None)
    assert all(end is not None for end, _ in closed[:-1])


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_line_by_line_the_same_is_code(lines: list[str]) -> None:
    fence, stretches = "", 0
    for line in lines:
        if not fence:
            fence = opened_by(line)
            stretches += bool(fence)
        elif closes(line, fence):
            fence = ""
    found = list(code_in("\n".join(lines)))
    assert len(found) == stretches
    assert (found[-1][1] is None if found else False) == bool(fence)


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_what_is_changed_stands_outside_code(lines: list[str]) -> None:
    text = "\n".join(lines)
    code = [text[start:end] for start, end in code_in(text)]
    made, count = outside_code(text, lambda part: (part.replace("Tekst", "TEKST"), part.count("Tekst")))
    assert made.lower() == text.lower()
    assert count == text.count("Tekst") - sum(part.count("Tekst") for part in code)
    assert made.count("TEKST") == count
