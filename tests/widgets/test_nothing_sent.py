"""A kernel in a page: None reaches the page as null, or what was hidden stays hidden for ever."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import ClassVar

import comm
import ipywidgets
import pytest

from infowar_kit.widgets.nothing_sent import mend

NULL = object()


class Sent(comm.base_comm.BaseComm):
    """What the kernel gives Python there; keeps what was sent."""

    all: ClassVar[list[dict]] = []

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        self.all.append(data or {})


@pytest.fixture
def sent(monkeypatch):
    monkeypatch.setattr(Sent, "all", [])
    monkeypatch.setattr(comm, "create_comm", Sent)
    monkeypatch.setitem(sys.modules, "pyodide", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "pyodide.ffi", SimpleNamespace(jsnull=NULL))
    return Sent.all


def test_what_is_shown_again_and_what_is_taken_back_is_sent(sent, monkeypatch):
    monkeypatch.setattr("sys.platform", "emscripten")
    mend()
    mend()  # a second kernel's worth of imports changes nothing
    choice = ipywidgets.RadioButtons(options=["a", "b"], value="a")
    choice.layout.display = "none"
    sent.clear()
    choice.layout.display = None
    choice.value = None
    assert {"display": NULL} in [one["state"] for one in sent]
    assert {"index": NULL} in [{"index": one["state"].get("index")} for one in sent]
    assert not any(None in one["state"].values() for one in sent)
    assert choice.layout.display is None and choice.value is None


def test_inside_lists_too_and_nothing_else_is_changed(sent, monkeypatch):
    monkeypatch.setattr("sys.platform", "emscripten")
    mend()
    comm.create_comm(target_name="t").send({"a": [None, 0, "", {"b": None}], "c": False})
    assert sent[-1] == {"a": [NULL, 0, "", {"b": NULL}], "c": False}


def test_on_a_server_nothing_is_touched(sent):
    mend()
    assert comm.create_comm is Sent
