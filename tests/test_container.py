"""Packing a book: the same bytes every time, and never all of its sound in memory."""

import tracemalloc
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from lectern.model import Recording, Voice
from lectern.writers.container import Item, Package, pack

PIECE = 1 << 20
PIECES = 64


class Long(Sequence[bytes]):
    """A long sound that is nowhere until a piece of it is asked for."""

    def __len__(self) -> int:
        return PIECES

    def __getitem__(self, index):
        if not 0 <= index < PIECES:
            raise IndexError(index)
        return bytes([index]) * PIECE


def package(sound: Recording) -> Package:
    page = b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Tides</title></head><body/></html>'
    items = (
        Item("text", "text.xhtml", "application/xhtml+xml", page, spine="yes"),
        Item("sound", "audio/text.mp3", "audio/mpeg", sound),
    )
    return Package("urn:x", "Tides", "en", datetime(2025, 3, 14, tzinfo=UTC), (), items, ())


def test_a_long_sound_is_packed_piece_by_piece(tmp_path: Path) -> None:
    sound = Recording(Long(), PIECE * PIECES, 0, (), Voice("silent", "1", "silence"))
    path = tmp_path / "tides.epub"
    with path.open("w+b") as file:
        tracemalloc.start()
        pack(package(sound), file)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert peak < 8 * PIECE
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        packed = archive.getinfo("EPUB/audio/text.mp3")
        assert (packed.compress_type, packed.file_size) == (zipfile.ZIP_STORED, PIECE * PIECES)
        assert packed.flag_bits & 8 == 0
        digest = sha256(b"".join(bytes([index]) * PIECE for index in range(PIECES)))
        assert sha256(archive.read(packed)).digest() == digest.digest()
