"""The command line: what a curator types, and what it answers. A module holds the commands of one theme."""

from mentoring.cli import checking, fixing, people, publishing, scanning  # they add their commands to `main`
from mentoring.cli.group import main

__all__ = ["checking", "fixing", "main", "people", "publishing", "scanning"]
