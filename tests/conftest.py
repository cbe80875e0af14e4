"""What many tests need: the project's folder and the pandoc that it brings along."""

from pathlib import Path

import pypandoc
import pytest


@pytest.fixture(scope="session")
def project() -> Path:
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def pandoc() -> Path:
    return Path(pypandoc.get_pandoc_path())
