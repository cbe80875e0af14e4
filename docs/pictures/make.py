"""Make the README's pictures from what is built: `make all`, then `.venv/bin/python docs/pictures/make.py`."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

import pypdfium2
from PIL import Image, ImageOps

from lectern.checks.browser import open_browser

SLUG = "what-is-ketamine"
BUILT = PROJECT / "outputs" / SLUG
HERE = Path(__file__).parent


def keep(picture: Image.Image, name: str) -> None:
    """Keep a picture small: 128 colours, a hair line round it."""
    framed = ImageOps.expand(picture.convert("RGB"), 1, "#d8d2c4")
    framed.quantize(128, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


def pages_of_the_pdf() -> None:
    pdf = pypdfium2.PdfDocument(BUILT / f"{SLUG}.pdf")
    sheets = [pdf[number].render(scale=0.75).to_pil() for number in (0, 3)]
    both = Image.new("RGB", (sum(each.width for each in sheets) + 16, sheets[0].height), "#d8d2c4")
    both.paste(sheets[0], (0, 0))
    both.paste(sheets[1], (sheets[0].width + 16, 0))
    keep(both, "pdf")


def the_browsers_view() -> None:
    with TemporaryDirectory() as folder, open_browser("the pictures") as browser:
        with zipfile.ZipFile(BUILT / f"{SLUG}.epub") as book:
            book.extractall(folder)
        chapter = next(Path(folder).rglob("*treats*.xhtml"))
        for name, address, width, scheme in (
            ("page", BUILT / f"{SLUG}.html", 1100, "light"),
            ("page-narrow", BUILT / f"{SLUG}.html", 360, "dark"),
            ("epub", chapter, 560, "light"),
            ("shelf", PROJECT / "outputs" / "index.html", 1100, "light"),
        ):
            page = browser.new_page(viewport={"width": width, "height": 720}, color_scheme=scheme)
            page.goto(address.resolve().as_uri())
            page.wait_for_timeout(500)
            keep(Image.open(BytesIO(page.screenshot())), name)
            page.close()


if __name__ == "__main__":
    pages_of_the_pdf()
    the_browsers_view()
