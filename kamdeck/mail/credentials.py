"""The password or token, read when the server asks for it, kept nowhere and shown nowhere."""

from __future__ import annotations

import os
from pathlib import Path

from kamdeck.errors import DeliveryError
from kamdeck.mail.mail import Mail
from kamdeck.text import Say

TOKEN_SECONDS = 60


def read_secret(mail: Mail, say: Say) -> str:
    """The password of the account, or a fresh OAuth2 access token.

    Raises: DeliveryError naming the place that had none, never what it had.
    """
    kind, place = mail.secret or ("", "")
    readers = {
        "password_env": _from_environment,
        "password_file": _from_file,
        "password_keyring": _from_keyring,
        "oauth2_command": _from_command,
    }
    secret = readers[kind](place, mail.user, say)
    if not secret:
        raise DeliveryError(say(f"mail.no_{kind}", place=place, user=mail.user), say("mail.no_secret_hint"))
    return secret


def xoauth2(user: str, token: str) -> str:
    """What the server is sent to log in with a token (the XOAUTH2 mechanism)."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def without_secret(text: str, user: str, secret: str) -> str:
    """The text with the secret blanked out: plain, and in every form in which a server is sent it."""
    from base64 import b64encode

    if not secret:
        return text
    sent = (secret, f"\0{user}\0{secret}", xoauth2(user, secret))
    for shown in (*(b64encode(form.encode()).decode() for form in sent), secret):
        text = text.replace(shown, "***")
    return text


def _from_environment(name: str, _user: str, _say: Say) -> str:
    return os.environ.get(name, "")


def _from_file(name: str, _user: str, say: Say) -> str:
    """The file's first line."""
    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise DeliveryError(say("mail.no_password_file", place=name, user=""), str(why or "")) from None
    return lines[0].strip() if lines else ""


def _from_keyring(service: str, user: str, say: Say) -> str:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise DeliveryError(say("mail.needs_keyring"), 'pip install "kamdeck[mail]"') from None
    try:
        return keyring.get_password(service, user) or ""
    except keyring.errors.KeyringError as error:
        raise DeliveryError(
            say("mail.no_password_keyring", place=service, user=user), type(error).__name__
        ) from None


def _from_command(command: str, _user: str, say: Say) -> str:
    """What the command prints; its output is shown to nobody, since it may hold the token."""
    import shlex
    import subprocess

    words = shlex.split(command, posix=os.name != "nt")
    try:
        done = subprocess.run(
            words,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=TOKEN_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise DeliveryError(
            say("mail.no_oauth2_command", place=words[0] if words else "", user=""), type(error).__name__
        ) from None
    if done.returncode:
        raise DeliveryError(
            say("mail.no_oauth2_command", place=words[0], user=""),
            say("mail.exit_code", code=str(done.returncode)),
        )
    return done.stdout.strip()
