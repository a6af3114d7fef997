"""One owner for every name: what plugins declare is compared before any of it counts.

Built-in plugins come first, then the others by name; who comes first has the name. A declaration that takes what
belongs to another, or that cannot be, is left out by itself: the rest of its plugin works.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from kvadmin.extension import specs
from kvadmin.extension.discovering.discovery import describe, one_line
from kvadmin.extension.types import Declared
from kvadmin.translation import tr

if TYPE_CHECKING:
    from typing import Protocol

    from kvadmin.extension.declaring.kinds import DeclaredKind

    class Owners(Protocol):
        """What is asked of the plugin manager."""

        def lists(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, list[Any]]]:
            """Plugin and what it declares, in order."""
            ...

        def lists_of_disabled(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, list[Any]]]:
            """The same of the built-in plugins that are switched off: what they declare stays theirs."""
            ...

        def is_builtin(self, name: str) -> bool:
            """Whether the plugin comes with kvadmin."""
            ...

        def is_strangers(self, hook: str) -> bool:
            """Whether a third-party plugin implements the hook."""
            ...

        def is_undisputed(self, hook: str) -> bool:
            """Whether only built-in plugins declare anything by the hook, and none of them is switched off."""
            ...

        def leave_out(self, name: str, problem: str) -> None:
            """Note and say that something of a plugin is left out."""
            ...

        def freed_for(self, name: str) -> set[str]:
            """The built-in plugins, switched off, whose place a plugin has."""
            ...

        def rivals(self, name: str) -> set[str]:
            """The plugins that are in the place that a plugin would take."""
            ...


class Declarations:
    """What all plugins of this run declare, and whose it is.

    Args:
        plugins: The plugins.
    """

    def __init__(self, plugins: Owners) -> None:
        self._plugins = plugins
        self._kept: dict[str, list[Declared]] = {}
        self._problems: dict[str, list[str]] = {}
        self._said: set[tuple[str, str]] = set()
        self._starting = False

    def register(self, *, everything: bool) -> None:
        """Ask for what third-party plugins declare; each that has something left out is named in one line.

        Args:
            everything: Not the commands alone, without which nothing runs: the rest is else asked for by who needs it.
        """
        from kvadmin.extension.declaring.kinds import KINDS

        self._starting = True
        for hook in KINDS if everything else ("kvadmin_commands",):
            if _asked_once(hook) and self._plugins.is_strangers(hook):
                self.of(hook)
        self._starting = False
        self._tell()

    def of(self, hook: str, /, **arguments: Any) -> list[Declared]:
        """The declarations of a hook that stand, in the order of the plugins."""
        if hook in self._kept:
            return self._kept[hook]
        kept = self._sorted_out(hook, arguments)
        if _asked_once(hook):
            self._kept[hook] = kept
        if not self._starting:
            self._tell()
        return kept

    def problem(self, hook: str, item: Any) -> str:
        """Why the declaration of a plugin yet to be made could not stand beside those of others; empty when it can."""
        from kvadmin.extension.declaring.kinds import KINDS

        kind = KINDS[hook]
        taken = _Taken(kind, list(_each(self._plugins.lists_of_disabled(hook))))
        for each in self.of(hook):
            taken.add(each)
        clashes = self._clashes(kind, Declared("", item), taken)
        return kind.flaw(item, self.of) or next((problem for _, problem in clashes), "")

    def _sorted_out(self, hook: str, arguments: dict[str, Any]) -> list[Declared]:
        offered = _each(self._plugins.lists(hook, **arguments))
        if self._plugins.is_undisputed(hook):  # nearly always, and every start of kvadmin pays for asking further
            return list(offered)
        from kvadmin.extension.declaring.kinds import KINDS

        kind = KINDS.get(hook)
        if kind is None:
            return list(offered)
        off = list(_each(self._plugins.lists_of_disabled(hook, **arguments)))
        taken = _Taken(kind, off)
        kept = off if kind.outlives else []
        offers = list(offered)
        taken.keep_for([each for each in offers if self._plugins.is_builtin(each.owner)])
        for offer in kind.in_turn(offers):
            sound = offer if self._plugins.is_builtin(offer.owner) else self._sound(kind, offer, taken)
            if sound is not None:
                freed = self._plugins.freed_for(sound.owner)
                kept = [each for each in kept if each.owner not in freed or not _stands_for(kind, sound, each)]
                taken.add(sound, freed)
                taken.standing.append(sound)
                kept.append(sound)
        return kept

    def _sound(self, kind: DeclaredKind, offer: Declared, taken: _Taken) -> Declared | None:
        """The declaration without the parts that cannot stay; None when it cannot stay itself."""
        try:
            problem = kind.flaw(offer.item, self.of) or kind.place_problem(offer.item, taken.standing, taken.off)
            owner = None
            if not problem:
                owner, problem = next(self._clashes(kind, offer, taken), (None, ""))
            if problem:
                if owner not in self._plugins.rivals(offer.owner):  # which is said of the plugin as a whole
                    self._refuse(offer.owner, kind.shown(offer.item), problem)
                return None
            item, parts = kind.trimmed(offer.item)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # whatever it is, it is no declaration
            self._refuse(offer.owner, type(offer.item).__name__, describe(error))
            return None
        for shown, problem in parts:
            self._refuse(offer.owner, shown, problem)
        return None if item is None else Declared(offer.owner, item)

    def _clashes(self, kind: DeclaredKind, offer: Declared, taken: _Taken) -> Iterator[tuple[str, str]]:
        """Whose the declaration's name, or anything else of it, is already, and that in words; nothing: it is free.

        What a built-in plugin has that is switched off is free to the one in its place, and to nobody else.
        """
        freed = self._plugins.freed_for(offer.owner)
        for name in kind.names(offer.item):
            owner = taken.owner(name)
            if owner is not None and owner not in freed:
                yield owner, tr("the name {name!r} belongs to {owner}", name=name, owner=self._whose(owner))
        others = [each for each in taken.declared if each.owner not in freed] if freed else taken.declared
        for what, owner in kind.shared(offer.item, others):
            yield owner, tr("{what} belongs to {owner}", what=what, owner=self._whose(owner))

    def _whose(self, owner: str) -> str:
        if not owner:
            return tr("kvadmin itself")
        if self._plugins.is_builtin(owner):
            return tr("the built-in plugin {owner!r}", owner=owner)
        return tr("the plugin {owner!r}", owner=owner)

    def _refuse(self, owner: str, shown: str, problem: str) -> None:
        text = tr("its {shown} is left out: {problem}", shown=one_line(shown), problem=one_line(problem))
        if (owner, text) not in self._said:
            self._said.add((owner, text))
            self._problems.setdefault(owner, []).append(text)

    def take_back(self, hook: str, one: Declared, problem: str, owner: str | None = None) -> None:
        """Leave out what stood till more was known of what it stands on.

        Args:
            hook: The hook by which it is declared.
            one: The declaration.
            problem: Why it cannot be.
            owner: Whose what it would take is; that is said behind the problem.
        """
        from kvadmin.extension.declaring.kinds import KINDS

        kept = self._kept.get(hook, [])
        self._kept[hook] = [each for each in kept if each is not one]
        text = problem if owner is None else tr("{what} belongs to {owner}", what=problem, owner=self._whose(owner))
        self._refuse(one.owner, KINDS[hook].shown(one.item), text)
        self._tell()

    def _tell(self) -> None:
        problems, self._problems = self._problems, {}
        for owner, texts in problems.items():
            self._plugins.leave_out(owner, "; ".join(texts))


class _Taken:
    """What is taken of one kind, and by whom; the owner of what is kvadmin's own is the empty text."""

    def __init__(self, kind: DeclaredKind, declared: list[Declared]) -> None:
        self.declared: list[Declared] = []
        #: Those that stand, and those of built-in plugins that are switched off.
        self.standing, self.off = list[Declared](), declared
        self._kind = kind
        self._owners = dict.fromkeys(kind.own(), "")
        for each in declared:
            self.add(each)

    def keep_for(self, builtin: list[Declared]) -> None:
        """Name the built-in owners of what is kvadmin's own, whoever comes before them in turn."""
        for each in builtin:
            for name in self._kind.names(each.item):
                if self._owners.get(name.casefold()) == "":
                    self._owners[name.casefold()] = each.owner

    def owner(self, name: str) -> str | None:
        return self._owners.get(name.casefold())

    def add(self, one: Declared, freed: Collection[str] = ()) -> None:
        """Note that its names are its owner's, those of ``freed`` plugins among them."""
        self.declared.append(one)
        for name in self._kind.names(one.item):
            owner = self._owners.get(name.casefold())
            self._owners[name.casefold()] = one.owner if not owner or owner in freed else owner


def _stands_for(kind: DeclaredKind, new: Declared, old: Declared) -> bool:
    """Whether a declaration takes the place of an older one: both cannot stand."""
    names = {each.casefold() for each in kind.names(new.item)}
    return not names.isdisjoint(map(str.casefold, kind.names(old.item))) or any(kind.shared(new.item, [old]))


def _each(lists: Iterator[tuple[str, list[Any]]]) -> Iterator[Declared]:
    return (Declared(owner, item) for owner, items in lists for item in items)


def _asked_once(hook: str) -> bool:
    """Whether the answer depends on nothing: such a hook is asked when kvadmin starts, and not again."""
    return not getattr(specs, hook).__code__.co_argcount
