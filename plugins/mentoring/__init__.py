"""Mentoring programmes of a school: cards in Markdown become a site, a roadmap and reports."""

__version__ = "0.1.0"
