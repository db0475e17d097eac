from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from filelock import FileLock
from sqlalchemy import Engine

from errors import EndpointUnreachable, LibraryHeld, WrongKey
from tests.vectorstore.conftest import FLOOD, POLICE, TEACHERS, Endpoint
from vectorstore.catalogue import Catalogue
from vectorstore.details import describe
from vectorstore.embeddings import EndpointEmbeddings, HashedNgrams
from vectorstore.indexes import Indexes
from vectorstore.library import Library

ROOT = Path(__file__).parents[2]
ADD = """
import sys
from pathlib import Path
from database import open_database
from vectorstore.embeddings import HashedNgrams
from vectorstore.library import Library

url, folder, *texts = sys.argv[1:]
library = Library(open_database(url), Path(folder), HashedNgrams())
for text in texts:
    library.add("另一个进程.txt", text.encode())
print(*(hit.sample.source for hit in library.search("打击电信诈骗")))
"""


def silent(_done: int, _total: int) -> None:
    return None


def add_elsewhere(engine: Engine, folder: Path, *texts: str) -> str:
    """In another process; what it then finds."""
    command = [sys.executable, "-c", ADD, str(engine.url), str(folder), *texts]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8", timeout=120).stdout


def titles(library: Library, query: str = "打击电信诈骗") -> set[str]:
    return {hit.sample.details.title for hit in library.search(query, k=20)}


def test_a_sample_in_the_catalogue_alone_is_found_after_opening(sqlite: Engine, open_library: Callable[[], Library]) -> None:
    """As after a crash between the stores."""
    open_library().add("a.txt", TEACHERS.encode())
    Catalogue(sqlite).add(POLICE, describe(POLICE, {}), "b.txt")
    assert "在全市公安机关半年工作会议上的讲话" in titles(open_library())


def test_a_removal_in_the_catalogue_alone_holds_after_opening(sqlite: Engine, open_library: Callable[[], Library]) -> None:
    library = open_library()
    gone = library.add("a.txt", POLICE.encode()).sample
    library.add("b.txt", TEACHERS.encode())
    Catalogue(sqlite).remove(gone.ident)
    assert titles(open_library()) == {"在全县教师节表彰大会上的讲话"}


@pytest.mark.parametrize("store", ["chroma", "lexical"])
def test_a_lost_index_is_made_again(sqlite: Engine, tmp_path: Path, open_library: Callable[[], Library], store: str) -> None:
    first = open_library()
    first.add("a.txt", POLICE.encode())
    first.add("b.txt", FLOOD.encode())
    before = first.search("打击电信诈骗")
    first.close()
    shutil.rmtree(tmp_path / "library" / store)
    library = open_library()
    library.catch_up(silent)
    assert library.search("打击电信诈骗") == before


@pytest.mark.parametrize("file", ["chroma/chroma.sqlite3", "lexical/*/meta.json", "lexical/*/applied.json"])
def test_a_damaged_index_is_made_again(tmp_path: Path, open_library: Callable[[], Library], file: str) -> None:
    first = open_library()
    first.add("a.txt", POLICE.encode())
    first.add("b.txt", FLOOD.encode())
    before = first.search("打击电信诈骗")
    first.close()
    (damaged,) = (tmp_path / "library").glob(file)
    damaged.write_bytes(b"not what it was")
    assert open_library().search("打击电信诈骗") == before


def test_an_older_database_takes_its_indexes_back_with_it(sqlite: Engine, open_library: Callable[[], Library]) -> None:
    library = open_library()
    library.add("a.txt", POLICE.encode())
    library.add("b.txt", TEACHERS.encode())
    library.close()
    with sqlite.begin() as connection:  # a back-up from before the second addition
        for statement in (
            "DELETE FROM passages WHERE sample = 2",
            "DELETE FROM sections WHERE sample = 2",
            "DELETE FROM samples WHERE id = 2",
            "DELETE FROM library_log WHERE sequence = 2",
            "UPDATE library SET sequence = 1",
        ):
            connection.exec_driver_sql(statement)
    assert titles(open_library()) == {"在全市公安机关半年工作会议上的讲话"}


def test_catching_up_and_rebuilding_tell_how_far_they_are(sqlite: Engine, library: Library) -> None:
    for text in (POLICE, TEACHERS, FLOOD):
        Catalogue(sqlite).add(text, describe(text, {}), "a.txt")
    told: list[tuple[int, int]] = []
    library.catch_up(lambda done, total: told.append((done, total)))
    assert told[-1] == (6, 6)
    before = library.search("落实责任")
    library.rebuild(lambda done, total: told.append((done, total)))
    assert told[-1] == (6, 6)
    assert library.search("落实责任") == before
    library.catch_up(lambda _done, _total: pytest.fail("there was nothing to do"))


def test_what_another_process_adds_is_found_here(sqlite: Engine, tmp_path: Path, library: Library) -> None:
    library.add("a.txt", TEACHERS.encode())
    assert titles(library) == {"在全县教师节表彰大会上的讲话"}
    found_there = add_elsewhere(sqlite, tmp_path / "library", POLICE)
    assert "另一个进程.txt" in found_there
    assert titles(library) == {"在全县教师节表彰大会上的讲话", "在全市公安机关半年工作会议上的讲话"}


def test_processes_that_take_turns_lose_nothing(sqlite: Engine, tmp_path: Path, library: Library) -> None:
    for turn in range(3):
        library.add("a.txt", f"{FLOOD}这里第{turn}次。\n".encode())
        add_elsewhere(sqlite, tmp_path / "library", f"{POLICE}那里第{turn}次。\n")
    everything = {passage.ident for sample in library.samples() for passage in library.passages(sample.ident)}
    assert {hit.passage.ident for hit in library.search("落实责任", k=500)} == everything
    with Indexes(Catalogue(sqlite), tmp_path / "library", HashedNgrams(), None).reading() as channels:
        assert {ident for ident, _ in channels.by_vector("落实责任", 500)} == everything


@pytest.mark.usefixtures("stocked")
def test_a_second_writer_is_told_who_holds_the_library(tmp_path: Path, open_library: Callable[[], Library]) -> None:
    with FileLock(tmp_path / "library" / "writer.lock"), pytest.raises(LibraryHeld) as held:
        open_library().rebuild(silent)
    assert "pid" in held.value.owner


def test_beside_a_writer_one_reads_what_is_there(
    sqlite: Engine, tmp_path: Path, stocked: Library, open_library: Callable[[], Library]
) -> None:
    extra = POLICE.replace("半年", "年度")
    reader = open_library()
    with FileLock(tmp_path / "library" / "writer.lock"):
        Catalogue(sqlite).add(extra, describe(extra, {}), "")
        assert titles(reader) == titles(reader, "落实责任")
        assert "在全市公安机关年度工作会议上的讲话" not in titles(reader)
    assert "在全市公安机关年度工作会议上的讲话" in titles(reader)


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    # Its banner names the port before anything listens there: what it answers is the sign that it is up.
    with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as client:
        client.get(f"{url}/api/v2/heartbeat").raise_for_status()
    yield url
    server.terminate()
    server.wait(timeout=30)


def test_a_chroma_server_serves_two_machines(sqlite: Engine, tmp_path: Path, chroma_server: str) -> None:
    here, there = (Library(sqlite, tmp_path / name, HashedNgrams(), chroma_server) for name in ("here", "there"))
    here.add("a.txt", POLICE.encode())
    there.add("b.txt", TEACHERS.encode())
    both = {"在全县教师节表彰大会上的讲话", "在全市公安机关半年工作会议上的讲话"}
    assert titles(here, "落实") == titles(there, "落实") == both
    there.rebuild(silent)
    with Indexes(Catalogue(sqlite), tmp_path / "here", HashedNgrams(), chroma_server).reading() as channels:
        assert len(channels.by_vector("打击电信诈骗", 100)) == sum(sample.passages for sample in here.samples())
    assert not (tmp_path / "here" / "chroma").exists()


def test_a_chroma_server_that_is_not_there_is_named(sqlite: Engine, tmp_path: Path) -> None:
    library = Library(sqlite, tmp_path / "library", HashedNgrams(), "http://127.0.0.1:1")
    with pytest.raises(EndpointUnreachable) as missing:
        library.add("a.txt", POLICE.encode())
    assert missing.value.host == "127.0.0.1"
    assert len(library.samples()) == 1


def test_opening_touches_nothing(tmp_path: Path, library: Library) -> None:
    assert library.samples() == ()
    assert library.search("诈骗") == ()
    assert not (tmp_path / "library").exists()


def test_a_remote_embedder_gets_masked_text_and_nothing_that_stays(sqlite: Engine, tmp_path: Path, endpoint: Endpoint) -> None:
    library = Library(sqlite, tmp_path / "library", EndpointEmbeddings("BAAI/bge-m3", "k", endpoint.url))
    library.add("a.txt", POLICE.encode())
    library.add_text(FLOOD, describe(FLOOD, {"shareable": False}), "b.txt")
    sent = "".join(text for request in endpoint.inputs for text in request)
    assert "群众挽回损失" in sent
    assert "320" not in sent
    assert "临澜市" not in sent
    assert "水库" not in sent
    assert library.search("水库巡查和山洪转移")[0].sample.source == "b.txt"
    library.close()


def test_another_embedder_makes_vectors_of_its_own(sqlite: Engine, tmp_path: Path, endpoint: Endpoint, library: Library) -> None:
    library.add("a.txt", POLICE.encode())
    library.close()
    other = Library(sqlite, tmp_path / "library", EndpointEmbeddings("m", "k", endpoint.url, local=True))
    assert titles(other) == {"在全市公安机关半年工作会议上的讲话"}
    assert "320" in "".join(text for request in endpoint.inputs for text in request)
    other.close()


def test_what_could_not_be_embedded_is_kept_and_embedded_later(sqlite: Engine, tmp_path: Path, endpoint: Endpoint) -> None:
    library = Library(sqlite, tmp_path / "library", EndpointEmbeddings("m", "k", endpoint.url))
    endpoint.status = 401
    with pytest.raises(WrongKey):
        library.add("a.txt", POLICE.encode())
    endpoint.status = 200
    assert titles(library) == {"在全市公安机关半年工作会议上的讲话"}
    library.close()
