"""The pictures that ``evaluation funnel --out`` writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.records import Indicator, Programme
from kvadmin.api.wording import LANGUAGE_NAMES, Language, near_names, number

from ..comparison.funnel_answer import FunnelAnswer
from ..indicators.definition import indicator_label
from .chart_words import period_text
from .funnel_picture import FunnelCaption, describe_funnel, funnel_svg
from .funnel_words import funnel_word
from .picture_pdf import picture_pdf
from .png import png

_ENDINGS = (".svg", ".png", ".pdf")
_LANGUAGES = ("nb", "nn", "en")


class FunnelPicture(NamedTuple):
    """A funnel to draw: of which indicator (none: a file), of which cohort, and whom to mark."""

    answer: FunnelAnswer
    indicator: Indicator | None
    cohort: str
    marked: str


def write_pictures(
    run: Session, out: Path, pictures: list[FunnelPicture], language: str | None, *, stem: str
) -> list[str]:
    """Write each picture, one into a file, several into a folder; the names of the files.

    Raises:
        UsageError: A language or an ending that there is not, or one file for several pictures.
    """
    spoken = _language(run, language)
    ending = out.suffix.lower()
    single = len(pictures) == 1 and bool(ending) and not out.is_dir()
    if single and ending not in _ENDINGS:
        raise UsageError(
            tr("pictures are not written as {ending}", ending=ending),
            where="--out",
            hint=tr(".svg, .png, .pdf or a folder"),
            near=near_names(ending, _ENDINGS),
            code="unknown-format",
        )
    if len(pictures) > 1 and ending in _ENDINGS and not out.is_dir():
        raise UsageError(
            tr("{number} pictures do not go into one file", number=len(pictures)),
            where="--out",
            hint=tr("name a folder"),
            code="bad-value",
        )
    names = [out.name] if single else [f"{each.answer.indicator or stem or 'funnel'}-funnel.svg" for each in pictures]
    folder = out.parent if single else out

    def files() -> Iterator[tuple[str, bytes]]:
        for name, each in zip(names, pictures, strict=True):
            yield name, _content(each, spoken, Path(name).suffix.lower())

    if run.dry_run:
        run.info(tr("Dry run: {number} files would be written.", number=len(list(files()))))
    else:
        run.write_files(folder, files())
    return [str(folder / name) for name in names]


def _content(picture: FunnelPicture, language: str, ending: str) -> bytes:
    caption = _caption(picture, language)
    svg = funnel_svg(picture.answer.funnel, caption)
    if ending == ".png":
        return png(svg)
    if ending == ".pdf":
        words = describe_funnel(picture.answer.funnel, caption)
        return picture_pdf(svg, caption.title, words, language)
    return svg.encode()


_COUNTS = {"nb": "Sammenligning", "nn": "Samanlikning", "en": "Comparison"}


def _caption(picture: FunnelPicture, language: str) -> FunnelCaption:
    indicator, answer = picture.indicator, picture.answer
    if indicator is None:
        return FunnelCaption(_COUNTS[language], language=language)  # type: ignore[arg-type]  # checked
    first, _, last = answer.period.partition("..")
    spans = [period_text(each, language) for each in (first, last) if each]  # type: ignore[arg-type]
    return FunnelCaption(
        indicator_label(indicator, language),
        " · ".join(part for part in ("–".join(spans), picture.cohort) if part),
        indicator.unit or _per(indicator, language),
        indicator.denominator,
        language,  # type: ignore[arg-type]
        indicator.direction,
        {number: name for number, name in answer.names.items() if name},
        picture.marked,
        answer.hidden,
    )


def _per(indicator: Indicator, language: str) -> str:
    """``per 1 000 innbyggere``."""
    if indicator.per is None:
        return ""
    spoken: Language = language  # type: ignore[assignment]  # checked
    return funnel_word("per", spoken, per=number(indicator.per, spoken), of=indicator.denominator).strip()


def _language(run: Session, given: str | None) -> str:
    """``--language``, else the programme's, else bokmål."""
    if given is None:
        programme = run.data.find(Programme) if run.find_folder() else None
        given = programme.language if programme else "nb"
    if given not in _LANGUAGES:
        raise UsageError(
            tr("{language!r} is not a language of pictures", language=given),
            where="--language",
            hint=tr("nb, nn or en"),
            near=near_names(given, LANGUAGE_NAMES),
            code="unknown-word",
        )
    return given
