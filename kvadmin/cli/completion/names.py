"""The words and names that stand for options and arguments, by what help calls them (``COHORT``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from kvadmin.cli.completion.command_line import Unfinished, called_in_help, long_name
from kvadmin.cli.completion.memory import kind_typed
from kvadmin.errors import KvadminError

if TYPE_CHECKING:
    from kvadmin.selection.language import Predicate
    from kvadmin.session.session import Session

Names = dict[str, str]


class NameWanted(NamedTuple):
    """What a name is wanted for.

    Attributes:
        run: The session, which looks at the folder.
        at: What was typed before.
        typed: What is being typed.
    """

    run: Session
    at: Unfinished
    typed: str


#: What options are called in help is not always what they take.
_OF_OPTIONS = {
    "--about": "ABOUT",
    "--as": "KIND OF LIST",
    "--color": "auto|always|never",
    "--county": "COUNTY",
    "--date-order": "dmy|mdy|ymd",
    "--exchange": "MUNICIPALITY",
    "--for-network": "NETWORK",
    "--gathering": "GATHERING",
    "--kind": "KIND",
    "--held": "MUNICIPALITY",
    "--language-form": "bokmal|nynorsk|neutral",
    "--municipality": "MUNICIPALITY",
    "--network": "NETWORK",
    "--party": "PARTY",
    "--region": "REGION",
    "--role": "ROLE",
    "--state": "STATE",
    "--without-guard": "PLUGIN",
}
#: Commands whose argument is called otherwise than what it takes.
_OF_COMMANDS = {
    ("plugins", "NAME"): "PLUGIN",
    ("network advisor", "NAME"): "ADVISOR",
    ("reading forget", "KIND"): "KIND OF LIST",
    ("programme party", "NAME"): "PARTY",
    ("sheet out", "NAME"): "NOUN",
}
#: Options that hold what their name in help says, but are new names or other numbers.
_NOT_KNOWN = ("--name", "--case", "--phone", "--home", "--as NUMBER", "--sheet", "--employer", "--organisation")


def words_for(at: Unfinished, param: Any, typed: str, place: int) -> Names:
    """What can stand for an option or argument.

    Args:
        at: What was typed before.
        param: The option or argument.
        typed: What is being typed: names of municipalities are offered as soon as it is no number.
        place: Which of several words.
    """
    run: Session = at.context.find_root().obj
    kind = asked_kind(at, param, place)
    if (words := closed_words(kind)) is not None:
        return words
    found: Names = {}
    for each in kind.split("|"):
        answer = _ANSWERS.get(each)
        names = answer(NameWanted(run, at, typed)) if answer else {}
        if answer in _FROM_DATA:
            at.names[kind_typed(_FROM_DATA[answer], typed)] = names
        found |= names
    return found


def asked_kind(at: Unfinished, param: Any, place: int) -> str:
    """What an option or argument takes, by what help calls it.

    Args:
        at: What was typed before.
        param: The option or argument; help calls one that takes several words by several, and then its place counts.
        place: Which of several words.
    """
    called = called_in_help(param)
    if param.param_type_name == "option":
        name = long_name(param)
        if name in _NOT_KNOWN or f"{name} {called}" in _NOT_KNOWN:
            return ""
        if name == "--format":
            return "FORMAT"
        if name == "--as" and called != "KIND":
            return called
        return _OF_OPTIONS.get(name, called)
    words = called.split()
    if words[:1] == ["COHORT"] and len(words) > 1 and "--cohort" in at.options:
        words = words[1:]
    word = words[min(place, len(words) - 1)].removesuffix("...") if words else ""
    path = " ".join(at.path)
    return next((kind for (start, each), kind in _OF_COMMANDS.items() if each == word and path.startswith(start)), word)


def closed_words(kind: str) -> Names | None:
    """The words of a closed list that help spells out (``auto|always|never``); None of anything else."""
    if "|" in kind and kind.replace("|", "").replace("-", "").islower():
        return dict.fromkeys(kind.split("|"), "")
    return None


def standing(at: Unfinished, param: Any, place: int) -> Names | str | None:
    """What stands for an option or argument whatever else was typed: words, or a kind of names that the data have.

    None where it hangs on more than that.
    """
    kind = asked_kind(at, param, place)
    if kind == "FORMAT":
        return formats_of(at.command)
    return closed_words(kind) or _FROM_DATA.get(_ANSWERS.get(kind, _persons))


def _cohorts(asked: NameWanted) -> Names:
    from kvadmin.model.cohort import Cohort

    return {each.id: each.name for each in asked.run.data.all(Cohort)}


def _gatherings(asked: NameWanted) -> Names:
    from kvadmin.model.gathering import Gathering

    return {each.id: each.name for each in asked.run.data.all(Gathering)}


def _municipalities(asked: NameWanted) -> Names:
    """Numbers, and names as soon as letters are asked.typed; of a name that several have, the number alone is sure."""
    from kvadmin.model.municipality import MunicipalityOutline

    there = [each for each in asked.run.data.outlines(MunicipalityOutline) if each.valid_on(asked.run.today)]
    if not asked.typed or asked.typed[:1].isdigit():
        return {each.number: each.name for each in there}
    from collections import Counter

    from kvadmin.wording.collation import municipality_key

    there.sort(key=lambda each: municipality_key(each.name, each.number))
    named = Counter(each.name for each in there)
    return {each.name: each.number for each in there if named[each.name] == 1} | {
        f"{each.name} ({each.county})": each.number for each in there if named[each.name] > 1
    }


def _networks(asked: NameWanted) -> Names:
    from kvadmin.model.network import Networks

    cohort = asked.at.options.get("--cohort") or next(iter(asked.at.arguments), "")
    records = asked.run.data.all(Networks)
    chosen = [each for each in records if each.cohort == cohort] or records
    networks = [network for each in chosen for network in each.networks]
    if not asked.typed or asked.typed[:1].isdigit():
        return {each.id: each.name for each in networks}
    return {each.name: each.id for each in networks if each.name}


def _advisors(asked: NameWanted) -> Names:
    from kvadmin.model.network import Networks

    return {advisor.name: each.cohort for each in asked.run.data.all(Networks) for advisor in each.advisors}


def _contacts(asked: NameWanted) -> Names:
    """The contacts of the municipality that was named before."""
    from kvadmin.model.municipality import Municipality, MunicipalityOutline

    wanted, data = next(iter(asked.at.arguments), ""), asked.run.data
    found = [each.number for each in data.outlines(MunicipalityOutline) if wanted in (each.number, each.name)]
    return {contact.id: contact.name for number in found for contact in data.get(Municipality, number).contacts}


def _persons(asked: NameWanted) -> Names:
    """Who is registered at the gathering that was named, else the contacts of municipalities."""
    from kvadmin.model.gathering import OtherRegistrations, Registrations
    from kvadmin.model.municipality import Municipality

    gathering = next(iter(asked.at.arguments), "")
    if asked.at.path[:1] == ["contact"]:
        contacts = (contact for each in asked.run.data.all(Municipality) for contact in each.contacts)
        return {each.name: each.email for each in contacts}
    found: Names = {}
    records: list[Registrations | OtherRegistrations] = [
        *asked.run.data.all(Registrations),
        *asked.run.data.all(OtherRegistrations),
    ]
    for record in records:
        if record.gathering == gathering:
            found |= {each.name: each.municipality_name or each.employer for each in record.people}
    return found


def _parties(asked: NameWanted) -> Names:
    from kvadmin.model.programme import Programme

    return {each.short or each.name: each.name for each in asked.run.data.get(Programme).parties}


def _plugins(asked: NameWanted) -> Names:
    return dict.fromkeys((each.name for each in asked.run.plugins.statuses()), "")


def _roles(_asked: NameWanted) -> Names:
    from kvadmin.model.municipality import Contact

    return {role: ", ".join(names) for role, names in Contact.ROLES.items()}


def _states(_asked: NameWanted) -> Names:
    from kvadmin.model.states import State

    return dict.fromkeys(State, "")


def _kinds(asked: NameWanted) -> Names:
    from kvadmin.model.cohort import Cohort
    from kvadmin.model.gathering import Gathering

    return dict.fromkeys({"cohort": Cohort.KINDS, "gathering": Gathering.KINDS}.get(asked.at.path[0], ()), "")


def _lists(asked: NameWanted) -> Names:
    from kvadmin.imports.declared import declared_importers

    return dict.fromkeys(sorted(declared_importers(asked.run)), "")


def _nouns(asked: NameWanted) -> Names:
    return {each.name: each.help for each in asked.run.gather("kvadmin_sheets")}


def formats_of(command: Any) -> Names:
    """The formats that a command writes."""
    from kvadmin.session.file_endings import ANY_FORMAT
    from kvadmin.tables.rendering import FORMATS

    own = (each for each in getattr(command, "formats", ()) if each != ANY_FORMAT)
    return dict.fromkeys((*own, *FORMATS), "")


def _counties(asked: NameWanted) -> Names:
    from kvadmin.model.municipality import MunicipalityOutline

    return dict.fromkeys(sorted({each.county for each in asked.run.data.outlines(MunicipalityOutline)} - {""}), "")


def _regions(asked: NameWanted) -> Names:
    from kvadmin.model.municipality import MunicipalityOutline

    return dict.fromkeys(sorted({each.region for each in asked.run.data.outlines(MunicipalityOutline)} - {""}), "")


def _command_words(asked: NameWanted) -> Names:
    return {} if asked.at.arguments else {name: each.help for name, each in asked.run.plugins.commands().items()}


def _selection(asked: NameWanted) -> Names:
    """Filters, and behind the colon of one what there is; of a selection of several words its last one is completed."""
    from kvadmin.selection.language import SELECTION_FIELDS
    from kvadmin.translation import tr

    start, blank, last = asked.typed.rpartition(" ")
    field, colon, _ = last.partition(":")
    before = f"{start}{blank}"
    words = asked.run.gather("kvadmin_selection_words", snapshot=asked.run.data, today=asked.run.today)
    if not colon:
        others = {each.name if _may_follow(each, "") else f"{each.name}:": tr(each.help) for each in words}
        return {
            f"{before}{name}": help_ for name, help_ in ({f"{each}:": "" for each in SELECTION_FIELDS} | others).items()
        }
    for each in words:
        if each.name == field and each.check:
            there = _cohorts(asked) | _gatherings(asked)
            return {f"{before}{field}:{_quoted(id_)}": name for id_, name in there.items() if _may_follow(each, id_)}
    kinds = {"cohort": _cohorts, "county": _counties, "region": _regions, "role": _roles, "network": _networks}
    values = kinds[field](NameWanted(asked.run, asked.at, "")) if field in kinds else {}
    return {f"{before}{field}:{_quoted(each)}": help_ for each, help_ in values.items()}


def _may_follow(word: Predicate, argument: str) -> bool:
    """Whether something can stand behind a word of a plugin; an empty text: nothing."""
    try:
        if word.check:
            word.check(argument)
    except KvadminError:
        return False
    return True


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


_ANSWERS: dict[str, Callable[[NameWanted], Names]] = {
    "A": _cohorts,
    "ABOUT": lambda asked: _cohorts(asked) | _gatherings(asked),
    "ADVISOR": _advisors,
    "B": _cohorts,
    "C": _cohorts,
    "COHORT": _cohorts,
    "CONTACT": _contacts,
    "COUNTY": _counties,
    "FORMAT": lambda asked: formats_of(asked.at.command),
    "G": _gatherings,
    "GATHERING": _gatherings,
    "KIND": _kinds,
    "KIND OF LIST": _lists,
    "MUNICIPALITY": _municipalities,
    "NETWORK": _networks,
    "NOUN": _nouns,
    "NUMBER": _municipalities,
    "PARTY": _parties,
    "PERSON": _persons,
    "PLUGIN": _plugins,
    "REGION": _regions,
    "ROLE": _roles,
    "SELECTION": _selection,
    "STATE": _states,
    "WORD": _command_words,
}

#: The answers that hang on the data alone, and are nobody's name: what they are remembered by.
_FROM_DATA: dict[Callable[[NameWanted], Names], str] = {
    _cohorts: "cohorts",
    _gatherings: "gatherings",
    _municipalities: "municipalities",
    _counties: "counties",
    _regions: "regions",
}
