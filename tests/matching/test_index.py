"""An index on disk: what it costs, what is refused, and that nobody sees half of one."""

import subprocess
import sys

import numpy as np
import pytest

from fixtures.rosters import committees, holders
from matching.arrays import open_arrays, write_arrays
from matching.distance import Costs, measure
from matching.index import build_index, open_index
from matching.search import nearest

ROWS = [
    ("a", "贵州省人事厅"),
    ("b", "贵阳市人事局"),
    ("c", "贵州省人事厅"),
    ("d", ""),
    ("e", "𠮷林"),
]


def test_an_index_is_the_same_when_opened_again(tmp_path):
    built = build_index(tmp_path / "x.index", ROWS)
    opened = open_index(tmp_path / "x.index")
    assert built.rows == opened.rows == 5
    for text in ("贵州省人事厅", "贵州人事厅", "𠮷木", "贵阳市"):
        assert nearest(built, text) == nearest(opened, text) != ()


def test_another_process_finds_the_same_and_opens_in_a_moment(tmp_path):
    path = tmp_path / "x.index"
    index = build_index(path, ((str(i), key) for i, key in enumerate(committees(3000, 1))))
    program = (
        "import sys, time; from pathlib import Path\n"
        "from matching.index import open_index; from matching.search import nearest\n"
        "start = time.process_time(); index = open_index(Path(sys.argv[1]))\n"
        "print(time.process_time() - start); print(nearest(index, sys.argv[2]).candidates)"
    )
    text = "贵阳市卫生系列高级职称评审委员会"
    run = subprocess.run(
        [sys.executable, "-c", program, str(path), text], capture_output=True, text=True, check=True
    )
    seconds, candidates = run.stdout.splitlines()
    assert float(seconds) < 0.2
    assert candidates == str(nearest(index, text).candidates)


@pytest.mark.parametrize("field", ["name", "id_number", "certificate_number", "committee"])
def test_a_row_takes_at_most_150_bytes(tmp_path, field):
    rows = ((str(i), getattr(holder, field)) for i, holder in enumerate(holders(5000, 2)))
    index = build_index(tmp_path / "x.index", rows)
    assert (tmp_path / "x.index").stat().st_size <= 150 * index.rows


def test_an_index_for_other_look_alikes_is_refused(tmp_path):
    build_index(tmp_path / "x.index", ROWS)
    with pytest.raises(ValueError, match="build it anew"):
        open_index(tmp_path / "x.index", measure(Costs((("a", "b", 0.1),))))


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"\0" * 500, "cut", "longer"])
def test_a_damaged_index_is_refused(tmp_path, damage):
    path = tmp_path / "x.index"
    build_index(path, ROWS)
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[:-1], "longer": whole + b"\0"}.get(damage, damage))
    with pytest.raises(ValueError, match="build it anew"):
        open_index(path)


def test_who_has_an_index_open_keeps_it_when_another_takes_its_place(tmp_path):
    old = build_index(tmp_path / "x.index", ROWS)
    new = build_index(tmp_path / "x.index", [("z", "贵州省人事厅")])
    assert nearest(old, "贵州省人事厅").candidates[0].id == "a"
    assert nearest(new, "贵州省人事厅").candidates[0].id == "z"
    assert [path.name for path in tmp_path.iterdir()] == ["x.index"]


def test_a_failed_build_leaves_what_was_there(tmp_path):
    def broken():
        yield ROWS[0]
        raise OSError("gone")

    build_index(tmp_path / "x.index", ROWS)
    with pytest.raises(OSError, match="gone"):
        build_index(tmp_path / "x.index", broken())
    assert open_index(tmp_path / "x.index").rows == 5


def test_arrays_come_back_as_they_were(tmp_path):
    arrays = {
        "a": np.arange(6, dtype=np.uint16).reshape(2, 3),
        "none": np.zeros(0, np.uint8),
        "b": np.arange(5.0),
    }
    write_arrays(tmp_path / "x", arrays, {"fact": "事实"})
    read, facts = open_arrays(tmp_path / "x")
    assert facts == {"fact": "事实"}
    for name, array in arrays.items():
        assert read[name].dtype == array.dtype
        assert read[name].tolist() == array.tolist()
        assert not read[name].flags.writeable
