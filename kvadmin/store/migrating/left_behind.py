"""What lies where a plugin kept records before they moved: nobody reads it, and `check` says so."""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin.errors import KvadminError
from kvadmin.model.finding import Finding
from kvadmin.store.folder import Folder
from kvadmin.store.migrating.forms import Forms
from kvadmin.store.migrating.lifting import Lifting
from kvadmin.translation import tr


def left_behind(forms: Forms, folder: Folder) -> Iterator[Finding]:
    """Files that lie where a plugin kept records before they moved: by a merge, say; nobody reads them.

    Args:
        forms: What is known of versions.
        folder: The folder as it lies.
    """
    for standing in forms.look(folder):
        paths = [path for place in forms.owners.folders(standing.plugin) for path in folder.files(place)]
        if not paths or standing.is_older or standing.fault:
            continue
        lifting = Lifting(folder, forms.owners)
        try:
            lifting.lift(standing._replace(steps=forms.steps.of[standing.plugin]))
        except KvadminError:  # whoever lifts them is told
            continue
        for path in paths:
            if path in lifting.contents and lifting.contents[path] != folder.read(path):
                text = tr("this file has an older form, and is not read")
                hint = f"kvadmin migrate --from {standing.name}=1"
                yield Finding(path, 0, 0, "older-form", text, hint, "warning")
