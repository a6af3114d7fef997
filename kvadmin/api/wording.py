"""Norwegian wording: order, foldings, dates, numbers and lists in bokmål, nynorsk or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.errors import did_you_mean as did_you_mean
    from kvadmin.wording.collation import municipality_key as municipality_key
    from kvadmin.wording.collation import person_key as person_key
    from kvadmin.wording.collation import sort_key as sort_key
    from kvadmin.wording.folding import fold as fold
    from kvadmin.wording.folding import fold_plain as fold_plain
    from kvadmin.wording.folding import squash as squash
    from kvadmin.wording.language_forms import Language as Language
    from kvadmin.wording.language_forms import clock as clock
    from kvadmin.wording.language_forms import count as count
    from kvadmin.wording.language_forms import day as day
    from kvadmin.wording.language_forms import day_range as day_range
    from kvadmin.wording.language_forms import join_words as join_words
    from kvadmin.wording.language_forms import number as number
    from kvadmin.wording.language_forms import percent as percent
    from kvadmin.wording.near_names import LANGUAGE_NAMES as LANGUAGE_NAMES
    from kvadmin.wording.near_names import near_names as near_names
    from kvadmin.wording.personal_names import filed_name as filed_name
    from kvadmin.wording.personal_names import kept_name as kept_name
    from kvadmin.wording.personal_names import person_words as person_words
    from kvadmin.wording.personal_names import spoken_name as spoken_name

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.errors": "did_you_mean",
        "kvadmin.wording.collation": "municipality_key person_key sort_key",
        "kvadmin.wording.folding": "fold fold_plain squash",
        "kvadmin.wording.language_forms": "Language clock count day day_range join_words number percent",
        "kvadmin.wording.near_names": "LANGUAGE_NAMES near_names",
        "kvadmin.wording.personal_names": "filed_name kept_name person_words spoken_name",
    },
)
