"""Seconds of audio for each second on the clock, from script to tagged MP3, beside a plain pipeline of the same tools.

    make bench-narration                    10,000 words, a ten-hour book, and one sentence changed in it
    make bench-narration WORDS=2000 HOURS=1
    make bench-narration WRITE=1            puts the figures between the two marks in docs/NARRATION-SPEED.md

The pipeline is `espeak-ng | lame`, both as the system has them (`sudo apt-get install espeak-ng lame`), given the same
words, sentence by sentence on lines, at the same bit rate. Each measurement is a process of its own with a cache of
its own; seconds are the best of the runs, which alternate. The processors' seconds are told too, for where others work
on the same machine the clock tells of them as much as of us. The cover is a picture that is there:
drawing one is none of the narration's work, and takes a second. Memory is the most that the process ever had (VmHWM);
it starts no other.
"""

import argparse
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

PROJECT = Path(__file__).resolve().parents[1]
REPORT = PROJECT / "docs" / "NARRATION-SPEED.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
NEEDED = ("espeak-ng", "lame")
PIPELINE = "espeak-ng | lame"
CORES = os.cpu_count() or 1
SPEED = 168
"""Words per minute, as our voice is set."""
CHILD = """
import json, re, sys, time
begun = time.perf_counter()
from datetime import date, timedelta
from pathlib import Path
from lectern.model import Chapter, Cue, Document, Edition, Fragment, Kind, Metadata, Narration, Script
from lectern.speech import Quality, record, speak
from lectern.writers import audio
text, folder, cache, quality = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), Quality[sys.argv[4]]
lines = text.read_text().splitlines()
cues = tuple(
    Cue(f"s-{n}", Kind.SENTENCE, line, "en", timedelta(milliseconds=1600 if n % 60 == 0 else 300))
    for n, line in enumerate(lines)
)
narration = Narration("en", cues, tuple(Chapter(f"Chapter {n // 60 + 1}", n) for n in range(0, len(cues), 60)))
fragments = tuple(Fragment(cue.fragment, Kind.SENTENCE, cue.text, "en") for cue in cues)
spoken = speak(cues, voice="espeak", cache=cache, quality=quality)
said = time.perf_counter()
recording = record(narration, spoken.clips, spoken.voice)
metadata = Metadata("A book", "en", date=date(2025, 3, 14), cover=text.with_name("cover.png"))
document = Document("bench", metadata, "{}", fragments)
written = audio.write(Edition(document, recording=recording, clips=spoken.clips), folder)
ended = time.perf_counter()
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps({"speak": said - begun, "encode": ended - said, "audio": recording.samples / 24000, "peak": peak}))
"""


def sentences(words: int) -> list[str]:
    """Write that many words, no two sentences alike, of the lengths and the signs that articles have."""
    article = (PROJECT / "source" / "what-is-ketamine.md").read_text(encoding="utf-8")
    plain = [line for line in article.split("\n\n") if line[:1].isalpha() and len(line) > 200]
    found = [each.strip() for line in plain for each in " ".join(line.split()).split(". ") if len(each) > 40]
    made: list[str] = []
    count = number = 0
    while count < words:
        each = f"{found[number % len(found)].rstrip('.')}, as was said in part {number // len(found) + 1}."
        made.append(each)
        count += len(each.split())
        number += 1
    return made


def ours(text: Path, folder: Path, cache: Path, quality: str) -> dict[str, float]:
    """Narrate in a process of its own; give its seconds and what it tells."""
    begun, before = time.perf_counter(), _processor()
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, text, folder, cache, quality],
        capture_output=True, text=True, check=True, cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    told: dict[str, float] = json.loads(ran.stdout)
    return {**told, "seconds": time.perf_counter() - begun, "processor": _processor() - before}


def plain(text: Path, folder: Path) -> dict[str, float]:
    """Let the shell do it: the tools as they come, one pipe."""
    begun = time.perf_counter()
    encoder = f"lame --quiet -m m -b 64 --resample 24 - '{folder}/plain.mp3'"
    command = f"espeak-ng -v en -s {SPEED} --stdout -f '{text}' | {encoder}"
    before = _processor()
    subprocess.run(["bash", "-o", "pipefail", "-c", command], check=True)
    return {"seconds": time.perf_counter() - begun, "processor": _processor() - before}


def _processor() -> float:
    """Give the processor's seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare(words: int, runs: int, folder: Path) -> Iterator[str]:
    """Narrate so many words both ways."""
    text = folder / "words.txt"
    text.write_text("\n".join(sentences(words)) + "\n")
    measured: dict[str, list[dict[str, float]]] = {PIPELINE: [], "FAST": [], "FINE": []}
    for number in range(runs):
        measured[PIPELINE].append(plain(text, folder))
        for quality in ("FAST", "FINE"):
            cache = folder / f"cache-{quality}-{number}"
            measured[quality].append(ours(text, folder, cache, quality))
            shutil.rmtree(cache)
    best = {
        name: {key: min(each[key] for each in results) for key in results[0]}
        for name, results in measured.items()
    }
    audio, pipeline = best["FAST"]["audio"], best[PIPELINE]
    yield f"{words:,} words, {audio / 60:.0f} minutes, best of {runs} runs:"
    yield ""
    yield (
        "| | seconds | of the pipeline | × real time "
        "| processors’ seconds | of the pipeline’s | × real time, all cores busy | memory |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for name, label in (
        (PIPELINE, "`espeak-ng \\| lame`"),
        ("FAST", "`--fast`"),
        ("FINE", "fine, the default"),
    ):
        each = best[name]
        memory = f"{each['peak']:.0f} MB" if "peak" in each else ""
        yield (
            f"| {label} | {each['seconds']:.1f} | {each['seconds'] / pipeline['seconds']:.2f} "
            f"| {audio / each['seconds']:.0f} | {each['processor']:.1f} "
            f"| {each['processor'] / pipeline['processor']:.2f} "
            f"| {audio * CORES / each['processor']:.0f} | {memory} |"
        )


def book(hours: float, folder: Path) -> Iterator[str]:
    """Narrate a book, narrate it again, change one sentence, narrate it again."""
    lines = sentences(round(hours * 60 * SPEED * 0.97))
    text, cache = folder / "book.txt", folder / "cache"
    text.write_text("\n".join(lines) + "\n")
    first = ours(text, folder, cache, "FAST")
    same = ours(text, folder, cache, "FAST")
    lines[len(lines) // 2] = "This sentence is another one now."
    text.write_text("\n".join(lines) + "\n")
    again = ours(text, folder, cache, "FAST")
    words, kept = (
        sum(len(line.split()) for line in lines),
        sum(each.stat().st_size for each in cache.iterdir()),
    )
    yield f"A book of {first['audio'] / 3600:.1f} hours, {words:,} words, {len(lines):,} sentences, `--fast`:"
    yield ""
    yield "| | seconds | of the first | processors’ seconds | of the first’s | memory |"
    yield "|---|---|---|---|---|---|"
    for name, each in (("first", first), ("nothing changed", same), ("one sentence changed", again)):
        yield (
            f"| {name} | {each['seconds']:.1f} | {each['seconds'] / first['seconds']:.1%} | {each['processor']:.1f} "
            f"| {each['processor'] / first['processor']:.1%} | {each['peak']:.0f} MB |"
        )
    yield ""
    yield (
        f"The first time is {first['audio'] / first['seconds']:.0f} times real time by the clock, "
        f"{first['audio'] * CORES / first['processor']:.0f} by the processors. "
        f"The cache then holds {kept / 1e9:.1f} GB in {len(list(cache.iterdir()))} files."
    )


def machine() -> str:
    """Name the machine, and how busy it is."""
    told = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.*)", told.read_text()) if told.is_file() else None
    name = f"{named[1].strip()} ({platform.machine()})" if named else platform.machine()
    return f"{CORES} cores of {name}, {platform.system()}, Python {platform.python_version()}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the way from script to MP3.")
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--hours", type=float, default=10.0, help="length of the book; 0 for none")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(
            f"Error: {' and '.join(missing)} is missing here\n  Try: sudo apt-get install {' '.join(NEEDED)}"
        )
        return 3
    before = os.getloadavg()[0]
    told: list[str] = []
    with TemporaryDirectory() as folder:
        Image.new("RGB", (1000, 1500), "#0b5563").save(Path(folder, "cover.png"))
        for part in (
            compare(options.words, options.runs, Path(folder)),
            book(options.hours, Path(folder)) if options.hours else iter(()),
        ):
            for line in part:
                print(line, flush=True)
                told.append(line)
            told.append("")
    load = f"load {before:.1f} before it began, {os.getloadavg()[0]:.1f} at the end"
    head = f"Measured on {machine()}; {load}."
    print(head)
    if os.environ.get("WRITE"):
        text = "\n".join([head, "", *told]).rstrip() + "\n"
        page = REPORT.read_text(encoding="utf-8")
        start, rest = page.split(BEGIN)
        REPORT.write_text(f"{start}{BEGIN}\n{text}{END}{rest.split(END)[1]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
