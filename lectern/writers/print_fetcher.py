"""What WeasyPrint may read: the document's own images and our fonts, nothing else of disk or network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from types import MappingProxyType

from weasyprint.urls import URLFetcher, URLFetcherResponse

from lectern.model import Finding, Severity
from lectern.writers import fonts
from lectern.writers.pictures import Picture
from lectern.writers.print_fonts import opened


class MediaFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives WeasyPrint the pictures and font files it was made with; refuses and notes every other address."""

    def __init__(self, pictures: Mapping[str, Picture], faces: Iterable[fonts.Face]) -> None:
        """Take the pictures by their address, and the faces whose files may be read."""
        super().__init__()
        self._pictures = pictures
        self._fonts = MappingProxyType({fonts.as_file(face): face.path for face in faces})
        self.findings: list[Finding] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Fetch an allowed address. Raises PermissionError, which WeasyPrint logs, for any other."""
        if url in self._pictures:
            picture = self._pictures[url]
            return URLFetcherResponse(url, BytesIO(picture.data), {"Content-Type": picture.media_type})
        if url in self._fonts:
            return URLFetcherResponse(url, BytesIO(opened(self._fonts[url])), {"Content-Type": "font/ttf"})
        if url.startswith("data:image/"):
            return super().fetch(url)
        shown = url[:80] + ("…" if len(url) > 80 else "")
        message = f"“{shown}” was not read: an article may use only its own pictures."
        self.findings.append(Finding("outside-file-refused", Severity.ERROR, message, source="pdf"))
        raise PermissionError(f"not allowed: {shown}")
