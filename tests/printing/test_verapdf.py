"""veraPDF, the reference validator, finds nothing against PDF/UA-1 in what is printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cms.printing.documents import Paragraph
from cms.printing.pdf import write_pdf
from standard.printing import printed_standard
from standard.whole import whole_standard
from tests.factories import DimensionFactory, IndicatorFactory, StandardIndexFactory
from tests.node_packages import made_once, run
from tests.printing.test_pdf import EVERYTHING, printed
from tests.servers import missing
from tests.standard.assessments.test_report_printing import a_report

SOURCES = Path(__file__).parent / "verapdf"


@pytest.fixture(scope="session")
def verapdf() -> list[str]:
    """Return the command that checks files; its jars are fetched once for all tests into var/."""
    for program, package in {"java": "default-jdk-headless", "mvn": "maven"}.items():
        if not shutil.which(program):
            missing(program, f"apt-get install {package}")

    def fetch(folder: Path) -> None:
        pom = ["--batch-mode", "--quiet", "--file", str(SOURCES / "pom.xml")]
        ran = run(["mvn", *pom, "dependency:copy-dependencies", f"-DoutputDirectory={folder}/lib"], folder)
        if ran.returncode:
            missing("veraPDF", f"Maven did not end well:\n{ran.stdout}{ran.stderr}")

    folder = made_once("verapdf", [SOURCES / "pom.xml"], fetch)
    return ["java", "-cp", f"{folder}/lib/*", str(SOURCES / "Check.java")]


@pytest.mark.long
def test_what_is_printed_is_pdf_ua(site, verapdf: list[str], tmp_path: Path) -> None:
    for version in ("1.0", "2.0"):
        IndicatorFactory(code="1.1", version=version, title=f"Words of {version}", evidence_examples="Notes")
        standard = StandardIndexFactory(title=f"Standard {version}", version=version)
        DimensionFactory(parent=standard, code="1", guidance="<h2>How</h2><ul><li>Begin early.</li></ul>")
    whole = whole_standard("2.0", "http://localhost/")
    assert whole is not None
    (tmp_path / "standard.pdf").write_bytes(write_pdf(printed_standard(whole)))
    (tmp_path / "report.pdf").write_bytes(write_pdf(a_report()))
    (tmp_path / "everything.pdf").write_bytes(write_pdf(printed(*EVERYTHING)))
    checked = run([*verapdf, "standard.pdf", "report.pdf", "everything.pdf"], tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count("assertions, PDF/UA-1") == 3


@pytest.mark.long
def test_the_check_finds_what_is_wrong(verapdf: list[str], tmp_path: Path) -> None:
    (tmp_path / "boxes.pdf").write_bytes(write_pdf(printed(Paragraph("\U00012000"))))
    checked = run([*verapdf, "boxes.pdf"], tmp_path)
    assert checked.returncode == 1
    assert "not PDF/UA-1" in checked.stdout
