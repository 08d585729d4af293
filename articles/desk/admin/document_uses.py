"""What the admin of documents gains from the desk."""

from articles.desk.admin.where_used import WhereUsed
from articles.desk.uses.document_uses import reasons_to_keep, unused, uses_of


class WhereDocumentUsed(WhereUsed):
    """Where a document is used, and deleting only what nothing uses."""

    uses_of = staticmethod(uses_of)
    reasons_to_keep = staticmethod(reasons_to_keep)
    unused = staticmethod(unused)
