"""A kit to paste and upload: for a school whose main site takes text and attachments, but no files of one's own."""

from mentoring.deploy.kit.making import LARGE, Made, made, purged
from mentoring.deploy.kit.notes import Notes, noted

__all__ = ["LARGE", "Made", "Notes", "made", "noted", "purged"]
