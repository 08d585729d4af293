"""Lists whose rows are put in order by hand."""

from django.utils.html import format_html


class OrderedByHand:
    """
    A list that `static/desk/ordering.js` lets people drag; ``order`` is in its ``list_editable``.

    ``whole_under`` names the filters under which still every row of a group is shown.
    """

    change_list_template = "admin/ordered_list.html"
    whole_under = frozenset()
    step = 10  # between the numbers of two neighbours, so that one may be typed in between

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        used = set(changelist.get_filters_params()) - self.whole_under
        # Numbers given to some rows of a group say nothing about the others.
        request.shows_whole_groups = not (used or changelist.query or changelist.multi_page)
        return changelist

    def changelist_view(self, request, extra_context=None):
        answer = super().changelist_view(request, extra_context)
        if hasattr(answer, "context_data"):
            is_whole = getattr(request, "shows_whole_groups", False)
            answer.context_data |= {"is_whole": is_whole, "step": self.step}
        return answer


def placed(item, group, under, text, css_class):
    """Return a row's name with what the script has to know of its place in the list."""
    return format_html(
        '<span class="{}" data-row="{}" data-group="{}" data-under="{}">{}</span>',
        css_class,
        item.pk,
        group,
        under,
        text,
    )
