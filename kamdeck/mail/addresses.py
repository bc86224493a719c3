"""Mail addresses and header lines: what may stand in one, and nothing that could begin another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kamdeck.errors import DeliveryError
from kamdeck.record import record
from kamdeck.text import Say

MOST_HEADER = 900  # characters; a line of mail ends at 998

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


@record
class Address:
    """A person's name ("" where none is known) and address; the domain in ASCII."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """What makes two addresses the same mailbox: case does not matter to any server in use."""
        return self.address.casefold()


def refuse_control(text: str, field: str, say: Say) -> str:
    """The text, fit for a header line.

    Raises: DeliveryError for a line break or another control character: it could begin a header of its own.
    """
    if found := _CONTROL.search(text):
        raise DeliveryError(
            say("mail.control", field=field, seen=repr(text[max(0, found.start() - 20) : found.end() + 20])),
            say("mail.control_hint"),
        )
    if len(text) > MOST_HEADER:
        raise DeliveryError(say("mail.too_long", field=field, n=len(text)), say("mail.too_long_hint"))
    return text


def read_address(text: str, field: str, say: Say) -> Address:
    """One address: `ann@example.com` or `Ann Lee <ann@example.com>`.

    Raises: DeliveryError for anything else; `field` says where it stood.
    """
    refuse_control(text.strip(), field, say)
    named = _NAMED.fullmatch(text.strip())
    name = named["name"].strip().strip('"').strip() if named else ""
    bare = (named["address"] if named else text).strip()
    local, _, domain = bare.rpartition("@")
    plain = _ascii_domain(domain)
    if not _LOCAL.fullmatch(local) or plain is None or len(bare) > 254:
        raise DeliveryError(say("mail.no_address", seen=text.strip(), field=field), say("mail.address_hint"))
    return Address(name, f"{local}@{plain}")


def read_addresses(texts: Iterable[str], field: str, say: Say) -> tuple[Address, ...]:
    """Every address of some texts, each mailbox once; a text may hold several, parted by `;` or `,`.

    Raises: DeliveryError as `read_address`.
    """
    found: dict[str, Address] = {}
    for text in texts:
        for part in _parts(text):
            address = read_address(part, field, say)
            found.setdefault(address.key, address)
    return tuple(found.values())


def _parts(text: str) -> list[str]:
    """The addresses in a text; a comma or semicolon inside quotation marks parts nothing."""
    pieces = re.findall(r'(?:"[^"]*"|[^;,"])+', text)
    return [piece for piece in pieces if piece.strip()]


def _ascii_domain(domain: str) -> str | None:
    """The domain as the mail system writes it (`xn--...`), None where it is none."""
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = plain.split(".")
    return plain if plain and all(_LABEL.fullmatch(label) for label in labels) else None
