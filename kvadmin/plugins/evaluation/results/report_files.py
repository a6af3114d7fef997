"""Reports as files of a folder: their names, and what was changed by hand and is not written over."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from kvadmin.api import Refused, tr
from kvadmin.api.commands import file_stem
from kvadmin.api.wording import Language

from .report_sources import ReportSources
from .report_subject import ReportSubject
from .report_words import report_word

#: The file of the folder that tells reports as they were written from those somebody has worked on.
CHECKSUM_FILE = "SHA256SUMS"


def report_stem(sources: ReportSources, subject: ReportSubject, language: Language) -> str:
    """``resultat-P1-0415-Løten-kommunestyre-nb``: no two reports of a run, edition or form have one name."""
    parts = [report_word("file", language)]
    if subject.cohort is not None:
        parts.append(subject.cohort.id)
    if subject.network is not None:
        parts.append(f"{report_word('network', language).lower()}-{subject.network.id}")
    if subject.municipality is not None:
        parts += [subject.municipality.number, subject.municipality.name]
    if subject.kind == "programme":
        parts.append(report_word("programme", language).lower())
    parts += [report_word(f"file_{sources.audience}", language), language]
    return file_stem("-".join(parts)).replace(" ", "-")


def read_checksums(folder: Path) -> dict[str, str]:
    """File -> checksum as it was written; none without the file, and lines that are none are passed over."""
    path = folder / CHECKSUM_FILE
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {name: digest for digest, name in pairs}


def check_untouched(folder: Path, files: Mapping[str, bytes]) -> None:
    """Refuse to write over a file that is not as it was written, such as a docx that somebody has worked on.

    Raises:
        Refused: With the names; nothing has been written.
    """
    written = read_checksums(folder)
    changed = []
    for name, content in files.items():
        path = folder / name
        if path.is_file():
            lying = sha256(path.read_bytes()).hexdigest()
            if lying not in (written.get(name), sha256(content).hexdigest()):
                changed.append(name)
    if changed:
        raise Refused(
            tr("{folder} holds reports that were changed since they were written", folder=folder),
            where="--out",
            details=changed,
            hint=tr("nothing has been written; move them away, or give another folder"),
            code="cannot-write",
        )


def with_checksums(folder: Path, files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """The files in the order of names, and last the checksums of what was written to the folder, now and before."""
    known = {name: digest for name, digest in read_checksums(folder).items() if (folder / name).is_file()}
    known |= {name: sha256(content).hexdigest() for name, content in files.items()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(known.items()))
    return [*sorted(files.items()), (CHECKSUM_FILE, lines.encode())]
