#!/usr/bin/env bash
# find_python.sh [VERSION...]: prints "VERSION PATH" for each CPython of these versions that runs
# here, in the order asked for. A name on PATH may be a shim that fails, so each is tried; pyenv's
# own are looked at too.
set -euo pipefail

[ $# -gt 0 ] || set -- 3.11 3.12 3.13 3.14

probe='import ensurepip, sys, venv
if sys.implementation.name == "cpython" and "%d.%d" % sys.version_info[:2] == sys.argv[1]:
    print(sys.executable)'

for version; do
    {
        type -aP "python$version" python3 python || true
        if root=$(pyenv root 2>/dev/null); then
            ls -d "$root/versions/$version".*/bin/python 2>/dev/null || true
        fi
    } | while read -r candidate; do
        if path=$("$candidate" -c "$probe" "$version" 2>/dev/null) && [ -n "$path" ]; then
            echo "$version $path"
            break
        fi
    done
done
