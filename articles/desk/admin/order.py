"""An order to erase at the desk: what it says, and the second person who stands by it."""

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts.refusal import refuse
from articles.desk.roles.rights import may


class OrderForm(forms.Form):
    """An order to erase, with its legal basis and the second person who stands by it."""

    basis = forms.CharField(
        label=gettext_lazy("legal basis"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    document = forms.CharField(label=gettext_lazy("document number"), max_length=100)
    second_username = forms.CharField(
        label=gettext_lazy("user name of the second person"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    second_password = forms.CharField(
        label=gettext_lazy("password of the second person"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        strip=False,
    )

    def order(self, request):
        """
        Return the answers as `erasure.erasing` takes them, once the second person has signed.

        Raises `Refused` where that person is not recognised or may not erase.
        """
        answers = self.cleaned_data
        second = authenticate(
            request, username=answers["second_username"], password=answers["second_password"]
        )
        may_stand_by = second and second.is_staff and may(second, "erase")
        refuse(
            [] if may_stand_by else [_("The second person was not recognised, or may not erase.")]
        )
        return {
            "basis": answers["basis"],
            "document": answers["document"],
            "by": request.user.get_username(),
            "second_person": second.get_username(),
        }
