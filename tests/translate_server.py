"""A stand-in for translate.google.com on this computer: a CONNECT proxy with a certificate of an own authority.

The client code under test is the real one: it is led here by HTTPS_PROXY and trusts by REQUESTS_CA_BUNDLE.
"""

import base64
import json
import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

HOST = "translate.google.com"
Answer = tuple[str, bytes]
"""Status line without the protocol, and body."""


def spoken(mp3: bytes) -> Answer:
    """Answer as the service does when it speaks."""
    sound = base64.b64encode(mp3).decode()
    inner = json.dumps(json.dumps([sound]))
    return "200 OK", f')]}}\'\n\n123\n[["wrb.fr","jQ1olc",{inner},null,null,null,"generic"]]\n'.encode()


CAPTCHA: Answer = (
    "200 OK",
    b"<!DOCTYPE html><HTML><body>Our systems have detected unusual traffic.</body></HTML>",
)
TOO_MANY: Answer = ("429 Too Many Requests", b"later")
MOVED: Answer = ("302 Found\r\nLocation: https://www.google.com/sorry/index", b"")
NO_SOUND: Answer = ("200 OK", b')]}\'\n\n[["wrb.fr","jQ1olc",null,null,null,[3],"generic"]]\n')
BROKEN_OFF: Answer = ("200 OK\r\nContent-Length: 5000", b"0123456789")


def authority(folder: Path) -> Path:
    """Make a certificate authority and a certificate for the host; give the authority's certificate."""
    settings = folder / "settings"
    settings.write_text(f"subjectAltName=DNS:{HOST}\n")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    for command in (
        ("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test authority", "-days", "2",
         "-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        ("req", *key, "-keyout", "host.key", "-out", "host.csr", "-subj", f"/CN={HOST}"),
        ("x509", "-req", "-in", "host.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
         "-out", "host.pem", "-days", "2", "-extfile", settings.name),
    ):  # fmt: skip
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    return folder / "ca.pem"


@dataclass
class Server:
    """Answers each request with what ``answer`` gives for its text and number; None hangs until the end."""

    folder: Path
    answer: Callable[[str, int], Answer | None]
    texts: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    connects: list[str] = field(default_factory=list)
    at_once: int = 0
    busiest: int = 0

    def __enter__(self) -> "Server":
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.folder / "host.pem", self.folder / "host.key")
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self.at_once += 1
            self.busiest = max(self.busiest, self.at_once)
        try:
            with connection:
                connection.settimeout(5)
                self.connects.append(_head(connection).split()[1])
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                with self._context.wrap_socket(connection, server_side=True) as secure:
                    self._respond(secure)
        except OSError:
            return
        finally:
            with self._lock:
                self.at_once -= 1

    def _respond(self, secure: ssl.SSLSocket) -> None:
        head = _head(secure)
        size = int(re.search(r"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
        body = b""
        while len(body) < size:
            body += secure.recv(size - len(body))
        text = json.loads(json.loads(unquote(body.decode().removeprefix("f.req=").rstrip("&")))[0][0][1])[0]
        self.texts.append(text)
        self.times.append(time.monotonic())
        answer = self.answer(text, len(self.texts))
        if answer is None:
            self._ended.wait()
            return
        status, content = answer
        length = "" if "Content-Length" in status else f"\r\nContent-Length: {len(content)}"
        secure.sendall(f"HTTP/1.1 {status}{length}\r\nConnection: close\r\n\r\n".encode() + content)


def _head(connection: socket.socket) -> str:
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte:
            raise ConnectionError
        data += byte
    return data.decode("latin-1")
