"""``gathering feedback``: form, import, show, compare and ask."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Conflict, InvalidData, Refused, Session, UsageError, session, tr
from kvadmin.api.imports import nothing_taken_in, read_content, read_list, rows_refusal, rows_report
from kvadmin.api.records import Gathering
from kvadmin.api.reports import Column, Report, json_of, listing, table_of
from kvadmin.api.wording import near_names

from ..commands.arguments import GatheringArgument, LanguageOption
from ..commands.document_output import put_document
from ..feedback.comment_check import people_known
from ..feedback.feedback_file import FeedbackRow, feedback_of, read_answers
from ..feedback.feedback_form import form_bytes
from ..feedback.feedback_questions import USUAL_QUESTIONS, questions_of
from ..feedback.feedback_records import FeedbackQuestion, GatheringFeedback
from ..feedback.feedback_summary import LEAST, FeedbackSummary, SummedQuestion, summary
from ..feedback.keeping_answers import known_file, says_it_again, with_answers
from ..feedback.summary_document import summary_bytes
from ..handouts.wording import handout_language
from ..loaded_gathering import LoadedGathering, load_gathering, programme_of
from ..registrations.registration_book import RegistrationBook

_FORMS = ("xlsx", "docx", "pdf")
_DOCUMENTS = ("docx", "pdf")
_FORM_NAMES = ("evalueringsskjema", "evalueringsskjema")


def form(
    ctx: typer.Context,
    gathering: GatheringArgument,
    language: LanguageOption = "",
) -> None:
    """Write the form: a workbook to fill in, or a page to print (by --format or the ending of -o). It asks for no name.

    Example: kvadmin gathering feedback form 2008-08-27-oppstart -o skjema.xlsx
    """
    run = session(ctx)
    found = run.data.get(Gathering, gathering)
    programme = programme_of(run.data)
    format_ = _format(run, _FORMS) or "xlsx"
    spoken = handout_language(language, programme)
    content = form_bytes(found, programme, questions_of(run.data, gathering), spoken, format_)
    put_document(run, content, f"{gathering}-{_FORM_NAMES[spoken == 'nn']}.{format_}", personal=False)


def _format(run: Session, formats: Sequence[str]) -> str | None:
    """``--format``, which the ending of ``-o`` chooses as well.

    Raises:
        UsageError: Nobody writes that.
    """
    chosen = run.format
    if chosen is not None and chosen not in formats:
        raise UsageError(
            tr("the form is not written as {format}", format=chosen),
            where="--format",
            hint=tr("xlsx, docx or pdf"),
            near=near_names(chosen, formats),
            code="unknown-format",
        )
    return chosen


def import_feedback(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Filled-in forms, or a list with a column for each question."),
    ],
    gathering: Annotated[str, typer.Option("--gathering", "-g", metavar="G", help="Id of the gathering.")],
    add: Annotated[
        bool, typer.Option("--add", help="They are other people's, though they look like those that are there.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="They take the place of all that are there: a later export.")
    ] = False,
) -> None:
    """Take answers in: all of the files, or nothing. A file that is known already is left out.

    Columns that ask for no question of the form (a time, a name) are left out and said. Answers are kept in an order
    that tells nothing, without the names of the files.

    Example: kvadmin gathering feedback import svar.csv --gathering 2008-08-27-oppstart
    """
    run = session(ctx)
    if add and replace:
        raise UsageError(tr("--add and --replace say two things"), where="--add", code="contradicting-options")
    run.data.get(Gathering, gathering)
    held = run.data.find(GatheringFeedback, gathering)
    questions = questions_of(run.data, gathering)
    rows: list[FeedbackRow] = []
    new: list[tuple[str, int]] = []
    reads = []
    for file in files:
        digest = sha256(read_content(file)).hexdigest()
        earlier = known_file(held, digest) if not replace else None
        if earlier is not None or digest in {each for each, _ in new}:
            rows.append(_known(file, earlier.day.isoformat() if earlier else ""))
            continue
        read = read_list(run, file, feedback_of(questions))
        own = list(read_answers(read.tables.tables, questions, file.name))
        rows += own
        reads.append(read)
        new.append((digest, sum(each.outcome == "imported" for each in own)))
    if refusal := rows_refusal(rows, ", ".join(map(str, files))):
        raise refusal
    answers = [each.answers for each in rows if each.outcome == "imported"]
    if not (add or replace) and says_it_again(held, answers):
        raise Conflict(
            tr("these answers look like those that are there already; nothing was written"),
            where=", ".join(map(str, files)),
            hint=tr("--replace: a later export of the same list; --add: other people's answers"),
            code="already-there",
        )
    if answers:
        before = held or GatheringFeedback(gathering=gathering)
        after = with_answers(before, answers, [each for each in new if each[1]], run.today, anew=replace)
        change = run.transaction()
        if held is None:
            change.create(after)
        else:
            change.update(after)
        for read in reads:
            read.remember(change)
        run.commit(change)
        _tell_of_few(run, None if replace else held, len(answers))
    run.show(rows_report(rows, "Answers", _ROW_COLUMNS, gathering=gathering))
    if refused := nothing_taken_in(rows, ", ".join(map(str, files))):
        raise refused


def _tell_of_few(run: Session, held: GatheringFeedback | None, added: int) -> None:
    """Figures that could be shown before, beside those of fewer than :data:`LEAST` more, give these away."""
    if held is not None and len(held.answers) >= LEAST > added:
        told = tr(
            "the figures from before beside the new ones tell what these {number} answered: show or send them once",
            number=added,
        )
        run.warn(told)


def _known(file: Path, day: str) -> FeedbackRow:
    reason = tr("this very file was taken in on {day}", day=day) if day else tr("this very file stands here twice")
    return FeedbackRow(sheet=None, row=0, outcome="unchanged", reason=reason, file=file.name)


_ROW_COLUMNS = (
    Column("file", "File"),
    Column("answered", "Answered", "int", get=lambda each: len(each.answers)),
)


def show(
    ctx: typer.Context,
    gathering: GatheringArgument,
    all_comments: Annotated[
        bool,
        typer.Option("--all-comments", help="Also comments that may be about a person: somebody has read them."),
    ] = False,
    language: LanguageOption = "",
) -> None:
    """Sum up the answers: how many, of how many who came, mean, top answer and each answer's count, and the comments.

    Fewer than five answers are not shown, to a question neither. As docx or pdf it is a page to send out.

    Example: kvadmin gathering feedback show 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    questions = questions_of(run.data, gathering)
    held = run.data.find(GatheringFeedback, gathering)
    said = summary(found.gathering, held, questions, found.book, people_known(run.data), all_comments=all_comments)
    spoken = handout_language(language, found.programme)
    if said.withheld:
        run.warn(tr("{number} comments may be about a person and are left out (--all-comments)", number=said.withheld))
    if run.format in _DOCUMENTS:
        texts = tuple(each for each in questions if each.kind == "text")
        content = summary_bytes(said, texts, found.programme, spoken, run.format)
        put_document(run, content, f"{gathering}-evaluering.{run.format}", personal=all_comments)
        return
    run.show(_shown(found, said, spoken))


def _shown(found: LoadedGathering, said: FeedbackSummary, language: str) -> Report:
    columns = (
        Column("id", "Id", get=attrgetter("question.id")),
        Column("question", "Question", get=lambda each: each.question.text(language), rank=1),
        Column("answers", "Answers", "int", show=_or_few),
        Column("mean", "Mean", "decimal", get=_text_of("mean")),
        Column("top", "Top %", "decimal", get=_text_of("top")),
        Column("counts", "Counts", show=_counts),
    )
    comment_columns = (
        Column("question", "Question"),
        Column("text", "Comment"),
        Column("reasons", get=lambda each: list(each.reasons)),
    )
    data: dict[str, Any] = {
        "schema": 1,
        "gathering": found.gathering.id,
        "answers": said.answers,
        "suppressed_under": LEAST if said.answers is None else None,
        "attended": said.attended,
        "basis": said.basis,
        "response_rate": None if said.rate is None else str(said.rate),
        "questions": json_of(columns, said.questions),
        "comments": json_of(comment_columns, said.comments),
        "withheld": said.withheld,
    }
    title = tr("Feedback on {id}", id=found.gathering.id)
    if not said.answers:
        few = tr("fewer than {least} have answered: nothing is shown", least=LEAST)
        text = few if said.answers is None else tr("nobody has answered yet")
        hint = tr("kvadmin gathering feedback form {id} writes the form", id=quote(found.gathering.id))
        return Report(data, (table_of(title, columns, (), (), f"{title}: {text}. {hint}."),))
    tables = [table_of(title, columns, said.questions, (_rate(said),))]
    shown = [each for each in said.comments if each.text is not None]
    if shown:
        tables.append(table_of("Comments", comment_columns, shown))
    return Report(data, tuple(tables), personal=any(each.reasons for each in shown))


def _text_of(name: str) -> Any:
    def get(each: SummedQuestion) -> str | None:
        value = getattr(each, name)
        return None if value is None else str(value)

    return get


def _or_few(number: int | None) -> str | int:
    return tr("under {least}", least=LEAST) if number is None else number


def _counts(counts: dict[str, int] | None) -> str:
    return "" if counts is None else "  ".join(f"{tr(answer)}: {number}" for answer, number in counts.items())


def _rate(said: FeedbackSummary) -> str:
    counted = {"answers": said.answers, "attended": said.attended, "rate": said.rate}
    if said.rate is None:
        return tr("{answers} answers; {attended} who could answer are known, so there is no rate.", **counted)
    if said.basis == "checked-in":
        return tr("{answers} answers of {attended} who were checked in: {rate} %.", **counted)
    return tr("{answers} answers of {attended} registered (nobody was checked in): {rate} %.", **counted)


def compare(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="KIND", help="Only gatherings of this kind.", autocompletion=lambda: list(Gathering.KINDS)
        ),
    ] = "",
) -> None:
    """Compare gatherings by their feedback: answers, response rate, and the mean of each question.

    Example: kvadmin gathering feedback compare --kind startup
    """
    run = session(ctx)
    if kind and kind not in Gathering.KINDS:
        raise UsageError(
            tr("there is no kind {kind!r}", kind=kind),
            where="--kind",
            hint=tr("one of {kinds}", kinds=", ".join(Gathering.KINDS)),
            near=near_names(kind, list(Gathering.KINDS)),
            code="unknown-word",
        )
    known = people_known(run.data)
    found = []
    for held in run.data.all(GatheringFeedback):
        gathering = run.data.get(Gathering, held.gathering)
        if held.answers and (not kind or gathering.kind == kind):
            book = RegistrationBook(run.data, gathering)
            found.append(summary(gathering, held, questions_of(run.data, gathering.id), book, known))
    found.sort(key=lambda each: (each.gathering.kind, each.gathering.start, each.gathering.id))
    ids = list(dict.fromkeys(one.question.id for each in found for one in each.questions))
    columns = (
        Column("gathering", "Gathering", get=attrgetter("gathering.id")),
        Column("kind", "Kind", get=attrgetter("gathering.kind"), rank=2),
        Column("answers", "Answers", "int", show=_or_few),
        Column("response_rate", "Rate %", "decimal", get=_text_of("rate")),
        *(Column(each, each, "decimal", get=_of_question(each), json=False) for each in ids),
        Column(
            "questions",
            get=lambda each: {one.question.id: _of_question(one.question.id)(each) for one in each.questions},
        ),
    )
    empty = tr("No gathering has feedback yet.")
    notes = [tr("Means of 1 to 5; of questions with yes and no the per cent of yes.")] if found else []
    run.show(listing("gatherings", columns, found, title=tr("Feedback compared"), notes=notes, empty=empty))


def _of_question(id_: str) -> Any:
    def get(each: FeedbackSummary) -> str | None:
        one = next((one for one in each.questions if one.question.id == id_), None)
        value = None if one is None else one.mean if one.question.kind == "scale" else one.top
        return None if value is None else str(value)

    return get


def ask(
    ctx: typer.Context,
    gathering: GatheringArgument,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Its id, such as `food`.")],
    nb: Annotated[str, typer.Option("--nb", metavar="TEXT", help="In bokmål.")] = "",
    nn: Annotated[str, typer.Option("--nn", metavar="TEXT", help="In nynorsk.")] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="scale|yes-no|text", help="What is answered: 1 to 5, yes or no, or words."),
    ] = "scale",
    remove: Annotated[bool, typer.Option("--remove", help="Do not ask it.")] = False,
) -> None:
    """Ask a further question at a gathering, or change or take away one of the usual ones.

    Example: kvadmin gathering feedback ask 2008-08-27-oppstart food --nb "Hvordan var maten?" --nn "Korleis var maten?"
    """
    run = session(ctx)
    run.data.get(Gathering, gathering)
    held = run.data.find(GatheringFeedback, gathering)
    before = questions_of(run.data, gathering)
    old = next((each for each in before if each.id == question), None)
    answered = held is not None and any(question in each for each in held.answers)
    if remove:
        after = _without(before, old, question, answered=answered)
    else:
        new = _question(question, old, nb, nn, kind)
        if answered and old is not None and old.kind != new.kind:
            raise Refused(tr("{question} is answered already", question=question), code="already-done")
        after = [new if each is old else each for each in before]
        after += [] if old else [new]
    change = run.transaction()
    record = held or GatheringFeedback(gathering=gathering)
    own = [] if tuple(after) == USUAL_QUESTIONS else after
    made = msgspec.structs.replace(record, questions=own)
    if held is None and own:
        change.create(made)
    elif held is not None and made != held:
        change.update(made)
    run.commit(change)
    run.show(
        listing("questions", _QUESTION_COLUMNS, after, title=tr("Questions at {id}", id=gathering), gathering=gathering)
    )


_QUESTION_COLUMNS = (
    Column("id", "Id"),
    Column("kind", "Kind"),
    Column("nb", "Bokmål"),
    Column("nn", "Nynorsk", rank=1),
)


def _without(
    before: Sequence[FeedbackQuestion], old: FeedbackQuestion | None, question: str, *, answered: bool
) -> list[FeedbackQuestion]:
    if old is None:
        raise UsageError(
            tr("{question!r} is not asked", question=question),
            where="QUESTION",
            near=near_names(question, [each.id for each in before]),
            code="unknown-word",
        )
    if answered:
        raise Refused(tr("{question} is answered already", question=question), code="already-done")
    if len(before) == 1:
        raise Refused(tr("a form without a question asks nobody anything"), code="refused")
    return [each for each in before if each is not old]


def _question(id_: str, old: FeedbackQuestion | None, nb: str, nn: str, kind: str) -> FeedbackQuestion:
    if kind not in FeedbackQuestion.KINDS:
        raise UsageError(
            tr("there is no kind {kind!r}", kind=kind),
            where="--kind",
            hint=tr("one of {kinds}", kinds=", ".join(FeedbackQuestion.KINDS)),
            near=near_names(kind, FeedbackQuestion.KINDS),
            code="unknown-word",
        )
    if not id_.replace("-", "").isalnum() or not id_.isascii():
        raise InvalidData(tr("{id!r} is no id: letters, digits and dashes", id=id_), where="QUESTION", code="bad-name")
    made = FeedbackQuestion(id=id_, kind=kind, nb=nb or (old.nb if old else ""), nn=nn or (old.nn if old else ""))
    if not (made.nb and made.nn):
        raise UsageError(tr("the question is needed in both forms"), where="--nb, --nn", code="missing-value")
    return made
