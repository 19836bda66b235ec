"""Elasticsearch's own jars from Maven Central, laid out once in `var/` as its server wants them."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tests.servers.throwaway import ServerMissingError

SOURCES = Path(__file__).parent / "elasticsearch_node"
KEPT = Path(__file__).resolve().parents[2] / "var" / "test-elasticsearch"
NAME = "Elasticsearch"
# The first Java that it runs on, and that Debian 12 does not have.
OLDEST_JAVA = 21
PLUGIN = "transport-netty4"
DESCRIPTOR = "plugin-descriptor.properties"


def java() -> str:
    """Return the newest Java that is installed; raises ServerMissingError where it is too old."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += Path("/usr/lib/jvm").glob("*")
    found = {home: _version(home) for home in homes if (home / "bin" / "java").exists()}
    newest = max(found, key=lambda home: found[home], default=None)
    if newest is None or found[newest] < OLDEST_JAVA:
        raise ServerMissingError(
            NAME, f"it needs Java {OLDEST_JAVA} or later, in /usr/lib/jvm or where JAVA_HOME says"
        )
    return str(newest / "bin" / "java")


def _version(home: Path) -> int:
    release = home / "release"
    found = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.exists() else None
    return int(found.group(1)) if found else 0


def files() -> Path:
    """Return the folder with `lib`, `modules` and `classes`, made at the first use."""
    content = b"".join(path.read_bytes() for path in sorted(SOURCES.iterdir()))
    path = KEPT / hashlib.sha256(content).hexdigest()[:16]
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        # Processes that start together would all fetch them.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = KEPT / "unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            _lay_out(unfinished)
            unfinished.rename(path)
    return path


def _lay_out(folder: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise ServerMissingError(NAME, "apt-get install maven")
    lib, module, classes = folder / "lib", folder / "modules" / PLUGIN, folder / "classes"
    pom = ["--batch-mode", "--quiet", "--file", str(SOURCES / "pom.xml")]
    _run(maven, *pom, "dependency:copy-dependencies", f"-DoutputDirectory={lib}")
    (compiler,) = lib.glob("ecj-*.jar")
    compile_it = ["-jar", str(compiler), "--release", str(OLDEST_JAVA), "-d", str(classes)]
    jars = ":".join(str(jar) for jar in lib.iterdir())
    _run(java(), *compile_it, "-classpath", jars, str(SOURCES / "ThrowawayNode.java"))
    compiler.unlink()
    module.mkdir(parents=True)
    (plugin,) = lib.glob(f"{PLUGIN}-*.jar")
    with zipfile.ZipFile(plugin) as jar:
        descriptor = jar.read(f"META-INF/es-plugins/{PLUGIN}/{DESCRIPTOR}").decode()
    # Loaded as a plain jar: there are no Java modules here that it could be one of.
    (module / DESCRIPTOR).write_text(re.sub(r"^modulename=.*\n", "", descriptor, flags=re.MULTILINE))
    for jar_path in [plugin, *lib.glob("netty-*.jar")]:
        jar_path.rename(module / jar_path.name)


def _run(*command: str) -> None:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{(ran.stdout + ran.stderr)[-3000:]}")
