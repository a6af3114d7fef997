"""Attachments and pictures: found by name inside their folder, read once, checked."""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from kvadmin.api import tr

from ..addresses import invisible_in
from ..content_folder import ContentFolder, hidden_part
from ..letters.sandbox import Sandbox, recorded_problems
from ..records import Attachment, LetterFolders, LetterProblem, Recipient

#: What some file system or some mail program does not allow in a file name.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
#: Most servers take messages of about 25 MB; base64 makes a third more of a file.
SIZE_LIMIT = 18_000_000
#: More files, or a longer pattern, than any letter has: a pattern that runs away.
_FILES_LIMIT, _PATTERN_LIMIT = 50, 300


class LetterFileFinder:
    """The two folders of a mailing, each file read once."""

    def __init__(self, sources: LetterFolders, sandbox: Sandbox) -> None:
        self._sources = sources
        self._sandbox = sandbox
        self._read: dict[tuple[ContentFolder, str], Attachment] = {}

    def matching(
        self, patterns: Sequence[str], recipient: Recipient, problems: list[LetterProblem]
    ) -> list[Attachment]:
        """The files that the letter's patterns name for a recipient; a pattern without a file is a problem.

        ``*`` and ``?`` mean something only where the template has them: a value with a star stands for itself.
        """
        found: list[Attachment] = []
        for pattern in patterns:
            text, recorder = self._sandbox.render(pattern, recipient.fields, recipient.form, header=True)
            shown, glob = recorder.resolve(text), recorder.resolve(text, _literal)
            bad = recorded_problems(recorder, recipient.key, "attachments")
            if not bad and any(_FORBIDDEN.search(value) or value.startswith(".") for value in recorder.values):
                text = tr("{name!r} is no file name", name=shown)
                bad = [LetterProblem("attachment", text, recipient.key, "attachments")]
            if not bad and len(shown) > _PATTERN_LIMIT:
                text = tr("{name!r}... is longer than {limit} characters", name=shown[:40], limit=_PATTERN_LIMIT)
                bad = [LetterProblem("attachment", text, recipient.key, "attachments")]
            if not bad and (hidden := hidden_part(shown)):
                text = tr("{name!r} is not attached: {part!r} is hidden, or a program's own", name=shown, part=hidden)
                bad = [LetterProblem("attachment", text, recipient.key, "attachments")]
            files = [] if bad else self._glob(self._sources.attachments, glob)
            if len(files) > _FILES_LIMIT:
                text = tr(
                    "{name!r} names {count} files, more than {limit}", name=shown, count=len(files), limit=_FILES_LIMIT
                )
                bad, files = [LetterProblem("attachment", text, recipient.key, "attachments")], []
            if not bad and not files:
                text = tr("there is no file {name!r} to attach", name=shown)
                bad = [LetterProblem("attachment", text, recipient.key, "attachments")]
            problems += bad
            found += [self._load(*each, recipient.key, problems) for each in files]
        size = sum(len(each.content) for each in found)
        if size > SIZE_LIMIT and all(len(each.content) <= SIZE_LIMIT for each in found):
            text = tr("the attachments together are too large for e-mail ({size} bytes)", size=size)
            problems.append(LetterProblem("attachment", text, recipient.key, "attachments"))
        return found

    def pictures(self, names: Sequence[str], key: str, problems: list[LetterProblem]) -> list[Attachment]:
        """The pictures of a letter's body, from the letters folder."""
        found: dict[str, Attachment] = {}
        for name in names:
            there = self._sources.letters.visible.get(unicodedata.normalize("NFC", name))
            if hidden := hidden_part(name):
                text = tr("{name!r} is not shown: {part!r} is hidden, or a program's own", name=name, part=hidden)
                problems.append(LetterProblem("attachment", text, key, "body"))
            elif there is None:
                text = tr("the letters folder has no picture {name!r}", name=name)
                problems.append(LetterProblem("attachment", text, key, "body"))
            elif name not in found:
                file = self._load(self._sources.letters, there, key, problems)
                found[name] = Attachment(file.name, file.content, "image")
        return list(found.values())

    def judge(self, file: Attachment, key: str, problems: list[LetterProblem]) -> None:
        """Note what is wrong with a file: no bytes, too many, a name that some program cannot keep."""
        wrong = ""
        if _FORBIDDEN.search(file.name) or not file.name.strip():
            wrong = tr("{name!r} is a name that not every computer can keep", name=file.name)
        elif unseen := invisible_in(file.name):
            wrong = tr("an invisible character in the file name {name!r}: {unseen}", name=file.name, unseen=unseen)
        elif hidden_part(file.name):
            wrong = tr("{name!r} is hidden, or a program's own, and is not attached", name=file.name)
        elif not file.content:
            wrong = tr("{name!r} is empty", name=file.name)
        elif len(file.content) > SIZE_LIMIT:
            wrong = tr("{name!r} is too large for e-mail", name=file.name)
        if wrong:
            problems.append(LetterProblem("attachment", wrong, key, "attachments"))

    def _glob(self, folder: ContentFolder | None, pattern: str) -> list[tuple[ContentFolder, str]]:
        if folder is None:
            return []
        entries = folder.visible
        wanted = unicodedata.normalize("NFC", pattern)
        plain = re.sub(r"\[(.)\]", r"\1", wanted)
        if not re.search(r"[*?]", re.sub(r"\[.\]", "", wanted)):
            return [(folder, entries[plain])] if plain in entries else []
        return [(folder, each) for name, each in entries.items() if fnmatch.fnmatchcase(name, wanted)]

    def _load(self, folder: ContentFolder, name: str, key: str, problems: list[LetterProblem]) -> Attachment:
        if (folder, name) not in self._read:
            path = PurePosixPath(name)
            try:
                content = folder.read(name)
                if content is None:
                    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            except OSError as error:
                text = tr("{name!r} cannot be read: {error}", name=path.name, error=error.strerror)
                problems.append(LetterProblem("attachment", text, key, "attachments"))
                content = b"\0"
            kind = "calendar" if path.suffix.lower() == ".ics" else "file"
            self._read[folder, name] = Attachment(unicodedata.normalize("NFC", path.name), content, kind)  # type: ignore[arg-type]  # one of two words
        self.judge(self._read[folder, name], key, problems)
        return self._read[folder, name]


def _literal(value: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", value)
