"""The command line: what a curator types, and what it answers. A module holds the commands of one theme."""

from mentoring.cli import (  # they add their commands to `main`
    checking,
    deploying,
    due,
    editing,
    exporting,
    fixing,
    hosting,
    importing,
    keeping,
    people,
    privacy,
    publishing,
    reviewing,
    scanning,
    starting,
    upgrading,
    years,
)
from mentoring.cli.group import main

__all__ = [
    "checking",
    "deploying",
    "due",
    "editing",
    "exporting",
    "fixing",
    "hosting",
    "importing",
    "keeping",
    "main",
    "people",
    "privacy",
    "publishing",
    "reviewing",
    "scanning",
    "starting",
    "upgrading",
    "years",
]
