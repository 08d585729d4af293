"""
Where rooms meet in the admin.

The form of a user shows the desks they play a part at, those of pictures and documents where they
are used, and that of an official document who cites it.
"""

from django.contrib import admin

from accounts.admin import UserAdmin
from accounts.models import User
from articles.desk.admin.assignments import KeepsAssignments
from articles.desk.admin.citing import WhereCited
from articles.desk.admin.document_uses import WhereDocumentUsed
from articles.desk.admin.picture_uses import WherePictureUsed
from documents.admin import DocumentAdmin
from documents.models import Document
from images.admin import ImageAdmin
from images.models import Image
from people.admin.official_documents import OfficialDocumentAdmin
from people.models import OfficialDocument
from people.pictured import ShowsOfficials

admin.site.unregister([User, Image, Document, OfficialDocument])


@admin.register(User)
class StaffAdmin(KeepsAssignments, UserAdmin):
    """Users as `accounts` keeps them, with their roles at desks as rows."""


@admin.register(Image)
class PictureAdmin(WherePictureUsed, ShowsOfficials, ImageAdmin):
    """The library as `images` keeps it, with what the other rooms know of a picture."""


@admin.register(Document)
class StoreAdmin(WhereDocumentUsed, DocumentAdmin):
    """The store as `documents` keeps it, with what the desk knows of a document."""


@admin.register(OfficialDocument)
class CitedDocumentAdmin(WhereCited, OfficialDocumentAdmin):
    """The register of documents as `people` keeps it, with the articles that cite one."""
