"""A repository made to do harm: its settings run nothing, its trees write nowhere, its blobs fill nothing."""

from __future__ import annotations

import os
import subprocess
import zlib
from hashlib import sha1
from pathlib import Path

import pytest

from flowvow.text.source import MOST_BYTES
from tests.faces.running import Run, flowvow
from tests.hostile import readers

WHO = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a"}


def git(folder: Path, *words: str, given: bytes = b"") -> str:
    environment = {**os.environ, **WHO, "GIT_CONFIG_GLOBAL": "/dev/null"}
    done = subprocess.run(["git", *words], cwd=folder, input=given, capture_output=True, check=True, env=environment)
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    readers.lay(folder)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    return folder


def compare(folder: Path, old: str = "HEAD", path: str = "shop/webshop.policy.yaml") -> Run:
    return flowvow("diff", "--rev", old, "--rev", "HEAD", path, cwd=folder)


def tree_of(folder: Path, *entries: tuple[bytes, str]) -> str:
    """A commit of files with names that no ordinary git would store; written by hand, as whoever means harm does."""
    body = b"".join(b"100644 " + name + b"\0" + bytes.fromhex(blob) for name, blob in entries)
    data = b"tree %d\0" % len(body) + body
    name = sha1(data).hexdigest()
    file = folder / ".git" / "objects" / name[:2] / name[2:]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(zlib.compress(data))
    return git(folder, "commit-tree", name, "-m", "x")


def test_an_honest_repository_is_read(repository: Path) -> None:
    assert compare(repository).code == 0


@pytest.mark.parametrize("name", ["{}/written.yaml", "../../written.yaml", "shop/../../../written.yaml"])
def test_a_name_in_a_tree_leads_nowhere(name: str, repository: Path) -> None:
    """Before, the first of these was written where it said."""
    blob = git(repository, "rev-parse", "HEAD:shop/webshop.policy.yaml")
    name = name.format(repository.parent)
    run = compare(repository, tree_of(repository, (name.encode(), blob)), ".")
    assert run.code == 2
    assert not (repository.parent / "written.yaml").exists()
    assert "leads out" in run.err


def test_a_file_that_is_a_folder_too_is_told(repository: Path) -> None:
    blob = git(repository, "rev-parse", "HEAD:shop/webshop.policy.yaml")
    commit = tree_of(repository, (b"a.yaml", blob), (b"a.yaml/b.yaml", blob), (b"n" * 300 + b".yaml", blob))
    run = compare(repository, commit, ".")
    assert run.code == 2
    assert "can't be laid out" in run.err
    assert "/tmp" not in run.err


def test_a_blob_that_unpacks_to_too_much_is_never_unpacked(repository: Path) -> None:
    blob = git(repository, "hash-object", "-w", "--stdin", given=bytes(MOST_BYTES + 1))
    run = compare(repository, tree_of(repository, (b"a.yaml", blob)), ".")
    assert run.code == 2
    assert "is larger than 16 MiB there" in run.err


@pytest.mark.parametrize("url", ["ext::touch {}", "file://{}.git", "ssh://x/y"])
def test_what_a_repository_lacks_is_never_fetched(url: str, repository: Path) -> None:
    """Its settings name a program for that, and git would run it."""
    mark = repository.parent / "mark"
    for key, value in {
        "extensions.partialClone": "origin",
        "core.repositoryFormatVersion": "1",
        "remote.origin.promisor": "true",
        "remote.origin.url": url.format(mark),
        "remote.origin.uploadpack": f"touch {mark};",
        "core.sshCommand": f"touch {mark};",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "core.fsmonitor": f"touch {mark}",
        "core.pager": f"touch {mark}",
        "diff.external": f"touch {mark}",
    }.items():
        git(repository, "config", key, value)
    blob = git(repository, "rev-parse", "HEAD:shop/webshop.policy.yaml")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    run = compare(repository)
    assert run.code == 2, run
    assert not mark.exists()


def test_git_itself_would_have_run_it(repository: Path) -> None:
    """What the test above holds off is real."""
    mark = repository.parent / "mark"
    settings = {
        "extensions.partialClone": "origin",
        "core.repositoryFormatVersion": "1",
        "protocol.ext.allow": "always",
    }
    for key, value in {**settings, "remote.origin.promisor": "true", "remote.origin.url": f"ext::touch {mark}"}.items():
        git(repository, "config", key, value)
    blob = git(repository, "rev-parse", "HEAD:shop/webshop.policy.yaml")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "cat-file", "blob", blob)
    assert mark.exists()


def test_a_link_out_of_the_repository_is_told(repository: Path) -> None:
    (repository.parent / "other.policy.yaml").write_text("flowvow: 1\n", encoding="utf-8")
    (repository / "link.policy.yaml").symlink_to("../other.policy.yaml")
    run = compare(repository, path="link.policy.yaml")
    assert (run.code, "leads out of its repository" in run.err) == (2, True)


@pytest.mark.parametrize(
    "revision", ["--output=x", "-h", "HEAD:shop", "HEAD^{tree}", "@{-1}", ":/", "HEAD\n", "a..b", "\udcff", "x" * 5000]
)
def test_a_word_for_a_revision_is_no_option(revision: str, repository: Path) -> None:
    before = sorted(repository.iterdir())
    run = flowvow("diff", f"--rev={revision}", "--rev=HEAD", "shop/webshop.policy.yaml", cwd=repository)
    assert run.code in (0, 2)
    assert sorted(repository.iterdir()) == before
