"""A real SMTP server in the test's own process, which fails where and how the test wants."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

STAGES = ("connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "dot", "stored")
USER, PASSWORD, TOKEN = "robot@example.com", "s3cret-Pass", "ya29.a0-token"
HOST = "localhost"


@dataclass
class Faults:
    """What goes wrong. `drop` is the stage at which the connection is cut: `data` in the middle of the
    message, `dot` after it and before it is taken, `stored` when it is taken and before the receipt."""

    drop: str = ""
    answers: dict[str, str] = field(default_factory=dict)  # per stage
    refused: dict[str, str] = field(default_factory=dict)  # per address
    greylist: int = 0  # so many recipients are put off before the first one is taken
    pause: float = 0.0  # seconds before every answer
    sleep: dict[str, float] = field(default_factory=dict)  # seconds at a stage
    size: int | None = None
    on_stage: Callable[[str], None] | None = None


@dataclass
class Taken:
    """One message that the server has taken."""

    sender: str
    people: tuple[str, ...]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.data, policy=default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])


class _Server(SMTP):
    """aiosmtpd with a hook at every stage."""

    faults: Faults

    async def stage(self, name: str) -> str | None:
        """Wait, cut the connection or give the answer that the test wants at this stage."""
        faults = self.faults
        if faults.on_stage is not None:
            faults.on_stage(name)
        await asyncio.sleep(faults.sleep.get(name, faults.pause))
        if faults.drop == name:
            await self.cut()
        return faults.answers.get(name)

    async def cut(self) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.abort()
        raise asyncio.CancelledError

    async def _handle_client(self) -> None:
        try:
            answer = await self.stage("connect")
            if answer is not None:
                await self.push(answer)
                await self.cut()
            await super()._handle_client()
        except (asyncio.CancelledError, ConnectionError):
            pass

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        await self.stage("ehlo")
        await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        await self.stage("starttls")
        await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if answer := await self.stage("auth"):
            await self.push(answer)
        else:
            await super().smtp_AUTH(arg)

    async def auth_XOAUTH2(self, _: Any, args: list[str]) -> AuthResult:  # noqa: N802
        from base64 import b64decode

        sent = b64decode(args[1]).decode()
        is_right = sent == f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01"
        return AuthResult(success=is_right, handled=False)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.faults.drop == "data":
            await self.push("354 go on")
            await asyncio.sleep(0.01)
            await self.cut()
        await super().smtp_DATA(arg)


class _Handler:
    def __init__(self, faults: Faults, taken: list[Taken]) -> None:
        self.faults, self.taken = faults, taken

    async def handle_MAIL(  # noqa: N802
        self, server: _Server, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := await server.stage("mail"):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: _Server, _: Session, envelope: Envelope, address: str, __: list[str]
    ) -> str:
        if answer := await server.stage("rcpt"):
            return answer
        if address in self.faults.refused:
            return self.faults.refused[address]
        if self.faults.greylist > 0:
            self.faults.greylist -= 1
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: _Server, _: Session, envelope: Envelope) -> str:  # noqa: N802
        if answer := await server.stage("dot"):
            return answer
        assert isinstance(envelope.content, bytes)
        self.taken.append(Taken(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.content))
        await server.stage("stored")
        return "250 2.0.0 taken"


class _Controller(Controller):
    def __init__(self, faults: Faults, taken: list[Taken], **options: Any) -> None:
        self.faults, self.options = faults, options
        super().__init__(
            _Handler(faults, taken), hostname=HOST, port=0, ssl_context=options.pop("ssl_context", None)
        )

    def factory(self) -> SMTP:
        server = _Server(
            self.handler, hostname=HOST, data_size_limit=self.faults.size, loop=self.loop, **self.options
        )
        server.faults = self.faults
        return server

    def _trigger_server(self) -> None:
        """Count as started without the connection that would be a first one for the faults."""
        self.smtpd = self.factory()
        self._factory_invoked.set()


@dataclass
class MailServer:
    """A running server: where it is, what it has taken, and what goes wrong with it."""

    port: int
    security: str
    faults: Faults
    taken: list[Taken]
    ca_file: Path | None = None

    def settings(self, **more: object) -> str:
        """The table `[mail]` for this server."""
        values: dict[str, object] = {
            "host": HOST,
            "port": self.port,
            "security": self.security,
            "from": "Reports <reports@example.com>",
            "owner": "owner@example.com",
            "retry_minutes": 0,
            "timeout": 5,
        }
        if self.ca_file is not None:
            values["ca_file"] = str(self.ca_file)
        values |= more
        lines = [f"{key} = {_toml(value)}" for key, value in values.items() if value is not None]
        return "\n".join(["[mail]", *lines]) + "\n"

    def to(self, address: str) -> list[Taken]:
        """What was taken for an address."""
        return [taken for taken in self.taken if address in taken.people]


@contextmanager
def mail_server(
    folder: Path,
    *,
    security: str = "none",
    faults: Faults | None = None,
    is_closed: bool = False,
    name: str = HOST,
) -> Iterator[MailServer]:
    """A server on a free port; with `is_closed` it wants a login. `name` is what its certificate says."""
    faults, taken = faults or Faults(), list[Taken]()
    options: dict[str, Any] = {}
    ca_file = None
    if security != "none":
        authority = trustme.CA()
        ca_file = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(ca_file))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
        key = "ssl_context" if security == "tls" else "tls_context"
        options[key] = context
        options["require_starttls"] = security == "starttls"
    if is_closed:
        options["authenticator"] = _authenticate
        options["auth_required"] = True
        options["auth_require_tls"] = security == "starttls"
    controller = _Controller(faults, taken, **options)
    controller.start()
    try:
        port = controller.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        yield MailServer(port, security, faults, taken, ca_file)
    finally:
        controller.stop(no_assert=True)


def wait_until(test: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether the test came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if test():
            return True
        time.sleep(0.005)
    return test()


def _authenticate(_: SMTP, __: Session, ___: Envelope, mechanism: str, data: Any) -> AuthResult:
    is_right = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


def _toml(value: object) -> str:
    return str(value) if isinstance(value, int | float) else f'"{value}"'
