"""Fetching a report: http and https only, to public addresses, within limits of time, size and redirects."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import zlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportedly.errors import Reason, RefusedError

from .addresses import IPAddress, refuse_private
from .formats import ANY_MEDIA_TYPES, MEDIA_TYPES
from .options import Options

if TYPE_CHECKING:
    import httpx

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = ", ".join([*MEDIA_TYPES, "*/*;q=0.1"])


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent: the body unpacked, the media type (lower case, bare) and charset it gave, whence."""

    data: bytes
    media_type: str
    charset: str | None
    address: str


def fetch(address: str, *, options: Options) -> Fetched:
    """The body at ``address``, within ``options``' limits; ``timeout`` covers all redirects together.

    Every address that is gone to, redirects included, is looked up once, checked, and connected to as it was
    checked, so that a name cannot be bound anew in between. Proxies from the environment are not used: a proxy
    would look names up on its own.

    Raises:
        RefusedError: UNREACHABLE, FORBIDDEN_ADDRESS, TOO_LARGE, UNSUPPORTED or TOO_SLOW.
    """
    # In a thread of its own, for the caller may stand in a running event loop (a notebook, a web server).
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="reportedly-fetch") as pool:
        return pool.submit(lambda: asyncio.run(_timed(address, options))).result()


async def _timed(address: str, options: Options) -> Fetched:
    import httpx

    try:
        async with asyncio.timeout(options.timeout):
            return await _followed(address, options)
    except TimeoutError as error:
        raise RefusedError(Reason.TOO_SLOW, f"not fetched in {options.timeout:g} s") from error
    except httpx.InvalidURL as error:
        raise RefusedError(Reason.UNREACHABLE, f"not an address: {error}") from error
    except (httpx.HTTPError, OSError) as error:
        raise RefusedError(Reason.UNREACHABLE, f"{type(error).__name__}: {error}") from error


async def _followed(address: str, options: Options) -> Fetched:
    import httpx

    url = httpx.URL(address)
    limits = httpx.Timeout(options.timeout)
    async with httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=limits) as client:
        for _ in range(options.max_redirects + 1):
            request = _request(client, url, await _resolved(url, options))
            response = await client.send(request, stream=True)
            try:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    return await _body(response, str(url), options)
                # Not response.next_request: that would take the IP address for the host.
                url = url.join(response.headers["location"])
            finally:
                await response.aclose()
    raise RefusedError(Reason.UNREACHABLE, f"more than {options.max_redirects} redirects, the last to {url}")


async def _resolved(url: httpx.URL, options: Options) -> IPAddress:
    if url.scheme not in ("http", "https"):
        raise RefusedError(Reason.FORBIDDEN_ADDRESS, f"{url.scheme or 'no scheme'} in {url}; expected http or https")
    if not url.host or not 0 < (url.port or 80) < 65_536:
        raise RefusedError(Reason.UNREACHABLE, f"no host, or no possible port, in {url}")
    if url.userinfo:
        raise RefusedError(Reason.FORBIDDEN_ADDRESS, "the address carries a password, which would be kept with it")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            url.host, url.port or (443 if url.scheme == "https" else 80), type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        raise RefusedError(Reason.UNREACHABLE, f"the name {url.host} cannot be looked up: {error}") from error
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not addresses:
        raise RefusedError(Reason.UNREACHABLE, f"the name {url.host} has no address")
    if not options.allow_private:
        refuse_private(addresses, host=url.host)
    # IPv4 first: where a machine has no IPv6 route, names still have IPv6 addresses.
    return min(addresses, key=lambda each: each.version)


def _request(client: httpx.AsyncClient, url: httpx.URL, address: IPAddress) -> httpx.Request:
    """A request that connects to ``address`` and asks for ``url``: its host in the header and, for TLS, in SNI."""
    host = url.netloc.decode("ascii")
    return client.build_request(
        "GET",
        url.copy_with(host=str(address), fragment=None),
        headers={"Host": host, "User-Agent": _agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip, identity"},
        extensions={"sni_hostname": url.raw_host.decode("ascii").strip("[]")},
    )


def _agent() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("reportedly")
    except PackageNotFoundError:  # run from a source tree that is not installed
        number = "0"
    return f"reportedly/{number} (reads reports for its user, one page at a time)"


async def _body(response: httpx.Response, address: str, options: Options) -> Fetched:
    if response.status_code != 200:
        said = f"{response.status_code} {response.reason_phrase}".strip()
        raise RefusedError(Reason.UNREACHABLE, f"the server answered {said}")
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in MEDIA_TYPES and media_type not in ANY_MEDIA_TYPES:
        raise RefusedError(Reason.UNSUPPORTED, f"the server says it is {media_type}; expected HTML, text, PDF or .docx")
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > options.max_bytes:
        raise _too_large(int(announced), options)
    data = bytearray()
    async for chunk in _unpacked(response, options):
        data += chunk
        if len(data) > options.max_bytes:
            raise _too_large(len(data), options)
    return Fetched(bytes(data), media_type, response.charset_encoding, address)


async def _unpacked(response: httpx.Response, options: Options) -> AsyncIterator[bytes]:
    """The body without its gzip wrapping, in pieces that are never larger than the limit.

    Unpacked here and not by httpx, which unpacks a chunk whole, and wrappings within wrappings.
    """
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        async for chunk in response.aiter_raw():
            yield chunk
        return
    if coding not in ("gzip", "x-gzip"):
        raise RefusedError(Reason.UNSUPPORTED, f"packed as {coding}, which was not asked for; expected gzip or nothing")
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        async for chunk in response.aiter_raw():
            yield unpack.decompress(chunk, options.max_bytes + 1)
    except zlib.error as error:
        raise RefusedError(Reason.UNREACHABLE, f"the server's gzip is damaged: {error}") from error
    if not unpack.eof:
        raise RefusedError(Reason.UNREACHABLE, "the server's answer ended early")


def _too_large(size: int, options: Options) -> RefusedError:
    return RefusedError(Reason.TOO_LARGE, f"{size:,} bytes or more; the limit is {options.max_bytes:,}")


def name_of(address: str) -> str:
    """The address as a document's name: without its fragment."""
    return urlsplit(address)._replace(fragment="").geturl()
