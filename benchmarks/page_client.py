"""A reader without a browser: speaks Streamlit's own protocol, opens pages and makes choices by the widgets' ids.

Every message is asked for in full (no cached hashes are claimed), so a run costs the server what a first visit does.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect

_LONGEST_RUN = 60.0


@dataclass(frozen=True)
class Run:
    """One page run as the reader met it: milliseconds from asking to `script_finished`, messages, bytes."""

    milliseconds: float
    messages: int
    size: int


@dataclass
class PageClient:
    """One reader's session with a server; `choices` are the words of the widgets on the page, label → options.

    `heard` is all that the latest run sent, `part` the id of what runs by itself on the page.
    """

    socket: ClientConnection
    page_hash: str = ""
    query: str = ""
    choices: dict[str, list[str]] = field(default_factory=dict)
    heard: bytes = b""
    part: str = ""
    _ids: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    async def connected(
        cls, address: str, cookies: str = "", user_agent: str = "benchmark", former: str = ""
    ) -> PageClient:
        """`cookies` and `user_agent` as a browser sends them; `former`: the session that it asks to go on with."""
        host = urlsplit(address).netloc
        socket = await connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit", *(["-", former] if former else [])],  # type: ignore[list-item]
            additional_headers={"Cookie": cookies} if cookies else None,
            user_agent_header=user_agent,
            origin=address,  # type: ignore[arg-type]
            max_size=None,
            compression=None,
        )
        return cls(socket)

    async def open(self, path: str, query: str = "") -> Run:
        """Go to a page by its address, as a pasted link or the menu does."""
        self.page_hash, self.query = calc_hash(path), query
        return await self._run(WidgetStates())

    async def choose(self, label: str, option: str) -> Run:
        """Choose an option of a list or a row of pills on the page that was last opened."""
        kind, widget = self._ids[label]
        states = WidgetStates()
        state = states.widgets.add(id=widget)
        if kind == "button_group":
            state.string_array_value.data.append(option)
        else:
            state.string_value = option
        return await self._run(states)

    async def renew(self) -> Run:
        """Let the part of the page that runs by itself do so, as the browser does when its time has come."""
        return await self._run(WidgetStates(), self.part)

    async def _run(self, states: WidgetStates, part: str = "") -> Run:
        message = BackMsg()
        message.rerun_script.fragment_id = part
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.widget_states.CopyFrom(states)
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        received: list[bytes] = []
        answer = ForwardMsg()
        async with asyncio.timeout(_LONGEST_RUN):
            # One that asks to be run anew goes on.
            while (
                answer.WhichOneof("type") != "script_finished"
                or answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                data = await self.socket.recv(decode=False)
                received.append(data)
                answer.ParseFromString(data)
        taken = 1000 * (time.perf_counter() - start)
        self.heard = b"".join(received)
        self._remember(received)
        return Run(taken, len(received), sum(map(len, received)))

    def _remember(self, received: list[bytes]) -> None:
        """Which widgets the page has, and what it put in the address."""
        for data in received:
            answer = ForwardMsg()
            answer.ParseFromString(data)
            if answer.WhichOneof("type") == "page_info_changed":
                self.query = answer.page_info_changed.query_string
            if answer.WhichOneof("type") == "auto_rerun":
                self.part = answer.auto_rerun.fragment_id
            if answer.WhichOneof("type") != "delta":
                continue
            kind = answer.delta.new_element.WhichOneof("type")
            if kind == "button_group":
                group = answer.delta.new_element.button_group
                self._ids[group.label] = (kind, group.id)
                self.choices[group.label] = [option.content for option in group.options]
            elif kind == "selectbox":
                box = answer.delta.new_element.selectbox
                self._ids[box.label] = (kind, box.id)
                self.choices[box.label] = list(box.options)

    async def close(self) -> None:
        await self.socket.close()
