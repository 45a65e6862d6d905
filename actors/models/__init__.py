from actors.models.device import Device
from actors.models.exception import ExceptionalRight
from actors.models.invitation import Invitation
from actors.models.membership import Membership
from actors.models.organisation import Organisation
from actors.models.token import AccessToken
from actors.models.user import User

__all__ = [
    "AccessToken",
    "Device",
    "ExceptionalRight",
    "Invitation",
    "Membership",
    "Organisation",
    "User",
]
