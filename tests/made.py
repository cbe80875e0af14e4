"""Tiny files of the four kinds, good as they come and broken by a replacement, for the tests of the checks."""

import zipfile
from pathlib import Path

import lameenc

SECONDS = 4.0
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Tides</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body { color: #111; background: #fff; max-width: 40em } @media (prefers-color-scheme: dark) {
body { color: #eee; background: #111 } a { color: #9cf } }</style>
</head>
<body>
<header><p>A page of our own</p></header>
<main>
<h1 id="title"><span id="s-00000001">Tides</span></h1>
<p><span id="s-00000002">The sea rises and falls.</span> <a href="#title">Back to the top</a></p>
</main>
</body>
</html>
"""
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:00000000-0000-4000-8000-000000000001</dc:identifier>
<dc:title>Tides</dc:title><dc:language>en</dc:language><dc:creator>A. Writer</dc:creator>
<dc:source>tides.md</dc:source>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">auditory</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">synchronizedAudioText</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text with narration.</meta>
<meta property="media:duration" refines="#overlay">0:00:04.000</meta>
<meta property="media:duration">0:00:04.000</meta>
<meta property="media:active-class">voiced</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml" media-overlay="overlay"/>
<item id="overlay" href="text.smil" media-type="application/smil+xml"/>
<item id="audio" href="text.mp3" media-type="audio/mpeg"/>
<item id="style" href="style.css" media-type="text/css"/>
</manifest>
<spine><itemref idref="text"/></spine>
</package>
"""
NAVIGATION = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>Contents</title></head>
<body><nav epub:type="toc" role="doc-toc"><h1>Contents</h1>
<ol><li><a href="text.xhtml">Tides</a></li></ol></nav></body>
</html>
"""
TEXT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head><title>Tides</title><link rel="stylesheet" href="style.css"/></head>
<body><main><h1><span id="s-00000001">Tides</span></h1>
<p><span id="s-00000002">The sea rises and falls.</span></p></main></body>
</html>
"""
OVERLAY = """<?xml version="1.0" encoding="utf-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0">
<body>
<par><text src="text.xhtml#s-00000001"/><audio src="text.mp3" clipBegin="0s" clipEnd="1.5s"/></par>
<par><text src="text.xhtml#s-00000002"/><audio src="text.mp3" clipBegin="1.5s" clipEnd="4s"/></par>
</body>
</smil>
"""


def page(path: Path, *changes: tuple[str, str]) -> Path:
    """Write a good web page, with these replacements made."""
    path.write_text(_changed(PAGE, changes), encoding="utf-8")
    return path


def book(path: Path, *changes: tuple[str, str]) -> Path:
    """Write a good EPUB with a media overlay, with these replacements made in all its parts."""
    parts = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": PACKAGE,
        "EPUB/nav.xhtml": NAVIGATION,
        "EPUB/text.xhtml": TEXT,
        "EPUB/text.smil": OVERLAY,
        "EPUB/style.css": ".voiced { text-decoration: underline }",
    }
    joined = "".join(parts.values())
    assert all(old in joined for old, _ in changes), "a replacement finds nothing to replace"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in parts.items():
            archive.writestr(name, _changed(content, changes, strict=False))
        archive.writestr("EPUB/text.mp3", silence())
    return path


def pdf(path: Path, *, tagged: bool) -> Path:
    """Write a PDF by WeasyPrint, as PDF/UA-1 or plain."""
    import weasyprint

    html = '<html lang="en"><head><title>Tides</title></head><body><h1>Tides</h1><p>The sea rises.</p></body></html>'
    weasyprint.HTML(string=html).write_pdf(path, pdf_variant="pdf/ua-1" if tagged else None)
    return path


def silence(seconds: float = SECONDS) -> bytes:
    """Give an MP3 of silence: 24 kHz mono, 64 kb/s."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(24_000)
    encoder.set_channels(1)
    encoder.silence()
    return bytes(encoder.encode(bytes(round(seconds * 24_000) * 2))) + bytes(encoder.flush())


def _changed(text: str, changes: tuple[tuple[str, str], ...], *, strict: bool = True) -> str:
    for old, new in changes:
        assert not strict or old in text, f"nothing to replace: {old}"
        text = text.replace(old, new)
    return text
