"""``schema list``, ``show``, ``write`` and ``remove``: what editors know of the records while a person types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Refused, Session, Transaction, UnknownName, session, tr
from kvadmin.api.reports import Column, Report, listing, table_of
from kvadmin.api.wording import near_names

_LIST = (
    Column("collection", "Collection"),
    Column("records", "Records"),
    Column("files", "Files", "int"),
    Column("named", "With a line", "int"),
    Column("state", "Schema"),
    Column("file", "In", rank=1),
)


#: How the message of a schema begins that says what a value should be.
_NOT = "This is not "


class _Field(msgspec.Struct):
    """A line of ``schema show``."""

    field: str
    type: str
    required: bool
    values: list[str]
    default: str | None
    text: str


_FIELDS = (
    Column("field", "Field"),
    Column("type", "Type"),
    Column("required", "Required", "bool"),
    Column("values", "Values", rank=1, show=", ".join),
    Column("default", "Otherwise", rank=2),
    Column("text", "What", rank=3),
)


def list_(ctx: typer.Context) -> None:
    """List the kinds of records and how it stands with the schemas that editors complete by.

    State: none; current; old (not that of the installed plugins: kvadmin schema write); foreign (not kvadmin's file).

    Example: kvadmin schema list
    """
    run = session(ctx)
    found = run.store.schema_files().states(run.data)
    run.show(listing("schemas", _LIST, found, title=tr("Schemas for editors"), empty=tr("There are no records.")))


def show(
    ctx: typer.Context,
    collection: Annotated[str, typer.Argument(metavar="COLLECTION", help="Kind of records: see `schema list`.")],
) -> None:
    """Show the fields that a kind of record has; as JSON its JSON Schema (draft 7).

    Example: kvadmin schema show cohorts
    """
    run = session(ctx)
    files = run.store.schema_files()
    if collection not in files.schemas:
        raise UnknownName(
            tr("there is no collection {name!r}", name=collection),
            where=collection,
            hint=tr("see: kvadmin schema list"),
            near=near_names(collection, list(files.schemas)),
            code="unknown-name",
        )
    schema = files.schema(collection)
    fields = list(_fields(schema))
    data = {"schema": 1, "collection": collection, "records": files.schemas[collection].collection.path}
    run.show(Report({**data, "json_schema": schema}, (table_of(collection, _FIELDS, fields),)))


def write(ctx: typer.Context) -> None:
    """Write the schemas of all records, and into each record file the line by which editors find them.

    VS Code with the extension YAML (Red Hat), and every other editor with yaml-language-server, then completes names
    and words, explains fields and underlines what does not fit. The schemas lie in .schemas; files that kvadmin makes
    later have the line from the start. A file that names a schema of its own is left as it is.

    Example: kvadmin schema write
    """
    run = session(ctx)
    if not run.on_disk:
        raise Refused(
            tr("the records of this store are no files that an editor opens"),
            hint=tr("see their fields: kvadmin schema show COLLECTION"),
            code="refused",
        )
    files = run.store.schema_files()
    found, unread = files.to_write(run.data)
    for path in unread:
        run.warn(tr("{path} cannot be read (kvadmin check): it gets no line", path=path))
    _commit(run, files.is_sensitive, found, ())


def remove(ctx: typer.Context) -> None:
    """Take the schemas and the lines that name them away again; what else stands in the files stays.

    Example: kvadmin schema write && kvadmin schema remove
    """
    run = session(ctx)
    files = run.store.schema_files()
    _commit(run, files.is_sensitive, *files.to_remove(run.data))


def _commit(run: Session, is_sensitive: Callable[[str], bool], found: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """One change; health data by itself, since a change that touches it cannot be undone."""
    secret = {path: content for path, content in found.items() if is_sensitive(path)}
    change = run.transaction()
    _put(change, {path: content for path, content in found.items() if path not in secret})
    for path in gone:
        change.delete_file(path)
    if change.edits or not secret:
        run.commit(change)
    if secret:
        run.info(tr("In sensitive/ the line is a change of its own, which cannot be undone:"))
        change = run.transaction()
        _put(change, secret)
        run.commit(change, forever=True)


def _put(change: Transaction, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        change.put_file(path, content)


def _fields(schema: Mapping[str, Any], above: str = "") -> Iterator[_Field]:
    """The fields of a schema, each part's behind it: ``memberships``, ``memberships[].municipality``."""
    for name, field in schema.get("properties", {}).items():
        inner, mark = _inside(field)
        must = name in schema.get("required", ())
        words = [str(each) for each in inner.get("enum", inner.get("examples", ())) if each not in (None, "")]
        default = field.get("default")
        yield _Field(
            f"{above}{name}{mark}",
            _type(inner),
            must,
            words,
            None if default is None else str(default),
            _said(field, inner),
        )
        yield from _fields(inner, f"{above}{name}{mark}.")


def _inside(field: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """What a list or mapping is made of, and the sign of it."""
    mark = ""
    while "items" in field or isinstance(field.get("additionalProperties"), dict):
        mark += "[]" if "items" in field else ".*"
        field = field["items"] if "items" in field else field["additionalProperties"]
    return field, mark


def _said(field: Mapping[str, Any], inner: Mapping[str, Any]) -> str:
    """What is said of a field, without the word for its type, which stands in a column of its own."""
    word = inner.get("errorMessage", "").removeprefix(_NOT)
    return str(field.get("description", "")).removesuffix(word[:1].upper() + word[1:] if word else "").rstrip()


def _type(field: Mapping[str, Any]) -> str:
    """What a value is, in a word, as the store's own faults call it."""
    if "properties" in field:
        return tr("a mapping")
    said = field.get("errorMessage", "")
    return tr(said.removeprefix(_NOT).removesuffix(".")) if said else tr("text")
