"""Prompts as files: one job each, their inputs declared."""

from __future__ import annotations

from prompts.templates import Template, load, templates

__all__ = ["Template", "load", "templates"]
