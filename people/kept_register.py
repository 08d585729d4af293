"""The register of the title check, kept in memory for as long as no row of it changes.

Reading 2,000 officials and making their lexicon takes longer than checking a page, and the check
runs while somebody types. One process keeps one register, and asks one question before each use:
whether the history of the register or of the house's settings has grown. Every way of changing a
row writes history (`people.history`), in forms, by steps, in bulk and from files.
"""

from threading import Lock

from django.apps import apps
from django.conf import settings
from django.db import connection

from people.title_register import from_database

# Read again where somebody changes the register while it is read, but not for ever.
TRIES = 3

_lock = Lock()
_kept = (None, None)


def current_register():
    """Return the `TitleRegister` of the database as it stands, ready for use.

    One query where it has not changed since it was kept; eleven where it is read anew.
    """
    global _kept
    stamp = stamp_of_register()
    kept, register = _kept
    if kept == stamp:
        return register
    with _lock:
        kept, register = _kept  # by whoever was faster
        if kept == stamp:
            return register
        for _try in range(TRIES):
            register = from_database().warmed()
            before, stamp = stamp, stamp_of_register()
            if stamp == before:
                break
        _kept = (before, register)
        return register


def stamp_of_register():
    """Return what differs whenever a row of the register or the house's settings has changed.

    Of each history how many entries it has and when the newest was made; one query. Their number
    alone finds entries that a slower transaction adds below newer ones; the moment tells a change
    that was rolled back, and read here before, from the next one.
    """
    quote = connection.ops.quote_name
    tables = [quote(model.history.model._meta.db_table) for model in models_with_history()]
    parts = [f"(SELECT COUNT(*) FROM {table})" for table in tables]  # noqa: S608
    parts += [f"(SELECT MAX(history_date) FROM {table})" for table in tables]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return (connection.settings_dict["NAME"], settings.TONE_STYLE, *cursor.fetchone())


def models_with_history():
    """Return the models of the register; all of them keep their history."""
    models = apps.get_app_config("people").get_models()
    return [each for each in models if hasattr(each._meta, "simple_history_manager_attribute")]
