"""The rules of docs/architektur.md, checked against the files themselves."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "navigator": set(),
    "dialoge": {"navigator"},
    "handlungsempfehlungen": {"navigator", "dialoge"},
}
PACKAGES = [*MAY_IMPORT, "sozialplanung", "beispielwerte"]
LEAVES = {"text", "tables", "dates", "storage", "spaet"}
LAYERS = [
    "admin",
    "views",
    "filters",
    "facetten",
    "imports",
    "exports",
    "services",
    "zusammenfuehrung",
    "arbeitsvorrat",
    "suche",
    "orte",
    "unterschiede",
    "staende",
]
LONGEST = 400  # lines of a file that can be read in five minutes
DRAWERS = {"utils", "helpers", "helper", "common", "mixins", "constants", "signals"}


def python_files(folder):
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def imported_modules(path):
    """Dotted names of everything ``path`` imports, also inside functions; relative ones in full."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def imported_packages(path):
    return {module.partition(".")[0] for module in imported_modules(path)}


def is_within(module, package):
    return module == package or module.startswith(f"{package}.")


# ---- who may import whom ---------------------------------------------------------------------


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_app_imports_only_the_apps_below_it(app):
    others = MAY_IMPORT.keys() - {app}

    for path in python_files(app):
        assert others & imported_packages(path) <= MAY_IMPORT[app], path
        assert "beispielwerte" not in imported_packages(path), path


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_app_takes_only_leaves_from_the_project(app):
    allowed = {f"sozialplanung.{leaf}" for leaf in LEAVES}

    for path in python_files(app):
        for module in imported_modules(path):
            if is_within(module, "sozialplanung"):
                assert any(is_within(module, leaf) for leaf in allowed), (path, module)


@pytest.mark.parametrize("leaf", sorted(LEAVES))
def test_shared_module_imports_no_app(leaf):
    folder = ROOT / "sozialplanung" / leaf

    for path in folder.glob("*.py") if folder.is_dir() else [folder.with_suffix(".py")]:
        assert not MAY_IMPORT.keys() & imported_packages(path)
        for module in imported_modules(path):
            if is_within(module, "sozialplanung"):
                assert module.split(".")[1] in LEAVES, module


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_imported_inside_a_function(package):
    for path in python_files(package):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.Lambda)]
        inner = [
            node
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert not inner, path


def test_models_know_nothing_of_the_layers_above():
    for path in python_files("navigator/models"):
        for module in imported_modules(path):
            assert not any(is_within(module, f"navigator.{layer}") for layer in LAYERS), (
                path,
                module,
            )


@pytest.mark.parametrize(
    "name", ["kartenbild", "oeffnungszeiten", "geojson", "dubletten", "arbeitsvorrat"]
)
def test_pure_module_imports_no_model(name):
    for module in imported_modules(ROOT / "navigator" / f"{name}.py"):
        assert not is_within(module, "navigator"), module
        assert not is_within(module, "django.db"), module


@pytest.mark.parametrize("name", ["trichterbild", "netzwerk"])
def test_pure_module_of_the_dialogues_imports_no_model(name):
    for module in imported_modules(ROOT / "dialoge" / f"{name}.py"):
        assert not is_within(module, "django"), module
        assert not is_within(module, "dialoge"), module


def test_sozialindex_is_arithmetic_on_frames():
    allowed = {"navigator", "numpy", "pandas", *sys.stdlib_module_names}
    files = {"io", "os", "pathlib", "csv", "shutil", "tempfile"}

    for path in python_files("navigator/sozialindex"):
        assert imported_packages(path) <= allowed - files, path
        for module in imported_modules(path):
            if is_within(module, "navigator"):
                assert is_within(module, "navigator.sozialindex"), (path, module)


def test_files_of_the_sozialindex_know_no_database():
    path = ROOT / "navigator" / "sozialindex_dateien.py"
    for module in imported_modules(path):
        assert not is_within(module, "django"), module
        assert not is_within(module, "navigator.models"), module


@pytest.mark.parametrize(
    "name",
    [
        "facetten",
        "filters",
        "imports",
        "exports",
        "suche",
        "orte",
        "staende",
        "unterschiede",
        "zusammenfuehrung",
    ],
)
def test_middle_layer_knows_no_page(name):
    folder = ROOT / "navigator" / name
    for path in python_files(folder) if folder.is_dir() else [folder.with_suffix(".py")]:
        for module in imported_modules(path):
            assert not is_within(module, "navigator.views"), path
            assert not is_within(module, "navigator.admin"), path
            assert not is_within(module, "django.http"), (path, module)


def test_models_know_no_http():
    for app in MAY_IMPORT:
        for path in python_files(f"{app}/models"):
            assert not any(is_within(m, "django.http") for m in imported_modules(path)), path


def test_no_branch_on_the_database():
    for package in PACKAGES:
        for path in python_files(package):
            assert not re.search(r"\.vendor\b", path.read_text(encoding="utf-8")), path


# ---- files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [*PACKAGES, "templates", "static", "tests"])
def test_no_file_is_longer_than_can_be_read(folder):
    for path in (ROOT / folder).rglob("*"):
        if path.suffix in {".py", ".html", ".css", ".js"} and "migrations" not in path.parts:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            assert lines <= LONGEST, f"{path}: {lines}"


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_no_module_is_a_drawer(package):
    names = {path.stem for path in python_files(package)}
    folders = {path.name for path in (ROOT / package).rglob("*") if path.is_dir()}

    assert not DRAWERS & (names | folders)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_is_for(package):
    for path in python_files(package):
        source = path.read_text(encoding="utf-8")
        if source.strip() and path.name != "apps.py":
            assert ast.get_docstring(ast.parse(source)), path


# ---- templates -------------------------------------------------------------------------------


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline script", r"<script(?![^>]*\bsrc=)"),
        ("a style element", r"<style\b"),
        ("a style attribute", r"\sstyle\s*="),
        ("a handler attribute", r"\son[a-z]+\s*=\s*[\"']"),
        ("the filter safe", r"\|\s*safe\b"),
        ("autoescape off", r"autoescape\s+off"),
        ("a javascript address", r"[\"']javascript:"),
        ("an address of another site's file", r"<(script|link|img)[^>]*(src|href)=\"https?://"),
    ],
)
def test_no_template_holds(what, pattern):
    for path in templates():
        assert not re.search(pattern, path.read_text(encoding="utf-8")), f"{path}: {what}"


def test_safe_strings_are_made_in_one_place():
    for package in PACKAGES:
        for path in python_files(package):
            if "templatetags" not in path.parts:
                assert "mark_safe" not in path.read_text(encoding="utf-8"), path


def test_partial_says_what_it_needs_and_is_included_only():
    for path in templates():
        source = path.read_text(encoding="utf-8")
        if path.name.startswith("_"):
            assert re.match(r"\{# .*[Nn]eeds", source), path
        for include in re.findall(r"\{% include .*? %\}", source):
            assert include.endswith(" only %}") or "_pagination" in include, (path, include)


def test_blocks_are_closed_by_name():
    for path in templates():
        assert "{% endblock %}" not in path.read_text(encoding="utf-8"), path
