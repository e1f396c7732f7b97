"""The history: lines in order, an open one in doubt, a torn one forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.store.history import Deed, Event, History, Step, as_change, mirror, new_event, stacks
from briefreader.store.records import ABOUT, CODEBOOK, Address
from store.annotated import STRANGE

STEP: Step = {Address("letter", "x"): (None, {"start": 1, "end": 2, "quote": "a"})}


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.jsonl")


def write(history: History, label: str = "x", step: Step = STEP) -> Event:
    event = new_event(label, "ann")
    history.begin(event, step, sync=True)
    history.finish()
    return event


@given(st.lists(STRANGE, max_size=4))
def test_lines_are_read_back_in_order(tmp_path_factory: pytest.TempPathFactory, labels: list[str]):
    history = History(tmp_path_factory.mktemp("history") / "h.jsonl")
    wrote = [write(history, label) for label in labels]
    read = history.events()
    assert [(event.id, event.label, event.by) for event in read] == [(e.id, e.label, e.by) for e in wrote]
    assert all(history.step(event) == STEP for event in read)
    assert History(history.path).events() == read


def test_an_open_line_is_in_doubt_until_it_is_closed_or_cancelled(history: History):
    write(history)
    other = History(history.path)
    history.begin(new_event("y", "ann"), STEP, sync=False)
    assert other.is_open() and other.in_doubt() == STEP and len(other.events()) == 1
    history.finish()
    assert not other.is_open() and other.in_doubt() is None and len(other.events()) == 2
    history.begin(new_event("z", "ann"), STEP, sync=False)
    history.cancel()
    assert other.in_doubt() is None and len(other.events()) == 2


@settings(deadline=None)
@given(cut=st.integers(1, 400), noise=st.binary(max_size=6).filter(lambda noise: b"\n" not in noise))
def test_a_torn_line_is_cut_off_and_never_acted_on(
    tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
):
    history = History(tmp_path_factory.mktemp("history") / "h.jsonl")
    write(history)
    whole = history.path.read_bytes()
    history.begin(new_event("y", "ann"), STEP, sync=False)
    line = history.path.read_bytes()[len(whole) :]
    torn = line[: min(cut, len(line) - 1)] + noise
    history.path.write_bytes(whole + torn)
    again = History(history.path)
    found = again.in_doubt()
    assert found in (None, STEP)
    if found is None:
        assert history.path.read_bytes() == whole
    else:  # the noise was what was missing
        again.finish()
    write(again, "z")
    assert History(history.path).events()[-1].label == "z"


def test_noise_behind_a_whole_line_is_cut_off(history: History):
    write(history)
    whole = history.path.read_bytes()
    history.path.write_bytes(whole[:-1] + b"\0\0\0half of a later line}")
    again = History(history.path)
    assert again.in_doubt() == STEP
    again.finish()
    assert history.path.read_bytes() == whole


def test_a_damaged_line_in_the_middle_is_passed_over(history: History):
    for label in "abc":
        write(history, label)
    lines = history.path.read_bytes().splitlines(keepends=True)
    history.path.write_bytes(lines[0] + b'{"half": \n' + b"[]\n" + lines[2])
    assert [event.label for event in History(history.path).events()] == ["a", "c"]


def test_a_history_that_was_replaced_is_read_anew(history: History):
    write(history, "a")
    assert len(history.events()) == 1
    line = history.path.read_bytes()
    other = history.path.with_name("other")
    other.write_bytes(line.replace(b'"a"', b'"b"') + line)
    other.replace(history.path)
    assert [event.label for event in history.events()] == ["b", "a"]
    history.path.unlink()
    assert history.events() == ()


@given(st.lists(st.tuples(st.sampled_from(("ann", "bob")), st.sampled_from("curp")), max_size=14))
def test_undo_and_redo_are_stacks_of_ones_own(deeds: list[tuple[str, str]]):
    events: list[Event] = []
    model: dict[str, tuple[list[str], list[str]]] = {"ann": ([], []), "bob": ([], [])}
    for number, (by, deed) in enumerate(deeds):
        done, undone = model[by]
        if deed == "c":
            done.append(str(number))
            undone.clear()
            events.append(Event(str(number), "", by, ""))
        elif deed == "u" and done:
            events.append(Event(str(number), "", by, "", Deed.UNDO, done[-1]))
            undone.append(done.pop())
        elif deed == "r" and undone:
            events.append(Event(str(number), "", by, "", Deed.REDO, undone[-1]))
            done.append(undone.pop())
        elif deed == "p" and done:
            events.append(Event(str(number), "", by, "", Deed.PASS, done.pop()))
    for by, (done, undone) in model.items():
        assert tuple([event.id for event in stack] for stack in stacks(events, {by})) == (done, undone)


def test_a_step_is_shown_as_records_and_has_a_mirror():
    step: Step = {
        **STEP,
        Address("letter", ABOUT): (None, {"schema": 1}),
        Address(CODEBOOK, "F-16"): ({"pin": 2}, {"pin": 3}),
    }
    change = as_change("x", step)
    assert [type(record).__name__ for record in (*change.before, *change.after)] == [
        "Tag",
        "Annotation",
        "Tag",
    ]
    assert as_change("x", mirror(step)) == change.inverse()
    assert mirror(mirror(step)) == step
    assert json.loads('"x"') == change.label
