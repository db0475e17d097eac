"""A small HTTP server that speaks the chat protocol from a script, with the faults that real endpoints have.

    with Protocol(["好的", Fault("cut", "前半后半")]) as server: …   # server.url, server.requests
    python -m tests.protocol --port 8399 [--rate 40]                 # a scripted ghost-writer, by hand

Replies are taken in order, or made by a function of the request. Nothing here sleeps but for a simulated
speed and a stall, and both end at once when the server closes or the client goes away.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import select
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self

CHUNK = 6  # characters in one streamed piece

Kind = Literal[
    "401", "403", "404", "429", "500", "400",  # before the reply; `text` is the message, `retry_after` the header
    "unreachable",                              # the connection is closed before a word of a reply
    "cut",                                      # the connection breaks in the middle of `text`
    "eof",                                      # the stream ends in the middle of `text`, in good order, no finish_reason
    "error",                                    # an error object in the middle of the stream
    "stall",                                    # nothing more after the first piece of `text` (before it, when empty)
    "length", "content_filter",                 # the finish_reason, after half of `text`
    "empty",                                    # no choices
    "html",                                     # 200 and a page, as a proxy's log-in answers
    "garbage",                                  # a chunk that is not JSON
    "notools",                                  # 400 when the request has tools, else `text`
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Say:
    """`reasoning` goes out as reasoning_content deltas before the text."""

    text: str
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call; `arguments` as text goes out as it is, so that it need not parse."""

    name: str
    arguments: dict[str, Any] | str


@dataclass(frozen=True, slots=True)
class Calls:
    """Several tool calls in one reply, after some words."""

    calls: tuple[Call, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    kind: Kind
    text: str = ""
    retry_after: str = "0.01"


Reply = str | Say | Call | Calls | Fault
Request = dict[str, Any]


class Protocol:
    """`requests` are the bodies of the chat requests, in order, and `headers` what came with them

    (names in lower case). `stalled` is set when a stall has begun, `hung_up` when a client went away in the middle of a reply.
    `rate` is in characters a second, 0 for as fast as possible.
    """

    def __init__(self, replies: Iterable[Reply] | Callable[[Request], Reply] = (), *, rate: float = 0.0, port: int = 0) -> None:
        self._answer = replies if callable(replies) else None
        self._script = [] if callable(replies) else list(replies)
        self._lock = threading.Lock()
        self.rate = rate
        self.requests: list[Request] = []
        self.headers: list[dict[str, str]] = []
        self.stalled = threading.Event()
        self.hung_up = threading.Event()
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (_Handler,), {"protocol": self}))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def answer(self, request: Request, headers: dict[str, str]) -> Reply:
        with self._lock:
            self.requests.append(request)
            self.headers.append(headers)
            if self._answer is None:
                return self._script.pop(0) if self._script else Fault("400", "the script is over")
        return self._answer(request)

    def serve(self) -> None:
        self._server.serve_forever(poll_interval=0.02)

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class _GoneError(Exception):
    """The client went away, or the server is closing."""


class _Handler(BaseHTTPRequestHandler):
    protocol: Protocol
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._json(200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.path.endswith("/embeddings"):
            self._embeddings(body)
        elif not self.path.endswith("/chat/completions"):
            self._json(404, {"error": {"message": f"no {self.path} here"}})
        else:
            reply = self.protocol.answer(body, {name.lower(): value for name, value in self.headers.items()})
            try:
                self._chat(body, reply)
            except (_GoneError, BrokenPipeError, ConnectionResetError, ConnectionAbortedError):
                self.close_connection = True
                if not self.protocol.closing.is_set():
                    self.protocol.hung_up.set()

    def _chat(self, body: Request, reply: Reply) -> None:
        fault = reply if isinstance(reply, Fault) else None
        if fault and fault.kind == "notools":
            fault, reply = (Fault("400", "tools are not supported by this model"), "") if body.get("tools") else (None, fault.text)
        if fault and fault.kind.isdecimal():
            extra = {"Retry-After": fault.retry_after} if fault.kind == "429" else {}
            self._json(int(fault.kind), {"error": {"message": fault.text or f"scripted {fault.kind}"}}, extra)
        elif fault and fault.kind == "unreachable":
            self.close_connection = True
        elif fault and fault.kind == "html":
            self._send(200, "text/html", b"<html>log in first</html>", {})
        elif body.get("stream"):
            self._stream(body, reply, fault)
        else:
            self._whole(body, reply, fault)

    def _stream(self, body: Request, reply: Reply, fault: Fault | None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        message = _message(reply)
        if fault and fault.kind == "empty":
            self._event({"choices": []}, body)
        else:
            self._delta({"role": "assistant", "content": ""}, body)
            if fault and fault.kind == "stall" and not fault.text:
                self._stall()
            for piece in _pieces(message.get("reasoning_content", "")):
                self._delta({"reasoning_content": piece}, body)
            text = message["content"] if fault is None or fault.kind == "stall" else message["content"][: len(message["content"]) // 2]
            for piece in _pieces(text):
                self._delta({"content": piece}, body)
                if fault and fault.kind == "stall":
                    self._stall()
                self._wait(len(piece))
            if fault and self._broken(fault, body):
                return
            for call in message.get("tool_calls", ()):
                # In two pieces, as real endpoints send arguments.
                head, tail = call["function"]["arguments"][:5], call["function"]["arguments"][5:]
                self._delta({"tool_calls": [{**call, "function": {**call["function"], "arguments": head}}]}, body)
                self._delta({"tool_calls": [{"index": call["index"], "function": {"arguments": tail}}]}, body)
            self._delta({}, body, _finish(message, fault))
        if (body.get("stream_options") or {}).get("include_usage"):
            self._event({"choices": [], "usage": _usage(body, message)}, body)
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _broken(self, fault: Fault, body: Request) -> bool:
        """The faults that end a stream early."""
        if fault.kind == "eof":
            self._chunk(b"")
        elif fault.kind == "error":
            self._event({"error": {"message": "the engine is dead", "code": 500}}, body)
        elif fault.kind == "garbage":
            self._chunk(b"data: {not json}\n\n")
        return fault.kind in ("eof", "error", "garbage", "cut")

    def _whole(self, body: Request, reply: Reply, fault: Fault | None) -> None:
        message = _message(reply)
        if fault and fault.kind in ("cut", "eof", "stall"):
            if fault.kind == "stall":
                self._stall()
            self.close_connection = True
            return
        choices = [] if fault and fault.kind == "empty" else [{"index": 0, "message": message, "finish_reason": _finish(message, fault)}]
        self._wait(len(message["content"]))
        self._json(200, {"id": "scripted", "object": "chat.completion", "choices": choices, "usage": _usage(body, message)})

    def _delta(self, delta: dict[str, Any], body: Request, finish: str | None = None) -> None:
        self._event({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}, body)

    def _event(self, event: dict[str, Any], body: Request) -> None:
        chunk = {"id": "scripted", "object": "chat.completion.chunk", "created": 0, "model": body.get("model", ""), **event}
        self._chunk(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _wait(self, characters: int) -> None:
        if self.protocol.rate and self.protocol.closing.wait(characters / self.protocol.rate):
            raise _GoneError

    def _stall(self) -> None:
        """Until the client hangs up or the server closes."""
        self.protocol.stalled.set()
        while not self.protocol.closing.is_set():
            readable, _, _ = select.select([self.connection], [], [], 0.02)
            if readable and not self.connection.recv(1):
                break
        raise _GoneError

    def _embeddings(self, body: Request) -> None:
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        size = body.get("dimensions") or 256
        rows = [{"object": "embedding", "index": i, "embedding": embedded(str(text), size)} for i, text in enumerate(texts)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        self._json(200, {"object": "list", "data": rows, "model": body.get("model"), "usage": usage})

    def _json(self, status: int, payload: dict[str, Any], extra: dict[str, str] | None = None) -> None:
        self._send(status, "application/json", json.dumps(payload, ensure_ascii=False).encode(), extra or {})

    def _send(self, status: int, kind: str, data: bytes, extra: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": kind, "Content-Length": str(len(data)), **extra}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)


def embedded(text: str, size: int) -> list[float]:
    """Hashed character 1–3-grams, of length 1: like texts are near each other, nothing more."""
    vector = [0.0] * size
    for width in (1, 2, 3):
        for i in range(len(text) - width + 1):
            value = int.from_bytes(hashlib.blake2b(text[i : i + width].encode(), digest_size=8).digest(), "big")
            vector[value % size] += 1.0 if value >> 63 else -1.0
    norm = math.sqrt(sum(x * x for x in vector)) or 1.0
    return [x / norm for x in vector]


def _pieces(text: str) -> list[str]:
    return [text[i : i + CHUNK] for i in range(0, len(text), CHUNK)]


def _message(reply: Reply) -> dict[str, Any]:
    calls = (reply,) if isinstance(reply, Call) else reply.calls if isinstance(reply, Calls) else ()
    message: dict[str, Any] = {"role": "assistant", "content": reply if isinstance(reply, str) else getattr(reply, "text", "")}
    if isinstance(reply, Say) and reply.reasoning:
        message["reasoning_content"] = reply.reasoning
    if calls:
        message["tool_calls"] = [
            {"index": i, "id": f"call_{i}_{id(reply)}", "type": "function", "function": {"name": call.name, "arguments": _arguments(call)}}
            for i, call in enumerate(calls)
        ]
    return message


def _arguments(call: Call) -> str:
    return call.arguments if isinstance(call.arguments, str) else json.dumps(call.arguments, ensure_ascii=False)


def _finish(message: dict[str, Any], fault: Fault | None) -> str:
    if fault and fault.kind in ("length", "content_filter"):
        return fault.kind
    return "tool_calls" if message.get("tool_calls") else "stop"


def _usage(body: Request, message: dict[str, Any]) -> dict[str, int]:
    """A token a character."""
    asked = sum(len(part.get("content") or "") for part in body.get("messages", ()))
    said = len(message["content"]) + sum(len(call["function"]["arguments"]) for call in message.get("tool_calls", ()))
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def main() -> None:
    from tests.ghost_writer import ghost_writer

    parser = argparse.ArgumentParser(description="A scripted ghost-writer behind the chat protocol, on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8399)
    parser.add_argument("--rate", type=float, default=0.0, help="characters a second; 0 = at once")
    arguments = parser.parse_args()
    server = Protocol(ghost_writer, rate=arguments.rate, port=arguments.port)
    print(server.url, flush=True)
    server.serve()


if __name__ == "__main__":
    main()
