"""The rows of many-to-many fields, which Django names after the code's own words."""


def name_rows(rows, name, names, shown):
    """
    Let the pages of the desk call the rows of a many-to-many field by words.

    ``rows`` is the model that Django made for the field, ``shown`` the name of its link that says
    what a row is.
    """
    rows._meta.verbose_name, rows._meta.verbose_name_plural = name, names
    rows.__str__ = lambda row: str(getattr(row, shown))
