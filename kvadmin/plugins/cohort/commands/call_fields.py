"""The fields of a call as a person types them: one table for ``cohort new`` and ``cohort set``."""

from __future__ import annotations

from functools import partial

from kvadmin.api import UsageError, tr
from kvadmin.api.commands import REQUIRED, Settable, SettableFields, choice, parse_day, parse_figure, parse_whole
from kvadmin.api.records import Cohort, Criterion, Quota

from ..admission.quotas import parse_quota
from ..decisions.quota_attributes import field_name, field_value
from ..drawing.typed_declaration import parse_draw_part


def call_fields(attributes: tuple[str, ...] = ()) -> SettableFields:
    """The table.

    Args:
        attributes: Fields that plugins have added to municipalities, which quotas may count by.
    """
    return SettableFields(
        "a cohort",
        (
            Settable("name", empty=REQUIRED),
            Settable("name_nn"),
            Settable("kind", choice(*Cohort.KINDS), empty=REQUIRED),
            Settable("deadline", parse_day, empty=None),
            Settable("supplement_deadline", parse_day, empty=None),
            Settable("confirm_by", parse_day, empty=None),
            Settable("start", parse_day, empty=None),
            Settable("capacity", parse_capacity, empty=None),
            Settable("lottery_seed"),
            Settable("draw", parse_draw_part, many=True, parted=None),
            Settable("case_number"),
            Settable("requirements", many=True, parted=None),
            Settable("criteria", parse_criterion, many=True),
            Settable("quotas", partial(parse_quota_part, attributes=attributes), many=True),
            Settable("copy_recipients", many=True, parted=None),
            Settable("note"),
        ),
        elsewhere={
            "memberships": "kvadmin cohort import FILE, or kvadmin cohort withdraw COHORT NUMBER",
            "freezes": "kvadmin cohort freeze COHORT",
            "draws": "kvadmin cohort draw COHORT --value VALUE",
            "tried": "nothing: kvadmin cohort admit COHORT --dry-run leaves it",
        },
    )


def parse_capacity(text: str) -> int:
    """The number of places: a whole number from 1."""
    try:
        return parse_whole(text, least=1)
    except UsageError:
        raise UsageError(
            tr("a capacity of {text} is no number of places", text=text), hint=tr("at least 1"), code="bad-value"
        ) from None


def parse_criterion(text: str) -> Criterion:
    """A criterion written as ``NAME=WEIGHT``; the weight is exact (decimal point or comma)."""
    name, _, weight = text.rpartition("=")
    wrong = UsageError(
        tr("{text!r} is not a criterion", text=text), hint=tr("write NAME=WEIGHT: quality=2.5"), code="bad-value"
    )
    if not name.strip():
        raise wrong
    try:
        return Criterion(name=name.strip(), weight=parse_figure(weight))
    except UsageError:
        raise wrong from None


def parse_quota_part(text: str, attributes: tuple[str, ...] = ()) -> Quota:
    """A quota written as ``FIELD:VALUE=MIN..MAX``, in the words of the register."""
    parsed = parse_quota(text)
    field = field_name(parsed.field, attributes)
    return Quota(field=field, value=field_value(field, parsed.value), min=parsed.minimum, max=parsed.maximum)


#: The fields that ``cohort set`` knows in every programme.
CALL_FIELDS = call_fields()
