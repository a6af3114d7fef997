"""Who may see a document of the journal: the access code and its legal basis, where it is not public.

A letter says it in its front matter, and the plan keeps it. What does not say it (an application, an older letter) goes
by the settings of the programme, for a case or for all of them; without any, a document is public::

    [journal]
    access = "UO"
    legal_basis = "offl. § 13"

    [journal.cases."08/2"]
    access = "UO"
    legal_basis = "offl. § 23 første ledd"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, tr
from kvadmin.api.wording import near_names

from ..references import case_key

_KEYS = ("access", "legal_basis")


@dataclass(frozen=True)
class Access:
    """The code, and the law that it stands on; both empty: public."""

    code: str = ""
    legal_basis: str = ""


#: What holds where nothing is said.
PUBLIC = Access()


@dataclass(frozen=True)
class AccessRules:
    """What holds for documents that do not say it themselves."""

    everywhere: Access = PUBLIC
    of_cases: Mapping[str, Access] = field(default_factory=dict)

    def of(self, case: str, own: Access = PUBLIC) -> Access:
        """What holds for a document of a case that says `own` of itself."""
        return own if own.code else self.of_cases.get(case_key(case), self.everywhere)


def read_access_rules(files: Iterable[Path]) -> AccessRules:
    """The rules in ``[journal]`` of the settings files, a later one over an earlier one.

    Raises:
        InvalidData: A file is no TOML, a rule is no text, or a code has no legal basis, without which nothing may be
            kept from the public (offentleglova § 3).
    """
    rules = AccessRules()
    for file in files:
        if file.is_file():
            rules = _with(rules, _section(file), str(file))
    return rules


def _with(rules: AccessRules, section: Mapping[str, Any], where: str) -> AccessRules:
    cases = section.get("cases", {})
    if not isinstance(cases, dict):
        raise InvalidData(tr("[journal.cases] must be a table"), where=where, code="bad-settings")
    if unknown := sorted(set(section) - {*_KEYS, "cases"}):
        raise InvalidData(
            tr("unknown setting of [journal]: {unknown}", unknown=", ".join(unknown)),
            where=where,
            hint=tr("known: {known}", known=", ".join((*_KEYS, "cases"))),
            near=near_names(unknown[0], (*_KEYS, "cases")),
            code="bad-settings",
        )
    everywhere = checked_access(section, where) if {*_KEYS} & set(section) else rules.everywhere
    return AccessRules(
        everywhere, {**rules.of_cases, **{case_key(case): checked_access(each, where) for case, each in cases.items()}}
    )


def checked_access(given: Any, where: str) -> Access:
    """The access that a table with ``access`` and ``legal_basis`` gives; raises InvalidData for half of it."""
    texts = [given.get(key, "") if isinstance(given, Mapping) else None for key in _KEYS]
    if not all(isinstance(text, str) for text in texts):
        raise InvalidData(tr("access and legal_basis of [journal] must be texts"), where=where, code="bad-settings")
    found = Access(*(" ".join(str(text).split()) for text in texts))
    if bool(found.code) != bool(found.legal_basis):
        raise InvalidData(
            tr("an access code needs its legal basis, and the other way round"),
            where=where,
            hint=tr('access = "UO" and legal_basis = "offl. § 13"; neither: the document is public'),
        )
    return found


def _section(file: Path) -> Mapping[str, Any]:
    try:
        section = tomllib.loads(file.read_text(encoding="utf-8")).get("journal", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidData(
            tr("the settings file is not valid TOML: {error}", error=error), where=str(file), code="bad-settings"
        ) from None
    if not isinstance(section, dict):
        raise InvalidData(tr("[journal] must be a table"), where=str(file), code="bad-settings")
    return section
