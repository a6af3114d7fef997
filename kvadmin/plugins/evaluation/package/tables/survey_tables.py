"""The surveys as a table: who answered, what, and how sure that is; in the public package what may be shown of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...measurements.survey_values import survey_answers
from ...surveys.said import said
from ...surveys.scale import scale_of
from ...surveys.shown import shown
from ..dictionary import Cells, DataTable, Variable, canonical
from ..missing_values import missing_of
from .measurement_tables import HIDDEN, HIDDEN_CODE, IndicatorSource, Naming
from .private_tables import MUNICIPALITY

_MEAN_LOW, _MEAN_HIGH = "Gjennomsnitt, nedre grense (t 95 %)", "Gjennomsnitt, øvre grense (t 95 %)"
#: Variable, its labels, its kind, and what it is hidden with.
_FIGURES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("invited", "Inviterte", "Inviterte", "int", ("invited",)),
    ("answers", "Svar", "Svar", "int", ("answers",)),
    ("response_rate", "Svarandel i prosent", "Svardel i prosent", "decimal", ("invited", "answers")),
    ("top", "Svar i toppboksen", "Svar i toppboksen", "int", ("top",)),
    ("top_share", "Andel i toppboksen i prosent", "Del i toppboksen i prosent", "decimal", ("top",)),
    ("top_low", "Andel, nedre grense (Wilson 95 %)", "Del, nedre grense (Wilson 95 %)", "decimal", ("top",)),
    ("top_high", "Andel, øvre grense (Wilson 95 %)", "Del, øvre grense (Wilson 95 %)", "decimal", ("top",)),
    ("mean", "Gjennomsnitt", "Gjennomsnitt", "decimal", ("mean",)),
    ("sd", "Standardavvik", "Standardavvik", "decimal", ("sd",)),
    ("mean_low", _MEAN_LOW, _MEAN_LOW, "decimal", ("mean", "sd")),
    ("mean_high", _MEAN_HIGH, _MEAN_HIGH, "decimal", ("mean", "sd")),
)
_COUNTS = Variable("counts", "Antall av hvert svar", "Talet på kvart svar")


def survey_table(sources: Sequence[IndicatorSource], naming: Naming, least: int = 1) -> DataTable | None:
    """``surveys``: one row per survey, municipality and period; None where there is no survey.

    Args:
        sources: The values of the indicators.
        naming: What municipalities are called.
        least: Counts below it are hidden, and what would give them away; 1 hides nothing, and the counts of each
            answer stand there as well.
    """
    surveys = [each for each in sources if each.indicator.scale]
    if not surveys:
        return None
    missing = missing_of([HIDDEN_CODE]) if least > 1 else ()
    variables = (
        Variable("indicator", "Indikator", "Indikator"),
        MUNICIPALITY,
        Variable("period", "Periode", "Periode"),
        Variable("scale", "Skala", "Skala"),
        Variable("top_box", "Toppboks", "Toppboks"),
        *(Variable(name, nb, nn, kind, (), missing) for name, nb, nn, kind, _ in _FIGURES),  # type: ignore[arg-type]
        *([_COUNTS] if least <= 1 else []),
    )

    def rows() -> Iterator[Cells]:
        for source in surveys:
            for name, number in sorted((naming(number), number) for number in source.places):
                yield from _rows(source, name, number, least)

    return DataTable("surveys", "Brukerundersøkelser", "Brukarundersøkingar", variables, rows)


def _rows(source: IndicatorSource, name: str, number: str, least: int) -> Iterator[Cells]:
    scale = scale_of(source.indicator)
    if scale is None:
        return
    for each, answers in survey_answers(source.indicator, list(source.of(number))):
        visible = shown(answers, scale, least)
        figures: dict[str, Any] = {**visible._asdict(), **said(visible, scale)._asdict()}
        figures |= {
            "response_rate": figures["rate"],
            "top_share": figures["share"],
            "top_low": figures["share_low"],
            "top_high": figures["share_high"],
        }
        cells = [
            HIDDEN if set(hidden_with) & set(visible.hidden) else canonical(figures[variable])
            for variable, _, _, _, hidden_with in _FIGURES
        ]
        counts = [] if least > 1 else [each.counts or None]
        about = (source.indicator.id, name, str(each.period), source.indicator.scale, source.indicator.top)
        yield (*about, *cells, *counts)
