"""How the persons of a list are addressed: comrades together, ladies and gentlemen one by one."""

from collections.abc import Sequence

from people.check.register import Person

BY_REGISTER, COMRADE, GENTLE = "by_register", "comrade", "gentle"
HONORIFICS = (BY_REGISTER, COMRADE, GENTLE)

COMRADES = "đồng chí"
_OF_GENDER = {"m": "ông", "f": "bà"}


def address_of(person: Person, honorific: str) -> str:
    """ "đồng chí", "ông", "bà", or "" where the register does not tell which.

    ``honorific`` COMRADE is that of Party and portal news, GENTLE that of newspapers (specification
    §4.2), BY_REGISTER as each person's own row has it. Against the gender nobody is addressed.
    """
    if honorific == COMRADE:
        return COMRADES
    own = person.honorific or COMRADES
    if honorific == BY_REGISTER and own == COMRADES:
        return COMRADES
    return _OF_GENDER.get(person.gender, "" if own == COMRADES else own)


def are_comrades(addresses: Sequence[str]) -> bool:
    """Whether all are addressed as comrades, so that the head of their list says it once."""
    return all(each == COMRADES for each in addresses)
