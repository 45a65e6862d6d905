"""Everything that must be on the machine before anything runs; nothing when it is already."""

from stack import node_packages, packages, python_packages
from stack.locking import installing


def everything(browser: bool = False) -> None:
    with installing():
        packages.install(packages.NEEDS | (packages.BROWSER_NEEDS if browser else {}))
        python_packages.install()
        node_packages.install()
        node_packages.bundle()
