#!/bin/sh
# The walk through deploy/ needs an nginx. Installs Debian's when none is found and we may; otherwise says how.
set -u
command -v nginx >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Debian's nginx for the walk through deploy/"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light; } \
        >/dev/null 2>&1 && exit 0
    echo "The installation of nginx failed."
fi
echo "No nginx was found. Install it (Debian: apt-get install nginx-light); without it the walk is left out."
[ "${CI:-}" = true ] && exit 1
exit 0
