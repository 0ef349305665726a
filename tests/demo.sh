#!/usr/bin/env bash
# Shows an action end to end: a simulated Confluence, the connector, a connection, a page, a file, a search.
# `make demo` builds what it needs and calls it: demo.sh FOLDER-OF-BINARIES COMPONENT
set -euo pipefail

binaries=$1
component=$2
work=$(mktemp -d)
simulator=
cleanup() {
  [ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
connector() {
  printf '$ connector'
  printf ' %q' "$@"
  printf '\n'
  "$binaries/connector" "$@"
}
# The first value of a key in JSON, which the command prints with one key a line.
value() { sed -n "s/^ *\"$1\": \"\(.*\)\",*$/\1/p" "$2" | head -n 1; }

export CONNECTOR_HOME=$work/home

say 'A simulated Confluence Cloud starts; its origins are reached instead of the real ones.'
"$binaries/confluence-simulator" --pages 20 --api-token demo-token-of-the-simulator >"$work/simulator.json" &
simulator=$!
for _ in $(seq 100); do
  [ -s "$work/simulator.json" ] && break
  sleep 0.05
done
CONNECTOR_CONNECT_TO=$(sed 's/.*"connectTo":\[\([^]]*\)\].*/\1/; s/"//g' "$work/simulator.json")
export CONNECTOR_CONNECT_TO
echo "$CONNECTOR_CONNECT_TO" | tr ',' '\n'

say 'The connector is a WebAssembly component. It can reach nothing by itself.'
connector connectors add "$component"
connector inspect confluence

say 'A connection: the token goes into the vault, and the connector never sees it.'
printf 'demo-token-of-the-simulator' >"$work/token"
connector connections add acme --auth api-token --set subdomain=acme --set email=user@example.com \
  --secret-file "apiToken=$work/token"

say 'A page is created.'
connector run create-page -c acme --set spaceId=98305 --set 'title=Release notes' \
  --set body.representation=storage --set 'body.value=<p>The zebra release is out.</p>' | tee "$work/page.json"
page=$(value id "$work/page.json")

say 'A file goes up, and comes down again through another host, which never gets the token.'
head -c 1000000 /dev/urandom >"$work/plan.bin"
connector run upload-attachment -c acme --set "pageId=$page" --file "file=$work/plan.bin" \
  --set 'comment=The plan' >"$work/upload.json"
attachment=$(value id "$work/upload.json")
connector run download-attachment -c acme --set "pageId=$page" --set "id=$attachment" --save "$work/copy.bin"
cmp "$work/plan.bin" "$work/copy.bin"
echo "Both files are the same: $(wc -c <"$work/copy.bin") bytes."

say 'The page is found by what it says.'
connector run search -c acme --set 'cql=type = page and text ~ "zebra"' >"$work/found.json"
grep -q 'Release notes' "$work/found.json"
echo "Found: $(value title "$work/found.json")"

say 'Every page of the site, as they come.'
connector run list-pages -c acme --set all=true --output ndjson | wc -l

say 'What a write would send, without sending it.'
connector run delete-page -c acme --set "id=$page" --dry-run

say 'A mistake is explained.'
connector run get-page -c acme --set titel=x || echo "(exit code $?)"

say 'Everything is removed again.'
connector connections remove acme --yes
connector connectors remove confluence

say 'The demo ran to its end.'
