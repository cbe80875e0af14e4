"""A stand-in for api.crossref.org on this computer: a real HTTP server that answers as each test wants."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Answer:
    """What the server says; with ``drip`` it says one byte at a time, with ``hang`` nothing at all."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    hang: bool = False
    length: int | None = None


def work(**fields: Any) -> Answer:
    """Answer with one work, as /works/{doi} does."""
    whole = {"status": "ok", "message-type": "work", "message": {"DOI": "10.1234/seas.12", **fields}}
    return Answer(body=json.dumps(whole).encode())


def found(*works: dict[str, Any]) -> Answer:
    """Answer with a list of works, as /works?query.bibliographic= does."""
    whole = {"status": "ok", "message-type": "work-list", "message": {"items": list(works)}}
    return Answer(body=json.dumps(whole).encode())


UNKNOWN = Answer(404, b"Resource not found.", {"Content-Type": "text/plain"})


@dataclass
class Server:
    """Answers each request with what ``answer`` gives for its path (unquoted) and number."""

    answer: Callable[[str, int], Answer]
    paths: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    at_once: int = 0
    busiest: int = 0

    def __enter__(self) -> "Server":
        self._ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def asked(self) -> list[str]:
        """The paths without their queries."""
        return [unquote(urlsplit(path).path) for path in self.paths]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with lock:
                    server.paths.append(self.path)
                    server.agents.append(self.headers["User-Agent"])
                    server.times.append(time.monotonic())
                    number = len(server.paths)
                    server.at_once += 1
                    server.busiest = max(server.busiest, server.at_once)
                try:
                    self._respond(server.answer(unquote(self.path), number))
                except OSError:
                    self.close_connection = True
                finally:
                    with lock:
                        server.at_once -= 1

            def _respond(self, answer: Answer) -> None:
                if answer.hang:
                    server._ended.wait()
                    return
                self.send_response(answer.status)
                for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(answer.length or len(answer.body)))
                self.end_headers()
                if not answer.drip:
                    self.wfile.write(answer.body)
                    return
                for at in range(len(answer.body)):
                    self.wfile.write(answer.body[at : at + 1])
                    self.wfile.flush()
                    if server._ended.wait(answer.drip):
                        return

            def log_message(self, *_: object) -> None:
                pass

        return Handler
