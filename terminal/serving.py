"""The workbench in this process: Streamlit's own command line, told what a house of ours needs."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from threading import Thread


def serve(port: int, options: Sequence[str]) -> None:
    """Returns when the server has ended. `options` are Streamlit's, and overrule ours."""
    from streamlit.web import cli as streamlit

    script = Path(__file__).parent.parent / "app.py"
    ours = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": 300,  # MB; well above what is accepted, so that the refusal is ours and in Chinese
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        # A full collection after every poll would take the interpreter away from the worker that writes.
        "runner.postScriptGC": "false",
    }
    # The page's modules load while the server starts and the browser fetches Streamlit's own files.
    Thread(target=import_module, args=("ui.workbench",), daemon=True).start()
    flags = [word for name, value in ours.items() for word in (f"--{name}", str(value))]
    streamlit.main(["run", str(script), *flags, *options], prog_name="streamlit", standalone_mode=False)
