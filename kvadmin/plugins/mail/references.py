"""Case and document numbers as offices write them: ``2009/112-3``, ``09/112 dok 3``, ``200900112-3``.

A case has a year and a number, a document a number within its case. Archives write the same case in several ways (the
year with two or four digits, the number with zeros before it, both in one row of nine digits), so cases are compared by
what they say and not by how they are written. What is none of these forms stays as it is, and is compared as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Two digits of a year from this one on are of the twentieth century.
_PIVOT = 50
#: What may stand before a case, between a case and its document, and after it (who has it, by initials).
_WORDS = r"(?:(?:arkiv)?sak(?:s?n[ro]|snummer)?|v[åa]r ref(?:eranse)?|(?:our )?ref(?:erence)?|case(?: no)?)[.:\s]*"
_DOCUMENT = r"(?:dok|doc|dokument|document|journalpost|jp)"
_NUMBER = r"(?:nr|no|nummer|number)"
_NAMED = rf"(?:{_DOCUMENT}[.\s]*{_NUMBER}?|{_NUMBER})\b[.:\s]*#?"
_MARK = rf"(?:\s*[-–‑/#]\s*|[\s,;.]*\b{_NAMED})0*"
_OFFICER = r"(?:\s*[-/]\s*[^\W\d_]{1,8}|\s+[^\W\d_]{2,4})?\Z"
_CASE = r"(?:(?P<year>(?:19|20)?\d\d)\s*/\s*0*(?P<number>\d{1,6})|(?P<row_year>(?:19|20)\d\d)(?P<row_number>\d{5}))"
_WHOLE = re.compile(rf"(?:{_WORDS})?(?P<case>{_CASE})(?:{_MARK}(?P<document>\d{{1,6}}))?{_OFFICER}", re.IGNORECASE)
_REST = re.compile(rf"{_MARK}(?P<document>\d{{1,6}}){_OFFICER}", re.IGNORECASE)
_ALONE = re.compile(rf"(?:#|{_NAMED})?0*(?P<document>\d{{1,4}})\Z", re.IGNORECASE)


@dataclass(frozen=True)
class DocumentReference:
    """A document of a case. `case` is empty where it is not known, `document` is 0 where there is no number."""

    case: str
    document: int = 0

    def __str__(self) -> str:
        """As it is written in letters: ``2009/112-3``; the case alone when the document has no number."""
        return f"{self.case}-{self.document}" if self.case and self.document else self.case or str(self.document or "")


def parse_reference(text: str, case: str = "") -> DocumentReference:
    """What `text` names: a case, a document of it, or a document of the `case` that stands beside it.

    A number alone is a document of `case`, up to four digits: longer ones are running numbers of a whole archive. A
    case that is the same as the one beside it keeps that one's way of writing. What cannot be read leaves `case`, 0.

    Example:
        >>> parse_reference("09/112 dok 3")
        DocumentReference(case='09/112', document=3)
        >>> parse_reference("2009/00112-003", case="09/112")
        DocumentReference(case='09/112', document=3)
        >>> parse_reference("3", case="09/112")
        DocumentReference(case='09/112', document=3)
    """
    said = " ".join(text.split())
    if case and said.casefold().startswith(case.casefold()):  # a case of a form of its own, such as X17
        rest = _REST.match(said, len(case))
        if rest or len(said) == len(case):
            return DocumentReference(case, int(rest["document"]) if rest else 0)
    if found := _WHOLE.match(said):
        written = re.sub(r"\s+", "", found["case"])
        return DocumentReference(case if same_case(written, case) else written, int(found["document"] or 0))
    alone = _ALONE.match(said)
    return DocumentReference(case, int(alone["document"]) if alone else 0)


def case_key(case: str) -> str:
    """The case so that two ways of writing it are equal: ``2009/112``; what is none of the known forms, folded.

    Example:
        >>> case_key("09/00112"), case_key("200900112"), case_key(" Sak 2009/112 ")
        ('2009/112', '2009/112', '2009/112')
    """
    said = " ".join(case.split())
    found = _WHOLE.match(said)
    if found is None or found["document"]:
        return said.casefold()
    year, number = found["year"] or found["row_year"], found["number"] or found["row_number"]
    if len(year) == 2:
        year = ("19" if int(year) >= _PIVOT else "20") + year
    return f"{year}/{int(number)}"


def case_parts(case: str) -> tuple[int, int] | None:
    """The year of a case and its number in that year, or None when it is written in no known form."""
    year, _, number = case_key(case).partition("/")
    return (int(year), int(number)) if re.fullmatch(r"\d{4}", year) and number.isdecimal() else None


def same_case(one: str, other: str) -> bool:
    """Whether both name the same case, however they are written; no case is the same as no other."""
    return bool(one.strip()) and case_key(one) == case_key(other)


class DocumentNumbers:
    """Document numbers that are free: in each case after the highest one that is taken, never in a gap.

    Example:
        >>> numbers = DocumentNumbers([DocumentReference("2009/112", 4), DocumentReference("09/7", 1)])
        >>> [str(numbers.take(case)) for case in ("09/112", "2009/00112", "09/8")]
        ['09/112-5', '2009/00112-6', '09/8-1']
    """

    def __init__(self, taken: Iterable[DocumentReference] = ()) -> None:
        self._last: dict[str, int] = {}
        for each in taken:
            self.mark(each)

    def mark(self, taken: DocumentReference) -> None:
        """Take note of a number that is taken."""
        key = case_key(taken.case)
        self._last[key] = max(self._last.get(key, 0), taken.document)

    def next(self, case: str) -> int:
        """The number that :meth:`take` would give."""
        return self._last.get(case_key(case), 0) + 1

    def take(self, case: str) -> DocumentReference:
        """The next number of the case, taken."""
        made = DocumentReference(case, self.next(case))
        self.mark(made)
        return made


def next_document_number(case: str, taken: Iterable[DocumentReference]) -> int:
    """The first number of the case after those that are taken; for many at once use :class:`DocumentNumbers`."""
    return DocumentNumbers(taken).next(case)
