"""What hooks return when they are asked: a plugin says, kvadmin acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    import numpy as np

    #: Travel costs between places: a square array in kilometres, or ``(array, "min")``.
    TravelCosts: TypeAlias = np.ndarray | tuple[np.ndarray, str]


@dataclass(frozen=True, slots=True)
class Ineligible:
    """A plugin's word that an applicant may not be admitted: a code and the reason in words.

    The code becomes the reason of the decision, in the protocol and in JSON, and is counted under its own name. The
    words stand in the protocol, in letters and in the evaluator's package, so that they are about the applicant and the
    rule, never about a person; the protocol keeps them for the day when the plugin is gone.

    Args:
        municipality: The applicant's number.
        code: Small letters, digits and hyphens, at most 40: ``owes-report``; none of kvadmin's own, and none that
            begins with the word of another outcome.
        text: The reason, a sentence in English; empty: the code stands for it.
        nb: The same in bokmål, for letters and documents; ``text`` when not given. Added in version 0.2.
        nn: The same in nynorsk. Added in version 0.2.
    """

    municipality: str
    code: str
    text: str
    nb: str = ""
    nn: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationVariable:
    """A figure, or a word of a list, per application, for the evaluator's package.

    Args:
        name: The variable's name: lower case, letters, digits and ``_``, as SPSS and Stata take it.
        nb: What it is, in bokmål, for the codebook.
        nn: The same in nynorsk.
        values: ``(cohort, municipality) -> figure``, exact, or one of ``words``; applications that are not in it have
            none.
        public: Whether the public package may have it: there only where enough applications of a cohort share a value.
            Of words it has none.
        words: Of a variable with words in place of figures: each with its label in bokmål and nynorsk, in the order of
            the codebook.

    Added in version 0.2.
    """

    name: str
    nb: str
    nn: str
    values: Mapping[tuple[str, str], Decimal | str]
    public: bool = False
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a plugin holds on one person, and how it is erased.

    Args:
        where: The record, as a person would name it (``registration at oppstart``).
        fields: ``field -> value`` shown on request.
        erase: Called with the open transaction when the person is forgotten; None when
            the law keeps the record (a decision) - then ``kept_because`` says so.
        kept_because: The reason for keeping it.
    """

    where: str
    fields: dict[str, str]
    erase: Callable[[Any], None] | None = None
    kept_because: str = ""


@dataclass(frozen=True, slots=True)
class DispatchedLetter:
    """A letter that has left, for whoever has to know that somebody was told something.

    Args:
        letter: The letter's name (``list-closed``).
        about: Id of the cohort, gathering, ... that it is about.
        municipalities: The numbers of those it went to: one, or all of a joint letter.
        sent: The day it left.
        mailing: The mailing it is a part of.
        fingerprint: What it hands out as evidence (``fingerprint`` in the letter's front matter); may be empty.
        case: Its case number; may be empty.
        document: Its number in the case; 0 when it has none.
        journal: Its number in the journal, ``2008/12``; empty before the journal has given it one.

    Added in version 0.2.
    """

    letter: str
    about: str
    municipalities: tuple[str, ...]
    sent: date
    mailing: str = ""
    fingerprint: str = ""
    case: str = ""
    document: int = 0
    journal: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that happened to a series, drawn at its day on the charts of the indicator.

    Args:
        day: When.
        nb: What, in a few words of bokmål.
        nn: The same in nynorsk.

    Added in version 0.2.
    """

    day: date
    nb: str
    nn: str


@dataclass(frozen=True, slots=True)
class ResultSection:
    """A part of a results report.

    Args:
        title: Its heading.
        paragraphs: Running text, one string a paragraph.
        headings: Column headings of its table; none without a table.
        rows: Cells of the table, each row as long as ``headings``.
        picture: An SVG; empty when there is none.
        alternative: What the picture shows, in words; needed with a picture.
        rank: Where it stands: the built-in parts have 10 (goals), 20 (charts), 30 (measures), 40 (own words) 50
            (what was learned) and 60 (what is missing).

    Added in version 0.2.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: bytes = b""
    alternative: str = ""
    rank: int = 30


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column that a plugin adds to a list.

    Args:
        name: Its name in JSON, where it stands under the plugin's: lower case, digits, ``_`` and ``-``.
        title: What stands in the header, looked up in the plugin's catalogue.
        values: Key of a row -> its value: a text, or what the kind says; a row that is not in it has none.
        kind: ``text``, ``int``, ``decimal``, ``date``, ``bool`` or ``command``, as of
            :class:`~kvadmin.api.reports.Column`.
        rank: Which columns go first when the window is too narrow for all: the highest; 0 always stays.
        detail: Whether the screen shows it only with ``--all-columns``. Files and JSON have it always.
        personal: Whether it holds personal data, so that a new file of the list is for its owner alone.

    Added in version 0.2.
    """

    name: str
    title: str
    values: Mapping[str, Any]
    kind: str = "text"
    rank: int = 3
    detail: bool = False
    personal: bool = False


@runtime_checkable
class NetworkRule(Protocol):
    """A rule on one candidate network, vectorised over many.

    ``allowed(members)`` and/or ``cost(members)`` take an int array (candidates, size) of
    positions in the places (sorted by id) and return shape (candidates,): booleans, or
    kilometres >= 0. Further methods are optional and only make the search faster:
    ``possible(members, room)``: could this part of a network still become an allowed one
    with at most ``room`` more members? ``forbidden(rows, cols)``: pairs that can never share
    a network. ``pair_cost(rows, cols)``: the cost, when it is a sum over pairs.

    Added in version 0.2.
    """

    name: str
