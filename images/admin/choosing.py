"""The window in which a picture is chosen, from the editor or from a form."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from images.models import Image

PER_WINDOW = 36


class Choosing:
    """The part of the picture admin that lets one picture be chosen."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("chon/", view(self.choose), name="images_image_choose"),
            *super().get_urls(),
        ]

    def choose(self, request):
        """
        List, search and upload pictures in a window, to choose one.

        Opened by the editor (``?CKEditorFuncNum=``) or a field of a form (`images.widgets`).
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = self.upload_form(request)
        if request.method == "POST":
            kept, refused = self.take_many(request, form)
            if kept and not refused:
                return redirect(request.get_full_path())
        query = request.GET.get("q", "")
        images = Image.objects.offered().search(query)
        page = Paginator(images, PER_WINDOW).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Choose a picture"),
            "page": page,
            "query": query,
            "function": request.GET.get("CKEditorFuncNum", ""),
            "kept_parameters": [
                (name, value)
                for name, value in request.GET.items()
                if name in {"CKEditorFuncNum", "CKEditor", "langCode", "_popup"}
            ],
            "form": form,
            "is_popup": True,
            "may_add": self.has_add_permission(request),
            "media": self.media + form.media,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/images/image/choose.html", context)
