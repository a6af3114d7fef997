"""Giving every column of a list its field: the surest column of each, and a question where two are as sure.

A heading to the letter is surer than one with a part left out, that one than the right stems in it, and those than a
heading that says too little alone, which only counts with what stands in the column. Contents alone never fill a field:
they are a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kvadmin.errors import UsageError
from kvadmin.reading.cells import Cell, column_letters
from kvadmin.reading.columns.choices import ReadingChoices, heading_key
from kvadmin.reading.columns.contents import Knows, fits, is_empty
from kvadmin.reading.columns.headings import EXACT, NEAR, STEMS, WEAK, Headings, Hit
from kvadmin.reading.columns.ours import own_columns
from kvadmin.reading.columns.uses import Columns, ColumnUse, Question, QuestionAnswer
from kvadmin.translation import tr

_WORDS = {EXACT: "exact", NEAR: "near", STEMS: "stems", WEAK: "weak"}
_MAPPED = EXACT + 1
#: Kinds that what stands in a column tells apart well enough to believe a heading that says too little.
_TELLING = ("case", "municipality", "number", "date", "figure", "email", "phone", "yes-no", "person")


@dataclass(frozen=True, slots=True)
class HeadingLabel:
    """The heading of a column: itself, and the same with the one above it in front (``Sykefravær Mål``)."""

    own: str
    joined: str

    @property
    def shown(self) -> str:
        """As a person sees it."""
        return " ".join((self.own.strip() or self.joined).split())

    @property
    def blank(self) -> bool:
        """Whether the column has no heading."""
        return not self.own.strip() and not self.joined.strip()


@dataclass(frozen=True, slots=True)
class _Found:
    at: int
    hit: Hit
    level: int


def by_headings(headings: Headings, labels: Sequence[HeadingLabel]) -> dict[str, int]:
    """Field -> how sure its surest heading is: what a row of headings is known by before anything below is read."""
    best: dict[str, int] = {}
    for label in labels:
        if hit := headings.under(label.own, label.joined):
            for name in (hit.field.name, *hit.field.also):
                best[name] = max(best.get(name, 0), hit.level)
    return best


def assign(
    headings: Headings,
    labels: Sequence[HeadingLabel],
    below: Mapping[int, Sequence[Cell]],
    *,
    needs: Sequence[Sequence[str]] = (),
    choices: ReadingChoices | None = None,
    knows: Knows | None = None,
    sheet: str | None = None,
    several: bool = False,
) -> Columns:
    """Give every column its field.

    Args:
        headings: The fields.
        labels: The heading of each column.
        below: Column -> its cells.
        needs: Groups of fields; one of each must be there.
        choices: What a person has said.
        knows: Tells the municipalities.
        sheet: The name of the sheet, for questions.
        several: Whether the book has further sheets: a column's letters are then said with the sheet (``Ark1!C``).
    """
    return _Assigning(headings, labels, below, choices or ReadingChoices(), knows, sheet, several).run(needs)


class _Assigning:
    def __init__(
        self,
        headings: Headings,
        labels: Sequence[HeadingLabel],
        below: Mapping[int, Sequence[Cell]],
        choices: ReadingChoices,
        knows: Knows | None,
        sheet: str | None,
        several: bool,
    ) -> None:
        self.headings = headings
        self.labels = labels
        self.below = below
        self.choices = choices
        self.knows = knows
        self.sheet = sheet
        self.several = several
        self.uses: dict[int, ColumnUse] = {}
        self.found: dict[str, list[_Found]] = {}
        self.questions: list[Question] = []

    def run(self, needs: Sequence[Sequence[str]]) -> Columns:
        self._look()
        self._part_numbers()
        by_field: dict[str, tuple[int, ...]] = {}
        levels: dict[str, int] = {}
        own = {
            name: self._choose(name, [each for each in found if self._own(each, name)])
            for name, found in self.found.items()
        }
        self._drop_combined(own)
        for name, found in self.found.items():
            also = [each for each in found if not self._own(each, name) and self.uses[each.at].used]
            every = [*own[name], *also]
            if every:
                by_field[name] = tuple(each.at for each in every)
                levels[name] = max(each.level if self._own(each, name) else STEMS for each in every)
        asked = {at for question in self.questions for at in self._columns_of(question)}
        for group in needs:
            if not any(name in by_field or name in self._asked_for for name in group):
                self._ask_for(group, asked)
                asked |= {at for question in self.questions for at in self._columns_of(question)}
        joined = frozenset(name for name, found in by_field.items() if levels[name] == _MAPPED and len(found) > 1)
        uses = tuple(self.uses[at] for at in sorted(self.uses))
        return Columns(
            by_field,
            uses,
            tuple(" ".join(each.own.split()) for each in self.labels),
            levels,
            tuple(self.questions),
            joined,
        )

    def _own(self, each: _Found, name: str) -> bool:
        return each.hit.field.name == name

    # -- what each column may be ------------------------------------------------------------------

    def _look(self) -> None:
        mapped = {heading_key(heading): field for heading, field in self.choices.mapped.items()}
        ignored = {heading_key(heading) for heading in self.choices.ignored}
        ours = own_columns([each.own for each in self.labels], self.headings.exact)
        for at, label in enumerate(self.labels):
            keys = self._keys(at)
            if field := next((mapped[key] for key in keys if key in mapped), None):
                self._note(at, Hit(self.headings.fields[field], _MAPPED), _MAPPED)
            elif any(key in ignored for key in keys):
                self._leave(at, "ignored")
            elif label.blank:
                if not is_empty(self.below.get(at, ())):
                    self._leave(at, "unknown")
            elif at in ours:
                self._leave(at, "ours")
            elif hit := self.headings.under(label.own, label.joined):
                self._hit(at, hit)
            else:
                self._leave(at, "unknown")

    def _part_numbers(self) -> None:
        """Of two columns ``Kommune``, one with numbers and one with names, the first is the number."""
        number = self.headings.fields.get("number")
        for name, candidates in list(self.found.items()):
            if number is None or self.headings.fields[name].kind != "municipality" or len(candidates) < 2:
                continue
            numeric = [each for each in candidates if fits("number", self.below.get(each.at, ()), self.knows)]
            if len(numeric) == 1 and "number" not in self.found:
                self.found[name] = [each for each in candidates if each not in numeric]
                self._note(numeric[0].at, Hit(number, numeric[0].level), numeric[0].level)

    def _keys(self, at: int) -> list[str]:
        label = self.labels[at]
        keys = [heading_key(each) for each in (label.own, label.joined) if each.strip()]
        letters = column_letters(at)
        if all(heading_key(each.own) != heading_key(letters) for each in self.labels):
            keys.append(heading_key(letters))
        return [*keys, heading_key(f"{self.sheet}!{letters}")]

    def _hit(self, at: int, hit: Hit) -> None:
        cells = self.below.get(at, ())
        kind = hit.field.kind
        if is_empty(cells):
            self._note(at, hit, hit.level)
        elif hit.level == WEAK and not (kind in _TELLING and fits(kind, cells, self.knows)):
            if kind in _TELLING:
                self._leave(at, "unfit", hit.field.name)
            else:
                self._note(at, hit, 0)
        elif kind == "email" and not any(fits(kind, [cell], self.knows) for cell in cells if cell.own):
            self._leave(at, "unfit", hit.field.name)
        elif kind in ("words", "case") and not fits("words", cells, self.knows):
            self._note(at, hit, 0)
        else:
            self._note(at, hit, hit.level)

    def _note(self, at: int, hit: Hit, level: int) -> None:
        why = "mapped" if level == _MAPPED else _WORDS.get(level, "doubt")
        self.uses[at] = ColumnUse(at, self._shown(at), hit.field.name, why, sensitive=hit.field.sensitive)
        for name in (hit.field.name, *hit.field.also):
            self.found.setdefault(name, []).append(_Found(at, hit, level))

    def _leave(self, at: int, why: str, other: str = "") -> None:
        hit = self.headings.under(self.labels[at].own, self.labels[at].joined)
        sensitive = hit is not None and hit.field.sensitive
        self.uses[at] = ColumnUse(at, self._shown(at), None, why, other, sensitive)

    def _shown(self, at: int) -> str:
        return self.labels[at].shown or tr("column {letters}", letters=column_letters(at))

    # -- which of several -------------------------------------------------------------------------

    def _choose(self, name: str, candidates: list[_Found]) -> list[_Found]:
        """The column that answers a field, or the several that may; the others are left out by name or asked about."""
        field = self.headings.fields[name]
        mapped = [each for each in candidates if each.level == _MAPPED]
        if len(mapped) > 1 and not (field.many or self._joins(name)):
            raise UsageError(
                tr("{field} is answered by one column, and several are mapped to it", field=name),
                where="--map",
                hint=tr("give one of them: {headings}", headings=", ".join(self._named(each.at) for each in mapped)),
            )
        if mapped:
            self._drop([each for each in candidates if each not in mapped], mapped[0])
            return mapped
        filled = [each for each in candidates if not is_empty(self.below.get(each.at, ()))]
        empty = max((each.level for each in candidates if each not in filled), default=0)
        candidates = self._without(candidates, filled) if filled else candidates
        if field.many:
            return sorted(candidates, key=lambda each: (-each.level, each.at))
        if not candidates:
            return []
        candidates = self._saying_more(field.kind, candidates)
        top = max(each.level for each in candidates)
        best = [each for each in candidates if each.level == top]
        if top and len(best) > 1:
            best = self._by_weight(best)
        if top and len(best) > 1:
            best = self._by_contents(field.kind, best)
        empty_is_surer = empty > NEAR > top  # ``Mottatt`` with nothing in it beside ``Mottatt purring``
        if top and len(best) == 1 and not empty_is_surer:
            self._drop([each for each in candidates if each is not best[0]], best[0])
            return best
        self._ask(name, best)
        self._drop([each for each in candidates if each not in best], best[0])
        return []

    def _without(self, candidates: list[_Found], filled: list[_Found]) -> list[_Found]:
        for each in candidates:
            if each not in filled:
                self._leave(each.at, "empty")
        return filled

    def _saying_more(self, kind: str, candidates: list[_Found]) -> list[_Found]:
        """Without columns of yes and no where another one says in words what they only tick."""
        if kind not in ("words", "case"):
            return candidates
        more = [each for each in candidates if each.level and not fits("yes-no", self._cells(each.at), self.knows)]
        if more:
            self._drop([each for each in candidates if each.level and each not in more], more[0])
        return [each for each in candidates if not each.level or each in more] if more else candidates

    def _cells(self, at: int) -> Sequence[Cell]:
        return self.below.get(at, ())

    def _by_weight(self, best: list[_Found]) -> list[_Found]:
        """Of stems, the columns with the most of them: ``Mål for sykefraværet`` before ``Mål``."""
        heaviest = max(each.hit.weight for each in best)
        return [each for each in best if each.hit.weight == heaviest]

    def _by_contents(self, kind: str, best: list[_Found]) -> list[_Found]:
        """Those whose cells are what the field holds; of columns that say the same, the first."""
        fit = [each for each in best if fits(kind, self.below.get(each.at, ()), self.knows)] or best
        texts = [tuple(cell.text.strip() for cell in self.below.get(each.at, ())) for each in fit]
        return fit[:1] if len(set(texts)) == 1 else fit

    def _drop_combined(self, own: dict[str, list[_Found]]) -> None:
        """Leave out a column that answers several fields where each of them has a column of its own."""
        for field, chosen in own.items():
            for each in chosen:
                others = [own.get(name, [])[:1] for name in each.hit.field.also]
                if each.level < _MAPPED and others and all(others):
                    self._leave(each.at, "lesser", self._shown(others[0][0].at))
            own[field] = [each for each in chosen if self.uses[each.at].used]

    def _drop(self, others: list[_Found], winner: _Found) -> None:
        for each in others:
            self._leave(each.at, "lesser", self._shown(winner.at))

    # -- what only a person can say ---------------------------------------------------------------

    def _ask(self, name: str, doubtful: list[_Found]) -> None:
        for each in doubtful:
            self.uses[each.at] = replace(self.uses[each.at], field=None, why="doubt")
        named = [self._named(each.at) for each in doubtful]
        if len(doubtful) == 1:
            text = tr("is {heading!r} the field {field}?", heading=named[0], field=name)
            answers = [QuestionAnswer(tr("yes"), {named[0]: name}), QuestionAnswer(tr("no"), {}, (named[0],))]
        else:
            text = tr("which column is {field}: {headings}?", field=name, headings=", ".join(map(repr, named)))
            answers = [
                QuestionAnswer(repr(each), {each: name}, tuple(other for other in named if other != each))
                for each in named
            ]
            if self._joins(name):
                answers.append(QuestionAnswer(tr("all of them, joined"), dict.fromkeys(named, name)))
        self.questions.append(Question(text, self._place(doubtful), tuple(answers)))

    @property
    def _asked_for(self) -> set[str]:
        """The fields that a question is open about: one question at a time, so that any of its answers settles it."""
        answers = (answer for question in self.questions for answer in question.answers)
        return {field for answer in answers for field in answer.mapped.values()}

    def _joins(self, name: str) -> bool:
        return self.headings.fields[name].kind in ("words", "case", "text")

    def _ask_for(self, group: Sequence[str], asked: set[int]) -> None:
        """A field that must be there, and columns under headings nobody knows that hold what it holds."""
        for name in group:
            kind = self.headings.fields[name].kind if name in self.headings.fields else "text"
            if kind not in ("municipality", "number", "date"):
                continue
            free = [at for at, use in self.uses.items() if use.why in ("unknown", "unfit") and at not in asked]
            like = [at for at in free if fits(kind, self.below.get(at, ()), self.knows) or self.uses[at].other == name]
            if like:
                hit = Hit(self.headings.fields[name], 0)
                for at in like:
                    self.uses[at] = ColumnUse(at, self._shown(at), name, "doubt")
                self._ask(name, [_Found(at, hit, 0) for at in like])
                return

    def _named(self, at: int) -> str:
        """The heading as it can be typed: the column's letters where the heading is blank or stands twice."""
        shown = self.labels[at].shown
        same = [other for other in self.labels if heading_key(other.shown) == heading_key(shown)]
        if shown and len(same) == 1:
            return shown
        return f"{self.sheet}!{column_letters(at)}" if self.several else column_letters(at)

    def _place(self, columns: Sequence[_Found]) -> str:
        letters = ", ".join(column_letters(each.at) for each in columns)
        return f"{self.sheet}!{letters}" if self.sheet else letters

    def _columns_of(self, question: Question) -> set[int]:
        taken = {heading for answer in question.answers for heading in (*answer.mapped, *answer.ignored)}
        return {at for at in range(len(self.labels)) if self._named(at) in taken}
