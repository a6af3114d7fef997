"""``kvadmin plugins trace``: which plugin was asked what while a command ran, and how long each answer took."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kvadmin.api import UsageError, tr
from kvadmin.api.reports import Column, Report, json_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kvadmin.api import Session


def _answer(call: dict[str, Any]) -> str:
    """``3 Command``: how many of which kind; what they say stays with the command."""
    if call["error"] and not call["answer"]:
        return ""
    if call["count"] is None:
        return tr("nothing") if call["answer"] == "nothing" else str(call["answer"])
    return f"{call['count']} {call['answer']}".strip()


_CALLS = (
    Column("n", "No.", "int", rank=3),
    Column("hook", "Hook", show=lambda hook: hook.removeprefix("kvadmin_")),
    Column("plugin", "Plugin"),
    Column("times", "Times", "int", rank=2),
    Column("ms", "", "decimal", get=lambda call: round(call["ms"], 3)),
    Column("own_ms", "ms", "decimal", get=lambda call: round(call["own_ms"], 3), show=lambda ms: round(ms, 1)),
    Column("depth"),
    Column("shown", "Answer", get=_answer, json=False, rank=1),
    Column("answer"),
    Column("count"),
    Column("error", "Failed"),
)
_SUMS = (
    Column("plugin", "Plugin"),
    Column("import_ms", "Import ms", "decimal", show=lambda ms: None if ms is None else round(ms, 1)),
    Column("calls", "Calls", "int"),
    Column("ms", "Calls ms", "decimal", show=lambda ms: round(ms, 1)),
    Column("failed", "Failed", "int"),
)
_HOOKS = (
    Column("hook", "Hook", show=lambda hook: hook.removeprefix("kvadmin_")),
    Column("calls", "Calls", "int"),
    Column("ms", "ms", "decimal", show=lambda ms: round(ms, 1)),
    Column("failed", "Failed", "int"),
)


def trace(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="-- COMMAND...", help="The words after kvadmin, behind --.")],
) -> None:
    """Run a command and show each call of a hook: which plugin, how long, what kind of answer, what failed.

    The command runs in a process of its own and does what it does, writing included (--dry-run is handed on). The trace
    is the result on stdout; what the command prints goes to stderr. How it ended is told; exit 0: it was traced.

    Example: kvadmin plugins trace -- status
    """
    run: Session = ctx.find_root().obj  # ``session`` takes a --dry-run behind -- for a forgotten value
    if words[:2] == ["plugins", "trace"]:
        raise UsageError(tr("a trace cannot be traced"), where="plugins trace", code="bad-argument")
    done = run.trace(words)
    calls = table_of(tr("Calls of hooks, in order"), _CALLS, done.calls)
    sums, hooks = _by_plugin(done.imports, done.calls), _by_hook(done.calls)
    ended = tr(
        "The command ended with exit code {code} after {ms:.0f} ms; ms are without the calls within a call.",
        code=done.exit_code, ms=done.total_ms,
    )  # fmt: skip
    data = {
        "schema": 1,
        "exit_code": done.exit_code,
        "total_ms": round(done.total_ms, 3),
        "plugins": json_of(_SUMS, sums),
        "hooks": json_of(_HOOKS, hooks),
        "calls": json_of(_CALLS, done.calls),
    }
    by_hook = table_of(tr("By hook"), _HOOKS, hooks)
    run.show(Report(data, (calls, by_hook, table_of(tr("By plugin"), _SUMS, sums, notes=(ended,)))))


def _by_plugin(imports: Iterable[dict[str, Any]], calls: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in imports:
        row = found.setdefault(each["plugin"], _empty(plugin=each["plugin"], import_ms=0.0))
        row["import_ms"] = round(row["import_ms"] + each["ms"], 3)
        row["failed"] += each["status"] == "failed"
    for each in calls:
        _add(found.setdefault(each["plugin"], _empty(plugin=each["plugin"], import_ms=None)), each)
    return list(found.values())


def _by_hook(calls: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(_empty)
    for each in calls:
        _add(found[each["hook"]], each)
    return [row | {"hook": hook} for hook, row in sorted(found.items(), key=lambda pair: (-pair[1]["ms"], pair[0]))]


def _empty(**about: Any) -> dict[str, Any]:
    return {**about, "calls": 0, "ms": 0.0, "failed": 0}


def _add(row: dict[str, Any], call: dict[str, Any]) -> None:
    row["calls"] += call["times"]
    row["ms"] = round(row["ms"] + call["own_ms"], 3)
    row["failed"] += call["times"] if call["error"] else 0
