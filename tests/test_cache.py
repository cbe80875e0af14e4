from pathlib import Path

from lectern.cache import Cache, key


def test_what_was_put_is_got(tmp_path: Path) -> None:
    Cache(tmp_path).put(key("a"), b"bytes")

    assert Cache(tmp_path).get(key("a")) == b"bytes"


def test_what_was_never_put_is_absent(tmp_path: Path) -> None:
    assert Cache(tmp_path).get(key("a")) is None


def test_a_damaged_entry_is_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(key("a"), b"some bytes")
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    for damage in (entry.read_bytes()[:-1], entry.read_bytes()[:5], b""):
        entry.write_bytes(damage)

        assert cache.get(key("a")) is None


def test_the_parts_of_a_key_do_not_run_together() -> None:
    assert key("ab", "c") != key("a", "bc")


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put(key("a"), b"bytes")

    assert cache.get(key("a")) is None


def test_a_folder_that_cannot_be_written_forgets(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, no folder")
    cache = Cache(blocked)

    cache.put(key("a"), b"bytes")

    assert cache.get(key("a")) is None
