"""What is kept of a narration between builds: two files, whoever writes them and however they are spoilt."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from lectern.speech.pack import Pack

PROJECT = Path(__file__).resolve().parents[1]


def name(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def content(number: int) -> bytes:
    return f"sound {number} ".encode() * (1 + number % 7 * 500)


def put(pack: Pack, number: int) -> bool:
    return pack.put(name(number), content(number), sha256(content(number)).digest())


def test_what_was_put_is_found_by_the_next_build(tmp_path: Path) -> None:
    assert all([put(pack, number) for pack in (Pack(tmp_path / "new" / "sound"),) for number in range(50)])
    later = Pack(tmp_path / "new" / "sound")

    assert [later.get(name(number)) for number in range(50)] == [content(number) for number in range(50)]
    assert later.has(name(49)) and not later.has(name(50))
    assert later.get(name(50)) is None


def test_what_is_put_again_takes_the_place_of_what_was(tmp_path: Path) -> None:
    pack = Pack(tmp_path / "sound")
    put(pack, 1)
    pack.put(name(1), b"other", sha256(b"other").digest())

    assert pack.get(name(1)) == Pack(tmp_path / "sound").get(name(1)) == b"other"


def test_builds_at_the_same_time_lose_nothing_of_each_other(tmp_path: Path) -> None:
    packs = [Pack(tmp_path / "sound") for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda number: put(packs[number % 4], number), range(400)))

    for pack in (*packs, Pack(tmp_path / "sound")):
        assert all(pack.get(name(number)) == content(number) for number in range(400))


def test_a_build_that_is_killed_leaves_whole_entries_and_room_for_more(tmp_path: Path) -> None:
    command = (
        "import sys; sys.path[:0] = ['.', 'tests']\n"
        "from pathlib import Path; from test_pack import *\n"
        "pack = Pack(Path(sys.argv[1]))\n"
        "for number in range(10**9): put(pack, number)"
    )
    killed = subprocess.Popen([sys.executable, "-c", command, tmp_path / "sound"], cwd=PROJECT)
    while not Pack(tmp_path / "sound").has(name(20)):
        assert killed.poll() is None
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    pack = Pack(tmp_path / "sound")
    count = next(number for number in range(10**9) if not pack.has(name(number)))
    put(pack, count)

    assert count > 20
    assert all(Pack(tmp_path / "sound").get(name(each)) == content(each) for each in range(count + 1))


@pytest.mark.parametrize("torn", [1, 40, 83])
def test_a_torn_record_is_absent_and_is_written_over(torn: int, tmp_path: Path) -> None:
    for number in range(3):
        put(Pack(tmp_path / "sound"), number)
    index = tmp_path / "sound.index"
    index.write_bytes(index.read_bytes()[:-torn])
    pack = Pack(tmp_path / "sound")
    before = [pack.get(name(number)) for number in range(3)]
    put(pack, 2)

    assert before == [content(0), content(1), None]
    assert [Pack(tmp_path / "sound").get(name(number)) for number in range(3)] == [
        content(each) for each in range(3)
    ]


def test_a_damaged_record_takes_no_other_with_it(tmp_path: Path) -> None:
    for number in range(3):
        put(Pack(tmp_path / "sound"), number)
    index = bytearray((tmp_path / "sound.index").read_bytes())
    index[len(index) // 3 + 50] ^= 1
    (tmp_path / "sound.index").write_bytes(index)
    pack = Pack(tmp_path / "sound")

    assert [pack.get(name(number)) for number in range(3)] == [content(0), None, content(2)]


def test_damaged_bytes_are_absent(tmp_path: Path) -> None:
    put(Pack(tmp_path / "sound"), 5)
    data = tmp_path / "sound.data"
    data.write_bytes(b"\0" * len(content(5)))

    assert Pack(tmp_path / "sound").get(name(5)) is None


def test_a_full_disk_keeps_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "sound.data").symlink_to("/dev/full")
    pack = Pack(tmp_path / "sound")

    assert put(pack, 1) is False
    assert pack.get(name(1)) is None


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    pack = Pack(tmp_path / "file" / "sound")

    assert put(pack, 1) is False
    assert not pack.has(name(1)) and pack.get(name(1)) is None
