"""A notification on the desktop, where there is one."""

from __future__ import annotations

import threading


def notify(title: str, text: str) -> None:
    """Show a short notice; nothing happens where the desktop or the package for it is missing.

    It is shown from a thread of its own: a desktop that does not answer holds up nobody.
    """
    threading.Thread(target=_show, args=(title, text), daemon=True).start()


def _show(title: str, text: str) -> None:
    import logging

    log = logging.getLogger("desktop_notifier")  # it would print a trace where there is no desktop
    log.addHandler(logging.NullHandler())
    log.propagate = False
    try:
        from desktop_notifier.sync import DesktopNotifierSync

        DesktopNotifierSync(app_name="kamdeck").send(title=title, message=text)
    except Exception:  # each desktop fails in its own way, and a notice is never worth an error
        return
