"""From the name of a file to a title a person can read."""

from pathlib import PurePath

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vietnamese import is_file_name, words_of_file_name


def title_from(file_name):
    """
    Return a title made of a file's name: “le-khai_giang.JPG” becomes “Le khai giang”.

    What cameras and telephones call their files becomes “Picture of” the present day.
    """
    stem = PurePath(file_name.replace("\\", "/")).stem
    title = words_of_file_name(file_name)
    if not title or is_file_name(stem):
        return _("Picture of %(date)s") % {
            "date": date_format(timezone.localtime(), "SHORT_DATE_FORMAT")
        }
    return title
