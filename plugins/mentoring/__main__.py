"""`python -m mentoring`: the command line without an installed script."""

from mentoring.cli import main

if __name__ == "__main__":
    main()
