#!/bin/sh
# The browser tests need a Chromium. Installs Debian's when none is found and we may; otherwise says how.
set -u
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Debian's chromium for the browser tests"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 && exit 0
    echo "The installation of chromium failed."
fi
echo "No Chromium was found. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path."
[ "${CI:-}" = true ] && exit 1
exit 0
