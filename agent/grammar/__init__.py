"""The grammar of plain orders: what it settles is certain, everything else is Talk."""

from agent.grammar.message import read_order

__all__ = ["read_order"]
