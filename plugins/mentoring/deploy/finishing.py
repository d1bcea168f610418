"""The process a `Finisher` starts: `python -m mentoring.deploy.finishing`."""

import contextlib
import json
import sys
from typing import BinaryIO

from mentoring.deploy.failures import Failure
from mentoring.deploy.finisher import Login
from mentoring.deploy.ftp import Ftp


def main(asked: BinaryIO, answers: BinaryIO) -> None:
    """Send file after file until nobody asks any more; one that came only in part is not begun."""
    host = None
    while line := asked.readline():
        what = json.loads(line)
        failed: dict[str, object] = {}
        try:
            if host is None:
                host = Ftp(Login(**what))
            else:
                content = asked.read(what["size"])
                if len(content) < what["size"]:
                    break
                host.store(what["target"], content)
        except Failure as failure:
            failed = {"name": failure.name, "detail": failure.detail, "code": failure.code}
        answers.write(json.dumps(failed).encode() + b"\n")
        answers.flush()
    if host is not None:
        host.close()


if __name__ == "__main__":
    with contextlib.suppress(OSError):  # who asked is gone
        main(sys.stdin.buffer, sys.stdout.buffer)
