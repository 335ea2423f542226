"""A client of Streamlit's own protocol: asks for a page and waits until the server says the run is over."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect


class PageClient:
    """One reader's session with a server."""

    def __init__(self, address: str) -> None:
        host = urlsplit(address).netloc
        self._socket: ClientConnection = connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=address,  # type: ignore[arg-type]
            max_size=None,
            compression=None,
        )

    def open(self, path: str, query: str) -> tuple[float, int]:
        """Run a page: (milliseconds until the server says it is over, bytes received)."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = calc_hash(path)
        start = time.perf_counter()
        self._socket.send(message.SerializeToString())
        size = 0
        while True:
            data = self._socket.recv(timeout=60)
            if isinstance(data, str):
                raise RuntimeError(f"the server sent text: {data[:200]!r}")
            size += len(data)
            answer = ForwardMsg()
            answer.ParseFromString(data)
            if answer.WhichOneof("type") == "script_finished":
                return 1000 * (time.perf_counter() - start), size

    def close(self) -> None:
        self._socket.close()
