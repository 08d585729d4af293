"""The register of officials, gathered for Django."""

from people.appointment import Appointment
from people.house import HouseStyle
from people.official import Official, OtherName
from people.official_documents.model import OfficialDocument
from people.organisation import Organisation, OrganisationName, Succession
from people.position import Position
from people.scheme import RankRow, RankScheme

__all__ = [
    "Appointment",
    "HouseStyle",
    "Official",
    "OfficialDocument",
    "Organisation",
    "OrganisationName",
    "OtherName",
    "Position",
    "RankRow",
    "RankScheme",
    "Succession",
]
