"""The connection pools of a Fetcher: direct, or through a proxy."""

from __future__ import annotations

from typing import Any, Final

from urllib3 import PoolManager, ProxyManager
from urllib3.exceptions import LocationParseError
from urllib3.util import make_headers, parse_url

from worker.errors import SetupError
from worker.fetch.connections import pool_classes, tls_context
from worker.fetch.guard import Guard

_POOLS: Final[dict[str, Any]] = {"num_pools": 64, "maxsize": 4, "retries": False}


def direct(guard: Guard) -> PoolManager:
    """Return pools whose connections go to the machines that `guard` allows."""
    pools = PoolManager(ssl_context=tls_context(), **_POOLS)
    pools.pool_classes_by_scheme = pool_classes(guard)
    return pools


def through_proxy(address: str) -> ProxyManager:
    """Return pools whose connections go to one proxy, which may have a private address.

    The address is `http://` or `https://`, with the user and password that the proxy requires.

    Raises:
        SetupError: it is neither.
    """
    try:
        parts = parse_url(address)
    except LocationParseError:
        parts = parse_url("")
    if parts.scheme not in {"http", "https"} or not parts.host:
        # The address is not repeated: it may contain a password.
        raise SetupError("the proxy is not an address that begins with http:// or https://")
    headers: dict[str, str] = {}
    if parts.auth is not None:
        headers = dict(
            make_headers(
                proxy_basic_auth=parts.auth_decoded_joined, proxy_basic_auth_encoding="utf-8"
            )
        )
    pools = ProxyManager(
        # Without the password: this address is in errors and logs.
        parts._replace(auth=None).url,
        proxy_headers=headers,
        ssl_context=tls_context(),
        proxy_ssl_context=tls_context(),
        **_POOLS,
    )
    pools.pool_classes_by_scheme = pool_classes(Guard({parts.host}))
    return pools
