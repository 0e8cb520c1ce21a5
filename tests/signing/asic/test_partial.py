"""A file that is complete or not there."""

import os

import pytest

from signing.asic.errors import DiskWriteError
from signing.asic.partial import PartialFile, remove_partials


def test_nothing_has_the_final_name_until_commit(tmp_path):
    path = tmp_path / "x.asice"
    with PartialFile(path) as file:
        file.write(b"content")
        assert not path.exists()
        file.commit()
        assert path.read_bytes() == b"content"
    assert [p.name for p in tmp_path.iterdir()] == ["x.asice"]


def test_a_left_over_partial_is_written_over(tmp_path):
    (tmp_path / ".x.partial").write_bytes(b"left over and longer")
    with PartialFile(tmp_path / "x") as file:
        file.write(b"new")
        file.commit()
    assert (tmp_path / "x").read_bytes() == b"new"


def test_a_long_name_still_has_a_partial(tmp_path):
    path = tmp_path / ("ң" * 127)
    with PartialFile(path) as file:
        file.commit()
    assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="locks")
def test_two_programs_do_not_write_one_container(tmp_path):
    with PartialFile(tmp_path / "x") as first:
        with pytest.raises(DiskWriteError):
            PartialFile(tmp_path / "x")
        first.write(b"1")
        first.commit()
    assert (tmp_path / "x").read_bytes() == b"1"


@pytest.mark.skipif(os.name == "nt", reason="locks")
def test_only_partials_that_nobody_writes_are_removed(tmp_path):
    (tmp_path / ".dead.partial").write_bytes(b"")
    (tmp_path / "mine.partial").write_bytes(b"")
    (tmp_path / ".folder.partial").mkdir()
    (tmp_path / ".link.partial").symlink_to(tmp_path / "mine.partial")
    with PartialFile(tmp_path / "alive"):
        assert remove_partials(tmp_path) == [tmp_path / ".dead.partial"]
        assert (tmp_path / ".alive.partial").exists()
    assert (tmp_path / "mine.partial").exists()


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_in_the_partials_place_is_not_followed(tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / ".x.partial").symlink_to(victim)
    with pytest.raises(DiskWriteError):
        PartialFile(tmp_path / "x")
    assert victim.read_bytes() == b"precious"
