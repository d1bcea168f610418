#!/bin/sh
# Двойным щелчком или командой `sh start.sh`: открыть карточки для правки.
cd "$(dirname "$0")" || exit 3
for python in python3.13 python3.12 python3.11 python3 python; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        exec "$python" scripts/site.py edit "$@"
    fi
done
echo 'Нужен Python 3.11 или новее. Установите его: https://www.python.org/downloads/ (в Debian и Ubuntu — sudo apt install python3 python3-venv).' >&2
exit 3
