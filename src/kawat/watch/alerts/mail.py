"""E-mail: one message an alert, or a digest of many; a text and an HTML part. What stands in it came from the open web."""

from __future__ import annotations

import html
import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from kawat.errors import KawatError
from kawat.limits import MAIL_ALERTS, MAIL_SUBJECT_CHARACTERS
from kawat.watch.alerts.channels import Channel
from kawat.watch.alerts.plain import text
from kawat.watch.alerts.record import Alert
from kawat.watch.alerts.sending import Outcome
from kawat.watch.alerts.values import listed
from kawat.watch.logs import clean, hide

PORTS = {"starttls": 587, "ssl": 465, "none": 25}
_WEB = re.compile(r"https?://", re.IGNORECASE)
_DIGEST = {"id": "{n} peringatan: {first}", "en": "{n} alerts: {first}"}


def send(channel: Channel, alerts: Sequence[Alert]) -> Iterator[tuple[Sequence[Alert], Outcome]]:
    """Sends alerts over one connection: each by itself, or as digests where they are more than the channel's ``digest``."""
    size = MAIL_ALERTS if len(alerts) > channel.digest else 1
    parts = [alerts[i : i + size] for i in range(0, len(alerts), size)]
    try:
        server = _opened(channel)
    except (OSError, smtplib.SMTPException, KawatError, ValueError) as problem:
        yield alerts, Outcome("retry", _why(problem))
        return
    try:
        for part in parts:
            yield part, _sent(server, channel, part)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def _opened(channel: Channel) -> smtplib.SMTP:
    port, trusted = channel.port or PORTS[channel.security], ssl.create_default_context()
    server: smtplib.SMTP
    if channel.security == "ssl":
        server = smtplib.SMTP_SSL(channel.host, port, timeout=channel.timeout, context=trusted)
    else:
        server = smtplib.SMTP(channel.host, port, timeout=channel.timeout)
    try:
        if channel.security == "starttls":
            server.starttls(context=trusted)
        if channel.user:
            password = channel.password()
            hide(password)
            server.login(channel.user, password)
    except BaseException:
        server.close()
        raise
    return server


def _sent(server: smtplib.SMTP, channel: Channel, alerts: Sequence[Alert]) -> Outcome:
    try:
        server.send_message(message(channel, alerts), channel.sender, list(listed(channel.to)))
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _ in problem.recipients.values()]
        with suppress(OSError, smtplib.SMTPException):
            server.rset()
        return Outcome("retry", f"no recipient was taken (SMTP {', '.join(map(str, sorted(set(codes))))})")
    except smtplib.SMTPDataError as problem:
        # 5xx: this message will not be taken, whenever it comes.
        return Outcome("failed" if 500 <= problem.smtp_code < 600 else "retry", _why(problem))
    except (OSError, smtplib.SMTPException) as problem:
        return Outcome("retry", _why(problem))
    except ValueError as problem:
        return Outcome("failed", f"no message can be made of it ({type(problem).__name__})")
    return Outcome("sent")


def _why(problem: Exception) -> str:
    """Without what the server said: it may repeat the password."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"the mail server answered {problem.smtp_code} ({type(problem).__name__})"
    return str(problem) if isinstance(problem, KawatError) else f"the mail server cannot be used ({type(problem).__name__})"


def message(channel: Channel, alerts: Sequence[Alert]) -> EmailMessage:
    """The message of one or several alerts; the same alerts have the same Message-ID."""
    first = alerts[0].headline("en" if channel.language == "en" else "id")
    digest = _DIGEST["en" if channel.language == "en" else "id"]
    made = EmailMessage(policy=SMTP)
    made["Subject"] = header("[Kawat] " + (first if len(alerts) == 1 else digest.format(n=len(alerts), first=first)))
    made["From"] = channel.sender
    made["To"] = ", ".join(listed(channel.to))
    made["Date"] = formatdate()
    made["Message-ID"] = f"<{alerts[0].id.replace(':', '.')}-{len(alerts)}@{channel.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Kawat-Alert-Id"] = ", ".join(alert.id for alert in alerts[:10])
    made.set_content("\n\n".join(text(alert, channel.language) for alert in alerts) + "\n")
    body = "".join(_article(alert, channel.language) for alert in alerts)
    made.add_alternative(f"<!doctype html><html><meta charset=utf-8><body>{body}</body></html>\n", subtype="html")
    return made


def header(words: str) -> str:
    """Words that can stand in a header: on one line, without control characters, not too long."""
    return clean(" ".join(words.split()), MAIL_SUBJECT_CHARACTERS)


def _article(alert: Alert, language: str) -> str:
    """An alert as HTML; only http(s) addresses become links."""
    out = [f"<h2>{_plain(alert.headline(language))}</h2><p>{_plain(alert.rule)}, {_plain(alert.time[:16])}Z</p>"]
    for one in alert.evidence:
        source = ", ".join(filter(None, (_plain(one.outlet), _link(one.url, one.title or one.url))))
        out.append(f"<blockquote>{_plain(one.sentence)}</blockquote><p>{source}</p>")
    return "".join(out) + (f"<p>{_link(alert.link, alert.link)}</p>" if alert.link else "")


def _link(url: str, words: str) -> str:
    return f'<a href="{html.escape(clean(url))}" rel="noreferrer">{_plain(words)}</a>' if _WEB.match(url) else _plain(url)


def _plain(words: str) -> str:
    return html.escape(clean(words))
