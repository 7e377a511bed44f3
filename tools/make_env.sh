#!/usr/bin/env bash
# make_env.sh FOLDER PYTHON PROJECT [pip's other arguments]: makes a virtual environment and installs
# the project there (PROJECT is "-e ." or "."), with what it runs on.
#
# durable-rules comes as source alone. Where it cannot be built, it is left out: the reference engine
# gives the same findings. An index that the environment configures is used as it is.
set -euo pipefail

folder=$1 python=$2 project=$3
shift 3

"$folder/bin/python" -c '' 2>/dev/null || "$python" -m venv --clear "$folder"
pip=("$folder/bin/python" -m pip -qq --disable-pip-version-check)

"${pip[@]}" install --upgrade 'pip>=25.1' # the first that reads dependency groups
log=$folder/install.log
# $project is one or two words.
# shellcheck disable=SC2086
if ! "${pip[@]}" install $project "$@" >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    cat >&2 <<END

durable-rules could not be built here (it needs a C compiler and Python's headers), or the index
could not be reached; all of pip's words are in $log.
Going on without durable-rules: the reference engine answers, and every receipt says so.

END
    "${pip[@]}" install attrs cattrs "$@"
    # shellcheck disable=SC2086
    "${pip[@]}" install --no-deps $project
fi
"$folder/bin/python" - <<'END'
import importlib.util
import sys

engine = "durable" if importlib.util.find_spec("durable") else "reference"
print(f"Python {sys.version.split()[0]}, engine by default: {engine}")
END
