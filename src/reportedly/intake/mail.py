"""Mail (.eml): the body, preferring plain text, and the headers that say who sent what when."""

from __future__ import annotations

import re
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from itertools import pairwise

from reportedly.errors import Reason, RefusedError

from . import html
from .assemble import Assembly, clean
from .dates import parse_day
from .decode import decode
from .options import Metadata, Options, Parsed

_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_KNOWN = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|Received|MIME-Version|Return-Path|Content-Type):", re.I | re.M
)
_DESK = re.compile(r"^(?:news|newsletter|info|press|alerts?|no-?reply|editors?|media|updates?|digest|desk)\b", re.I)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_WRAPPED = 50
"""A line of at least this many characters goes on in the next one; a shorter one ends where its writer ended it."""


def looks_like_mail(head: bytes) -> bool:
    """Whether ``head`` opens with mail headers, at least two of them well known."""
    match = _HEADER.match(head.replace(b"\r\n", b"\n")[:8_192])
    return bool(match) and len(_KNOWN.findall(match[0] if match else b"")) >= 2


def parse(data: bytes, *, options: Options) -> list[Parsed]:
    """The body of a mail as text, without its signature and with wrapped lines joined; no attachments.

    Raises:
        RefusedError: MALFORMED, EMPTY, ENCRYPTED or BINARY.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        if not message.keys():
            raise RefusedError(Reason.MALFORMED, "no mail headers at its head; expected From:, Subject: …")
        assembly = _body(message)
        found = _headers(message)
    except RefusedError:
        raise
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedError(Reason.MALFORMED, f"not a sound mail: {str(error)[:200] or type(error).__name__}") from error
    return [Parsed(text=assembly.text, media_type="message/rfc822", found=found, passages=assembly.passages)]


def _body(message: EmailMessage) -> Assembly:
    kind = message.get_content_type()
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise RefusedError(Reason.ENCRYPTED, f"the mail is encrypted ({kind}); save it decrypted")
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None or not isinstance(payload := part.get_payload(decode=True), bytes):
        raise RefusedError(Reason.EMPTY, "no text in the mail; attachments are not read, save them as files")
    words = decode(payload, charset=part.get_content_charset())
    assembly = Assembly()
    if part.get_content_subtype() == "html":
        words = html.parse_words(words).text
    for block in re.split(r"\n\s*\n", _plain(words)):
        assembly.block(_unwrapped(block))
    return assembly


def _plain(words: str) -> str:
    words = words.replace("\r\n", "\n")
    signature = _SIGNATURE.search(words)
    return _QUOTED.sub("", words[: signature.start()] if signature and signature.start() else words)


def _unwrapped(block: str) -> str:
    lines = [line for line in clean(block).split("\n") if line]
    out = lines[0] if lines else ""
    for before, line in pairwise(lines):
        out += (" " if len(before) >= _WRAPPED and not re.match(r"[-*•]\s|\d+[.)]\s", line) else "\n") + line
    return out


def _headers(message: EmailMessage) -> Metadata:
    sender, address = next(iter(getaddresses([str(message.get("From", ""))])), ("", ""))
    desk = bool(_DESK.match(address))
    listed = re.match(r'\s*"?([^"<]{2,80}?)"?\s*<', str(message.get("List-ID", "")))
    publisher = clean(str(message.get("Organization", ""))) or (listed[1].strip() if listed else "")
    return Metadata(
        title=clean(str(message.get("Subject", ""))) or None,
        publisher=publisher or (clean(sender) if desk else None) or None,
        authors=() if desk or not clean(sender) else (clean(sender),),
        published=parse_day(str(message.get("Date", ""))),
    )
