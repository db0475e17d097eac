"""The verbs run as a shell runs them: arguments in; status, stdout and stderr out; a home of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agent.office import Office
from cli import main
from settings import Settings

ROOT = Path(__file__).parents[2]
SPEECH = """在全市防汛工作会议上的讲话
（2025年6月3日）
副市长　林远舟
同志们：
今天把大家请来，主要任务是部署今年的防汛工作。下面，我讲三点意见。
一、认清形势，绷紧防汛这根弦
入汛以来，全市平均降雨量比常年偏多两成，三座水库已经超过汛限水位。
二、突出重点，把措施落到一线
一是盯紧水库。每座水库都要落实责任人，巡查记录每天上报。
二是盯紧河道。六月底前清完主要行洪河道的障碍物。
三是盯紧山洪沟。预警一响，人必须先走。
三、严明纪律，守好值班岗位
值班人员不得脱岗，信息不得迟报。
同志们，汛情就是命令。让我们守住大堤，守住家园！
"""


@dataclass(frozen=True)
class Outcome:
    status: int
    stdout: str
    stderr: str

    @property
    def value(self) -> dict[str, Any]:
        """The one object on stdout: anything else beside it does not parse."""
        found = json.loads(self.stdout)
        assert isinstance(found, dict)
        return found


Verb = Callable[..., Outcome]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean environment: no setting of this machine, no .env of this folder."""
    for name in os.environ:
        if name.startswith(("JIANGGAO_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("JIANGGAO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled samples in it, made once."""
    made = tmp_path_factory.mktemp("stocked") / "home"
    office = Office.open(Settings(_env_file=None, JIANGGAO_HOME=made, JIANGGAO_DATABASE_URL=None, JIANGGAO_CHROMA_URL=None))
    office.library.load_bundled(lambda done, total: None)
    office.close()
    return made


@pytest.fixture
def office(home: Path, stocked: Path) -> Path:
    """The home of a verb that writes or searches."""
    return Path(shutil.copytree(stocked, home / "home"))


@pytest.fixture
def jianggao(home: Path, capsys: pytest.CaptureFixture[str]) -> Verb:
    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def process(home: Path) -> Verb:
    """In a process of its own: for stdin, for the bytes of stdout, and for what gets imported."""

    def run(*arguments: object, given: bytes = b"", **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-c", "import cli; cli.main()", *map(str, arguments)],
            input=given,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            check=False,
            timeout=120,
        )
        return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def speech(home: Path) -> Path:
    file = home / "讲话.txt"
    file.write_text(SPEECH, encoding="utf-8", newline="")
    return file
