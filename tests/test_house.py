"""The lines between the rooms hold: imports run one way, and heavy libraries have one door each."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GROUND = {"errors"}
MAY_IMPORT = {
    "errors": set[str](),
    "settings": GROUND,
    "database": GROUND,
    "speech": GROUND,
    "prompts": GROUND | {"speech"},
    "vectorstore": GROUND | {"speech", "settings", "database"},
    "agent": GROUND | {"speech", "prompts", "vectorstore", "settings", "database"},
    "ui": GROUND | {"speech", "prompts", "vectorstore", "agent", "settings"},
    "cli": GROUND | {"speech", "prompts", "vectorstore", "agent", "settings", "ui", "terminal"},
    "terminal": GROUND | {"speech", "prompts", "vectorstore", "agent", "settings", "ui"},
    "app": GROUND | {"agent", "ui", "settings"},
}
DOORS = {"streamlit": ("app", "ui", "cli", "terminal"), "chromadb": ("vectorstore/chroma",), "langgraph": ("agent/converse",)}


def sources() -> list[Path]:
    return [p for p in ROOT.rglob("*.py") if p.relative_to(ROOT).parts[0].removesuffix(".py") in MAY_IMPORT]


def imports(file: Path) -> set[str]:
    """The top-level names that a file imports anywhere, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("file", sources(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_one_way(file: Path) -> None:
    room = file.relative_to(ROOT).parts[0].removesuffix(".py")
    ours = imports(file) & set(MAY_IMPORT) - {room}
    assert ours <= MAY_IMPORT[room]


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_has_one_door(library: str) -> None:
    users = {p.relative_to(ROOT).with_suffix("").as_posix() for p in sources() if library in imports(p)}
    assert users, f"nobody imports {library} any more"
    assert all(user.startswith(DOORS[library]) for user in users), users


def test_only_settings_reads_the_environment() -> None:
    readers = [
        p.name
        for p in sources()
        if {"environ", "getenv"} & {n.attr for n in ast.walk(ast.parse(p.read_text("utf-8"))) if isinstance(n, ast.Attribute)}
    ]
    assert set(readers) <= {"settings.py"}


def test_importing_the_agent_starts_nothing(tmp_path: Path) -> None:
    code = "import sys, agent.office; print(sorted({'chromadb', 'streamlit', 'langgraph', 'openai'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={"HOME": str(tmp_path), "PATH": ""}
    )
    assert done.stdout.strip() == "[]"
    assert list(tmp_path.iterdir()) == []
