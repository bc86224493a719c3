"""kamdeck.toml: what a person settled once for all runs, table by table.

The file is read here and nowhere else. What may stand in a table its owner says: `mapping` the mapping,
`jobs` and `mail` the delivery, `fleet` the fleet; each refuses a wrong key with `check_keys`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.text import Say

NAME = "kamdeck.toml"
TABLES = ("mapping", "jobs", "mail", "fleet")

# Patterns are compiled when a fault needs them.
_HEADER = r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$"
_KEY = r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
_PART = r"""[\w-]+|"[^"]*"|'[^']*'"""
_PLACE = r"\s*\(at (?:line (\d+), column \d+|end of document)\)$"


def settings_beside(path: Path) -> Path | None:
    """The kamdeck.toml in the folder of a file, None when there is none."""
    beside = path.resolve().parent / NAME
    return beside if beside.is_file() else None


def read_settings(path: Path, say: Say) -> dict[str, object]:
    """The tables of a kamdeck.toml as TOML has them: strings, numbers, dates, lists and tables.

    Raises: KamdeckError with file and line when it is missing, no TOML, or holds a table that nobody reads.
    """
    import tomllib

    text = _text(path, say)
    try:
        tables: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(_PLACE, str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        raise KamdeckError(
            say("settings.no_toml", file=path.name, line=str(line), why=re.sub(_PLACE, "", str(error))),
            say("settings.no_toml_hint"),
        ) from None
    check_keys(tables, TABLES, path, (), say)
    for name, table in tables.items():
        if not isinstance(table, dict | list):
            raise wrong_value(path, (name,), say("settings.table", name=name), say)
    return tables


def check_keys(
    table: Mapping[str, object], known: Iterable[str], path: Path, where: tuple[str, ...], say: Say
) -> None:
    """Refuse a table with a key that is not known; `where` are the names of the tables it lies in.

    Raises: KamdeckError with file, line, the nearest right key and all of them.
    """
    from difflib import get_close_matches

    names = list(known)
    for key in table:
        if key in names:
            continue
        near = get_close_matches(key.casefold(), names, n=1, cutoff=0.6)
        fields = {"file": path.name, "line": line_of(path, (*where, key)), "name": ".".join((*where, key))}
        hint = say("settings.keys", names=", ".join(names))
        if near:
            hint = f"{say('settings.near', name=near[0])} {hint}"
        raise KamdeckError(say("settings.unknown", **fields), hint)


def wrong_value(path: Path, where: tuple[str, ...], hint: str, say: Say) -> KamdeckError:
    """The error for a value that cannot stand at a key, with file and line; `hint` says what can."""
    return KamdeckError(
        say("settings.wrong", file=path.name, line=line_of(path, where), name=".".join(where)), hint
    )


def line_of(path: Path, where: tuple[str, ...]) -> str:
    """The number of the line on which a key (or what is nearest around it) stands, counted from 1."""
    table: tuple[str, ...] = ()
    best, most = 1, 0
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if header := re.match(_HEADER, line):
            table = _parts(header[1])
            found = table
        elif key := re.match(_KEY, line):
            found = (*table, *_parts(key[1]))
        else:
            continue
        same = _common(found, where)
        if same > most:
            best, most = number, same
    return str(best)


def _common(found: tuple[str, ...], where: tuple[str, ...]) -> int:
    """How many names two places have in common from the start."""
    count = 0
    for a, b in zip(found, where, strict=False):
        if a != b:
            break
        count += 1
    return count


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _text(path: Path, say: Say) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KamdeckError(say("run.no_file", name=path)) from None
    except UnicodeDecodeError:
        raise KamdeckError(say("settings.no_utf8", file=path.name), say("settings.no_utf8_hint")) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise KamdeckError(say("settings.unreadable", file=path.name, why=why)) from None
