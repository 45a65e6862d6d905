#!/bin/sh
# Installs packages as root, without the services that Debian would start with them: no cluster
# "main" on port 5432, no Redis on 6379. Whatever it changes for that, it puts back.
set -eu

system=${APT_INSTALL_SYSTEM:-} # another root folder, for the tests
policy=$system/usr/sbin/policy-rc.d
cluster=$system/etc/postgresql-common/createcluster.d/resorption-bidonvilles.conf
mark="Temporary, by resorption-bidonvilles-sig"

put_back() {
  rm -f "$cluster"
  if grep -qs "$mark" "$policy"; then rm -f "$policy"; fi
}
trap put_back EXIT
trap 'exit 1' HUP INT TERM

mkdir -p "$(dirname "$cluster")"
echo "create_main_cluster = false" > "$cluster"
if [ ! -e "$policy" ]; then # the administrator's own stays as it is
  printf '#!/bin/sh\n# %s\nexit 101\n' "$mark" > "$policy"
  chmod 755 "$policy"
fi

had_redis=$(command -v redis-server || true)
export DEBIAN_FRONTEND=noninteractive
wait_for_others="-o DPkg::Lock::Timeout=300"
# Old lists may still do, and a failure to install speaks for itself.
apt-get $wait_for_others -q update || echo "The package lists could not be renewed."

packages=""
for package in "$@"; do
  case $package in
    postgis) # the newest version that this distribution has
      package=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' \
        | cut -d' ' -f1 | sort -V | tail -n1)
      package=${package:-postgresql-15-postgis-3}
      ;;
    chromium) # Ubuntu's name differs
      apt-cache show chromium > /dev/null 2>&1 || package=chromium-browser
      ;;
  esac
  packages="$packages $package"
done
echo "Installing$packages"
apt-get $wait_for_others install -q -y --no-install-recommends $packages

# Not at the next start of the machine either.
if [ -z "$had_redis" ] && command -v systemctl > /dev/null; then
  systemctl disable redis-server > /dev/null 2>&1 || true
fi
