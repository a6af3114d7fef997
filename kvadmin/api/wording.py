"""Norwegian wording: order, foldings, dates, numbers and lists in bokmål, nynorsk or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.errors import did_you_mean
    from kvadmin.wording.collation import municipality_key, person_key, sort_key
    from kvadmin.wording.folding import fold, fold_plain, squash
    from kvadmin.wording.language_forms import Language, clock, count, day, day_range, join_words, number, percent
    from kvadmin.wording.near_names import LANGUAGE_NAMES, near_names
    from kvadmin.wording.personal_names import filed_name, kept_name, person_words, spoken_name

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
