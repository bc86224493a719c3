"""Views that packages bring which are installed beside kamdeck: loaded and looked at before they count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from importlib import import_module
from typing import Any, NoReturn

from kamdeck.deck.spec import SlideSpec
from kamdeck.errors import KamdeckError
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import catalogue, told
from kamdeck.text.beside import Beside, views_beside
from kamdeck.text.catalogues import ENGLISH, own_languages
from kamdeck.views.view import PACKS, View
from kamdeck.workbook.rows import Book


def views_from_outside(own: Collection[str]) -> tuple[View, ...]:
    """The views of other packages; `own` are the keys that are taken.

    Raises: KamdeckError, in a sentence that names the package, where one of them cannot be used.
    """
    taken = {*own, *catalogue(ENGLISH)}
    found: list[View] = []
    for beside in views_beside():
        if beside.key in taken or not beside.key.isidentifier():
            _refuse(beside, "clash")
        taken.add(beside.key)
        found.append(_loaded(beside))
    return tuple(found)


def _loaded(beside: Beside) -> View:
    try:
        view = getattr(import_module(beside.module), beside.attribute)
    except Exception as fault:  # whatever their code raises
        _refuse(beside, "broken", fault=_said(fault))
    if not isinstance(view, View) or view.key != beside.key:
        _refuse(beside, "no_view", module=beside.module, name=beside.attribute)
    sheets = {sheet.key for sheet in Book.sheets}
    for name in (*view.needs, *view.uses):
        if name not in sheets:
            _refuse(beside, "no_sheet", name=name)
    for name in view.packs:
        if name not in PACKS:
            _refuse(beside, "no_pack", name=name)
    _check_texts(beside)
    return replace(view, build=_guarded(beside, view.build))


def _check_texts(beside: Beside) -> None:
    """The catalogue of every language that kamdeck has is there, and has the same keys as the others; what
    a language from outside lacks is said in English."""
    wanted = own_languages()
    keys = {lang: {*_keys(beside.texts[lang])} for lang in wanted if lang in beside.texts}
    for lang in wanted:
        if lang not in keys:
            _refuse(beside, "no_texts", file=f"{lang}.toml")
        if lacking := sorted({"view"}.union(*keys.values()) - keys[lang]):
            _refuse(beside, "no_text", file=f"{lang}.toml", name=lacking[0])


def _keys(texts: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The dotted keys; the forms of a plural are one text."""
    for name, value in texts.items():
        if isinstance(value, Mapping) and "other" not in value:
            yield from _keys(value, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def _guarded(
    beside: Beside, build: Callable[[Context], tuple[SlideSpec, ...]]
) -> Callable[[Context], tuple[SlideSpec, ...]]:
    """The function that makes the slides; what goes wrong in it is said in a sentence."""

    def made(ctx: Context) -> tuple[SlideSpec, ...]:
        try:
            slides = build(ctx)
        except Exception as fault:  # whatever their code raises
            _refuse(beside, "broken", fault=_said(fault))
        for slide in slides:
            if slide.key.partition(":")[0] != beside.key:
                _refuse(beside, "other_slide", name=slide.key)
        return slides

    return made


def _said(fault: Exception) -> str:
    return str(fault) if isinstance(fault, KamdeckError) else f"{type(fault).__name__}: {fault}"


def _refuse(beside: Beside, why: str, **fields: object) -> NoReturn:
    named = {"view": f"“{beside.key}”", "package": beside.package}
    raise KamdeckError(
        told(f"outside.{why}", **named, **fields), told("outside.hint", package=beside.package)
    ) from None
