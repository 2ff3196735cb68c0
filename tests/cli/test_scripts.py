"""Training and counting from the console."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from fairlead.cli.main import app
from fairlead.core.errors import BadInput

PAIRS = {"arabic": "abdo\tع ب د و\t40\n", "russian": "zorin\tз о р и н\t9\n"}


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    folder = tmp_path / "pairs"
    folder.mkdir()
    for name, text in PAIRS.items():
        (folder / f"wd_{name}").write_text(text, encoding="utf-8")
    return folder


def test_counting_writes_both_tables_and_names_them(pairs: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["scripts", "count", "--pairs", str(pairs), "--to", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    for name in ("latin.txt", "native.txt"):
        assert str(tmp_path / name) in done.stdout
        assert (tmp_path / name).stat().st_size > 1000


def test_training_writes_a_page_for_each_alphabet(pairs: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["scripts", "train", "--pairs", str(pairs), "--to", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    assert {path.stem for path in tmp_path.glob("*.txt")} >= {"arabic", "cyrillic", "latin"}


@pytest.mark.parametrize("command", ["train", "count"])
def test_a_folder_without_pairs_is_refused(command: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["scripts", command, "--pairs", str(tmp_path)])
    assert isinstance(done.exception, BadInput)
