"""How many containers a set of files needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.asic.limits import MAX_OWN_ENTRIES
from signing.asic.split import PART_OVERHEAD, plan_parts


@given(st.integers(0, 20_000), st.integers(1, 998))
def test_every_file_is_in_exactly_one_part_and_no_part_is_too_large(count, overhead):
    files = list(range(count))
    parts = [files[part] for part in plan_parts(count, overhead)]
    assert [file for part in parts for file in part] == files
    assert all(len(part) + overhead <= MAX_OWN_ENTRIES for part in parts)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_no_part_more_than_needed():
    room = MAX_OWN_ENTRIES - PART_OVERHEAD
    assert len(plan_parts(room)) == 1
    assert len(plan_parts(room + 1)) == 2
    assert len(plan_parts(2000)) == 3


def test_a_package_without_files_is_still_one_part():
    assert plan_parts(0) == [slice(0, 0)]


def test_an_overhead_that_leaves_no_room_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="no room"):
        plan_parts(1, MAX_OWN_ENTRIES)
