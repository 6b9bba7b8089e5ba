"""The compose file: complete, closed to others, without a password, and fitting what the programs read."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deploy.docker.make_secrets import SERVICES, make_secrets
from tests.unit.deploy.repository import DEPLOY, ROOT, compose

OURS = [name for service in SERVICES for name in (service, f"{service}-migrate")]


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(name)
    return subprocess.run([str(program), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_compose_obeys_its_specification() -> None:
    ran = tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    assert ran.returncode == 0, ran.stdout


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    ran = tool("hadolint", "deploy/docker/Dockerfile")
    assert ran.returncode == 0, ran.stdout


def test_every_port_is_open_to_this_machine_alone() -> None:
    ports = [port for service in compose()["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_image_has_a_version() -> None:
    for name, service in compose()["services"].items():
        if "build" not in service:
            version = service["image"].rpartition(":")[2]
            assert version[-1].isdigit(), f"{name}: {service['image']}"


def test_every_service_waits_for_what_it_stands_on() -> None:
    services = compose()["services"]
    for service in SERVICES:
        needs = services[service]["depends_on"]
        assert needs[f"{service}-migrate"]["condition"] == "service_completed_successfully"
        assert needs["kafka"]["condition"] == "service_healthy"
        assert services[f"{service}-migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
        assert services[f"{service}-migrate"]["restart"] == "no"
    for name, service in services.items():
        for needed, how in service.get("depends_on", {}).items():
            assert how["condition"] != "service_healthy" or "healthcheck" in services[needed], name


def test_only_the_migration_gets_the_owner_of_the_tables() -> None:
    services = compose()["services"]
    for service in SERVICES:
        assert f"tarazy_{service}_owner_database_url" not in services[service]["secrets"]
        assert f"tarazy_{service}_owner_database_url" in services[f"{service}-migrate"]["secrets"]


def test_nobody_gets_a_secret_of_another_service() -> None:
    services = compose()["services"]
    for name in OURS:
        service = name.removesuffix("-migrate")
        others = {secret for secret in services[name]["secrets"] if not secret.startswith(f"tarazy_{service}_")}
        shared = {
            "notifications": {"tarazy_smtp_url", "tarazy_hr_survey_key"},
            "notifications-migrate": {"tarazy_smtp_url"},
            "scheduling": {"tarazy_hr_scheduling_token"},
        }
        assert others == shared.get(name, set())


def test_planner_gets_the_token_alone_and_starts_with_no_other() -> None:
    planner = compose()["services"]["planner"]
    assert planner["secrets"] == ["tarazy_scheduling_token"]
    assert planner["profiles"] == ["plan"]
    assert planner["build"]["args"] == {"PACKAGE": "tarazy-scheduling", "EXTRA": "planning"}
    assert planner["read_only"] is True


def test_no_password_stands_in_an_environment() -> None:
    for service in compose()["services"].values():
        for name in service.get("environment", {}):
            assert name.endswith(("_FILE", "_PUBLIC_URL", "_HR_SCHEDULING_URL")) or not re.search(
                "PASSWORD|TOKEN|_URL", name
            )


def test_whatever_keeps_something_keeps_it_in_a_volume() -> None:
    content = compose()
    mounted = {
        volume.split(":")[0]
        for service in content["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith("./")
    }
    assert mounted == set(content["volumes"])
    kafka = content["services"]["kafka"]
    assert f"kafka-data:{kafka['environment']['KAFKA_LOG_DIRS']}" in kafka["volumes"]
    # Since version 18 the image keeps the data in a folder of the version below this one.
    assert content["services"]["postgres"]["volumes"] == ["postgres-data:/var/lib/postgresql"]


def test_whatever_runs_on_says_how_it_is_and_has_time_to_stop() -> None:
    for name, service in compose()["services"].items():
        if service["restart"] != "no":
            assert "healthcheck" in service, name
            assert service["stop_grace_period"] in ("40s", "60s"), name


def test_topics_of_one_broker_have_one_replica() -> None:
    environment = compose()["services"]["kafka"]["environment"]
    replicas = {name: value for name, value in environment.items() if name.endswith(("REPLICATION_FACTOR", "MIN_ISR"))}
    assert len(replicas) == 5
    assert set(replicas.values()) == {"1"}


def test_our_containers_run_without_rights_on_a_read_only_disk() -> None:
    services = compose()["services"]
    for name in [*OURS, "catcher"]:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]


def test_kafka_is_the_version_that_the_one_machine_edition_runs() -> None:
    pom = (DEPLOY / "local/tarazy_local/kafka/pom.xml").read_text()
    versions = re.findall("<version>([0-9.]+)</version>", pom)
    assert compose()["services"]["kafka"]["image"].rpartition(":")[2] in versions


def test_every_package_of_the_workspace_is_copied_into_the_build() -> None:
    dockerfile = (DEPLOY / "docker/Dockerfile").read_text()
    members = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["uv"]["workspace"]["members"]
    folders = [str(path.relative_to(ROOT)) for member in members for path in ROOT.glob(member) if path.is_dir()]
    for folder in folders:
        if (ROOT / folder / "pyproject.toml").exists():
            assert f"COPY {folder}/pyproject.toml {folder}/" in dockerfile


def test_files_that_compose_mounts_are_there() -> None:
    for service in compose()["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).exists()


def test_secrets_are_made_for_all_that_compose_mounts(tmp_path: Path) -> None:
    made = make_secrets(tmp_path / "secrets")
    wanted = {Path(secret["file"]) for secret in compose()["secrets"].values()}
    assert {path.parent for path in wanted} == {Path("deploy/docker/secrets")}
    assert {path.name for path in wanted} == set(made)


def test_secrets_are_long_all_different_and_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    make_secrets(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    files = [file for file in folder.iterdir() if file.name not in ("postgres_roles.sql", "tarazy_smtp_url")]
    texts = [file.read_text() for file in files]
    passwords = [urlsplit(text).password if "://" in text else text for text in texts]
    assert len(set(passwords)) == len(files)
    assert all(password is not None and len(password) >= 32 for password in passwords)


def test_secrets_that_exist_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    make_secrets(folder)
    before = {file.name: file.read_text() for file in folder.iterdir()}
    (folder / "tarazy_hr_token").unlink()
    assert make_secrets(folder) == ["tarazy_hr_token"]
    after = {file.name: file.read_text() for file in folder.iterdir()}
    assert {name for name in before if before[name] != after[name]} == {"tarazy_hr_token"}


def test_secrets_are_never_committed() -> None:
    assert "secrets/" in (DEPLOY / "docker/.gitignore").read_text().split()


@pytest.mark.parametrize("name", OURS)
def test_a_container_has_all_the_settings_that_its_service_reads(tmp_path: Path, name: str) -> None:
    service = compose()["services"][name]
    make_secrets(tmp_path / "all")
    given = tmp_path / "given"
    given.mkdir()
    for secret in service["secrets"]:
        (given / secret).write_text((tmp_path / "all" / secret).read_text())
    environment = {
        variable: value.split(":-")[1].rstrip("}") if value.startswith("${") else value
        for variable, value in service["environment"].items()
    }
    package = f"tarazy_{name.removesuffix('-migrate')}"
    program = f"""
import json
from tarazy_shared.settings import read_settings
from {package}.settings import Settings
settings = read_settings(Settings)
owner = settings.owner_database_url
smtp = getattr(settings, "smtp_url", None)
print(json.dumps({{
    "host": settings.http_host, "kafka": settings.kafka_bootstrap_servers,
    "smtp": smtp and smtp.get_secret_value(),
    "survey_key": bool(getattr(settings, "survey_key", None)),
    "hr_url": getattr(settings, "hr_url", None),
    "runtime": settings.database_url.get_secret_value(), "owner": owner and owner.get_secret_value(),
}}))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], **environment, "TARAZY_SECRETS_DIR": str(given)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    read = json.loads(ran.stdout)
    role = name.removesuffix("-migrate")
    assert read["host"] == service["environment"][f"TARAZY_{role.upper()}_HTTP_HOST"]
    assert read["kafka"] == "kafka:9092"
    assert read["smtp"] == ("smtp://catcher:2525" if role == "notifications" else None)
    assert read["survey_key"] is (name in ("hr", "notifications"))
    assert read["hr_url"] == ("http://127.0.0.1:8001" if role == "notifications" else None)
    assert urlsplit(read["runtime"]).username == role
    assert (urlsplit(read["owner"]).username if read["owner"] else None) == (
        f"{role}_owner" if name.endswith("-migrate") else None
    )


def test_the_mail_catcher_knows_the_options_that_it_is_given() -> None:
    catcher = compose()["services"]["catcher"]
    ran = subprocess.run(
        [sys.executable, *catcher["entrypoint"][1:], "--help"], capture_output=True, text=True, check=False
    )
    for option in [word for word in catcher["command"] if word.startswith("--")]:
        assert option in ran.stdout
