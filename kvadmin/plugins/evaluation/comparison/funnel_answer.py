"""A funnel as the screen and programs read it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from kvadmin.api import tr
from kvadmin.api.reports import Column, Table, table_of

from .compared import Compared, SimilarGroup, similar_json
from .funnel_notes import differs, sentence
from .funnel_types import Funnel, FunnelGroup, FunnelLimits, deciding_limits, side
from .limits import package_of

#: Groups that a note names before it only counts.
_NAMED = 8
_SIGNIFICANT = 4
_ANYBODY = Compared()


class FunnelAnswer(NamedTuple):
    """A funnel with what it is of.

    Attributes:
        indicator: Its id; empty for counts from a file.
        period: The periods, as text; empty for a file.
        funnel: The funnel.
        who: Whom it is between; nobody in particular for a file.
        periods: How many periods each group's sums are over.
        missing: Municipalities without figures in the periods.
        hidden: How many the public may not see.
        similar: Those like one municipality.
    """

    indicator: str
    period: str
    funnel: Funnel
    who: Compared = _ANYBODY
    periods: dict[str, int] = {}
    missing: tuple[str, ...] = ()
    hidden: int = 0
    similar: SimilarGroup | None = None

    @property
    def names(self) -> dict[str, str]:
        """Of the groups, where they are municipalities."""
        return self.who.names


def funnel_json(answer: FunnelAnswer) -> dict[str, Any]:
    """Every figure with all its digits; limits under FunnelPlotR's names (99 is 99.8 %)."""
    found, method = answer.funnel, answer.funnel.method
    return {
        "indicator": answer.indicator,
        "period": answer.period,
        "method": method.kind,
        "ratio_method": method.ratio_method if method.kind == "ratio" else None,
        "multiplier": method.multiplier,
        "trim": method.trim,
        "target": found.target,
        "phi": found.phi,
        "tau2": found.tau2,
        "draw_adjusted": found.adjusted,
        "draw_unadjusted": found.unadjusted,
        "groups": [_group_json(each, answer) for each in found.groups],
        "notes": [
            {"code": note.code, "text": sentence(note.code), "groups": list(note.groups), "differs": differs(note.code)}
            for note in found.notes
        ],
        "missing": list(answer.missing),
        "hidden": answer.hidden,
        "similar": similar_json(answer.similar),
    }


def _group_json(each: FunnelGroup, answer: FunnelAnswer) -> dict[str, Any]:
    plain, wide = package_of(answer.funnel, each)
    package = {
        **_limits_json("", plain),
        **_limits_json("od", wide),
    }
    return {
        "group": each.group,
        "name": answer.names.get(each.group, ""),
        "periods": answer.periods.get(each.group),
        "numerator": each.numerator,
        "denominator": each.denominator,
        "rr": each.rr,
        "value": each.value,
        "z": each.z,
        "z_used": each.z_used,
        "cut": each.cut,
        **_limits_json("", each.limits, always=True),
        **_limits_json("od", each.od_limits, always=True),
        "outlier95": each.outlier95,
        "outlier99": each.outlier99,
        "side": side_of(each, answer.funnel),
        "left_out": each.left_out or None,
        "package": package or None,
    }


def _limits_json(before: str, limits: FunnelLimits | None, *, always: bool = False) -> dict[str, float | None]:
    names = ("lcl95", "ucl95", "lcl99", "ucl99") if not before else ("od95lcl", "od95ucl", "od99lcl", "od99ucl")
    if limits is None:
        return dict.fromkeys(names) if always else {}
    return dict(zip(names, limits, strict=True))


def side_of(each: FunnelGroup, found: Funnel) -> str | None:
    """``high`` or ``low`` for a group outside the 95 % limits, else ``None``."""
    if not each.outlier95 and not each.outlier99:
        return None
    return side(each, found.target or 0.0, found.method.multiplier)


def shown(value: float | None) -> Decimal | None:
    """Four significant digits, whole figures with all of theirs."""
    if value is None:
        return None
    rounded = Decimal(f"{value:.{_SIGNIFICANT}g}")
    if abs(value) >= 10**_SIGNIFICANT:
        return Decimal(round(value))
    return Decimal(f"{rounded:f}")


def count_shown(value: float | None) -> Decimal | None:
    """A count as it is."""
    return None if value is None else Decimal(repr(int(value) if value.is_integer() else round(value, 2)))


def outside(each: FunnelGroup, found: Funnel) -> str:
    """``99.8 % high``, or why it is left out."""
    if each.left_out:
        return tr("left out")
    where = side_of(each, found)
    if where is None:
        return ""
    if each.outlier99:
        return tr("99.8 % high") if where == "high" else tr("99.8 % low")
    return tr("95 % high") if where == "high" else tr("95 % low")


def funnel_table(answer: FunnelAnswer) -> Table:
    """One row per group, with the limits that decide."""
    found = answer.funnel

    def bound(name: str) -> Any:
        def get(each: FunnelGroup) -> Decimal | None:
            limits = deciding_limits(found, each)
            return None if limits is None else shown(getattr(limits, name))

        return get

    who: tuple[Column, ...] = (Column("group", "Group"),)
    if answer.names:
        name = Column("name", "Name", rank=1, get=lambda each: answer.names.get(each.group, ""))
        who = (Column("group", "No."), name)
    columns = (
        *who,
        Column("numerator", "Events", "decimal", rank=2, get=lambda each: count_shown(each.numerator)),
        Column("denominator", "Of", "decimal", rank=2, get=lambda each: count_shown(each.denominator)),
        Column("value", "Value", "decimal", get=lambda each: shown(each.value)),
        Column("lower", "Lower 99.8", "decimal", rank=1, get=bound("lower99")),
        Column("upper", "Upper 99.8", "decimal", rank=1, get=bound("upper99")),
        Column("z", "z", "decimal", rank=3, get=lambda each: None if each.z is None else Decimal(f"{each.z:.2f}")),
        Column("outside", "Outside", get=lambda each: outside(each, found)),
    )
    return table_of(title_of(answer), columns, found.groups, notes_shown(answer), tr("Nothing to compare."))


def title_of(answer: FunnelAnswer) -> str:
    """``Funnel of sykefravaer, 2008-Q1 (proportion)``."""
    kind = tr(answer.funnel.method.kind)
    if not answer.indicator:
        return tr("Funnel ({kind})", kind=kind)
    return tr("Funnel of {id}, {period} ({kind})", id=answer.indicator, period=answer.period, kind=kind)


def notes_shown(answer: FunnelAnswer) -> list[str]:
    """The figures of the whole, then what is to be said."""
    found = answer.funnel
    lines = []
    if found.target is not None:
        lines.append(
            tr(
                "target {target}, phi {phi}, tau2 {tau2}: {what}",
                target=shown(found.target * found.method.multiplier),
                phi=shown(found.phi),
                tau2=shown(found.tau2),
                what=tr("limits with over-dispersion") if found.adjusted else tr("limits of chance alone"),
            )
        )
    lines += [sentence(note.code) + (f": {_named(note.groups, answer)}" if note.groups else "") for note in found.notes]
    if answer.missing:
        lines.append(tr("without figures: {who}", who=_named(answer.missing, answer)))
    if answer.hidden:
        lines.append(tr("{number} municipalities are not shown: small counts", number=answer.hidden))
    return lines


def _named(groups: tuple[str, ...], answer: FunnelAnswer) -> str:
    named = ", ".join(f"{group} {answer.names.get(group, '')}".strip() for group in groups[:_NAMED])
    more = len(groups) - _NAMED
    return named if more <= 0 else tr("{named} and {number} more", named=named, number=more)


_SIMILAR = (
    Column("number", "No.", get=lambda each: each.municipality.number),
    Column("name", "Name", get=lambda each: each.municipality.name),
    Column("population", "Population", "int", rank=1, get=lambda each: each.municipality.population),
    Column("region", "Region", rank=1, get=lambda each: each.municipality.region),
    Column("distance", "Distance", "decimal", get=lambda each: Decimal(f"{each.distance:.2f}")),
    Column("size", "Size", "decimal", rank=2, get=lambda each: Decimal(f"{each.size:.2f}")),
    Column("other", "Other region", "decimal", rank=2, get=lambda each: Decimal(f"{each.region:.0f}")),
    Column("centrality", "Centrality", "decimal", rank=3, get=lambda each: Decimal(f"{each.centrality:.2f}")),
)


def similar_table(found: SimilarGroup, names: dict[str, str]) -> Table:
    """Who is like the one, how far each is, and its value beside theirs."""
    own = f"{found.own} {names.get(found.own, '')}".strip()
    beside = tr(
        "{own}: {value}; the others: median {median}, from {lowest} to {highest}",
        own=own,
        value=_or_dash(found.own_value),
        median=_or_dash(found.median),
        lowest=_or_dash(found.lowest),
        highest=_or_dash(found.highest),
    )
    how = tr("distance: 1 for twice or half the inhabitants, and 1 for another part of the country")
    by = (
        tr("and up to 2 by centrality")
        if found.by_centrality
        else tr("the register says nothing of centrality, which does not count")
    )
    return table_of(tr("Like {own}", own=own), _SIMILAR, found.members, (beside, f"{how}; {by}"))


def _or_dash(value: float | None) -> Decimal | str:
    figure = shown(value)
    return "–" if figure is None else figure
