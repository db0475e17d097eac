"""A prompt is a file: front matter that declares its inputs, and a Jinja body checked against it when loaded.

A file whose name begins with `_` is a partial: a rule or a block that several prompts include. A folder of
overrides may hold files of the same names; an override may use fewer inputs than the shipped prompt, never others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from errors import BadTemplate

SHIPPED = Path(__file__).parent
# What an input may be. A value fits when its class, or one that it derives from, has the name.
TYPES = frozenset({"str", "int", "bool", "tuple", "Brief", "Plan", "Planned", "Length"})
_MARK = re.compile(r"<(/?[\u4e00-\u9fff]{1,8})>")


@dataclass(frozen=True)
class Template:
    """`inputs` are name and type, a `?` behind the type allowing None; `source` is the body as written."""

    name: str
    file: Path
    purpose: str
    inputs: Mapping[str, str]
    output: str
    source: str
    folders: tuple[Path, ...] = field(repr=False)

    def render(self, **inputs: object) -> str:
        """The prompt. What an input holds is data: braces in it come out as they are.

        Raises BadTemplate on an input that is missing, unknown or of another type, and on an attribute that is not there.
        """
        for name in sorted(self.inputs.keys() | inputs.keys()):
            self._accept(name, inputs)
        try:
            return str(self._compiled.render(inputs)).strip()
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise BadTemplate(self.file.name, str(error)) from error

    def _accept(self, name: str, inputs: Mapping[str, object]) -> None:
        if name not in self.inputs:
            raise BadTemplate(self.file.name, f"unknown input: {name}")
        if name not in inputs:
            raise BadTemplate(self.file.name, f"missing input: {name}")
        wanted, value = self.inputs[name], inputs[name]
        if wanted.endswith("?") and value is None:
            return
        if wanted.removesuffix("?") not in {kind.__name__ for kind in type(value).__mro__}:
            raise BadTemplate(self.file.name, f"input {name} takes {wanted}, not {type(value).__name__}")

    @cached_property
    def _compiled(self) -> Any:
        return _environment(self.folders).get_template(self.file.name)


def templates(overrides: Path | None = None) -> tuple[Template, ...]:
    """Every prompt, by name."""
    names = sorted(path.stem for path in SHIPPED.glob("*.md") if not path.name.startswith("_"))
    return tuple(load(name, overrides) for name in names)


def load(name: str, overrides: Path | None = None) -> Template:
    """The prompt `name`, from `overrides` where that folder has it.

    Raises BadTemplate, naming the file and the variable: a syntax error, a variable that is not declared,
    one that is declared and not used, a type that does not exist.
    """
    folders = (overrides, SHIPPED) if overrides else (SHIPPED,)
    shipped = SHIPPED / f"{name}.md"
    if not name.isidentifier() or name.startswith("_") or not shipped.is_file():
        raise BadTemplate(f"{name}.md", "no such prompt")
    front, source = _read(shipped)
    file = _found(shipped.name, folders)
    contract = _inputs(shipped, front)
    declared = contract
    if file != shipped:
        front, source = _read(file)
        declared = _inputs(file, front)
    for variable, kind in declared.items():
        if contract.get(variable) != kind:
            raise BadTemplate(file.name, f"no such input: {variable}: {kind}")
    used: set[str] = set()
    for part, variables in _used(file, folders):
        for variable in sorted(variables - declared.keys()):
            raise BadTemplate(part.name, f"variable not declared: {variable}")
        used |= variables
    for variable in sorted(declared.keys() - used):
        raise BadTemplate(file.name, f"variable declared but not used: {variable}")
    return Template(name, file, str(front["purpose"]), contract, str(front["output"]), source, folders)


def _found(name: str, folders: tuple[Path, ...]) -> Path:
    return next((folder / name for folder in folders if (folder / name).is_file()), SHIPPED / name)


def _read(file: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body. A partial has no front matter."""
    text = file.read_text(encoding="utf-8-sig")
    if file.name.startswith("_"):
        return {}, text
    _, _, rest = text.partition("---\n")
    head, mark, body = rest.partition("\n---\n")
    if not text.startswith("---\n") or not mark:
        raise BadTemplate(file.name, "no front matter between two lines of ---")
    try:
        front = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise BadTemplate(file.name, f"front matter: {error}") from error
    if not isinstance(front, dict) or set(front) != {"purpose", "inputs", "output"}:
        raise BadTemplate(file.name, "front matter takes purpose, inputs and output")
    return front, body


def _inputs(file: Path, front: Mapping[str, Any]) -> dict[str, str]:
    inputs = front["inputs"] or {}
    if not isinstance(inputs, dict):
        raise BadTemplate(file.name, "inputs takes names and types")
    for variable, kind in inputs.items():
        if str(kind).removesuffix("?") not in TYPES:
            raise BadTemplate(file.name, f"input {variable}: no such type: {kind}")
    return {str(variable): str(kind) for variable, kind in inputs.items()}


def _used(file: Path, folders: tuple[Path, ...]) -> Iterator[tuple[Path, set[str]]]:
    """The variables that a body reads from outside, and those of what it includes."""
    tree = _parsed(file, folders)
    yield file, meta.find_undeclared_variables(tree)
    for name in meta.find_referenced_templates(tree):
        part = _found(name, folders) if name else None
        if part is None or not part.is_file() or not part.name.startswith("_"):
            raise BadTemplate(file.name, f"include takes the name of a partial, not {name}")
        block = _parsed(part, folders)
        if any(meta.find_referenced_templates(block)):
            raise BadTemplate(part.name, "a partial includes nothing")
        yield part, meta.find_undeclared_variables(block)


def _parsed(file: Path, folders: tuple[Path, ...]) -> nodes.Template:
    environment, source = _environment(folders), _read(file)[1]
    try:
        environment.compile(source)  # a filter that does not exist shows only here
        return environment.parse(source)
    except TemplateSyntaxError as error:
        raise BadTemplate(file.name, f"line {error.lineno}: {error.message}") from error


def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    # Nothing here is HTML: escaping would change the user's text.
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: _read(_found(name, folders))[1]),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["data"] = data
    return environment


def data(text: str, mark: str) -> str:
    """The text between <mark> and </mark>; what looks like one of our marks inside it can neither end it nor open another."""
    inside = _MARK.sub(r"＜\1＞", text)
    return f"<{mark}>\n{inside}\n</{mark}>"
