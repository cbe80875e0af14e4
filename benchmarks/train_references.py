"""Train the tagger of reference lines from open gold: `make train GOLD=folder`.

The folder holds ``refs.jsonl`` and ``roundtrip.jsonl`` (or ``.jsonl.gz``): lines of references with their true
fields. The same gold gives the same bytes: the order is that of the files, L-BFGS starts from nought, nothing is
drawn by lot. Works are also learnt in styles in which the gold does not have them (`reference_renderings`).
With ``--fold N`` a fifth of the works is left out, for measuring: all lines about one work are in the
same fifth.
"""

import argparse
import lzma
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

import pycrfsuite
from reference_gold import labelled, read_gold, work_of
from reference_renderings import render_works

from filters.grammar.reference_features import attributes
from filters.grammar.reference_labels import MODEL, digest

FOLDS = 5
SETTINGS = {"c1": 0.15, "c2": 0.03, "max_iterations": 80, "feature.minfreq": 2}


def fold_of(record: dict[str, Any]) -> int:
    """Give the fifth to which the work of a record belongs."""
    return zlib.crc32(work_of(record).encode()) % FOLDS


def train(gold: Path, model: Path, left_out: int | None = None) -> int:
    """Train from all lines but a fifth; give the number of lines."""
    trainer = pycrfsuite.Trainer(verbose=False)
    count = 0
    records = tuple(read_gold(gold))
    for record in (*records, *render_works(records)):
        found = labelled(record) if fold_of(record) != left_out else None
        if found is not None:
            words, labels = found
            trainer.append(attributes(words), labels)
            count += 1
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "model"
        trainer.train(str(raw))
        model.write_bytes(lzma.compress(raw.read_bytes(), preset=9))
    return count


def main() -> None:
    """Train and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="leave out this fifth of the works")
    parser.add_argument("--model", type=Path, default=MODEL)
    said = parser.parse_args()
    count = train(said.gold, said.model, said.fold)
    print(f"{said.model}: {count} lines, {said.model.stat().st_size} bytes, sha256 {digest(said.model)}")


if __name__ == "__main__":
    main()
