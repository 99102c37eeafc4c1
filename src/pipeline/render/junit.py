"""JUnit XML: a suite a layer, a case a check, so that any CI shows what was checked."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from pipeline.issue import Layer
from pipeline.render.pardons import by_waiver, until
from pipeline.render.run import Run
from pipeline.render.spoken import spoken
from pipeline.render.wording import details, package, spot, title
from pipeline.report import Pardon, Report, State, Tally
from pipeline.unseen import log_line


def render(report: Report, run: Run) -> str:
    """One file; warnings are told in a passed case's output, as JUnit has no such state."""
    report = spoken(report, run)
    root = ET.Element("testsuites", name=package(report))
    for layer in Layer:
        checks = [check for check in report.checks if check.layer is layer]
        if checks:
            pardons = [item for item in report.pardons if item.issue.layer is layer]
            _suite(root, layer, checks, pardons, run)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, 0)) for suite in root)))
    if run.seconds is not None:
        root.set("time", f"{run.seconds:.3f}")
    for item in root.iter():
        item.attrib.update({name: log_line(value) for name, value in item.attrib.items()})
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(
    root: ET.Element, layer: Layer, checks: list[Tally], pardons: list[Pardon], run: Run
) -> None:
    suite = ET.SubElement(root, "testsuite", name=layer.value)
    for check in checks:
        _case(suite, check, run)
    for items in by_waiver(pardons):
        _waived(suite, items, run)
    suite.set("tests", str(len(suite)))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))


def _case(suite: ET.Element, check: Tally, run: Run) -> None:
    name = check.code if check.severity == "error" else f"{check.code} ({check.severity})"
    case = ET.SubElement(suite, "testcase", classname=check.layer.value, name=name, time="0")
    text = _lines(_told(check, run))
    if check.state is State.SKIPPED:
        ET.SubElement(case, "skipped", message=check.because or "skipped")
    elif check.state is State.BROKEN:
        ET.SubElement(case, "error", message=run.say(title(check)), type=check.code).text = text
    elif check.state is not State.PASSED and check.severity == "error":
        said = f"{check.failed:,} of {check.evaluated:,}: {run.say(title(check))}"
        ET.SubElement(case, "failure", message=said, type=check.code).text = text
    else:
        ET.SubElement(case, "system-out").text = f"{check.evaluated:,} evaluated\n{text}".rstrip()


def _waived(suite: ET.Element, items: list[Pardon], run: Run) -> None:
    """What a waiver lets pass is a case of its own, skipped for the reason that it gives."""
    first, layer = items[0], items[0].issue.layer.value
    name = f"{first.issue.code} (waived)"
    case = ET.SubElement(suite, "testcase", classname=layer, name=name, time="0")
    why = f"{first.reason} ({until(first, run)})"
    found = [f"{spot(item.issue, run)} {run.say(item.issue.message)}".strip() for item in items]
    ET.SubElement(case, "skipped", message=why).text = _lines(found)


def _told(check: Tally, run: Run) -> list[str]:
    out: list[str] = []
    for issue in check.issues:
        out.append(f"{spot(issue, run)} {issue.message}".strip())
        out += [f"    {line}" for line in details(issue, run)]
    if check.failed > len(check.issues):
        out.append(run.say(f"{check.failed - len(check.issues):,} more, not shown"))
    return out


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(map(log_line, lines))
