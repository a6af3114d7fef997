"""Templates run in a sandbox: no attribute of Python's own, no file outside the letters folder, nothing undefined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
    nodes,
)
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from kvadmin.api import tr

from ..records import LetterProblem
from .plain_template import PlainReader, PlainTemplate
from .value_wording import ValueRecorder, word_filters

#: A rendered text longer than this (characters) is a runaway template, not a letter.
TEXT_LIMIT = 1_000_000
_REPEAT_LIMIT = 10_000
#: All loops of one text together go round at most this often.
_TURNS_LIMIT = 200_000
_FILTER, _TURNS = "kvadmin_value", "kvadmin_turns"
#: Filters of Jinja that are random, print Python, or make the marks of values unreadable.
_NO_FILTERS = ("random", "pprint", "tojson", "xmlattr", "filesizeformat", "format", "center")
_NO_GLOBALS = ("lipsum", "cycler", "joiner", "namespace")
#: The methods of texts that a template may call: none that can build a text of unbounded size.
_TEXT_METHODS = frozenset({"lower", "upper", "title", "capitalize", "strip", "startswith", "endswith", "split"})


class LettersLoader(BaseLoader):
    """Reads ``{% include %}`` from the letters folder, and from nowhere else: links that lead out are not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - Jinja's signature
        """Read one partial; a path that leaves the folder is as unknown as one that does not exist."""
        path = (self.folder / template).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise TemplateNotFound(template)
        return path.read_text(encoding="utf-8"), str(path), lambda: True


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, with every printed expression sent through one filter that knows its name."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's own rule, and of the methods of texts only the harmless ones."""
        if isinstance(obj, str | bytes) and attr not in _TEXT_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Any:
        """No ``'...'.format``: its widths build texts of any size. Everything else is not its business."""
        if super().wrap_str_format(value) is None:
            return None
        return _no_format

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, but never build a text or a number of unbounded size."""
        sized = any(isinstance(side, str | list | tuple) for side in (left, right))
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(tr("the operator {operator} is not available here", operator=operator))
        if operator == "*" and sized and max(side for side in (left, right) if isinstance(side, int)) > _REPEAT_LIMIT:
            raise SecurityError(tr("a text repeated too many times"))
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _TURNS, [], [], None, None).set_lineno(loop.lineno)
        for output in list(tree.find_all(nodes.Output)):
            for joined in list(output.find_all(nodes.Concat)):  # "a" ~ None would print the word None
                joined.nodes = [part if isinstance(part, nodes.Const) else _named(part) for part in joined.nodes]
            output.nodes = [_named(child) for child in output.nodes]
        return tree


def _no_format(*_arguments: Any, **_named: Any) -> str:
    raise SecurityError(tr("format is not available here; use the filters of letters"))


def _named(child: nodes.Expr) -> nodes.Expr:
    if isinstance(child, nodes.TemplateData):
        return child
    wrapped = nodes.Filter(child, _FILTER, [nodes.Const(expression_name(child))], [], None, None)
    wrapped.set_lineno(child.lineno)
    return wrapped


def expression_name(node: nodes.Node) -> str:
    """How a person would name a printed expression: ``call.deadline``."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{expression_name(node.node)}.{node.attr}"
        case nodes.Getitem() if isinstance(node.arg, nodes.Const):
            return f"{expression_name(node.node)}.{node.arg.value}"
        case nodes.Filter() if node.node is not None:
            return expression_name(node.node)
        case nodes.Const():
            return repr(node.value)
    inner = [expression_name(n) for n in node.find_all((nodes.Getattr, nodes.Name))]
    return inner[0] if inner else type(node).__name__.lower()


class Sandbox:
    """Renders the templates of one letters folder.

    The same templates and fields give the same text: there is no clock, no
    randomness and no state between renderings.
    """

    def __init__(self, folder: Path) -> None:
        self._recorder = ValueRecorder("nb", "")
        self.nonce = "kvq" + sha256(b"kvadmin mark of a value").hexdigest()[:10]
        env = _Sandbox(
            undefined=StrictUndefined, loader=LettersLoader(folder), autoescape=False, keep_trailing_newline=True
        )
        words = word_filters(lambda: self._recorder.form)
        for name, word in words.items():
            env.filters[name] = _not_folded(word)
        env.filters[_FILTER] = pass_context(lambda _context, value, name: self._recorder.mark(value, name))
        env.filters[_TURNS] = pass_context(lambda _context, items: self._counted(items))
        self._turns = 0
        for name in _NO_FILTERS:
            env.filters.pop(name, None)
        for name in _NO_GLOBALS:
            env.globals.pop(name, None)
        env.trim_blocks = env.lstrip_blocks = True
        self.env: Environment = env
        self._plain = PlainReader(env, words, _FILTER)
        self._templates: dict[str, Template | PlainTemplate] = {}

    def compile(self, source: str) -> Template | PlainTemplate:
        """Compile once; raises :class:`jinja2.TemplateSyntaxError`."""
        if source not in self._templates:
            if self.nonce in source:
                raise TemplateSyntaxError(tr("the word {word} is reserved", word=self.nonce), 1)
            self._templates[source] = self._plain.read(self.env.parse(source)) or self.env.from_string(source)
        return self._templates[source]

    def render(
        self, source: str, fields: Mapping[str, Any], form: str, *, header: bool = False
    ) -> tuple[str, ValueRecorder]:
        """Render `source`: the text with marks, and the recorder that holds their values and the problems.

        Never raises for what a template or a value does: whatever goes wrong is a problem of the recorder.
        """
        recorder = self._recorder = ValueRecorder(form, self.nonce, header)
        text = ""
        try:
            text = self._generate(source, fields)
        except SecurityError as error:
            what = tr("the template does what it may not: {what}", what=error.message)
            recorder.problems.append(("forbidden", "", what))
        except TemplateSyntaxError as error:
            recorder.problems.append(
                ("template", "", tr("line {line}: {error}", line=error.lineno, error=error.message))
            )
        except TemplateNotFound as error:
            recorder.problems.append(("template", "", tr("the letters folder has no {name}", name=error.name)))
        except TemplateError as error:
            recorder.problems.append(("undefined-field", _undefined_name(str(error)), str(error)))
        except Exception as error:
            recorder.problems.append(("template", "", f"{type(error).__name__}: {error}"))
        if self._lost(source, text, recorder):
            what = tr("a filter over a block broke a value; use the filter on the value")
            recorder.problems.append(("template", "", what))
        return text, recorder

    def _generate(self, source: str, fields: Mapping[str, Any]) -> str:
        pieces, size = [], 0
        self._turns = 0
        template = self.compile(source)
        if isinstance(template, PlainTemplate):  # never longer than its source and a mark for each value
            return template.text(fields, self._recorder.mark)
        for piece in template.generate(dict(fields)):
            pieces.append(piece)
            size += len(piece)
            if size > TEXT_LIMIT:
                raise SecurityError(tr("the text is longer than {limit} characters", limit=TEXT_LIMIT))
        return "".join(pieces)

    def _lost(self, source: str, text: str, recorder: ValueRecorder) -> bool:
        """Whether a mark has been changed (upper-cased, cut) so that no value can be put in its place."""
        if isinstance(self._templates.get(source), PlainTemplate):  # it has nothing that could change one
            return any(recorder.nonce in value for value in recorder.values)
        return recorder.nonce in recorder.resolve(text).lower().replace(" ", "")

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes through; loops within loops could else go on for hours without writing a word."""
        for item in items:
            self._turns += 1
            if self._turns > _TURNS_LIMIT:
                raise SecurityError(tr("the loops go round more than {limit} times", limit=_TURNS_LIMIT))
            yield item

    def placeholders(self, source: str) -> frozenset[str]:
        """Every field the template (with what it includes) asks for, dotted: ``call.deadline``."""
        return frozenset(self._placeholders(source, set()))

    def _placeholders(self, source: str, seen: set[str]) -> Iterator[str]:
        tree = self.env.parse(source)
        free = meta.find_undeclared_variables(tree)
        inner = {id(n.node) for n in tree.find_all(nodes.Getattr)}
        for node in tree.find_all((nodes.Getattr, nodes.Name)):
            name = expression_name(node)
            if id(node) not in inner and name.split(".")[0] in free:
                yield name
        for other in meta.find_referenced_templates(tree):
            if other is not None and other not in seen:
                seen.add(other)
                assert self.env.loader is not None  # set by __init__
                yield from self._placeholders(self.env.loader.get_source(self.env, other)[0], seen)


def _not_folded(words: Callable[..., str]) -> Callable[..., str]:
    """A filter that Jinja does not work out while compiling: the wording depends on the form of each letter."""
    return pass_context(lambda _context, *arguments, **named: words(*arguments, **named))


def _undefined_name(message: str) -> str:
    quoted = message.split("'")
    return quoted[1] if len(quoted) > 2 and "undefined" in message else ""


def recorded_problems(recorder: ValueRecorder, recipient: str, place: str) -> list[LetterProblem]:
    """The recorder's problems as rows for the recipient, with the part of the letter where each was met."""
    return [
        LetterProblem(code, f"{text} ({place})", recipient, name or place) for code, name, text in recorder.problems
    ]
