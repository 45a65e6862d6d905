"""A name for a device, from what its browser says of itself; the person may write another."""

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_WORDS = {
    "Windows": "Ordinateur Windows",
    "Linux": "Ordinateur Linux",
}


def device_name(user_agent: str) -> str:
    """ "Téléphone Android", "iPad", "Ordinateur Windows"; "Cet appareil" when nothing says."""
    for mark, system in _SYSTEMS:
        if mark in user_agent:
            if system == "Android":
                return "Téléphone Android" if "Mobile" in user_agent else "Tablette Android"
            return _WORDS.get(system, system)
    return "Cet appareil"
