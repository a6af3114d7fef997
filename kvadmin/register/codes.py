"""Codes that stand in registers and statistics where a municipality's number stands, and are none.

``9999 Uoppgitt`` closes the classification of municipalities (KLASS, Statistics Norway); Svalbard, Jan Mayen, the
continental shelf and counties have codes of their own, which :mod:`kvadmin.register.bodies` knows.
"""

from __future__ import annotations

from kvadmin.register.bodies import Bodies
from kvadmin.register.counties import is_county_itself
from kvadmin.translation import tr

#: Codes of what is unspecified, as four digits.
UNSPECIFIED = frozenset(("9999", "0000"))
_KINDS = {
    "svalbard": "Svalbard",
    "jan-mayen": "Jan Mayen",
    "continental-shelf": "the continental shelf",
}


def no_municipality(code: str, name: str, bodies: Bodies) -> str:
    """What a row of a register stands for when it is surely no municipality; empty when it may be one.

    Args:
        code: What its number cell says.
        name: What its name cell says; two digits are a county's when this is a county's name.
        bodies: The bodies that are surely no municipality.
    """
    if not code.isdecimal():
        return ""
    digits = code.zfill(4)
    if digits in UNSPECIFIED or code == "99":
        return tr("unspecified")
    if is_county_itself(name) and (len(code) <= 2 or bodies.kind_of_number(digits) == "county"):
        return tr("a county")
    if len(code) <= 2:
        return ""
    return tr(_KINDS.get(bodies.kind_of_number(digits) or "", ""))
