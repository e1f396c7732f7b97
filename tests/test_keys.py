"""Keys: sequences, shipped keymaps, and every problem of a keymap named at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from briefreader.commands import COMMANDS
from briefreader.keys import KEYMAPS, Cancelled, Keys, Matched, Pending, check, in_force, named


@pytest.mark.parametrize("keymap", KEYMAPS)
def test_shipped_keymaps_have_no_problem_and_reach_every_command(keymap):
    assert check({}, keymap) == ()
    assert set(KEYMAPS[keymap]) <= {command.id for command in COMMANDS}
    keys = Keys(keymap=keymap)
    for command in COMMANDS:
        assert keys.in_force[command.id]
        for sequence in keys.in_force[command.id]:
            found = [keys.feed(key) for key in sequence.split()][-1]
            assert found == Matched(command)


def test_a_sequence_waits_and_says_what_may_follow():
    keys = Keys()
    assert keys.feed("g") == Pending(("g",), {"g": "Go to the start of the letter"})
    assert keys.typed == ("g",)
    assert keys.feed("g").command.id == "move.start"
    assert keys.typed == ()


@pytest.mark.parametrize("key", ["escape", "x", "j"])
def test_another_key_gives_a_sequence_up(key):
    keys = Keys()
    keys.feed("g")
    assert keys.feed(key) == Cancelled(("g", key))
    assert keys.feed("j").command.id == "move.next-line"


def test_an_unknown_key_means_nothing():
    found = Keys().feed("f12")
    assert found == Cancelled(("f12",))
    assert not found.waited


@given(st.lists(st.sampled_from(["g", "j", "x", "escape", "G"]), max_size=12))
def test_no_typing_gets_stuck(typed):
    keys = Keys()
    for key in typed:
        keys.feed(key)
    keys.forget()
    assert isinstance(keys.feed("j"), Matched)


@pytest.mark.parametrize("character", [chr(code) for code in range(33, 127)])
def test_signs_have_the_names_textual_gives_them(character):
    assert named(character) == _character_to_key(character)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ctrl+F", "ctrl+f"),
        ("ctrl++", "ctrl+plus"),
        ("pgdn", "pagedown"),
        ("Esc", "escape"),
        ("G", "G"),
        ("g ?", "g question_mark"),
        (" ", "space"),
    ],
)
def test_keys_may_be_written_as_people_do(written, name):
    assert named(written) == name


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ("j, down", ("j", "down")),
        ("j,k", ("j", "k")),
        (["j", "g j"], ("j", "g j")),
        (",", ("comma",)),
        ("x, ,", ("x", "comma")),
        ([], ()),
        ("", ()),
    ],
)
def test_keys_of_a_command_are_changed_as_the_settings_say(value, keys):
    assert in_force({"move.jump": value})["move.jump"] == keys


def test_every_problem_of_a_keymap_is_named():
    problems = check(
        {"move.next-lin": "x", "move.end": "g", "find.find": "pgedown, n", "move.jump": ["ctrl+j"]}, "emacs"
    )
    assert problems == (
        "There is no keymap “emacs”; there are “vim” and “arrows”.",
        "No command is called “move.next-lin”; did you mean “move.next-line”?",
        "“find.find”: no key is called “pgedown”; did you mean “pagedown”?",
        "“n” is the key of both “find.find” and “find.next”.",
        "“g” (“move.end”) hides “g g” (“move.start”).",
    )


def test_a_key_taken_away_from_one_command_is_free_for_another():
    assert check({"tag.tag": []}) != ()
    assert check({"find.next": [], "find.find": "n"}) == ()
