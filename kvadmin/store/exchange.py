"""Two renames that Python does not know: two names change places, and a rename that never overwrites.

Linux has both as ``renameat2`` (renameat2(2), since Linux 3.15, glibc 2.28), macOS as ``renamex_np``
(since 10.12). Not every file system takes part; the errors say so, and :mod:`kvadmin.store.files` goes on without.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from functools import lru_cache
from typing import Any

_HERE = -100  # AT_FDCWD: relative paths start at the working folder
#: ``(no overwriting, exchange)`` as each system writes it.
_FLAGS = {"linux": (1, 2), "darwin": (4, 2)}


def swap(one: str, other: str) -> None:
    """Let two names, which both exist, change what they name, in one step.

    Raises:
        OSError: The system refused; ``ENOSYS`` where it has no such call.
    """
    _rename(one, other, 1)


def rename_new(old: str, new: str) -> None:
    """Rename, unless the new name is taken.

    Raises:
        FileExistsError: It is taken.
        OSError: The system refused; ``ENOSYS`` where it has no such call.
    """
    _rename(old, new, 0)


@lru_cache(maxsize=1)
def _function() -> Any:
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform)
    if name is None:
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)


def _rename(old: str, new: str, flag: int) -> None:
    function = _function()
    if function is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), old, None, new)
    first, second, flags = os.fsencode(old), os.fsencode(new), _FLAGS[sys.platform][flag]
    if sys.platform == "linux":
        failed = function(_HERE, first, _HERE, second, ctypes.c_uint(flags))
    else:
        failed = function(first, second, ctypes.c_uint(flags))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), old, None, new)
