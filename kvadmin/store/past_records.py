"""The folder as it was on another day: everything can be read, nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from kvadmin.errors import UsageError
from kvadmin.model.changes import HistoryEntry
from kvadmin.model.finding import Finding
from kvadmin.store import checks
from kvadmin.store.folder import Folder
from kvadmin.store.history.chronicle import Chronicle
from kvadmin.store.history.entries import entries_until
from kvadmin.store.history.past_folder import PastFolder
from kvadmin.store.history.past_reader import PastReader
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.store.keeper import Keeper
    from kvadmin.store.migrating.forms import Forms


class PastRecords:
    """What the records of a programme said on another day; see :class:`kvadmin.store.records.Records`.

    Args:
        keeper: What keeps their bytes.
        schemas: Its collections by name.
        day: The day, to its end.
        forms: What is known of the versions of records: those of then are read as if they were lifted.
    """

    def __init__(
        self, keeper: Keeper, schemas: Mapping[str, CollectionSchema], day: date, forms: Forms | None = None
    ) -> None:
        self.keeper = keeper
        self.schemas = schemas
        self.day = day
        self.forms = forms

    def listen(self, tell: Callable[[str], None]) -> None:
        """Nothing happens there any more."""

    def snapshot(self) -> YamlSnapshot:
        """The data as they were."""
        folder: Folder = PastFolder(self.keeper.folder(), self.day)
        return YamlSnapshot(self.forms.view(folder) if self.forms else folder, self.schemas)

    def known_on(self, day: date) -> PastRecords:
        """The same folder on a day before."""
        return PastRecords(self.keeper, self.schemas, min(day, self.day), self.forms)

    def history(self, *, changes: bool = False) -> Iterator[HistoryEntry]:
        """All transactions up to the day, oldest first."""
        return iter(entries_until(self.keeper.folder(), self.day, changes=changes))

    def chronicle(self) -> Chronicle[Any]:
        """The same for those who ask little of it."""
        folder = self.keeper.folder()
        past = PastReader()(folder)
        return past.until(self.day).chronicle(past.states(folder.read))

    def check(self) -> list[Finding]:
        """Every finding in the data as they were."""
        return checks.check(self.snapshot(), past=True)

    def plan(self, *_: Any, **__: Any) -> NoReturn:
        """Refused, as everything that leads to a change."""
        raise UsageError(
            tr("what the folder said on {day} cannot be changed", day=self.day),
            where="--known-on",
            hint=tr("leave --known-on out"),
            code="past-is-fixed",
        )

    commit = plan_undo = undo = forget = plan
