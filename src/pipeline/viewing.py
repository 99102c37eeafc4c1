"""What the views of a package give: of a release as it says, of a project by running them."""

from pathlib import Path

from pipeline import content, engine, rules
from pipeline.export.derived import kind
from pipeline.project import Settings
from pipeline.release.dataset import Dataset, opened
from pipeline.release.views import Shape


def shapes(data: Dataset) -> dict[str, Shape] | None:
    """The views by name; None where they cannot be run, since a table they need has errors."""
    if Path(data.package.path).suffix == ".json":
        return {
            resource.name: Shape(
                {field.name: field.type for field in data.schemas[resource.name].fields},
                data.schemas[resource.name].primary_key,
                rows=str(resource.descriptor.get("hash")),
            )
            for resource in data.package.resources
            if content.derived(resource.descriptor) and resource.name in data.schemas
        }
    folder = Settings.from_descriptor(data.package.descriptor).views
    root = data.package.root
    views, _ = rules.read_views(root / folder, shown=folder)
    return _run(root, views) if views else {}


def _run(root: Path, views: list[rules.View]) -> dict[str, Shape] | None:
    with opened(root) as data:
        sound = {name: typed.sound for name, typed in data.typed.items()}
        made, _ = rules.create_views(data.con, views, sound)
        found = {
            view.name: Shape(_columns(data.con, view), view.key, query=repr(view)) for view in made
        }
    return found if len(made) == len(views) else None


def _columns(con: engine.Connection, view: rules.View) -> dict[str, str]:
    described = con.execute(f"DESCRIBE {view.table}").fetchall()
    return {str(name): kind(str(stored)) for name, stored, *_ in described}
