"""What ``kvadmin check`` finds in the missing codes and the names of indicators, which a package has in both forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kvadmin.api import Finding, tr
from kvadmin.api.records import Indicator

from ..indicators.definition import missing_codes
from ..indicators.own_codes import clashes, code_problems, spellings_of
from ..measurements.value_files import Measurement, values_path


def code_findings(indicator: Indicator, place: Callable[..., tuple[str, int, int]]) -> Iterator[Finding]:
    """The findings of one indicator.

    Args:
        indicator: Its definition.
        place: Where a field of it stands (``"missing", 0``).
    """
    for index, code in enumerate(indicator.missing):
        where = place("missing", index)
        for problem, text, hint in code_problems(code):
            if problem != "missing-code":  # found with the definition
                yield Finding(*where, problem, text, hint.replace(" ID ", f" {indicator.id} ") or None)
    for problem, text, hint in clashes(indicator.missing):
        yield Finding(*place("missing"), problem, text, hint or None)
    if bool(indicator.nb) != bool(indicator.nn):
        form, option = (tr("nynorsk"), "--label-nn") if indicator.nb else (tr("bokmål"), "--label-nb")
        yield Finding(
            *place("nb" if indicator.nb else "nn"),
            "indicator-label",
            tr("{id} has no name in {form}: documents and the package show the other one", id=indicator.id, form=form),
            f"kvadmin evaluation indicators set {indicator.id} {option} TEXT",
            severity="warning",
        )


def equal_findings(indicator: Indicator, values: Sequence[Measurement]) -> Iterator[Finding]:
    """The figures of an indicator that equal one of its missing codes, the first with its line."""
    found = list(_equal_to_codes(indicator, values))
    if not found:
        return
    at, first = found[0]
    yield Finding(
        values_path(indicator.id),
        at + 2,
        1,
        "missing-figure",
        tr(
            "{number} figure(s) equal a missing code ({municipality} {period}: {value}); the package keeps them "
            "apart by other codes in SPSS",
            number=len(found),
            municipality=first.municipality,
            period=first.period,
            value=first.value,
        ),
        tr("if it is no figure, write the mark of the missing code instead"),
        severity="warning",
    )


def _equal_to_codes(indicator: Indicator, values: Sequence[Measurement]) -> Iterator[tuple[int, Measurement]]:
    """The figures that equal a missing code of their indicator (``-98.0``), with their places among the values."""
    codes = {float(each.code) for each in missing_codes(indicator)}
    spellings = spellings_of(missing_codes(indicator))
    for at, each in enumerate(values):
        if each.value[:1] == "-" and each.value not in spellings and float(each.value) in codes:
            yield at, each
