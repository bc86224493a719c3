"""The runner of cases believes a case only what it says in so many words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run_cases import main


@pytest.mark.parametrize(
    ("script", "said", "ends"),
    [
        ("print('ok one')", "ok one", 0),
        ("print('WRONG one: torn; right: whole')\nraise SystemExit(1)", "WRONG one: torn; right: whole", 1),
        ("print('ok one')\nraise SystemExit(1)", "ok one", 1),
        ("print('ok other')", "ok other", 1),
        ("", "WRONG one: ended with 0 and said nothing", 1),
        ("raise ValueError('no deck')", "WRONG one: ValueError: no deck", 1),
    ],
)
def test_a_case_is_right_only_where_it_says_so_and_ends_well(
    script: str, said: str, ends: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "deck").mkdir()
    (tmp_path / "deck" / "one.py").write_text(script)
    assert main(tmp_path, ["deck"]) == ends
    assert f"deck       {said}\n1 cases: {1 - ends} ok, {ends} wrong" in capsys.readouterr().out


def test_a_folder_without_cases_is_no_success(tmp_path: Path) -> None:
    assert main(tmp_path, ["deck"]) == 1
