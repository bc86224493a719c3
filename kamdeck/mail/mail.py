"""The table `[mail]` of kamdeck.toml: the server, who sends, who is told when something fails."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.mail.addresses import Address, read_address
from kamdeck.record import record
from kamdeck.run.table import Table
from kamdeck.text import Say

PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "none": 25}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
SECRETS = ("password_env", "password_file", "password_keyring", "oauth2_command")
KEYS = (
    "host", "port", "security", "ca_file", "user", *SECRETS, "from", "owner", "timeout", "size_limit_mb",
    "outbox", "tries", "retry_minutes",
)  # fmt: skip
OUTBOX = "kamdeck-outbox"


@record
class Mail:
    """How mail leaves. `secret` is where the password or token comes from (one of SECRETS and its value),
    never the password itself; `size_limit` in bytes as sent; `retry` the first pause in seconds."""

    host: str
    port: int
    security: str
    sender: Address
    owner: Address | None
    user: str = ""
    secret: tuple[str, str] | None = None
    ca_file: Path | None = None
    timeout: float = 30.0
    size_limit: int = 20 << 20
    outbox: Path = Path(OUTBOX)
    tries: int = 12
    retry: float = 300.0


def read_mail(settings: Mapping[str, object], path: Path, say: Say) -> Mail:
    """The table `[mail]`.

    Raises: KamdeckError for what is missing or cannot be; a password in the file itself is refused.
    """
    values = settings.get("mail")
    if values is None:
        raise KamdeckError(say("mail.no_mail", file=path.name), say("mail.no_mail_hint"))
    if isinstance(values, dict) and any("password" in key or "token" in key for key in values):
        _refuse_password(values, path, say)
    table = Table(values, KEYS, path, ("mail",), say)
    for key in ("host", "from"):
        table.need(key)
    security = table.choice("security", PORTS, "starttls")
    host = table.text("host")
    if security == "none" and host not in LOCAL_HOSTS:
        raise table.wrong("security", say("mail.not_clear", names=", ".join(LOCAL_HOSTS)))
    owner = table.text("owner")
    return Mail(
        host=host,
        port=int(table.number("port", PORTS[security], 1) or 0),
        security=security,
        sender=read_address(table.text("from"), "from", say),
        owner=read_address(owner, "owner", say) if owner else None,
        user=table.text("user"),
        secret=_secret(table),
        ca_file=table.file("ca_file"),
        timeout=float(table.number("timeout", 30, 1) or 0),
        size_limit=int(float(table.number("size_limit_mb", 20) or 0) * (1 << 20)),
        outbox=table.file("outbox") or path.resolve().parent / OUTBOX,
        tries=int(table.number("tries", 12, 1) or 1),
        retry=float(table.number("retry_minutes", 5) or 0) * 60,
    )


def _refuse_password(values: Mapping[str, object], path: Path, say: Say) -> None:
    """Refuse a key that holds a password itself, without repeating its value."""
    for key in values:
        if key in ("password", "token", "oauth2_token"):
            raise KamdeckError(say("mail.password", file=path.name, name=key), say("mail.password_hint"))


def _secret(table: Table) -> tuple[str, str] | None:
    """Where the password comes from; one place only.

    Raises: KamdeckError for a user without a password, or more than one place.
    """
    say = table.say
    named = [key for key in SECRETS if key in table]
    if len(named) > 1:
        raise table.wrong(named[1], say("mail.one_secret", names=", ".join(named)))
    if table.text("user") and not named:
        raise table.wrong("user", say("mail.no_secret", names=", ".join(SECRETS)))
    if not named:
        return None
    if not table.text("user"):
        raise table.wrong(named[0], say("mail.no_user"))
    if named[0] == "password_file":
        return named[0], str(table.file(named[0]))
    return named[0], table.text(named[0])
