"""`lectern.yaml` holds for all articles; a slip in it is said, not ignored."""

from pathlib import Path

import pytest

from lectern import settings
from lectern.errors import SourceError


def test_no_file_means_no_settings(tmp_path: Path) -> None:
    assert settings.read(tmp_path) == settings.Settings()


def test_the_project_names_its_voice(tmp_path: Path) -> None:
    (tmp_path / "lectern.yaml").write_text("voice: GTTS\n")

    assert settings.read(tmp_path).voice == "gtts"


def test_the_path_of_a_model_is_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "lectern.yaml").write_text("voice: Piper:Voices/Alba.onnx\n")

    assert settings.read(tmp_path).voice == "piper:Voices/Alba.onnx"


@pytest.mark.parametrize(
    ("text", "said"), [("voices: gtts\n", "is no setting"), ("voice: [", "YAML is broken")]
)
def test_a_slip_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "lectern.yaml").write_text(text)

    with pytest.raises(SourceError, match=said) as caught:
        settings.read(tmp_path)

    assert "lectern.yaml" in str(caught.value.where)
