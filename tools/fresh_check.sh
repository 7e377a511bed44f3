#!/usr/bin/env bash
# fresh_check.sh: what somebody sees who has just got the project. In a temporary folder, from the
# last commit: make demo and make test; then the wheel, installed elsewhere without durable-rules,
# answers the demo case from outside the tree; then the sdist gives the same wheel.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[ -z "$(git status --porcelain)" ] || echo "Note: what is not committed is not checked." >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet . "$work/tree"
cd "$work/tree"

echo "== make demo, twice: the second time nothing is installed"
make demo
make demo >"$work/again"
make --question .venv/.project

echo "== make test"
make test

echo "== the built package, without durable-rules"
.venv/bin/python -m pip --quiet install build
.venv/bin/python -m build --quiet --outdir "$work/dist"                  # wheel by way of the sdist
.venv/bin/python -m build --quiet --wheel --outdir "$work/direct"
python=$(tools/find_python.sh | cut -d ' ' -f 2 | head -n 1)
"$python" - "$work"/dist/*.whl "$work"/direct/*.whl <<'END'
import sys
import zipfile

through_sdist, direct = (sorted(zipfile.ZipFile(path).namelist()) for path in sys.argv[1:])
assert through_sdist == direct, set(through_sdist) ^ set(direct)
for needed in ("immconseq/py.typed", "immconseq/schemas/case.json"):
    assert needed in direct, needed
assert any(name.startswith("immconseq/offenses/packs/") for name in direct)
assert any(name.endswith("/licenses/LICENSE") for name in direct)
END
cp docs/examples/demo/domestic-violence-offer.json "$work/case.json"
cd "$work"
"$python" -m venv plain
plain/bin/python -m pip --quiet install --no-deps dist/*.whl
plain/bin/python -m pip --quiet install attrs cattrs
for command in assess mitigate; do
    plain/bin/python -m immconseq "$command" case.json --json >"$command.json"
    plain/bin/python -c '
import json, sys
receipt = json.load(open(sys.argv[1]))["receipt"]
assert receipt["engine"] == "reference", receipt
' "$command.json"
done
echo "All of it works from a fresh copy."
