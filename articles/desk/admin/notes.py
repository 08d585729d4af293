"""The notes beside an article: what colleagues tell each other, shown nowhere but at the desk."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.acting import locked
from articles.desk.note import Note
from vietnamese import drop_zero_width, nfc, plain

LONGEST = 2_000  # characters


def notes_of(article):
    """Return the notes of an article with who wrote them, the newest last; one query."""
    return list(Note.objects.filter(article=article.pk).select_related("by"))


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note for colleagues"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write what your colleagues should know; an empty note is not kept."),
            "max_length": _(
                "A note has at most %(limit_value)d characters; this one has %(show_value)d."
            ),
        },
    )

    def clean_text(self):
        lines = plain(nfc(drop_zero_width(self.cleaned_data["text"]))).splitlines()
        text = "\n".join(line.rstrip() for line in lines).strip()
        if not text:
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text


class NotePages:
    """The notes of `ArticleAdmin`: whoever may see an article reads them and may add one."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.notes_view)
        return [
            path("<path:object_id>/notes/", view, name="articles_article_notes"),
            *super().get_urls(),
        ]

    def notes_view(self, request, object_id):
        """
        Show the notes on a page of their own; on POST add one.

        A page of its own, so that the form of the article beside it keeps what is typed there.
        """
        article = self.article_or_404(request, object_id)
        if request.method == "POST":
            self.require("note", request, article)
        form = NoteForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and self.note_was_added(request, article, form):
            return HttpResponseRedirect(self.address_of(article, "notes"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Notes"),
            "opts": self.opts,
            "original": article,
            "article": article,
            "article_url": self.address_of(article),
            "notes": notes_of(article),
            "form": form,
        }
        template = "admin/articles/article/notes_page.html"
        status = 422 if form.errors else 200
        return TemplateResponse(request, template, context, status=status)

    def note_was_added(self, request, article, form):
        """Add a note as posted, unless its text is refused; what was erased takes no words."""
        if not form.is_valid():
            return False
        with transaction.atomic():
            if locked(article).erasure_id:
                raise PermissionDenied
            Note.objects.create(article=article, by=request.user, text=form.cleaned_data["text"])
        return True
