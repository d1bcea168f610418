"""`python -m mentoring`: the command line without an installed script."""

import os

from mentoring.cli import main

if __name__ == "__main__":
    main(prog_name=os.environ.get("MENTORING_COMMAND", "mentoring"))  # scripts/site.py says how it was called
