from django import forms

from actors.forms.base import Form
from actors.models import User


class ProfileForm(Form, forms.ModelForm):
    class Meta:
        model = User
        fields = ("first_name", "last_name", "phone")
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "given-name"}),
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        }
        help_texts = {"phone": "Visible de toutes les personnes connectées, dans l’annuaire."}
