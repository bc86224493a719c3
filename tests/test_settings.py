"""kamdeck.toml: the one reader, and what it says of a wrong file, table or key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamdeck.errors import KamdeckError
from kamdeck.settings import check_keys, line_of, read_settings, settings_beside, wrong_value
from kamdeck.text import Say

ENGLISH, FRENCH = Say("en"), Say("fr")


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "kamdeck.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_file_beside_another(tmp_path: Path) -> None:
    assert settings_beside(tmp_path / "book.xlsx") is None
    path = written(tmp_path, "")
    assert settings_beside(tmp_path / "book.xlsx") == path.resolve()


def test_tables_as_toml_has_them(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeff[mapping.revenue]\nsource = "a.csv"\n[[jobs]]\nname = "weekly"\n')
    assert read_settings(path, ENGLISH) == {
        "mapping": {"revenue": {"source": "a.csv"}},
        "jobs": [{"name": "weekly"}],
    }


def test_an_unknown_table_names_the_right_ones(tmp_path: Path) -> None:
    path = written(tmp_path, "# mine\n\n[maping.revenue]\n")
    with pytest.raises(KamdeckError) as error:
        read_settings(path, ENGLISH)
    assert error.value.message == "kamdeck.toml, line 3: there is no setting maping."
    assert error.value.hint == "Did you mean mapping? These can stand here: mapping, jobs, mail, fleet."
    with pytest.raises(KamdeckError, match="Vouliez-vous dire mapping\u202f\\?"):
        read_settings(path, FRENCH)


@pytest.mark.parametrize(
    ("text", "line"),
    [("[mapping]\na = \n", 2), ('[mapping]\nsource = "C:\\data"\n', 2), ("[mapping\n", 1), ('a = "', 1)],
)
def test_bad_toml_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(KamdeckError, match=rf"kamdeck\.toml, line {line}: this is not TOML") as error:
        read_settings(written(tmp_path, text), ENGLISH)
    assert "(at line" not in error.value.message


def test_a_value_where_a_table_belongs(tmp_path: Path) -> None:
    with pytest.raises(KamdeckError, match=r"line 1: mail cannot be read.*\[mail\]"):
        read_settings(written(tmp_path, "mail = 3\n"), ENGLISH)


def test_another_encoding_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(KamdeckError, match="UTF-8"):
        read_settings(written(tmp_path, '[mapping]\na = "é"\n'.encode("cp1252")), ENGLISH)
    with pytest.raises(KamdeckError, match="There is no file"):
        read_settings(tmp_path / "none.toml", ENGLISH)
    with pytest.raises(KamdeckError, match="cannot be read"):
        read_settings(tmp_path, ENGLISH)


def test_where_a_key_stands(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[mapping]\nyear = 1\n[mapping.revenue] # lines\n"source" = "a"\n'
        'revenue.sum = "b"\n[[jobs]]\nto = []\n',
    )
    places = [
        ("mapping", "year"), ("mapping", "revenue"), ("mapping", "revenue", "source"),
        ("mapping", "revenue", "revenue", "sum"), ("jobs", "to"), ("mapping", "revenue", "none"), ("none",),
    ]  # fmt: skip
    assert [line_of(path, place) for place in places] == ["2", "3", "4", "5", "7", "3", "1"]
    error = wrong_value(path, ("jobs", "to"), "Write addresses.", ENGLISH)
    assert str(error) == "kamdeck.toml, line 7: jobs.to cannot be read. Write addresses."


def test_keys_of_a_table_are_checked_by_its_owner(tmp_path: Path) -> None:
    path = written(tmp_path, '[mapping.revenue]\nsorce = "a"\n')
    table = {"sorce": "a"}
    check_keys(table, ("sorce",), path, ("mapping", "revenue"), ENGLISH)
    with pytest.raises(KamdeckError) as error:
        check_keys(table, ("source", "sheet"), path, ("mapping", "revenue"), ENGLISH)
    assert error.value.message == "kamdeck.toml, line 2: there is no setting mapping.revenue.sorce."
    assert error.value.hint == "Did you mean source? These can stand here: source, sheet."
