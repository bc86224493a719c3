"""Slotted data classes that cost a tenth of the standard ones to define.

`dataclasses.dataclass` compiles six methods a class: a hundred classes took a quarter of a second of
every run, more than all the work. Here only `__init__` is compiled, once for all classes with as many
fields, and the rest is shared. Type checkers see ordinary dataclasses, and `dataclasses.fields` and `asdict`
work.
"""

from __future__ import annotations

from functools import lru_cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """The class, frozen, with its annotated fields as slots; equal when class and values are equal."""
    return _made(cls, FROZEN)


@dataclass_transform(eq_default=False)
def workspace(cls: type[T]) -> type[T]:
    """The class with its annotated fields as slots that may be set: for what is collected on the way."""
    return _made(cls, {})


class Fresh:
    """A default that is made anew for every object."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def fresh(make: Callable[[], T]) -> T:
    """The default of a field that every object has to itself, such as `fresh(list)`."""
    return Fresh(make)  # type: ignore[return-value]


def replace(row: T, **changes: Any) -> T:
    """A record like `row` with some fields changed."""
    values = {name: getattr(row, name) for name in row.__match_args__}  # type: ignore[attr-defined]
    kind: Any = row.__class__
    made: T = kind(**values | changes)
    return made


def _made(cls: type[T], shared: dict[str, Any]) -> type[T]:
    """The class made again with slots, an `__init__` and the shared methods that it lacks."""
    space = dict(cls.__dict__)
    names = tuple(name for name in space.get("__annotations__", ()))
    defaults = {name: space.pop(name) for name in names if name in space}
    for name in ("__dict__", "__weakref__"):
        space.pop(name, None)
    space.update({name: method for name, method in shared.items() if name not in space})
    space.update(__slots__=names, __match_args__=names, __dataclass_fields__=Fields(), __repr__=_show)
    kind: Any = type(cls)
    made: Any = kind(cls.__name__, cls.__bases__, space)
    made.__init__ = _init(made, names, defaults)
    return made  # type: ignore[no-any-return]


def _init(cls: type[Any], names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """An `__init__` that writes the slots directly, past the refusal to set anything."""
    given = tuple([defaults[name] for name in names if name in defaults])
    if any(name in defaults for name in names[: len(names) - len(given)]):
        raise TypeError(f"{cls.__name__}: a field without default follows one with a default.")
    known: dict[str, Any] = {f"put{i}": cls.__dict__[name].__set__ for i, name in enumerate(names)}
    made = [i for i, name in enumerate(names) if isinstance(defaults.get(name), Fresh)]
    for i in made:
        default = defaults[names[i]]
        known |= {f"default{i}": default, f"make{i}": default.make}
    code = _body(len(names), tuple(made)).replace(co_varnames=("self", *names))
    return FunctionType(code, known, "__init__", given)


@lru_cache(maxsize=256)
def _body(count: int, made: tuple[int, ...]) -> CodeType:
    """The code that all classes with so many fields share but for the names; the `made` ones are fresh."""
    values = [f"make{i}() if a{i} is default{i} else a{i}" if i in made else f"a{i}" for i in range(count)]
    lines = "; ".join([f"put{i}(self, {value})" for i, value in enumerate(values)])
    space: dict[str, Any] = {}
    exec(f"def __init__(self{''.join([f', a{i}' for i in range(count)])}): {lines or 'pass'}", space)
    code: CodeType = space["__init__"].__code__
    return code


class Fields:
    """`__dataclass_fields__`, made when somebody asks, so that `dataclasses.replace` and `fields` work."""

    def __get__(self, row: object, kind: Any) -> dict[str, Field[Any]]:
        import dataclasses

        fields = [(name, Any, dataclasses.field(default=None)) for name in kind.__match_args__]
        made: Any = dataclasses.make_dataclass(kind.__name__, fields)
        return {field.name: field for field in dataclasses.fields(made)}


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__match_args__])


def _equals(self: Any, other: object) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self is other or _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _show(self: Any) -> str:
    shown = ", ".join(f"{n}={v!r}" for n, v in zip(self.__match_args__, _values(self), strict=True))
    return f"{type(self).__qualname__}({shown})"


def _reduce(self: Any) -> tuple[Any, ...]:
    return type(self), _values(self)


def _refuse_set(self: Any, name: str, value: object) -> None:
    raise AttributeError(f"{type(self).__name__}.{name} cannot be set: it is frozen.")


def _refuse_delete(self: Any, name: str) -> None:
    raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted: it is frozen.")


# What every frozen class shares; its fields are those that `__match_args__` names.
FROZEN: dict[str, Any] = {
    "__repr__": _show,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__eq__": _equals,
    "__hash__": _hash,
    "__reduce__": _reduce,
}
