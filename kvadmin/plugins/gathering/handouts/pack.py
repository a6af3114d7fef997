"""The whole box: every handout in both forms, badges, calendar entry, an index and checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kvadmin.api.wording import Language, count

from ..calendar import calendar_file
from ..calendar_entries import calendar_entries
from .badges import draw_badges, make_badges
from .catalogue import HANDOUTS, handout_bytes
from .label_sheets import LabelSheet
from .own_documents import OWN_FOLDER
from .sources import HandoutSources
from .wording import hidden_count_line, occasion_line, word

CHECKSUM_FILE = "SHA256SUMS"
#: The folder of what only the secretariat may see.
INTERNAL_FOLDER = "internt"

_FORMATS = {
    "list": ("pdf", "docx", "xlsx"),
    "programme": ("pdf", "docx"),
    "division": ("pdf", "docx"),
    "signin": ("pdf", "docx"),
    "groups": ("pdf", "docx"),
}


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of the box, made when it is asked for."""

    name: str
    make: Callable[[], bytes]


def pack_files(
    sources: HandoutSources,
    languages: Sequence[Language],
    sheet: LabelSheet,
    boxed_texts: dict[str, None],
    *,
    staff: bool,
) -> Iterator[PackFile]:
    """Every file of the box but the index and the checksums.

    Args:
        sources: What the handouts are made from.
        languages: The forms; each has a folder of its own.
        sheet: The sheet of labels for the badges.
        boxed_texts: Takes, while the files are made, what could not be printed whole.
        staff: With a folder for the secretariat alone, that has everybody's name.
    """
    for language in languages:
        for what, formats in _FORMATS.items():
            if (what == "groups" and not sources.gathering.groups) or (
                what == "division" and not sources.networks.networks
            ):
                continue  # nothing to hand out
            for format_ in formats:
                yield _handout(
                    f"{language}/{_file(what, language)}.{format_}", what, sources, language, format_, boxed_texts
                )
    main = languages[0]
    hidden = {each.person.id for each in sources.everybody.entries} - {each.person.id for each in sources.shown.entries}
    yield _badges("navneskilt.pdf", sources, sheet, main, frozenset(hidden), boxed_texts)
    yield PackFile("kalender.ics", lambda: _calendar(sources, main))
    if staff:
        for format_ in ("pdf", "xlsx"):
            name = f"{INTERNAL_FOLDER}/{_file('checkin', main)}.{format_}"
            yield _handout(name, "checkin", sources, main, format_, boxed_texts)
        yield _badges(f"{INTERNAL_FOLDER}/navneskilt-alle.pdf", sources, sheet, main, frozenset(), boxed_texts)


def _file(what: str, language: Language) -> str:
    return HANDOUTS[what][language == "nn"]


def _handout(
    name: str,
    what: str,
    sources: HandoutSources,
    language: Language,
    format_: str,
    boxed_texts: dict[str, None],
) -> PackFile:
    return PackFile(name, lambda: handout_bytes(what, sources, language, format_, boxed_texts))


def _calendar(sources: HandoutSources, language: Language) -> bytes:
    entries = calendar_entries(sources.gathering, sources.programme, language, sources.published)
    return calendar_file(entries, sources.programme)


def _badges(
    name: str,
    sources: HandoutSources,
    sheet: LabelSheet,
    language: Language,
    blank: frozenset[str],
    boxed_texts: dict[str, None],
) -> PackFile:
    def make() -> bytes:
        found = make_badges(sources.gathering, sources.everybody.entries, blank=blank)
        return draw_badges(sources.gathering, found, sheet, sources.programme, language, boxed_texts=boxed_texts)

    return PackFile(name, make)


def pack_index(sources: HandoutSources, files: Mapping[str, bytes], language: Language) -> str:
    """What lies in the box, as text: each file with its size and checksum, and who is not on the lists."""
    people = len(sources.everybody.entries)
    lines = [
        f"# {word('contents', language)}",
        "",
        occasion_line(sources.gathering, language),
        "",
        f"{count(people, 'registered', language)}. {hidden_count_line(sources.shown.hidden, language)}".strip(),
        "",
    ]
    own = [name for name in sorted(files) if name.startswith(f"{OWN_FOLDER}/")]
    lines += [_line(name, files[name]) for name in sorted(files) if name not in own]
    if own:
        lines += ["", f"## {word('own_documents', language)}", "", *(_line(name, files[name]) for name in own)]
    return "\n".join(lines) + "\n"


def _line(name: str, content: bytes) -> str:
    return f"- {name} ({len(content):,} B, sha256 {_digest(content)[:12]})"


def checksums(files: Mapping[str, bytes]) -> str:
    """The checksums as ``sha256sum -c`` reads them."""
    return "".join(f"{_digest(content)}  {name}\n" for name, content in sorted(files.items()))


def read_checksums(text: str) -> dict[str, str]:
    """File -> checksum, of an earlier box in the same folder."""
    pairs = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    return {name: digest for digest, name in pairs}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
