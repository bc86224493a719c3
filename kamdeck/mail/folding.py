"""How a message's head is written: lines of at most 76 characters where words are encoded (RFC 2047).

The standard library's own folding of encoded names puts spaces into them (seen in Python 3.11): names and
subject are folded here, by its older class that does it right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from email.policy import EmailPolicy

LONGEST = 76
NAME_ROOM = 62  # beside the longest name of a header


def wire_policy() -> EmailPolicy[Any]:
    """The policy by which messages are written as they go over the wire."""
    from email.header import Header
    from email.policy import EmailPolicy

    def encoded(text: str, room: int, name: str | None = None) -> str:
        charset = "us-ascii" if text.isascii() else "utf-8"
        return Header(text, charset, room, header_name=name).encode(linesep="\r\n")

    def person(address: Any) -> str:
        name = address.display_name
        if not name:
            return str(address.addr_spec)
        if name.isascii():
            quoted = name.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{quoted}" <{address.addr_spec}>'
        return f"{encoded(name, NAME_ROOM)}\r\n <{address.addr_spec}>"

    class Wire(EmailPolicy):
        def fold_binary(self, name: str, value: Any) -> bytes:
            """The header with its line ends."""
            if name == "Subject":
                return f"{name}: {encoded(str(value), LONGEST, name)}\r\n".encode("ascii")
            if people := getattr(value, "addresses", ()):
                listed = ",\r\n ".join(person(address) for address in people)
                return f"{name}: {listed}\r\n".encode("ascii")
            return super().fold_binary(name, value)

    return Wire(linesep="\r\n")
