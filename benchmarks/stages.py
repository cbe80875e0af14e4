"""How long each stage takes for one article: cold, then with what is cached. `make bench`, or with an article's path.

Each run is a process of its own. Seconds are the median of the runs; they belong to the machine: ratios travel.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[1]
RUNS = 3
CHILD = """
import json, sys, time
from pathlib import Path
from lectern.build import Options, build
from lectern.events import Finished
from lectern.model import EDITIONS
seconds = {}
def hear(event):
    if isinstance(event, Finished):
        step = event.step
        seconds[step.format.value if step.format else step.stage.value] = event.seconds
source, outputs, cache = map(Path, sys.argv[1:])
begun = time.perf_counter()
build([source], Options(formats=EDITIONS, outputs=outputs, voice="espeak", cache=cache), hear)
seconds["all"] = time.perf_counter() - begun
print(json.dumps(seconds))
"""


def run(source: Path, outputs: Path, cache: Path) -> dict[str, float]:
    """Build once in a process of its own; give the seconds of each stage, and of the process as "process"."""
    begun = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, source, outputs, cache],
        capture_output=True, text=True, check=True, cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    return {**json.loads(ran.stdout), "process": time.perf_counter() - begun}


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "source" / "what-is-ketamine.md"
    cold: list[dict[str, float]] = []
    warm: list[dict[str, float]] = []
    with TemporaryDirectory() as folder:
        for number in range(RUNS):
            cache = Path(folder, f"cache-{number}")
            cold.append(run(source, Path(folder, "outputs"), cache))
            warm.append(run(source, Path(folder, "outputs"), cache))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{source.name}: {machine}, {RUNS} runs")
    print(f"{'stage':<10}{'cold s':>8}{'again s':>9}")
    for name in cold[0]:
        columns = (statistics.median(each[name] for each in runs) for runs in (cold, warm))
        print(f"{name:<10}" + "".join(f"{seconds:>8.2f} " for seconds in columns))


if __name__ == "__main__":
    main()
