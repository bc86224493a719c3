"""One message handed to the mail server, and what the server said to each step (RFC 5321)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from kamdeck.errors import DeliveryError
from kamdeck.mail.credentials import read_secret, without_secret, xoauth2
from kamdeck.mail.mail import Mail
from kamdeck.record import record
from kamdeck.text import Say

if TYPE_CHECKING:
    import smtplib
    import ssl

End = Literal["accepted", "later", "never"]
_CODE_OK = (250, 251, 252)
_DOT = re.compile(rb"(?m)^\.")
_SIZE_CODE = 552


@record
class Verdict:
    """How an attempt ended. `people` says per address "sent", "refused" or "waiting"; `said` what the
    server said to it. `is_open` is True when the end of the message was sent and the answer never came:
    it may have arrived."""

    end: End
    stage: str
    detail: str
    people: dict[str, str]
    said: dict[str, str]
    is_open: bool = False


class _StopError(Exception):
    """The attempt is over: at which stage, for good or not, and what was said."""

    def __init__(self, stage: str, end: End, detail: str) -> None:
        super().__init__(stage)
        self.stage, self.end, self.detail = stage, end, detail


def transmit(
    mail: Mail,
    sender: str,
    people: Sequence[str],
    message: bytes,
    mark: Callable[[Sequence[str]], None],
    say: Say,
) -> Verdict:
    """Hand a message to the server for some addresses.

    `mark` is called with the accepted addresses when all of the message has been sent but its last line:
    from there until the server's answer is recorded, it may have arrived without our knowing.
    """
    attempt = _Attempt(mail, say)
    try:
        attempt.open()
        attempt.envelope(sender, people, len(message))
        attempt.send(message, mark)
    except _StopError as stop:
        return attempt.verdict(stop.end, stop.stage, stop.detail, people)
    finally:
        attempt.close()
    return attempt.verdict("accepted", "", "", people)


class _Attempt:
    """One connection: each step raises _StopError where it cannot go on."""

    def __init__(self, mail: Mail, say: Say) -> None:
        self.mail = mail
        self._say = say
        self._server: smtplib.SMTP | None = None
        self._secret = ""
        self._accepted: list[str] = []
        self._refused: list[str] = []
        self._said: dict[str, str] = {}
        self._is_open = False

    # ------------------------------------------------------------------ steps

    def open(self) -> None:
        """Connect, secure the connection, log in."""
        import smtplib

        mail = self.mail
        try:
            context = self._context() if mail.security != "none" else None
        except OSError as error:
            raise _StopError("certificate", "later", error.strerror or str(error)) from None
        with self._stage("connect"):
            if mail.security == "tls":
                self._server = smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.timeout, context=context)
            else:
                self._server = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout)
            self._server.ehlo_or_helo_if_needed()
        if mail.security == "starttls":
            with self._stage("starttls"):
                if not self._server.has_extn("starttls"):
                    raise _StopError("starttls", "later", self._say("mail.no_starttls"))
                self._expect("starttls", self._server.starttls(context=context), (220,))
                self._server.ehlo()
        if mail.user:
            self._log_in()

    def envelope(self, sender: str, people: Sequence[str], size: int) -> None:
        """Name the sender and every address; each may be refused by itself."""
        server = self._connected()
        with self._stage("sender"):
            most = int(server.esmtp_features.get("size") or 0) if server.has_extn("size") else 0
            if 0 < most < size:
                text = self._say("mail.server_limit", most=self._say.number(most / (1 << 20), 1))
                raise _StopError("size", "never", f"{_SIZE_CODE} {text}")
            options = [f"size={size}"] if server.has_extn("size") else []
            self._expect("sender", server.mail(sender, options), _CODE_OK)
        with self._stage("recipient"):
            for address in people:
                code, answer = server.rcpt(address)
                self._said[address] = _joined(code, answer)
                if code in _CODE_OK:
                    self._accepted.append(address)
                elif code == 421:
                    raise _StopError("recipient", "later", _joined(code, answer))
                elif code >= 500:
                    self._refused.append(address)
        if not self._accepted:
            end: End = "never" if len(self._refused) == len(people) else "later"
            said = [
                text for address, text in self._said.items() if end == "never" or address not in self._refused
            ]
            raise _StopError("recipient", end, said[0])

    def send(self, message: bytes, mark: Callable[[Sequence[str]], None]) -> None:
        """Send the message; what follows its last line is in doubt until the server has answered."""
        server = self._connected()
        with self._stage("data"):
            self._expect("data", server.docmd("DATA"), (354,))
            body = _DOT.sub(b"..", message)
            server.send(body if body.endswith(b"\r\n") else body + b"\r\n")
        mark(self._accepted)
        self._is_open = True
        with self._stage("answer"):
            server.send(b".\r\n")
            code, text = server.getreply()
        self._is_open = code < 200  # no answer that means anything
        self._expect("answer", (code, text), _CODE_OK)

    def close(self) -> None:
        """Leave politely, and in any case."""
        if self._server is None:
            return
        import smtplib

        try:
            if self._server.sock is not None and not self._is_open:
                self._server.sock.settimeout(min(5.0, self.mail.timeout))
                self._server.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            self._server.close()

    def verdict(self, end: End, stage: str, detail: str, people: Sequence[str]) -> Verdict:
        """What became of every address."""
        states = dict.fromkeys(people, "waiting") | dict.fromkeys(self._refused, "refused")
        if end == "accepted":
            states |= dict.fromkeys(self._accepted, "sent")
        elif end == "never":
            states = dict.fromkeys(people, "refused")
        told = {address: self._said.get(address, "") for address in people if states[address] != "sent"}
        told = {address: "" if text.startswith("2") else text for address, text in told.items()}
        if end == "never":
            told = {address: text if address in self._refused else detail for address, text in told.items()}
        return Verdict(end, stage, self._clean(detail), states, told, self._is_open)

    # ------------------------------------------------------------------ pieces

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            raise _StopError("connect", "later", "")
        return self._server

    def _context(self) -> ssl.SSLContext:
        """Certificates are checked, and the name in them, against the system's authorities or the file's."""
        import ssl

        context = ssl.create_default_context(cafile=str(self.mail.ca_file) if self.mail.ca_file else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _log_in(self) -> None:
        """Log in with the password, or with a token; the server's answer is shown without them."""
        import smtplib

        server, user = self._connected(), self.mail.user
        try:
            self._secret = read_secret(self.mail, self._say)
        except DeliveryError as error:
            raise _StopError("login", "later", str(error)) from None
        if not (self._secret.isascii() and user.isascii()):  # smtplib would raise an error that shows it
            raise _StopError("login", "later", self._say("mail.not_ascii"))
        with self._stage("login"):
            try:
                if self.mail.secret and self.mail.secret[0] == "oauth2_command":
                    sent = xoauth2(user, self._secret)
                    server.auth("XOAUTH2", lambda challenge=None: sent if challenge is None else "")
                else:
                    server.login(user, self._secret)
            except smtplib.SMTPAuthenticationError as error:
                detail = self._clean(_joined(error.smtp_code, error.smtp_error))
                raise _StopError("login", "later", detail) from None
            except smtplib.SMTPNotSupportedError:
                raise _StopError("login", "later", self._say("mail.no_login")) from None

    def _expect(self, stage: str, answer: tuple[int, bytes | str], codes: Sequence[int]) -> None:
        """Go on when the server's code is one of these: 4xx is for now, 5xx for good."""
        code, text = answer
        if code not in codes:
            raise _StopError(stage, "never" if 500 <= code < 600 else "later", _joined(code, text))

    def _stage(self, name: str) -> _Stage:
        return _Stage(name, self._say)

    def _clean(self, text: str) -> str:
        return without_secret(text, self.mail.user, self._secret)


class _Stage:
    """Turns what smtplib and the network raise at one stage into _StopError, without its chain."""

    def __init__(self, name: str, say: Say) -> None:
        self._name, self._say = name, say

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        import smtplib
        import ssl

        if error is None or isinstance(error, _StopError):
            return
        if isinstance(error, ssl.SSLCertVerificationError):
            raise _StopError("certificate", "later", error.verify_message or str(error.reason)) from None
        if isinstance(error, smtplib.SMTPResponseException):
            detail = _joined(error.smtp_code, error.smtp_error)
            raise _StopError(self._name, "never" if error.smtp_code >= 500 else "later", detail) from None
        if isinstance(error, TimeoutError) or "timed out" in str(error):
            raise _StopError(self._name, "later", self._say("mail.timeout")) from None
        if isinstance(error, smtplib.SMTPServerDisconnected):
            raise _StopError(self._name, "later", self._say("mail.dropped")) from None
        if isinstance(error, smtplib.SMTPException | OSError):
            why = getattr(error, "strerror", None) or str(error)
            raise _StopError(self._name, "later", why) from None


def _joined(code: int, text: bytes | str) -> str:
    """The server's answer on one line."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {words}".split())
