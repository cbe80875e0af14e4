"""Seconds of audio for each second on the clock, from script to tagged MP3, beside a plain pipeline of the same tools.

    make bench-narration                    10,000 words, a ten-hour book, and one sentence changed in it
    make bench-narration WORDS=2000 HOURS=1

The pipeline is `espeak-ng | lame`, both as the system has them (`sudo apt-get install espeak-ng lame`), given the same
words, sentence by sentence on lines, at the same bit rate. Each measurement is a process of its own with a cache of
its own; seconds are the best of the runs, which alternate. The cover is a picture that is there:
drawing one is none of the narration's work, and takes a second. Memory is the most that a process ever had (VmHWM).
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

PROJECT = Path(__file__).resolve().parents[1]
NEEDED = ("espeak-ng", "lame")
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


def compare(words: int, runs: int, folder: Path) -> None:
    """Narrate so many words both ways."""
    text = folder / "words.txt"
    text.write_text("\n".join(sentences(words)) + "\n")
    measured: dict[str, list[dict[str, float]]] = {"espeak-ng | lame": [], "FAST": [], "FINE": []}
    for number in range(runs):
        measured["espeak-ng | lame"].append(plain(text, folder))
        for quality in ("FAST", "FINE"):
            cache = folder / f"cache-{quality}-{number}"
            measured[quality].append(ours(text, folder, cache, quality))
            shutil.rmtree(cache)
    best = {name: min(results, key=lambda each: each["seconds"]) for name, results in measured.items()}
    audio, pipeline = best["FAST"]["audio"], best["espeak-ng | lame"]["seconds"]
    print(f"\n{words:,} words, {audio / 60:.0f} minutes")
    for name, each in best.items():
        memory = f", {each['peak']:.0f} MB at most" if "peak" in each else ""
        stages = f" ({each['speak']:.2f} to speak, {each['encode']:.2f} to encode)" if "speak" in each else ""
        print(
            f"  {name.lower():<16} {each['seconds']:6.2f} s{stages}, {each['processor']:.2f} s of the processors, "
            f"{each['seconds'] / pipeline:.2f} of the pipeline, {audio / each['seconds']:.0f} x real time{memory}"
        )


def book(hours: float, folder: Path) -> None:
    """Narrate a book, change one sentence, narrate it again."""
    lines = sentences(round(hours * 60 * SPEED * 0.94))
    text, cache = folder / "book.txt", folder / "cache"
    text.write_text("\n".join(lines) + "\n")
    first = ours(text, folder, cache, "FAST")
    same = ours(text, folder, cache, "FAST")
    lines[len(lines) // 2] = "This sentence is another one now."
    text.write_text("\n".join(lines) + "\n")
    again = ours(text, folder, cache, "FAST")
    print(f"\nA book of {first['audio'] / 3600:.1f} hours ({len(lines):,} sentences), fast")
    for name, each in (("first", first), ("nothing changed", same), ("one sentence changed", again)):
        share = each["seconds"] / first["seconds"]
        used = f"{each['processor']:.2f} s of the processors"
        print(f"  {name:<21} {each['seconds']:6.2f} s, {share:.2%}, {used}, {each['peak']:.0f} MB at most")


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
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f} before it began")
    with TemporaryDirectory() as folder:
        Image.new("RGB", (1000, 1500), "#0b5563").save(Path(folder, "cover.png"))
        compare(options.words, options.runs, Path(folder))
        if options.hours:
            book(options.hours, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
