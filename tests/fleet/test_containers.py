"""The container and the Kubernetes example: their syntax, that what they call exists, and that the program
runs where nothing but the output and /tmp can be written."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from kamdeck import __version__
from kamdeck.cli.main import program
from kamdeck.cli.words import Words
from kamdeck.desk.cron import read_cron
from kamdeck.text import Say
from tests.fleet_files import ROOT, SMALL

DOCKERFILE = ROOT / "containers" / "Dockerfile"
INSTRUCTIONS = {"ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "FROM", "RUN", "USER", "WORKDIR"}


def instructions(path: Path) -> list[tuple[str, str]]:
    """Each instruction with its arguments; lines that go on are joined, comments left out."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(word, rest.strip()) for line in joined.splitlines() if line.strip()
            for word, _, rest in [line.partition(" ")]]  # fmt: skip


def known_options(name: str) -> dict[str, click.Parameter]:
    """A command's options by their names. Fails where there is no such command."""
    group = program(Words("en"))
    command = group.get_command(click.Context(group), name)
    assert command is not None, name
    return {
        option: parameter for parameter in command.params for option in parameter.opts if option[0] == "-"
    }


def check_call(words: list[str]) -> None:
    """Fail where a call names a command or an option that is not there."""
    known = known_options(words[0])
    for word in words[1:]:
        if word.startswith("-"):
            assert word.partition("=")[0] in known, f"{words[0]} {word}"


# ------------------------------------------------------------------ Dockerfile


def test_every_instruction_is_one_and_the_stages_fit() -> None:
    found = instructions(DOCKERFILE)
    assert {word for word, _ in found} <= INSTRUCTIONS
    stages = [shlex.split(rest) for word, rest in found if word == "FROM"]
    assert [stage[0] for stage in stages] == ["python:3.12-slim", "python:3.12-slim"]  # no registry's host
    assert {
        rest.split()[0].partition("=")[2] for word, rest in found if word == "COPY" and "--from" in rest
    } == {stages[0][2]}
    for word, rest in found:
        if word in ("ENTRYPOINT", "CMD"):
            assert rest.startswith("[")
            assert yaml.safe_load(rest)


def test_the_last_stage_is_not_root_and_starts_kamdeck() -> None:
    found = instructions(DOCKERFILE)
    last = found[max(n for n, (word, _) in enumerate(found) if word == "FROM") :]
    (user,) = [rest for word, rest in last if word == "USER"]
    assert all(int(part) >= 1000 for part in user.split(":"))
    names = [word for word, _ in last]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert not any(word == "RUN" for word in names[names.index("USER") :])
    assert yaml.safe_load(dict(last)["ENTRYPOINT"]) == ["kamdeck"]
    assert "HOME=/tmp" in dict(last)["ENV"]


def test_what_it_copies_is_there_and_let_in() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert ignored[0] == "*"
    for word, rest in instructions(DOCKERFILE):
        if word == "COPY" and "--from" not in rest:
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{Path(source).name}" in ignored
    assert "--constraint constraints.txt" in DOCKERFILE.read_text("utf-8")


def test_the_calls_in_its_comments_exist() -> None:
    text = DOCKERFILE.read_text("utf-8")
    assert re.search(r"#\s+kamdeck build kamdeck\.xlsx", text)
    check_call(["build", "kamdeck.xlsx"])
    extras = re.findall(r"ARG EXTRAS=(.*)", text)[0].split(",")
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(extras) <= set(project["optional-dependencies"])


# ------------------------------------------------------------------ Kubernetes


def documents() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((ROOT / "containers" / "cronjob.yaml").read_text("utf-8")))


def jobs() -> list[dict[str, Any]]:
    return [found for found in documents() if found["kind"] == "CronJob"]


def pods() -> Iterator[dict[str, Any]]:
    for job in jobs():
        yield job["spec"]["jobTemplate"]["spec"]["template"]["spec"]


def test_every_document_has_what_kubernetes_asks_for() -> None:
    assert [(found["apiVersion"], found["kind"]) for found in documents()] == [
        ("v1", "PersistentVolumeClaim"), ("batch/v1", "CronJob"), ("batch/v1", "CronJob"),
    ]  # fmt: skip
    names = [found["metadata"]["name"] for found in documents()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", name) for name in names)
    for job in jobs():
        from zoneinfo import ZoneInfo

        read_cron(job["spec"]["schedule"], Say("en"))
        ZoneInfo(job["spec"]["timeZone"])
        assert job["spec"]["concurrencyPolicy"] == "Forbid"


def test_pods_may_do_next_to_nothing() -> None:
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] >= 1000
        assert pod["restartPolicy"] in ("Never", "OnFailure")
        for container in pod["containers"]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert container["resources"].keys() == {"requests", "limits"}
            assert container["image"] == f"kamdeck:{__version__}"


def test_mounts_have_their_volumes_and_tmp_can_be_written() -> None:
    claims = {found["metadata"]["name"] for found in documents() if found["kind"] == "PersistentVolumeClaim"}
    for pod in pods():
        volumes = {volume["name"]: volume for volume in pod["volumes"]}
        for container in pod["containers"]:
            mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
            assert set(mounts.values()) == set(volumes)
            assert "emptyDir" in volumes[mounts["/tmp"]]
            assert volumes[mounts["/data"]]["persistentVolumeClaim"]["claimName"] in claims


def test_the_commands_and_options_exist_and_no_secret_is_written_down() -> None:
    for pod in pods():
        for container in pod["containers"]:
            check_call(container["args"])
            for variable in container.get("env", ()):
                assert "value" not in variable
                assert variable["valueFrom"]["secretKeyRef"].keys() == {"name", "key"}


# ------------------------------------------------------------------ a read-only place


def as_owner_without_privilege() -> list[str]:
    """What is put before a command so that modes of files count: for root, it gives up overriding them."""
    if os.getuid() != 0:
        return []
    if (tool := shutil.which("setpriv")) is None:
        pytest.skip("root may write anywhere, and there is no setpriv to give that up")
    return [tool, "--bounding-set=-dac_override"]


@pytest.mark.skipif(sys.platform != "linux", reason="modes and capabilities")
def test_it_runs_where_only_the_output_and_tmp_can_be_written(tmp_path: Path) -> None:
    site, home, output, scratch = (tmp_path / name for name in ("site", "home", "output", "tmp"))
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "kamdeck", site / "kamdeck", ignore=ignored)
    shutil.copytree(ROOT / "templates", site / "templates", ignore=ignored)
    for folder in (home, output, scratch):
        folder.mkdir()
    (output / "book.xlsx").write_bytes(SMALL.read_bytes())
    closed = [home, site, *site.rglob("*")]
    for path in closed:
        path.chmod(0o555 if path.is_dir() else 0o444)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(scratch), "LC_ALL": "C",
                   "PYTHONPATH": str(site)}  # fmt: skip
    start = [*as_owner_without_privilege(), sys.executable]
    try:
        refused = subprocess.run([*start, "-c", "open('x', 'w')"], cwd=site, capture_output=True, check=False)
        assert b"Permission denied" in refused.stderr
        for arguments in (["fleet", str(output), "--workers", "1"], ["check", str(output / "book.pptx")]):
            command = [*start, "-m", "kamdeck", *arguments]
            done = subprocess.run(
                command, cwd=site, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
    finally:
        for path in closed:
            path.chmod(0o755)
    assert (output / "book.pptx").is_file()
    assert not list(site.rglob("__pycache__"))
    assert not list(scratch.iterdir())
