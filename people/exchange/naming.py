"""The keys of what a table only names: by full names and titles, in the database and the tables."""

from django.utils.translation import gettext as _

from people.check.reading import tokens_of
from people.exchange.register_file import BadValue
from people.official import Official, OtherName
from people.organisation import OrganisationName
from people.position import Position
from vietnamese import slug


class Names:
    """Who and what is called how; filled from the database and by the tables read before."""

    def __init__(self):
        self.officials, self.positions, self.offices = {}, {}, {}
        self.taken = {"officials": set(), "positions": set()}
        for name, key in Official.objects.values_list("full_name", "key"):
            self.know_official(name, key)
        others = OtherName.objects.exclude(kind=OtherName.Kind.MISPRINT)
        for name, key in others.values_list("text", "official__key"):
            self.know_official(name, key)
        fields = ("title", "printed", "key", "organisation__key")
        for title, printed, key, office in Position.objects.values_list(*fields):
            self.know_position([title, *printed], key, office)
        for full, short, key in OrganisationName.objects.values_list(
            "full", "short", "organisation__key"
        ):
            for text in (full, *short):
                self.offices.setdefault(words(text), set()).add(key)

    def know_official(self, name, key):
        """Remember an official."""
        self.officials.setdefault(words(name), set()).add(key)
        self.taken["officials"].add(key)

    def know_position(self, titles, key, office):
        """Remember a position."""
        for title in titles:
            self.positions.setdefault(words(title), set()).add((key, office))
        self.taken["positions"].add(key)

    def fill(self, name, values):
        """Give a line of a list the keys it only names. Raises `BadValue` where not one fits."""
        getattr(self, f"fill_{name}", lambda values: None)(values)

    def fill_organisations(self, values):
        """Remember an organisation by its name."""
        if values.get("key") and values.get("full"):
            for text in (values["full"], *values.get("short", [])):
                self.offices.setdefault(words(text), set()).add(values["key"])

    def fill_positions(self, values):
        """Find the organisation, then the position of that title in it, or make a key."""
        if not values.get("organisation"):
            values["organisation"] = self.office(values.get("office", ""))
        title, office = values.get("title", ""), values["organisation"]
        if not values.get("key"):
            same = {key for key, other in self.positions.get(words(title), ()) if other == office}
            values["key"] = min(same) if same else self.free("positions", title)
        self.know_position([title, *values.get("printed", [])], values["key"], office)

    def fill_officials(self, values):
        """Find the official of that name, or make a key."""
        name = values.get("name", "")
        if not values.get("key"):
            found = self.officials.get(words(name), set())
            values["key"] = one(found, name) if found else self.free("officials", name)
        self.know_official(name, values["key"])

    def fill_appointments(self, values):
        """Find official and position."""
        if not values.get("official"):
            name = values.get("name", "")
            values["official"] = one(self.officials.get(words(name), set()), name)
        self.fill_position(values)

    def fill_rank_schemes(self, values):
        """Find the position."""
        self.fill_position(values)

    def fill_position(self, values):
        """Find a position by its title, in the organisation named beside it."""
        if values.get("position"):
            return
        title, office = values.get("title", ""), values.get("office")
        found = self.positions.get(words(title), set())
        if office:
            found = found or self.positions.get(words(f"{title} {office}"), set())
            within = self.offices.get(words(office), set())
            found = {each for each in found if each[1] in within}
        values["position"] = one({key for key, _office in found}, f"{title} {office or ''}".strip())

    def office(self, name):
        """Return the key of the organisation of a name."""
        return one(self.offices.get(words(name), set()), name)

    def free(self, name, text):
        """Return a key that nobody has."""
        base = slug(text, limit=90)
        key, number = base, 2
        while key in self.taken[name]:
            key, number = f"{base}-{number}", number + 1
        self.taken[name].add(key)
        return key


def one(keys, text):
    """Return the only key. Raises `BadValue` where there is none or more than one."""
    if not keys:
        raise BadValue(_("The register has no “%(name)s”.") % {"name": text})
    if len(keys) > 1:
        named = {"name": text, "keys": ", ".join(sorted(keys))}
        raise BadValue(_("Several are called “%(name)s”; write the key: %(keys)s") % named)
    return next(iter(keys))


def words(text):
    """Return what is compared of a name: its words, with one tone placement."""
    return tuple(token.key for token in tokens_of(text or "") if token.is_word)
