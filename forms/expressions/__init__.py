"""The condition language of questionnaires: parsed once into a frozen tree, evaluated in three values."""

from forms.expressions.evaluation import evaluate, holds
from forms.expressions.faults import ExpressionFault
from forms.expressions.parser import Expression, parse
from forms.expressions.scope import Reading, Scope
from forms.expressions.tree import Asked, Reference
from forms.expressions.values import UNKNOWN, Operand, Unknown

__all__ = [
    "UNKNOWN",
    "Asked",
    "Expression",
    "ExpressionFault",
    "Operand",
    "Reading",
    "Reference",
    "Scope",
    "Unknown",
    "evaluate",
    "holds",
    "parse",
]
