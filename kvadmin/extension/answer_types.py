"""What each hook must return, in one table, and what is wrong with an answer that is something else.

The annotations of the specifications say the same for people and type checkers; ``tests/extension`` holds the two
together. Types are named, not imported: an empty answer costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

from kvadmin.extension.discovering.discovery import describe, load_target, one_line
from kvadmin.translation import tr

#: Says what is wrong with a value (None: nothing), given the arguments of the hook.
Judge = Callable[[Any, Mapping[str, Any]], str | None]


class Answer:
    """What a hook returns.

    Args:
        judge: What is wrong with it; where there are ``many``, with one item.
        many: Whether it is a list of items (None counts as an empty one).
        mended: Gives what is kept of an item in which something is wrong; by default nothing.
    """

    __slots__ = ("judge", "many", "mended")

    def __init__(self, judge: Judge, many: bool = False, mended: Callable[[Any], Any] = lambda _: None) -> None:
        self.judge = judge
        self.many = many
        self.mended = mended

    def sorted_out(self, result: Any, arguments: Mapping[str, Any]) -> tuple[Any, list[str]]:
        """The answer without what is wrong in it, and what is wrong in words."""
        if not self.many:
            problem = None if result is None else self.judge(result, arguments)
            return (result, []) if problem is None else (None, [problem])
        if not _listed(result):
            return [], [tr("returned {found}, not a list", found=type(result).__name__)]
        judged = [(item, self.judge(item, arguments)) for item in result]
        kept = [item if problem is None else self.mended(item) for item, problem in judged]
        right = [each for each, (_, problem) in zip(kept, judged, strict=True) if each is not None or problem is None]
        return right, [problem for _, problem in judged if problem is not None]


def _instance(target: str) -> Judge:
    """An object of the class ``module:Class``, its fields of the types that the class declares."""
    return lambda item, _: type_problem(item, _loaded(target))


_loaded = cache(load_target)


def _of(kind: type) -> Judge:
    return lambda value, _: type_problem(value, kind)


def _sensible(judge: Judge, name: str) -> Judge:
    """What is of the right type and says what :mod:`kvadmin.extension.sensible` asks for."""
    return lambda item, asked: judge(item, asked) or load_target(f"kvadmin.extension.sensible:{name}_problem")(item)


def _finding_as_error(item: Any) -> Any:
    return load_target("kvadmin.extension.sensible:as_error")(item)


def _rule(item: Any, _: Mapping[str, Any]) -> str | None:
    named = isinstance(getattr(item, "name", None), str) and bool(item.name)
    if named and any(callable(getattr(item, each, None)) for each in ("allowed", "cost")):
        return None
    return tr(
        "returned {found}, which is no rule: a rule has a name, and allowed(members) and/or cost(members)",
        found=type(item).__name__,
    )


def _travel_costs(answer: Any, arguments: Mapping[str, Any]) -> str | None:
    """A square array of the places, or ``(array, unit)``."""
    import numpy as np

    table, unit = answer if isinstance(answer, tuple) and len(answer) == 2 else (answer, "km")
    if not isinstance(unit, str):
        return tr("the unit of its distances is {found}, not text", found=type(unit).__name__)
    try:
        shape = np.asarray(table, dtype=float).shape
    except (TypeError, ValueError) as error:
        return tr("its distances are no table of numbers ({error})", error=describe(error))
    count = len(arguments["places"])
    if shape != (count, count):
        return tr("its distances have the shape {shape}, not {wanted}", shape=shape, wanted=(count, count))
    return None


#: Years that a series may have figures of, and as much text as fits below a chart.
_YEARS, _LONGEST_REMARK = (1900, 2199), 200


def _annotation(item: Any, _: Mapping[str, Any]) -> str | None:
    """An annotation of a day that a series may have, with words that a reader can read."""
    if problem := type_problem(item, load_target("kvadmin.extension.answers:Annotation")):
        return problem
    if not _YEARS[0] <= item.day.year <= _YEARS[1]:
        return tr("its annotation is of {day}, which no series has", day=item.day.isoformat())
    texts = (item.nb.strip(), item.nn.strip())
    if not any(texts):
        return tr("its annotation of {day} says nothing", day=item.day.isoformat())
    if max(map(len, texts)) > _LONGEST_REMARK:
        return tr(
            "its annotation of {day} has more than {most} characters", day=item.day.isoformat(), most=_LONGEST_REMARK
        )
    return None


#: What a reason code looks like, and how long it may be.
_CODE, _LONGEST_CODE = r"[a-z][a-z0-9]*(-[a-z0-9]+)*", 40


def _ineligible(item: Any, _: Mapping[str, Any]) -> str | None:
    """A reason code that is nobody else's and says nothing but a rejection, of what can be a municipality."""
    from kvadmin.model.application import Application

    if problem := type_problem(item, load_target("kvadmin.extension.answers:Ineligible")):
        return problem
    code, own = item.code, Application.DECISIONS
    if code in own:
        return tr("the reason code {code!r} is one of kvadmin's own", code=code)
    if not re.fullmatch(_CODE, code) or len(code) > _LONGEST_CODE:
        return tr(
            "the reason code {code!r} is not of small letters, digits and hyphens (at most {most})",
            code=one_line(code)[: _LONGEST_CODE * 2],
            most=_LONGEST_CODE,
        )
    if (first := code.partition("-")[0]) in {*own.values()} - {"rejected"}:
        return tr("the reason code {code!r} begins with another outcome, {first}", code=code, first=first)
    return _words_problem(item) or _whose_problem(item.municipality)


def _words_problem(item: Any) -> str | None:
    if any(_has_controls(each) for each in (item.text, item.nb, item.nn)):
        return tr("the words of the reason code {code!r} have control characters", code=item.code)
    return None


def _whose_problem(number: str) -> str | None:
    """Any number may be named, also of one that has not applied; with ``301`` for ``0301`` Oslo would be admitted."""
    from kvadmin.extension.sensible import municipality_problem

    return None if re.fullmatch(r"[0-9]{4}", number) else municipality_problem(number)


#: Kinds of columns, and the names that one may have in JSON.
_KINDS = ("text", "int", "decimal", "date", "bool", "command")
_JSON_NAME = r"[a-z][a-z0-9_-]{0,39}"


def _has_controls(title: str) -> bool:
    from kvadmin.tables.cells import visible  # nearly no title has anything to be looked at

    return visible(title) != title


def _list_column(item: Any, _: Mapping[str, Any]) -> str | None:
    """A column with a name, a heading and a kind; its values are looked at one by one where the list is known."""
    if problem := type_problem(item, load_target("kvadmin.extension.answers:ListColumn")):
        return problem
    if not re.fullmatch(_JSON_NAME, item.name):
        return tr(
            "the column {name!r} has no name of small letters, digits, '-' and '_' (at most 40)",
            name=one_line(item.name),
        )
    if not item.title.strip():
        return tr("the column {name!r} has no title", name=item.name)
    if not item.title.isprintable() and _has_controls(item.title):
        return tr("the title of the column {name!r} has control characters", name=item.name)
    if item.kind not in _KINDS:
        return tr(
            "the column {name!r} has the kind {kind!r}, not one of {kinds}",
            name=item.name,
            kind=one_line(item.kind),
            kinds=", ".join(_KINDS),
        )
    return None


def _letter_values(answer: Any, _: Mapping[str, Any]) -> str | None:
    if problem := type_problem(answer, dict[str, Any]):
        return problem
    files = type_problem(answer.get("files", {}), Mapping[str, bytes])
    return files and tr("its 'files' are wrong: {problem}", problem=files)


#: Hook -> what it returns.
ANSWERS: dict[str, Answer] = {
    "kvadmin_commands": Answer(_instance("kvadmin.extension.types:Command"), many=True),
    "kvadmin_collections": Answer(_instance("kvadmin.extension.collections:Collection"), many=True),
    "kvadmin_migrations": Answer(_instance("kvadmin.extension.migrations.step:Migration"), many=True),
    "kvadmin_fields": Answer(_instance("kvadmin.extension.extra_fields:ExtraField"), many=True),
    "kvadmin_store_engines": Answer(_instance("kvadmin.extension.engine_factory:EngineFactory"), many=True),
    "kvadmin_checks": Answer(
        _sensible(_instance("kvadmin.model.finding:Finding"), "finding"), many=True, mended=_finding_as_error
    ),
    "kvadmin_status": Answer(
        _sensible(_instance("kvadmin.extension.status_answers:StatusSection"), "section"), many=True
    ),
    "kvadmin_admission_rules": Answer(_ineligible, many=True),
    "kvadmin_distances": Answer(_travel_costs),
    "kvadmin_network_rules": Answer(_rule, many=True),
    "kvadmin_pictures": Answer(_of(bytes)),
    "kvadmin_writers": Answer(_instance("kvadmin.tables.rendering:Writer"), many=True),
    "kvadmin_indicators": Answer(_instance("kvadmin.model.evaluation:Indicator"), many=True),
    "kvadmin_annotations": Answer(_annotation, many=True),
    "kvadmin_result_sections": Answer(_instance("kvadmin.extension.answers:ResultSection"), many=True),
    "kvadmin_application_variables": Answer(_instance("kvadmin.extension.answers:ApplicationVariable"), many=True),
    "kvadmin_letter_context": Answer(_letter_values),
    "kvadmin_mail_transports": Answer(_instance("kvadmin.extension.transports:TransportDeclaration"), many=True),
    "kvadmin_sheets": Answer(_instance("kvadmin.extension.sheets.declaration:SheetDeclaration"), many=True),
    "kvadmin_jobs": Answer(_instance("kvadmin.extension.jobs.job:Job"), many=True),
    "kvadmin_sent_letters": Answer(
        _sensible(_instance("kvadmin.extension.answers:DispatchedLetter"), "letter"), many=True
    ),
    "kvadmin_personal_data": Answer(_instance("kvadmin.extension.answers:PersonalData"), many=True),
    "kvadmin_selection_words": Answer(_instance("kvadmin.selection.language:Predicate"), many=True),
    "kvadmin_before_commit": Answer(_sensible(_of(str), "veto")),
    "kvadmin_list_columns": Answer(_list_column, many=True),
    "kvadmin_not_undone": Answer(_sensible(_of(str), "text"), many=True),
    "kvadmin_after_commit": Answer(lambda _, __: None),  # nobody looks at it
}


def type_problem(value: Any, hint: Any) -> str | None:
    """What is wrong with a value that should be of a type, fields of records and items of lists included."""
    if not _fits(value, hint):
        return tr("returned {found}, not {wanted}", found=type(value).__name__, wanted=_name(hint))
    for name, wanted, plain, listed in _looked_at(hint):
        held = getattr(value, name)
        if type(held) in plain or (listed and type(held) is tuple and not held):
            continue  # nearly always, and every start of kvadmin pays for asking further
        if problem := _field_problem(held, wanted):
            return tr("{record}: {field} {problem}", record=_name(hint), field=name, problem=problem)
    return None


def result_problem(result: Any, hint: Any) -> str | None:
    """What is wrong with the result of a function that a plugin handed out."""
    # ``Callable[[str], None]`` has None itself where ``typing.Callable`` has its type; anything is true or false
    return None if hint in (Any, None, NoneType, bool) else type_problem(result, hint)


def returned_by(record: type, name: str) -> Any:
    """What the function in a record's field must return."""
    hints = _field_types(record)[name]
    for each in (hints, *get_args(hints)):
        if get_origin(each) is Callable:
            return get_args(each)[1]
    return Any


def _field_problem(value: Any, hint: Any) -> str | None:
    if _fits(value, hint):
        return None
    if _listed(value) and (inner := _item_problem(value, hint)):
        return inner
    return tr("is {found}, not {wanted}", found=type(value).__name__, wanted=_name(hint))


def _fits(value: Any, hint: Any) -> bool:
    plain = type(hint) is type  # nearly always, and every start of kvadmin pays for asking further
    origin, parts = (None, ()) if plain else (get_origin(hint), get_args(hint))
    if origin is None:
        # a moment is a day for Python, but no day can be compared with it
        return hint is Any or (isinstance(value, hint) and not (hint is date and isinstance(value, datetime)))
    if origin in (Union, UnionType):
        return any(_fits(value, each) for each in parts)
    if origin in (Literal, Callable):
        return value in parts if origin is Literal else callable(value)
    if issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(_fits(k, parts[0]) and _sound(v, parts[1]) for k, v in value.items())
    if issubclass(origin, Sequence):
        return _listed(value) and all(_sound(each, parts[0]) for each in value)
    return isinstance(value, origin)


def _sound(value: Any, hint: Any) -> bool:
    return _fits(value, hint) and not any(_field_problem(getattr(value, n), t) for n, t in _field_types(hint).items())


def _item_problem(items: Sequence[Any], hint: Any) -> str | None:
    """What is wrong with the first item that does not fit a list; that both are lists would say nothing."""
    origin, parts = get_origin(hint), get_args(hint)
    if not (isinstance(origin, type) and issubclass(origin, Sequence)):
        return None
    wrong = ((n, problem) for n, each in enumerate(items) if (problem := _sound_problem(each, parts[0])))
    return next((tr("[{index}] {problem}", index=n, problem=problem) for n, problem in wrong), None)


def _sound_problem(value: Any, hint: Any) -> str | None:
    if not _fits(value, hint):
        return _field_problem(value, hint)
    wrong = ((name, _field_problem(getattr(value, name), kind)) for name, kind in _field_types(hint).items())
    return next((f"{name} {problem}" for name, problem in wrong if problem), None)


def _listed(value: Any) -> bool:
    """A tuple where a list is meant, or the other way round, is no fault."""
    return isinstance(value, list | tuple)


#: Types of fields that ``answers`` names for type checkers alone, since few answers hold one.
_NAMED_ONLY = {"Table": "kvadmin.tables.table:Table"}


@cache
def _looked_at(hint: Any) -> list[tuple[str, Any, frozenset[type], bool]]:
    """The fields of a record class: name, type, the types whose every value fits it, and whether no items do."""
    kinds = _field_types(hint).items()
    return [(name, kind, frozenset(_plain_parts(kind)), get_origin(kind) in (tuple, list)) for name, kind in kinds]


def _plain_parts(hint: Any) -> Iterator[type]:
    """The types of which a value fits whatever it holds: ``str`` itself, and ``bool`` of ``bool | tuple[str, ...]``."""
    if type(hint) is type:
        yield hint
    elif get_origin(hint) in (Union, UnionType):
        for each in get_args(hint):
            yield from _plain_parts(each)


@cache
def _field_types(hint: Any) -> dict[str, Any]:
    """The declared fields of a record class with their types; none for any other type."""
    names = [each.name for each in fields(hint)] if is_dataclass(hint) else getattr(hint, "__struct_fields__", ())
    if not names:
        return {}
    if isinstance(hint, type) and is_dataclass(hint) and hint.__mro__[1:] == (object,):
        # what is said whole needs no compiling at every start
        said = {each.name: each.type for each in fields(hint)}
        texts = {name: kind for name, kind in said.items() if not _is_said_whole(kind)}
        hint = type(hint.__name__, (), {"__annotations__": texts, "__module__": hint.__module__})
    else:
        said = {}
    try:
        kinds = get_type_hints(hint)
    except NameError:  # its module names a type for type checkers alone
        kinds = get_type_hints(hint, localns={name: load_target(target) for name, target in _NAMED_ONLY.items()})
    return {name: kind for name, kind in (said | kinds).items() if name in names}


def _is_said_whole(hint: Any) -> bool:
    """Whether a type, and each that it is made of, is that itself and no text that names it."""
    if isinstance(hint, list):  # what a function takes
        return all(map(_is_said_whole, hint))
    if hint is None or isinstance(hint, str | ForwardRef):
        return False
    return type(hint) is type or hint is Ellipsis or all(map(_is_said_whole, get_args(hint)))


def _name(hint: Any) -> str:
    return hint.__name__ if isinstance(hint, type) and not get_args(hint) else str(hint).replace("typing.", "")
