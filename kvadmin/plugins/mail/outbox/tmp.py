from dataclasses import dataclass


@dataclass(frozen=True)
class CopyRecipient:
    name: str
    way: str
    address: str = ""


def parties_of(party: str) -> tuple[str, ...]:
    return tuple(one for one in (each.strip() for each in party.split(",")) if one)
