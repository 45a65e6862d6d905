# Sourced by the commands of bin/: runs one of our modules with the first Python that will do.
# The locked environment does not exist yet, so these modules use the standard library only.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; }

run() {
  local candidate
  # The distribution's first: it is built with its optimisations, which one compiled by hand or by
  # pyenv is not unless asked; a page then takes a third longer.
  for candidate in /usr/bin/python3 python3 python3.11 python3.12; do
    if fits "$candidate"; then
      # exec: no shell may stand between the terminal's signals and the supervisor.
      PYTHONPATH="$root/bin" exec "$candidate" -m "$@"
    fi
  done
  echo "Python 3.11 or 3.12 is needed: apt-get install python3.11" >&2
  exit 1
}
