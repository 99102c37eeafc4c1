"""Versions are computed: the gate, the changelog, and what becomes of a release in other hands."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import warnings
import zipfile
from pathlib import Path

import pytest
import yaml
from commands import command, ours

from pipeline.errors import ReleaseError
from pipeline.limits import Limits
from pipeline.release import changelog, declared
from pipeline.release.git import before
from pipeline.release.locate import unpack
from pipeline.release.version import Bump, Version

ROOT = Path(__file__).resolve().parent.parent
HERE = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org"}  # fmt: skip


def run(folder, *words, code=0):
    done = command(*words, cwd=folder, env=ours() | {"SOURCE_DATE_EPOCH": "1800000000"})
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def git(folder, *words):
    env = {**os.environ, **HERE}
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, env=env)


@pytest.fixture
def project(tmp_path):
    """A copy of the flagship, tagged as released."""
    return tagged(ROOT, tmp_path / "project")


@pytest.fixture
def small(tmp_path):
    """A small project, tagged as released."""
    return tagged(ROOT / "tests" / "examples" / "base", tmp_path / "project")


def tagged(origin, folder):
    for name in ("raw", "schemas"):
        shutil.copytree(origin / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    text = (origin / "datapackage.yaml").read_text("utf-8")
    text = re.sub("(?m)^version: .*", "version: 1.2.3 # data", text)
    (folder / "datapackage.yaml").write_text(text, "utf-8")
    git(folder.parent, "init", "-q", str(folder))
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "one")
    git(folder, "tag", "data-v1.2.3")
    return folder


def swap(folder, path, old, new):
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def without_person(folder):
    lines = (folder / "raw/people.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "raw/people.csv").write_text("".join(lines[:1] + lines[2:]), "utf-8")
    return lines[1].split(",")[0]


def with_person(folder):
    people = folder / "raw/people.csv"
    header = people.read_text("utf-8").splitlines()[0]
    with people.open("a", encoding="utf-8") as file:
        file.write(f"zhang-san,张三{',' * (header.count(',') - 1)}\n")
    return "zhang-san"


def corrected_person(folder):
    swap(folder, "raw/people.csv", "陈墨", "陈某")


def corrected(folder):
    swap(folder, "raw/places.csv", "北京", "北京市")
    return "→"


def required(folder):
    schema = json.loads((folder / "schemas/people.json").read_text("utf-8"))
    schema["fields"][2]["constraints"]["required"] = True
    (folder / "schemas/people.json").write_text(json.dumps(schema), "utf-8")
    return "wikidata"


def decided(folder):
    with (folder / "raw/adjudications.csv").open("a", encoding="utf-8") as file:
        file.write(f"new,offices-agree,主席,{'0' * 64},undecided,unknown,理由,,甲,2026-01-01\n")
    return "offices-agree / 主席 / undecided"


def described(folder):
    swap(folder, "datapackage.yaml", "title: China's", "title: The People's Republic of China's")
    return "`title` of the package"


def proven(folder):
    swap(folder, "raw/evidence.csv", "literal", "name")
    return "printed_as"


@pytest.mark.parametrize(
    ("change", "version", "part"),
    [
        (without_person, "2.0.0", "Removed"),
        (required, "2.0.0", "Changed"),
        (with_person, "1.3.0", "Added"),
        (decided, "1.3.0", "Added"),
        (corrected, "1.2.4", "Changed"),
        (described, "1.2.4", "Changed"),
        (proven, "1.2.4", "Changed"),
    ],
)
def test_one_change_of_each_class_to_the_flagship(project, change, version, part):
    named = change(project)
    said = run(project, "release", "--check", code=1)
    assert f"needs at least {version}" in said and "pipeline release --bump auto" in said
    before = (project / "datapackage.yaml").read_text("utf-8")
    run(project, "release", "--bump", "auto")
    after = (project / "datapackage.yaml").read_text("utf-8")
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert changed == [f"version: {version} # data", 'created: "2027-01-15T00:00:00Z"']
    log = (project / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{version}] - 2027-01-15" in log and f"### {part}" in log and named in log


@pytest.mark.parametrize("change", [without_person, corrected_person])
def test_what_a_person_writes_into_the_changelog_stays(small, change):
    change(small)
    run(small, "release", "--bump", "auto")
    run(small, "release", "--check")
    swap(small, "CHANGELOG.md", "own words -->\n\n", "own words -->\n甲乙丙。\n")
    kept = (small / "CHANGELOG.md").read_text("utf-8")
    assert "nothing had to be written" in run(small, "release", "--bump", "auto")
    assert (small / "CHANGELOG.md").read_text("utf-8") == kept
    with_person(small)
    run(small, "release", "--bump", "auto")
    assert "甲乙丙。" in (small / "CHANGELOG.md").read_text("utf-8")


def test_what_is_released_and_unchanged_may_stand(small):
    assert "no change since data-v1.2.3" in run(small, "release", "--check")
    assert "nothing had to be written" in run(small, "release", "--bump", "auto")
    assert not (small / "CHANGELOG.md").exists()


def test_a_person_may_ask_for_more_but_not_for_less(small):
    without_person(small)
    assert "too little" in run(small, "release", "--bump", "minor", code=2)
    assert "1.2.3" in (small / "datapackage.yaml").read_text("utf-8")
    run(small, "release", "--bump", "major")
    run(small, "release", "--check")


def test_a_view_that_changed_its_columns_asks_for_a_version(project, exported):
    for old in ("HEAD", exported):
        assert "required: major" not in run(project, "diff", old, ".").lower()
    sql = project / "schemas/views/figures.sql"
    sql.write_text(sql.read_text("utf-8").replace("witnesses", "voices"), "utf-8")
    for old in ("HEAD", exported):
        said = run(project, "diff", old, ".")
        assert "field `witnesses` is gone" in said and "major" in said
    assert "needs at least 2.0.0" in run(project, "release", "--check", code=1)
    sql.unlink()
    assert "view `figures` is gone" in run(project, "diff", "HEAD", ".")
    assert "view `figures` is new" in run(project, "diff", ".", "HEAD")


def test_a_view_that_gives_other_rows_asks_for_a_patch(project, exported, tmp_path):
    sql = project / "schemas/views/variant_readings.sql"
    sql.write_text(sql.read_text("utf-8").replace("SELECT", "SELECT  ", 1), "utf-8")
    said = run(project, "release", "--check", code=1)
    assert "its rows, query or words changed" in said and "needs at least 1.2.4 (patch)" in said
    other = shutil.copytree(exported, tmp_path / "other")
    descriptor = json.loads((other / "datapackage.json").read_text("utf-8"))
    (view,) = (item for item in descriptor["resources"] if item["name"] == "figures")
    view["hash"] = f"sha256:{'0' * 64}"
    (other / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    assert "`figures`: its rows, query or words" in run(project, "diff", exported, other)


def test_an_entry_that_was_never_released_goes_over_to_the_next_version(small):
    with_person(small)
    run(small, "release", "--bump", "auto")
    swap(small, "CHANGELOG.md", "own words -->\n\n", "own words -->\n甲乙丙。\n")
    without_person(small)
    run(small, "release", "--bump", "auto")
    log = (small / "CHANGELOG.md").read_text("utf-8")
    assert "[1.3.0]" not in log and log.count("## [2.0.0]") == 1 and "甲乙丙。" in log


def test_a_release_names_the_one_before_it(small, tmp_path):
    git(small, "tag", "data-v1.10.0")
    run(small, "export", "--only", "stamp", "--build", tmp_path / "a")
    (stamp,) = (tmp_path / "a").glob("*/RELEASE.json")
    assert "previous" not in json.loads(stamp.read_text("utf-8"))
    swap(small, "datapackage.yaml", "version: 1.2.3", "version: 1.4.0")
    run(small, "export", "--only", "stamp", "--build", tmp_path / "b")
    (stamp,) = (tmp_path / "b").glob("*/RELEASE.json")
    assert json.loads(stamp.read_text("utf-8"))["previous"] == "1.2.3"


def test_what_is_before_needs_neither_tags_nor_git(small, tmp_path, monkeypatch):
    assert before(small, "1.2.4") == "1.2.3" and before(small, "1.2.3") is None
    assert before(small, "one") is None and before(tmp_path, "9.0.0") is None
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert before(small, "9.0.0") is None


def test_the_first_release_may_have_any_version(small):
    git(small, "tag", "-d", "data-v1.2.3")
    assert "no data release yet" in run(small, "release", "--check")
    run(small, "release", "--bump", "auto")
    assert "First release." in (small / "CHANGELOG.md").read_text("utf-8")
    assert "version: 1.2.3 # data" in (small / "datapackage.yaml").read_text("utf-8")


def test_the_highest_tag_is_the_baseline(small):
    git(small, "tag", "data-v1.10.0")
    git(small, "tag", "data-vnext")
    swap(small, "datapackage.yaml", "version: 1.2.3", "version: 1.11.0")
    assert "data-v1.10.0" in run(small, "release", "--check")


def test_what_a_tag_says_was_released_though_its_commit_declares_less(small):
    git(small, "tag", "-d", "data-v1.2.3")
    git(small, "tag", "data-v1.3.0")
    said = run(small, "release", "--check", code=1)
    assert "declares 1.2.3, and data-v1.3.0 was released as 1.3.0 with the same content" in said
    assert "version: 1.3.0" in run(small, "release", "--bump", "auto")
    assert "version: 1.3.0" in (small / "datapackage.yaml").read_text("utf-8")
    assert "no change since data-v1.3.0" in run(small, "release", "--check")


def test_a_tag_does_not_make_a_version_great_enough(small):
    with_person(small)
    swap(small, "datapackage.yaml", "version: 1.2.3", "version: 1.2.4")
    git(small, "commit", "-qam", "two")
    git(small, "tag", "data-v1.2.4")
    said = run(small, "release", "--check", code=1)
    assert "declares 1.2.4, needs at least 1.3.0 (minor since data-v1.2.3)" in said


def test_a_shallow_clone_does_not_pass_for_the_first_release(small, tmp_path):
    for clone in ("bare", "tagged"):
        git(tmp_path, "clone", "-q", "--depth", "1", small.as_uri(), clone)
        git(tmp_path / clone, "tag", "-d", "data-v1.2.3") if clone == "bare" else None
        said = run(tmp_path / clone, "release", "--check", code=2)
        assert "shallow" in said and "fetch-depth: 0" in said
    assert "shallow" in run(tmp_path / "bare", "release", "--bump", "auto", code=2)
    for clone in ("bare", "tagged"):
        assert "may be released" in run(tmp_path / clone, "release", "--check", "--against", small)
    git(tmp_path / "bare", "fetch", "--unshallow", "--tags")
    assert "no change since data-v1.2.3" in run(tmp_path / "bare", "release", "--check")


def test_a_version_that_yaml_takes_for_a_number_is_shown(small):
    swap(small, "datapackage.yaml", "version: 1.2.3", "version: 1.2")
    assert "`version` is 1.2, which is no version" in run(small, "release", "--check", code=2)


def test_a_revision_is_read_without_running_anything(project):
    (project / "schemas/models.py").write_text("raise SystemExit('run')", "utf-8")
    git(project, "commit", "-qam", "two")
    assert "No difference" in run(project, "diff", "HEAD~1", "HEAD")
    assert "git revision" in run(project, "diff", "--", "--output=x", ".", code=2)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    build = tmp_path_factory.mktemp("build")
    run(ROOT, "export", "--build", build)
    return next(item for item in build.iterdir() if item.is_dir())


@pytest.fixture
def held(exported, tmp_path):
    return Path(shutil.copytree(exported, tmp_path / exported.name))


def test_a_release_and_its_zip_are_what_they_say(held, tmp_path):
    assert "is what it says it is" in run(tmp_path, "verify", held)
    assert "is what it says it is" in run(tmp_path, "verify", held / f"{held.name}.zip")
    stamp = json.loads((held / "RELEASE.json").read_text("utf-8"))
    assert stamp["content"].startswith("sha256:") and stamp["rows"]["people"] > 100
    assert all(set(item) == {"source_id", "file_name", "sha256"} for item in stamp["sources"])


def changed_file(folder):
    swap(folder, "README.md", "Version", "Release")
    return "`README.md` was changed"


def changed_data(folder):
    swap(folder, "data/places.csv", "北京", "南京")
    return "the content is not that of the release"


def missing_file(folder):
    (folder / "laomo-2020.json").unlink()
    return "`laomo-2020.json` is missing"


def extra_file(folder):
    (folder / "data" / "more.csv").write_text("a\n")
    return "`data/more.csv` is no part of the release"


def other_version(folder):
    swap(folder, "datapackage.json", '"version": "', '"version": "9')
    return "says version 9"


def renamed(folder):
    folder.rename(folder.with_name("laomo-2020-7.0.0"))
    return "the folder is called `laomo-2020-7.0.0`"


def broken(folder):
    swap(folder, "data/claims.csv", "exactly", "perhaps") if "exactly" in (
        folder / "data/claims.csv"
    ).read_text("utf-8") else swap(folder, "data/mentions.csv", ",", ",,")
    return "error"


def no_sums(folder):
    (folder / "SHA256SUMS").unlink()
    return "`SHA256SUMS` is missing"


def no_stamp(folder):
    (folder / "RELEASE.json").unlink()
    return "`RELEASE.json` is missing or cannot be read"


@pytest.mark.parametrize(
    "change",
    [
        changed_file,
        changed_data,
        missing_file,
        extra_file,
        other_version,
        renamed,
        broken,
        no_sums,
        no_stamp,
    ],
)
def test_what_is_wrong_with_a_release_is_said_in_words(held, tmp_path, change):
    wanted = change(held)
    folder = next(item for item in tmp_path.iterdir() if item.is_dir())
    said = run(tmp_path, "verify", folder, code=1)
    assert wanted in said and "→" in said and "is not to be trusted" in said


def rows_swapped(folder):
    path = folder / "data/people.csv"
    head, one, two, *rest = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join((head, two, one, *rest)), "utf-8")
    return "hash-count", "data/people.csv"


def other_line_ends(folder):
    path = folder / "data/people.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return "byte-count", "data/people.csv"


def other_database(folder):
    with sqlite3.connect(folder / "laomo-2020.sqlite") as con:
        con.execute("UPDATE people SET name = '某某' WHERE person_id = 'cai-qi'")
    con.close()
    return "release-artefact", "某某"


def other_json(folder):
    swap(folder, "laomo-2020.json", "1689", "1690")
    return "release-artefact", "1690"


def other_figures(folder):
    swap(folder, "data/figures.csv", "1689", "1690")
    return "hash-count", "data/figures.csv"


def other_counts(folder):
    swap(folder, "RELEASE.json", '"people": 1', '"people": 9')
    return "release-version", "data/people.csv"


def other_sources(folder):
    swap(folder, "RELEASE.json", '"sha256": "', '"sha256": "0')
    return "release-version", "other source texts"


def no_workbook_at_all(folder):
    (folder / "laomo-2020.xlsx").write_bytes(b"PK")
    return "release-artefact", "`laomo-2020.xlsx` is not what the tables are"


@pytest.mark.parametrize(
    "change",
    [
        rows_swapped,
        other_line_ends,
        other_database,
        other_json,
        other_figures,
        other_counts,
        other_sources,
        no_workbook_at_all,
    ],
)
def test_whoever_computes_the_sums_anew_is_found_out(held, tmp_path, change):
    code, named = change(held)
    (held / f"{held.name}.zip").unlink()
    lines = [line.split("  ", 1)[1] for line in (held / "SHA256SUMS").read_text().splitlines()]
    sums = [f"{hashlib.sha256((held / path).read_bytes()).hexdigest()}  {path}\n" for path in lines]
    (held / "SHA256SUMS").write_text("".join(sums))
    said = run(tmp_path, "verify", held, code=1)
    assert code in said and named in said and "release-file" not in said


def test_folder_and_zip_that_differ_accuse_neither(held, tmp_path):
    other_json(held)
    sums = (held / "SHA256SUMS").read_text()
    new = hashlib.sha256((held / "laomo-2020.json").read_bytes()).hexdigest()
    sums = re.sub("[0-9a-f]{64}  laomo-2020.json", f"{new}  laomo-2020.json", sums)
    (held / "SHA256SUMS").write_text(sums)
    said = run(tmp_path, "verify", held, code=1)
    assert "another than in the folder" in said and "nothing here says which" in said


@pytest.mark.parametrize("name", ["{} (1)", "{}(2)", "{} - Copy", "my data"])
def test_a_second_download_is_the_same_release(held, tmp_path, name):
    copy = tmp_path / f"{name.format(held.name)}.zip"
    shutil.copy(held / f"{held.name}.zip", copy)
    assert "is what it says it is" in run(tmp_path, "verify", copy)


def test_some_artefacts_are_a_release_too(tmp_path):
    run(ROOT, "export", "--only", "descriptor", "--only", "sqlite", "--build", tmp_path)
    (folder,) = (item for item in tmp_path.iterdir() if item.is_dir())
    assert folder.name.endswith("-only")
    assert "is what it says it is" in run(tmp_path, "verify", folder)


def test_a_zip_with_files_beside_its_folder_is_named(held, tmp_path):
    whole = held / f"{held.name}.zip"
    for number, more in enumerate(("note.txt", f"{held.name}/README.md")):
        copy = tmp_path / f"{number}.zip"
        shutil.copy(whole, copy)
        with zipfile.ZipFile(copy, "a") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(more, "x")
    beside, twice = (run(tmp_path, "verify", f"{number}.zip", code=2) for number in (0, 1))
    assert "0.zip: beside the folder `laomo-2020-" in beside and "`note.txt`" in beside
    assert "the archive holds two files of this name" in twice


def test_what_is_no_release_is_said_in_one_line(tmp_path):
    (tmp_path / "a.zip").write_text("no zip")
    for named in (".", "nowhere", "a.zip"):
        said = run(tmp_path, "verify", named, code=2)
        assert said.startswith("pipeline: ") and len(said.splitlines()) == 1


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "a\\b"])
def test_a_zip_writes_nothing_elsewhere(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "x")
    (tmp_path / "in").mkdir()
    with pytest.raises(ReleaseError, match="not unpacked"):
        unpack(tmp_path / "a.zip", tmp_path / "in")
    assert not list((tmp_path / "in").iterdir())


def test_a_bomb_and_a_link_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * (1 << 24))
    link = zipfile.ZipInfo("a")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc")
    for name, why in (("bomb", "`ratio`"), ("link", "a link")):
        with pytest.raises(ReleaseError, match=why):
            unpack(tmp_path / f"{name}.zip", tmp_path / name, Limits(unsuspicious=1 << 20))


def test_versions_are_ordered_as_semver_says():
    listed = [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0",
        "1.2.0",
        "1.10.0",
    ]
    assert sorted(map(Version.of, reversed(listed))) == [Version.of(text) for text in listed]
    assert Version.parse("1.0") is None and Version.parse("v1.0.0") is None
    assert [str(Version.of("1.2.3").bumped(bump)) for bump in Bump] == [
        "1.2.3",
        "1.2.4",
        "1.3.0",
        "2.0.0",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nversion: 0.1.0\nb: 2\n", "a: 1\nversion: 9.0.0\nb: 2\n"),
        ("version: '0.1.0'   # why\r\nb: 2\r\n", "version: '9.0.0'   # why\r\nb: 2\r\n"),
        ('version : "0.1.0"', 'version : "9.0.0"'),
        ("x:\n  version: 1.0.0\nversion: 0.1.0\n", "x:\n  version: 1.0.0\nversion: 9.0.0\n"),
    ],
)
def test_only_the_version_is_edited(tmp_path, before, after):
    (tmp_path / "d.yaml").write_bytes(before.encode())
    assert declared.edited(tmp_path / "d.yaml", "version", "9.0.0") == after
    assert yaml.safe_load(after)["version"] == "9.0.0"


def test_a_version_that_has_no_line_is_left_to_a_person(tmp_path):
    (tmp_path / "d.yaml").write_text("{version: 1.0.0}\n")
    with pytest.raises(ReleaseError, match="by hand"):
        declared.edited(tmp_path / "d.yaml", "version", "9.0.0")


def test_other_entries_and_words_of_a_changelog_stay():
    first = changelog.written("", "1.0.0", "2026-01-01", None)
    both = changelog.written(
        first.replace("words -->\n\n", "words -->\n好。\n", 1), "1.1.0", "2026-02-02", None
    )
    assert both.index("[1.1.0]") < both.index("[1.0.0]") and "好。" in both
    again = changelog.written(both, "1.0.0", "2026-01-01", None)
    assert again == both
