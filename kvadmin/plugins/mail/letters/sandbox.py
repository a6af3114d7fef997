"""Templates run in a sandbox: no attribute of Python's own, no file outside the letters folder, nothing undefined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from types import TracebackType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    meta,
    nodes,
)
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from kvadmin.api import Refused, tr

from ..content_folder import ContentFolder, as_text
from ..records import LetterProblem
from .plain_template import PlainReader, PlainTemplate
from .template_bounds import (
    HEADER_LIMIT,
    SOURCE_LIMIT,
    TEXT_LIMIT,
    TemplateBounds,
    TemplateTooSlow,
    check_operation,
)
from .value_wording import ValueRecorder, word_filters

_FILTER, _TURNS, _SIZED = "kvadmin_value", "kvadmin_turns", "kvadmin_sized"
#: Filters of Jinja that are random, print Python or HTML, or make the marks of values unreadable.
_NO_FILTERS = (
    "random", "pprint", "tojson", "xmlattr", "filesizeformat", "format", "center", "urlize", "striptags", "wordwrap",
)  # fmt: skip
_NO_GLOBALS = ("lipsum", "cycler", "joiner", "namespace")
#: The methods of texts that a template may call: none that can build a text of unbounded size.
_TEXT_METHODS = frozenset({"lower", "upper", "title", "capitalize", "strip", "startswith", "endswith", "split"})


class LettersLoader(BaseLoader):
    """Reads ``{% include %}`` from the letters folder, and from nowhere else: links that lead out are not followed."""

    def __init__(self, folder: ContentFolder) -> None:
        self.folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - Jinja's signature
        """Read one partial; a path that leaves the folder is as unknown as one that does not exist."""
        name = self.folder.find(template)
        content = None if name is None else self.folder.read(name)
        if content is None:
            raise TemplateNotFound(template)
        return as_text(content), f"{self.folder.place}/{name}", lambda: True


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, with every printed expression sent through one filter that knows its name."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})
    bounds: TemplateBounds

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's own rule, and of the methods of texts only the harmless ones."""
        if isinstance(obj, str | bytes) and attr not in _TEXT_METHODS:
            return False
        if isinstance(obj, int | float | Decimal) and callable(value):  # (1).to_bytes(999999999)
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Any:
        """No ``'...'.format``: its widths build texts of any size. Everything else is not its business."""
        if super().wrap_str_format(value) is None:
            return None
        return _no_format

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, but never build a text or a number of unbounded size."""
        check_operation(operator, left, right)
        return self.bounds.sized(super().call_binop(context, operator, left, right))

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a method: counted, since macros can call each other without a loop."""
        self.bounds.turn()
        self.bounds.sized([*args, *kwargs.values()])
        return self.bounds.sized(super().call(context, obj, *args, **kwargs))

    def get_template(self, *arguments: Any, **named: Any) -> Template:
        """A template that another one includes or imports: counted, since it can include itself."""
        self.bounds.turn()
        return super().get_template(*arguments, **named)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > SOURCE_LIMIT:
            raise TemplateSyntaxError(tr("the template is longer than {limit} characters", limit=SOURCE_LIMIT), 1)
        try:
            tree = super()._parse(source, name, filename)
        except (RecursionError, ValueError, MemoryError) as error:
            raise TemplateSyntaxError(tr("the template cannot be read: {error}", error=error), 1) from None
        _held_to_size(tree)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _TURNS, [], [], None, None).set_lineno(loop.lineno)
        for output in list(tree.find_all(nodes.Output)):
            for joined in list(output.find_all(nodes.Concat)):  # "a" ~ None would print the word None
                joined.nodes = [part if isinstance(part, nodes.Const) else _named(part) for part in joined.nodes]
            output.nodes = [_named(child) for child in output.nodes]
        return tree


def _no_format(*_arguments: Any, **_named: Any) -> str:
    raise SecurityError(tr("format is not available here; use the filters of letters"))


def _held_to_size(tree: nodes.Template) -> None:
    """Put every list, mapping and joined text that the template builds through the check of its size."""
    for parent in [tree, *tree.find_all(nodes.Node)]:
        if isinstance(parent, nodes.Filter) and parent.name == _SIZED:
            continue
        for field, value in list(parent.iter_fields()):
            if isinstance(value, list):
                setattr(parent, field, [_sized(each) for each in value])
            else:
                setattr(parent, field, _sized(value))


def _sized(node: Any) -> Any:
    built = isinstance(node, nodes.List | nodes.Tuple | nodes.Dict | nodes.Concat)
    if not built or getattr(node, "ctx", "load") != "load":
        return node
    return nodes.Filter(node, _SIZED, [], [], None, None).set_lineno(node.lineno)


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

    def __init__(self, folder: ContentFolder) -> None:
        self.folder = folder
        self._recorder = ValueRecorder("nb", "")
        self.nonce = "kvq" + sha256(b"kvadmin mark of a value").hexdigest()[:10]
        bounds = self._bounds = TemplateBounds(self.nonce)
        env = _Sandbox(
            undefined=StrictUndefined, loader=LettersLoader(folder), autoescape=False, keep_trailing_newline=True
        )
        words = word_filters(lambda: self._recorder.form)
        for name, word in words.items():
            env.filters[name] = _not_folded(word)
        env.filters[_FILTER] = pass_context(lambda _context, value, name: self._printed(value, name))
        env.filters[_TURNS] = pass_context(lambda _context, items: bounds.counted(items))
        env.filters[_SIZED] = pass_context(lambda _context, value: bounds.sized(value))
        for name in _NO_FILTERS:
            env.filters.pop(name, None)
        for name in set(env.filters) - {_FILTER, _TURNS, _SIZED}:
            env.filters[name] = bounds.filter(name, env.filters[name])
        for name in _NO_GLOBALS:
            env.globals.pop(name, None)
        env.bounds = bounds
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

        Whatever goes wrong is a problem of the recorder.

        Raises:
            Refused: The template has used up its time; the letters of everybody else would use it up, too.
        """
        recorder = self._recorder = ValueRecorder(form, self.nonce, header)
        text = ""
        try:
            text = self._generate(source, fields, HEADER_LIMIT if header else TEXT_LIMIT)
        except TemplateTooSlow as error:
            raise Refused(
                tr("the template of the letter was stopped: {what}", what=error.message),
                where=self._place(source, form, error.__traceback__),
                hint=tr("look for loops within loops, and for macros or files that call themselves"),
                code="bad-letter",
            ) from None
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

    def _generate(self, source: str, fields: Mapping[str, Any], limit: int) -> str:
        pieces, size = [], 0
        template = self.compile(source)
        if isinstance(template, PlainTemplate):  # as long as its source and its values
            text = template.text(fields, self._recorder.mark)
            if len(text) + sum(map(len, self._recorder.values)) > limit:
                raise SecurityError(tr("the text is longer than {limit} characters", limit=limit))
            return text
        self._bounds.begin(source)
        try:
            for piece in template.generate(dict(fields)):
                pieces.append(piece)
                size += len(piece)
                if size > limit:
                    raise SecurityError(tr("the text is longer than {limit} characters", limit=limit))
        finally:
            self._bounds.end(source)
        return "".join(pieces)

    def _printed(self, value: Any, name: str) -> str:
        self._bounds.turn()
        if not isinstance(value, Undefined):
            self._bounds.printed(value)
        else:
            self._bounds.printed("")
        return self._recorder.mark(value, name)

    def _place(self, source: str, form: str, trace: TracebackType | None) -> str:
        """``letter.nb.md:12``: the file that holds the template, and the line it was at."""
        line, other = 1, ""
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if name == "<template>":
                line = trace.tb_lineno
            elif name.startswith(self.folder.place):
                other = f"{name.removeprefix(self.folder.place)[1:]}:{trace.tb_lineno}"
            trace = trace.tb_next
        if other:
            return other
        for file in sorted(each for each in self.folder.top() if each.endswith(f".{form}.md")):
            before, found, _ = as_text(self.folder.read(file) or b"", errors="replace").partition(source)
            if found:
                return f"{file}:{before.count(chr(10)) + line}"
        return tr("line {line}", line=line)

    def _lost(self, source: str, text: str, recorder: ValueRecorder) -> bool:
        """Whether a mark has been changed (upper-cased, cut) so that no value can be put in its place."""
        if isinstance(self._templates.get(source), PlainTemplate):  # it has nothing that could change one
            return any(recorder.nonce in value for value in recorder.values)
        return recorder.nonce in recorder.resolve(text).lower().replace(" ", "")

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
