"""Which addresses a fetch may go to: a table, because every row of it has been an attack."""

from __future__ import annotations

import ipaddress

import pytest

from reportedly.errors import Reason, RefusedError
from reportedly.intake.addresses import is_address, is_public, refuse_private

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
NOT_PUBLIC = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:53aa:64c:0:7f00:f5ff:fffe",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


def test_one_private_address_among_public_ones_spoils_them() -> None:
    addresses = [ipaddress.ip_address(each) for each in ("8.8.8.8", "192.168.0.1")]
    with pytest.raises(RefusedError, match=r"192\.168\.0\.1") as caught:
        refuse_private(addresses, host="kelm.example")
    assert caught.value.reason is Reason.FORBIDDEN_ADDRESS
    refuse_private(addresses[:1], host="kelm.example")


@pytest.mark.parametrize(
    "origin", ["http://a.example", "HTTPS://a.example", "file:///etc/passwd", "ftp://a.example", "data:text/plain,x"]
)
def test_addresses(origin: str) -> None:
    assert is_address(origin)


@pytest.mark.parametrize(
    "origin", ["-", "report.txt", "/tmp/a:b", "C:\\reports\\a.txt", "C:/reports/a.txt", "note: a.txt", "a:b.txt"]
)
def test_paths(origin: str) -> None:
    assert not is_address(origin)
