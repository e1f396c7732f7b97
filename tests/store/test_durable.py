"""Whole files, one writer, and backups."""

from __future__ import annotations

import os
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefreader import durable
from briefreader.store import backups


def test_a_file_is_replaced_whole_and_nothing_is_left_over(tmp_path: Path):
    path = tmp_path / "a.json"
    (tmp_path / "a.json.tmp").write_bytes(b"the leftover of somebody who died, and a long one")
    first = durable.replace_file(path, b"one")
    second = durable.replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert first != second == durable.signature(path)
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_whatever_fails_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str):
    path = tmp_path / "a.json"
    durable.replace_file(path, b"old")

    def fails(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, call, fails)
    with pytest.raises(OSError, match="Input/output"):
        durable.replace_file(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]


def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path):
    (tmp_path / "elsewhere").write_text("mine")
    (tmp_path / "a.json.tmp").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic link"):
        durable.replace_file(tmp_path / "a.json", b"new")
    durable.replace_file(tmp_path / "a.json", b"new")
    assert (tmp_path / "elsewhere").read_text() == "mine"


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data[:3])))
    durable.replace_file(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_folders_are_made_all_the_way_and_files_removed_once(tmp_path: Path):
    folder = tmp_path / "a" / "b" / "c"
    durable.make_folder(folder)
    durable.make_folder(folder)
    assert folder.is_dir() and durable.may_write(folder / "not" / "there")
    durable.remove_file(folder / "nothing")
    assert durable.signatures(folder / "nowhere", ".json") == {} and durable.signature(folder / "x") is None


def test_one_writes_at_a_time(tmp_path: Path):
    lock, inside, most = tmp_path / "x.lock", [], []

    def work() -> None:
        for _ in range(5):
            with durable.only_writer(lock):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 20
    with durable.only_writer(lock), pytest.raises(TimeoutError), durable.only_writer(lock, patience=0):
        pass
    assert lock.exists()


def test_backups_keep_the_days_first_state_and_the_last_days(tmp_path: Path):
    path, folder, start = tmp_path / "a.json", tmp_path / "backups", date(2025, 2, 17)
    for day in range(20):
        for turn in ("first", "second"):
            durable.replace_file(path, f"{day} {turn}".encode())
            backups.keep(path, folder, start + timedelta(day))
    kept = backups.days(folder)
    assert kept == [(start + timedelta(day)).isoformat() for day in range(6, 20)]
    assert (folder / kept[-1] / "a.json").read_text() == "19 first"


def test_a_backup_is_copied_where_it_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def no(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", no)
    (tmp_path / "a.json").write_text("x")
    backups.keep(tmp_path / "a.json", tmp_path / "backups", date(2025, 2, 17))
    assert (tmp_path / "backups" / "2025-02-17" / "a.json").read_text() == "x"
    assert backups.days(tmp_path / "nowhere") == []


def test_what_is_kept_for_good_takes_no_name_twice(tmp_path: Path):
    (tmp_path / "a.json").write_text("x")
    names = [
        backups.keep_for_good(tmp_path / "a.json", tmp_path / "backups", "damaged").name for _ in range(2)
    ]
    assert names == ["a.1.json", "a.2.json"]
