"""The table `mapping` of kamdeck.toml: from what a person wrote to a checked mapping."""

from __future__ import annotations

import datetime
from collections.abc import Mapping as Table
from pathlib import Path
from typing import Any

from kamdeck.errors import KamdeckError
from kamdeck.settings import check_keys, read_settings, wrong_value
from kamdeck.sources.readings import formula_in
from kamdeck.sources.spec import OVER, Condition, Given, Join, MappedSheet, Mapping, Place
from kamdeck.sources.typed import ORDERS
from kamdeck.text import Say
from kamdeck.workbook.columns import Sheet
from kamdeck.workbook.header_names import known_names
from kamdeck.workbook.rows import Book, Settings
from kamdeck.workbook.wording import fold

OPTIONS = ("source", "sheet", "join", "where", "columns", "others", "unreadable", "decimal")
CONDITIONS = ("column", "is", "not", "above", "below", "since", "until")
LENIENT = "leave out"
_WAYS = ("column", "date", "value", "formula", *OVER)


def read_mapping(path: Path, say: Say) -> Mapping | None:
    """The mapping of a kamdeck.toml, None where it has no such table.

    Raises: KamdeckError with file and line when it cannot be read.
    """
    table = read_settings(path, say).get("mapping")
    if table is None:
        return None
    return _Reader(path, say).mapping(table)


class _Reader:
    """Reads one table; every refusal names file, line and key."""

    def __init__(self, path: Path, say: Say) -> None:
        self._path = path
        self._say = say

    def mapping(self, table: object) -> Mapping:
        """The whole table."""
        where: tuple[str, ...] = ("mapping",)
        names = {"settings": "settings"}
        for sheet in Book.sheets:
            names |= {fold(name): sheet.key for name in sheet.names}
        sheets = []
        settings: tuple[tuple[str, Any], ...] = ()
        for name, content in self._table(table, where).items():
            key = names.get(fold(name))
            if key is None:
                check_keys(
                    {name: None}, ("settings", *(s.key for s in Book.sheets)), self._path, where, self._say
                )
            elif key == "settings":
                settings = self._settings(content, (*where, name))
            else:
                sheet = next(s for s in Book.sheets if s.key == key)
                sheets.append(self._sheet(sheet, self._table(content, (*where, name)), (*where, name)))
        return Mapping(tuple(sheets), settings, self._path.resolve())

    def _settings(self, content: object, where: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
        names = {fold(name) for fact in Settings.columns for name in fact.names}
        given = []
        for name, value in self._table(content, where).items():
            if fold(name) not in names:
                check_keys({name: None}, [f.name for f in Settings.columns], self._path, where, self._say)
            if isinstance(value, list):
                value = "; ".join(map(str, value))
            given.append((name.replace("_", " "), self._constant(value, (*where, name))))
        return tuple(given)

    def _sheet(self, sheet: Sheet, table: Table[str, Any], where: tuple[str, ...]) -> MappedSheet:
        known = known_names(sheet)
        fields = {}
        for name, content in table.items():
            if name in OPTIONS:
                continue
            fact = known.get(fold(name))
            if fact is None:
                right = (*(f.name for f in sheet.columns), *OPTIONS)
                check_keys({name: None}, right, self._path, where, self._say)
            else:
                fields[fact.name] = self._given(content, (*where, name))
        spread: Table[str, Any] = {}
        if "columns" in table:
            if sheet.spread is None:
                raise self._wrong((*where, "columns"), "no_spread")
            spread = self._table(table["columns"], (*where, "columns"))
        unreadable = table.get("unreadable", "stop")
        if unreadable not in ("stop", LENIENT):
            raise self._wrong((*where, "unreadable"), "unreadable")
        if table.get("decimal", "") not in ("", ",", "."):
            raise self._wrong((*where, "decimal"), "decimal")
        spec = MappedSheet(
            key=sheet.key,
            place=self._place(table, where),
            joins=tuple(self._join(each, (*where, "join")) for each in self._list(table.get("join", []))),
            where=tuple(
                self._condition(each, (*where, "where")) for each in self._list(table.get("where", []))
            ),
            fields=tuple(fields.items()),
            spread=tuple(
                (name, self._given(each, (*where, "columns", name))) for name, each in spread.items()
            ),
            others=table.get("others") is True,
            is_lenient=unreadable == LENIENT,
            decimal=table.get("decimal", ""),
        )
        self._check(sheet, spec, where)
        return spec

    def _check(self, sheet: Sheet, spec: MappedSheet, where: tuple[str, ...]) -> None:
        """Refuses a sheet that lacks a required field, or that keeps other columns of grouped lines."""
        named = {name for name, _ in spec.fields}
        wide = (
            {sheet.spread.over, *sheet.spread.values}
            if sheet.spread and (spec.spread or spec.others)
            else {sheet.spread.over}
            if sheet.spread and sheet.spread.part in named
            else set()
        )
        lost = [f for f in sheet.columns if f.required and f.name not in named | wide]
        if lost and not spec.others:
            names = ", ".join(fact.name for fact in lost)
            raise wrong_value(self._path, where, self._say("mapping.lacks", names=names), self._say)
        if spec.others and spec.is_grouped:
            raise self._wrong((*where, "others"), "others")

    # ------------------------------------------------------------------ pieces

    def _given(self, content: object, where: tuple[str, ...]) -> Given:
        """One field: a column's name, a list of them, or a table with one way of making the value."""
        if isinstance(content, str) and content:
            return Given("plain", (content,))
        if isinstance(content, list) and content and all(isinstance(each, str) for each in content):
            return Given("plain", tuple(content))
        table = self._table(content, where) if isinstance(content, dict) else {}
        check_keys(table, (*_WAYS, "order"), self._path, where, self._say)
        ways = [way for way in _WAYS if way in table]
        if len(ways) != 1:
            raise self._wrong(where, "way")
        way = ways[0]
        order = table.get("order", "")
        if order not in ("", *ORDERS):
            raise wrong_value(self._path, (*where, "order"), ", ".join(ORDERS), self._say)
        if way == "value":
            return Given("value", value=self._constant(table[way], (*where, way)))
        text = table[way]
        if not isinstance(text, str) or not text:
            raise self._wrong((*where, way), "way")
        how: Any = "plain" if way in ("column", "date") else way
        if how == "formula" and formula_in(text) is None:
            raise self._wrong((*where, way), "formula")
        return Given(how, (text,), order=order)

    def _place(self, table: Table[str, Any], where: tuple[str, ...]) -> Place:
        source, sheet = table.get("source"), table.get("sheet")
        for name, value in (("source", source), ("sheet", sheet)):
            if value is not None and (not isinstance(value, str) or not value):
                raise self._wrong((*where, name), "text")
        return Place(Path(source) if source else None, sheet)

    def _join(self, content: object, where: tuple[str, ...]) -> Join:
        table = self._table(content, where)
        check_keys(table, ("source", "sheet", "on"), self._path, where, self._say)
        on = table.get("on")
        pair = [on, on] if isinstance(on, str) else on
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(each, str) for each in pair):
            raise self._wrong((*where, "on"), "on")
        return Join(self._place(table, where), pair[0], pair[1])

    def _condition(self, content: object, where: tuple[str, ...]) -> Condition:
        table = self._table(content, where)
        check_keys(table, CONDITIONS, self._path, where, self._say)
        column = table.get("column")
        if not isinstance(column, str) or len(table) < 2:
            raise self._wrong(where, "condition")
        limits = {name: table.get(name) for name in ("above", "below")}
        bounds = {name: table.get(name) for name in ("since", "until")}
        for name, value in limits.items():
            if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
                raise self._wrong((*where, name), "number")
        for name, value in bounds.items():
            if value is not None and (not isinstance(value, datetime.date) or hasattr(value, "hour")):
                raise self._wrong((*where, name), "date")
        yes = tuple(self._list(table["is"])) if "is" in table else None
        return Condition(column, yes, tuple(self._list(table.get("not", []))), **limits, **bounds)

    def _constant(self, value: Any, where: tuple[str, ...]) -> Any:
        if isinstance(value, datetime.datetime):
            value = value.date()
        if not isinstance(value, str | int | float | bool | datetime.date):
            raise self._wrong(where, "constant")
        return value

    def _list(self, content: Any) -> list[Any]:
        return content if isinstance(content, list) else [content]

    def _table(self, content: object, where: tuple[str, ...]) -> Table[str, Any]:
        if not isinstance(content, dict):
            raise self._wrong(where, "table")
        return content

    def _wrong(self, where: tuple[str, ...], text: str) -> KamdeckError:
        return wrong_value(self._path, where, self._say(f"mapping.{text}"), self._say)
