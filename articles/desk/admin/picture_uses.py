"""What the admin of pictures gains from the desk."""

from django.urls import path

from articles.desk.admin.replace_picture import may_put_another, replace_picture_view
from articles.desk.admin.where_used import WhereUsed
from articles.desk.pages.rewording import outdated_pages
from articles.desk.roles.arranging import publishes_pages
from articles.desk.roles.rights import may
from articles.desk.uses.picture_uses import reasons_to_keep, unused, uses_of
from articles.desk.uses.rewording import outdated_uses


class WherePictureUsed(WhereUsed):
    """Where a picture is used, another file for it, and renewed words in live articles."""

    uses_of = staticmethod(uses_of)
    reasons_to_keep = staticmethod(reasons_to_keep)
    unused = staticmethod(unused)

    def get_urls(self):
        replace = self.admin_site.admin_view(replace_picture_view(self.admin_site))
        return [
            path("<int:number>/replace/", replace, name="images_image_replace"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            may_replace = may_put_another(request.user) and not obj.erasure
            context["may_replace"] = may_replace and not obj.replaced_by_id
        if obj is not None and may(request.user, "reword"):
            pages = outdated_pages(obj) if publishes_pages(request.user) else []
            context["outdated"] = len(outdated_uses(obj))
            context["outdated_pages"] = len(pages)
        return super().render_change_form(request, context, add, change, form_url, obj)
