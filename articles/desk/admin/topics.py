"""Topics at the desk: naming them, closing them, and letting one go on as another."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.admin.page import PictureFields
from articles.page.topic import Topic, merge


class MergeForm(forms.Form):
    """Into which topic another is merged."""

    into = forms.ModelChoiceField(Topic.objects.none(), label=_("goes on as"))

    def __init__(self, data, *, topic):
        super().__init__(data)
        self.fields["into"].queryset = Topic.objects.filter(merged_into=None).exclude(pk=topic.pk)


@admin.register(Topic)
class TopicAdmin(PictureFields, admin.ModelAdmin):
    fields = ["name", "slug", "description", "lead_image", "is_open"]
    list_display = ["name", "slug", "is_open", "merged_into"]
    list_filter = ["is_open"]
    list_select_related = ["merged_into"]
    search_fields = ["search_text"]
    sortable_by = ["name"]
    actions = None
    change_form_template = "admin/articles/topic/change_form.html"

    def get_urls(self):
        merging = path(
            "<path:object_id>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name="articles_topic_merge",
        )
        return [merging, *super().get_urls()]

    def has_delete_permission(self, request, obj=None):
        return False  # its address answers for ever: it is closed or merged

    def has_change_permission(self, request, obj=None):
        is_merged = obj is not None and obj.merged_into_id is not None
        return not is_merged and super().has_change_permission(request, obj)

    def get_search_results(self, request, queryset, search_term):
        if request.path == reverse("admin:autocomplete"):  # somebody chooses one for an article
            queryset = queryset.offered()
        return queryset.search(search_term), False

    def merge_view(self, request, object_id):
        """Ask into which topic this one goes, and merge it."""
        topic = self.get_object(request, unquote(object_id))
        if topic is None:
            raise Http404
        if not self.has_change_permission(request, topic):
            raise PermissionDenied
        here = reverse("admin:articles_topic_change", args=[topic.pk])
        form = MergeForm(request.POST if request.method == "POST" else None, topic=topic)
        if form.is_valid():
            try:
                into = merge(topic, form.cleaned_data["into"])
            except ValidationError as refused:
                self.message_user(request, " ".join(refused.messages), messages.ERROR)
                return HttpResponseRedirect(here)
            self.log_change(request, topic, f"→ {into} (#{into.pk})")
            said = gettext("“%(topic)s” goes on as “%(into)s”; its address leads there.")
            self.message_user(request, said % {"topic": topic, "into": into}, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_topic_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Merge into another topic"),
            "opts": self.opts,
            "original": topic,
            "topic_url": here,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/topic/merge.html", context)
