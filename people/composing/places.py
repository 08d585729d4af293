"""Which places a title leaves to the reader: the one in the head of the list, the house's own."""

from dataclasses import dataclass

from people.check.grouping import CENTRAL, place_of_head
from people.check.register import House, TitleRegister
from people.check.short_forms import knows_all
from people.titles import Post, Wording
from vietnamese import with_tones

# A title of fewer words says nothing without its place.
_SHORTEST = 3


# The place in a head that the register does not know.
ELSEWHERE = "?"


@dataclass(frozen=True, slots=True)
class Understood:
    """``head`` is the place in the head, "" for none; ``left_out`` the one that titles leave out.

    Of ``own`` places the house's forms may leave the name out.
    """

    head: str = ""
    left_out: str = ""
    own: frozenset[str] = frozenset()

    def shares(self, place: str) -> bool:
        """Whether neighbouring titles may name ``place`` once.

        Under the head of another place the first of them would be read as of that one.
        """
        return not self.head or place == self.head or place in self.own


def understood_under(head: str, register: TitleRegister) -> Understood:
    """What a reader understands in a list under ``head`` ("Về phía TP Móng Cái"), "" for none.

    Read as the title check reads it. Under the head of a town "Tỉnh ủy" still is the province's;
    under that of another province, of a place abroad or of one that the register lacks it is not.
    """
    house = register.house
    place = place_of_head(head, register) if head else None
    if place is None or place.name == CENTRAL:
        return Understood(own=frozenset({house.territory, house.province} - {""}))
    if not place.name:
        return Understood(ELSEWHERE)
    levels = {each.level for each in register.offices.values() if each.territory == place.name}
    is_below = bool(levels) and levels <= {"district", "commune"}
    is_own = is_below or place.name == house.province
    own = frozenset({house.province} - {""} if is_own else ())
    return Understood(place.name, place.name, own)


def wording_under(understood: Understood, house: House) -> Wording:
    """How titles are worded there, in the house's abbreviations and tone marks."""

    def form(post: Post) -> str:
        texts = [post.house_form, *post.printed, post.title]
        texts = [each for each in texts if knows_all(each, house)] or [post.title]
        style = "new" if house.tone_style == "new" else "old"
        return with_tones(_placed(texts, post.place, understood), style)

    return Wording(form, understood.shares)


def _placed(texts: list[str], place: str, understood: Understood) -> str:
    """The one of ``texts`` that bears ``place`` or leaves it out, as is understood."""
    bare = [each for each in texts if place and place not in each]
    if place and place == understood.left_out:
        return min(bare, key=len) if bare else _without(texts[-1], place)
    if not place or place in understood.own:
        return texts[0]
    whole = [each for each in texts if place in each]
    return whole[0] if whole else f"{texts[0]} {place}"


def _without(text: str, place: str) -> str:
    """``text`` without ``place`` at its end; its kind stays: "Chủ tịch UBND xã"."""
    shorter = text.removesuffix(f" {place}")
    return shorter if len(shorter.split()) >= _SHORTEST else text
