"""The forms of accounts, invitations, exceptions and the directory; `Form` is every app's."""

from actors.forms.account import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from actors.forms.base import Form
from actors.forms.directory import DirectoryForm
from actors.forms.exception import DecisionForm, ExceptionForm
from actors.forms.invitation import AcceptForm, InvitationForm
from actors.forms.profile import ProfileForm
from actors.forms.token import TokenForm

__all__ = [
    "AcceptForm",
    "ChangePasswordForm",
    "DecisionForm",
    "DirectoryForm",
    "ExceptionForm",
    "Form",
    "InvitationForm",
    "LoginForm",
    "ProfileForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
    "TokenForm",
]
