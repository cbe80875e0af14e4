"""Address -> JSON, one polite request at a time: bounded in size and time, with certificates checked, and remembered.

The answers are anyone's: nothing but a JSON object of a known status gets through, and no answer leads elsewhere.
"""

from __future__ import annotations

import ipaddress
import json
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

import requests

from lectern import cache as store
from lectern.errors import ToolFailed, UsageError

FRESH = timedelta(days=7)
"""How long an answer is taken for today's: a retraction is to be seen within a week."""
_LARGEST = 4_000_000
"""Bytes of an answer beyond which it is refused; the largest works have some 500 kB of references."""
_LONGEST_WAIT = 60.0
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast to ask, in seconds: at least ``gap`` between requests, and what the server's own limit asks for.

    An answer that is not whole within ``patience`` does not count. A busy server is asked again after ``backoff``, or
    after the time it names, then after twice as long, ``attempts`` times in all.
    """

    gap: float = 0.1
    patience: float = 20.0
    backoff: float = 1.0
    attempts: int = 4


class NoAnswer(ToolFailed):
    """The server is not there, or not in a state to answer: it is no use to ask on."""


class StrangeAnswer(ToolFailed):
    """This answer cannot be used; another may."""


@dataclass(slots=True)
class Asker:
    """Asks ``base`` for paths."""

    base: str
    agent: str
    cache: store.Cache
    today: date
    pace: Pace = field(default_factory=Pace)
    _next: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a base to which the requests would go in the clear; raises UsageError."""
        check_base(self.base)

    def remembered(self, path: str) -> bool:
        """Tell whether the answer is known, so that nothing would be sent."""
        return self._recall(path) is not None

    def ask(self, path: str, query: Mapping[str, str]) -> dict[str, Any] | None:
        """Give the JSON object at a path, None if the server has none (404).

        ``path`` names the answer in the cache; ``query`` is sent with it, and says nothing that changes the answer.
        Raises NoAnswer, StrangeAnswer.
        """
        kept = self._recall(path)
        if kept is None:
            kept = {"asked": self.today.isoformat(), "answer": self._fetch(path, query)}
            self.cache.put(self._key(path), json.dumps(kept).encode())
        answer: dict[str, Any] | None = kept["answer"]
        return answer

    def _key(self, path: str) -> str:
        return store.key("crossref", "1", self.base, path)

    def _recall(self, path: str) -> dict[str, Any] | None:
        data = self.cache.get(self._key(path))
        if data is None:
            return None
        kept: dict[str, Any] = json.loads(data)
        age = self.today - date.fromisoformat(kept["asked"])
        return kept if timedelta(0) <= age < FRESH else None

    def _fetch(self, path: str, query: Mapping[str, str]) -> dict[str, Any] | None:
        for attempt in range(1, self.pace.attempts + 1):
            time.sleep(max(0.0, self._next - time.monotonic()))
            status, headers, body = self._send(path, query)
            self._next = time.monotonic() + max(self.pace.gap, _server_gap(headers))
            if status != _TOO_MANY and status < 500:
                return _read(status, body)
            if attempt < self.pace.attempts:
                self._next = time.monotonic() + _wait(headers, self.pace.backoff * 2 ** (attempt - 1))
        raise NoAnswer(f"{_host(self.base)} is busy (status {status})")

    def _send(self, path: str, query: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        """Send one request and wait for the whole answer; the clock on the wall counts, not that of the socket."""
        answers: SimpleQueue[tuple[int, Mapping[str, str], bytes] | Exception] = SimpleQueue()
        stopped = threading.Event()

        def send() -> None:
            try:
                answers.put(self._receive(path, query, stopped))
            except (requests.RequestException, OSError, ValueError, StrangeAnswer) as error:
                answers.put(error)

        threading.Thread(target=send, name="crossref", daemon=True).start()
        try:
            answer = answers.get(timeout=self.pace.patience)
        except Empty as error:
            message = f"{_host(self.base)} did not answer within {self.pace.patience:g} seconds"
            raise NoAnswer(message) from error
        finally:
            stopped.set()
        if isinstance(answer, StrangeAnswer):
            raise answer
        if isinstance(answer, Exception):
            raise NoAnswer(f"{_host(self.base)} cannot be reached: {_reason(answer)}") from answer
        return answer

    def _receive(
        self, path: str, query: Mapping[str, str], stopped: threading.Event
    ) -> tuple[int, Mapping[str, str], bytes]:
        with requests.Session() as session:
            session.trust_env = not _is_loopback(self.base)
            asked = session.get(
                self.base + path,
                params=dict(query),
                headers={"User-Agent": self.agent, "Accept": "application/json"},
                timeout=self.pace.patience,
                allow_redirects=False,
                stream=True,
            )
            with asked as response:
                body = bytearray()
                for chunk in response.iter_content(16_384):
                    body += chunk
                    if len(body) > _LARGEST:
                        raise StrangeAnswer(f"the answer is larger than {_LARGEST // 1_000_000} MB")
                    if stopped.is_set():
                        break
                return response.status_code, response.headers, bytes(body)


def check_base(base: str) -> None:
    """Accept https, and http on this computer alone. Raises UsageError."""
    parts = urlsplit(base)
    if parts.scheme == "https" and parts.hostname and not parts.query:
        return
    if parts.scheme == "http" and _is_loopback(base):
        return
    raise UsageError(
        f"“{base}” is no address to ask",
        hint="use https://…, or http:// with an address of this computer (127.0.0.1)",
    )


def _is_loopback(base: str) -> bool:
    host = urlsplit(base).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name; what "localhost" leads to is not ours to know
        return False


def _host(base: str) -> str:
    return urlsplit(base).hostname or base


def _read(status: int, body: bytes) -> dict[str, Any] | None:
    if status == 404:
        return None
    if status != 200:
        moved = " (it leads elsewhere)" if 300 <= status < 400 else ""
        raise StrangeAnswer(f"the answer has the status {status}{moved}")
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        page = "a web page" if b"<html" in body[:2000].lower() else "no JSON"
        raise StrangeAnswer(f"the answer is {page}") from error
    if not isinstance(answer, dict):
        raise StrangeAnswer("the answer is JSON of another form")
    return answer


def _server_gap(headers: Mapping[str, str]) -> float:
    """Give the seconds between requests that the server allows: X-Rate-Limit-Limit in X-Rate-Limit-Interval."""
    limit = _number(headers.get("X-Rate-Limit-Limit"))
    interval = _number(headers.get("X-Rate-Limit-Interval"))
    return min(interval / limit, _LONGEST_WAIT) if limit and interval else 0.0


def _wait(headers: Mapping[str, str], least: float) -> float:
    return min(max(least, _number(headers.get("Retry-After"))), _LONGEST_WAIT)


def _number(text: str | None) -> float:
    """Read "50" and "1s"; 0 for anything else."""
    found = re.fullmatch(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*s?\s*", text or "")
    return float(found[1]) if found else 0.0


def _reason(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate cannot be trusted"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy refuses"
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return "the answer broke off"
    return "there is no connection"
