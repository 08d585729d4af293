from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("Register of officials")

    def ready(self):
        from people import changes
        from people.links import name_rows
        from people.models import Official, Position

        changes.connect()
        name_rows(
            Official.pictures.through,
            _("picture of an official"),
            _("pictures of officials"),
            "image",
        )
        implied = [_("implied position"), _("implied positions"), "to_position"]
        name_rows(Position.implies.through, *implied)
        name_rows(self.get_model("HistoricalPosition_implies"), *implied)
