"""Which shop a start shows: the owner's, the demo that was open last, or none yet."""

import os
from dataclasses import replace

from PySide6.QtCore import QSettings

from babydrop_desktop.paths import Profile, ShopOptions, demo_beside, owner_beside, private
from ui.window_state import PLACE

IN_DEMO = "start/demo"


def kept_in(profile: Profile) -> QSettings:
    """How the window of that shop stood, and what was typed: Qt leaves the file's rights alone."""
    file = private(profile.folder / "window.ini")
    return QSettings(str(file), QSettings.Format.IniFormat)


def is_new(profile: Profile, settings: QSettings) -> bool:
    """Whether nothing was ever done in this folder: no settings, no shop, no place was open."""
    if not profile.folder.is_dir() or not os.access(profile.folder, os.W_OK):
        return False  # what is wrong with it is said by whoever opens the shop
    there = profile.settings.exists() or profile.database.exists()
    return not there and not settings.contains(PLACE)


def wanted(options: ShopOptions) -> ShopOptions:
    """The demo shop where it was shown last and is still there; else what was asked for."""
    if options.demo or options.database_url is not None:
        return options
    demo = demo_beside(options.profile)
    if not kept_in(options.profile).value(IN_DEMO, defaultValue=False, type=bool):
        return options
    return replace(options, profile=demo, demo=True) if demo.database.exists() else options


def remember(options: ShopOptions) -> None:
    """The window goes to this shop: the next start shows it too."""
    own = owner_beside(options.profile) if options.demo else options.profile
    settings = kept_in(own)
    if options.demo or settings.contains(IN_DEMO):
        settings.setValue(IN_DEMO, options.demo)
        settings.sync()
