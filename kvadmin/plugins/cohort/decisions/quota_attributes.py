"""What quotas count by: attributes of a municipality, under the names people use for them."""

from __future__ import annotations

from kvadmin.api import UsageError, tr
from kvadmin.api.records import Municipality
from kvadmin.api.wording import near_names

#: The attributes a quota may count by.
QUOTA_FIELDS = ("county", "county_number", "region", "language_form", "size_class")

_FIELD_NAMES = {
    "fylke": "county",
    "fylkesnummer": "county_number",
    "landsdel": "region",
    "målform": "language_form",
    "maalform": "language_form",
    "form": "language_form",
    "language": "language_form",
    "størrelse": "size_class",
    "storrelse": "size_class",
    "storleik": "size_class",
    "size": "size_class",
}
_VALUE_NAMES = {
    "language_form": {
        "bokmål": "bokmal", "nb": "bokmal", "nn": "nynorsk", "nøytral": "neutral", "noytral": "neutral"
    },
    "size_class": {"liten": "small", "mellomstor": "medium", "middels": "medium", "stor": "large"},
}  # fmt: skip


def field_name(text: str, extra: tuple[str, ...] = ()) -> str:
    """The attribute meant by a name, in English or Norwegian.

    Args:
        text: What a person wrote: ``region`` or ``landsdel``.
        extra: Fields that plugins have added to municipalities.

    Raises:
        UsageError: Municipalities have no such attribute; the hint lists those they have.
    """
    name = _FIELD_NAMES.get(text.strip().casefold(), text.strip())
    if name not in (*QUOTA_FIELDS, *extra):
        raise UsageError(
            tr("municipalities have no attribute {text!r}", text=text),
            hint=tr("one of {names}", names=", ".join((*QUOTA_FIELDS, *extra))),
            near=near_names(text, {name: _spellings(name) for name in (*QUOTA_FIELDS, *extra)}),
            code="unknown-field",
        )
    return name


def _spellings(field: str) -> list[str]:
    return [text for text, name in _FIELD_NAMES.items() if name == field]


def field_value(field: str, text: str) -> str:
    """The value meant, in the words of the register: ``nøytral`` is ``neutral``."""
    return _VALUE_NAMES.get(field, {}).get(text.strip().casefold(), text.strip())


def attributes_of(municipality: Municipality, extra: dict[str, object] | None = None) -> dict[str, str]:
    """All attributes of a municipality that quotas may count by, as text; unknown ones are empty."""
    known = {
        "county": municipality.county,
        "county_number": municipality.county_number or municipality.number[:2],
        "region": municipality.region,
        "language_form": municipality.language_form,
        "size_class": municipality.size_class,
    }
    return {**known, **{name: str(value) for name, value in (extra or {}).items() if value is not None}}
