#!/usr/bin/env bash
# The committed description of the API, and the types made from it, are what the node's code says now.
set -eu
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
bongsu openapi > "$made/openapi.json"
cmp "$made/openapi.json" console/openapi.json || { echo "console/openapi.json is stale: run make api" >&2; exit 1; }
console/node_modules/.bin/openapi-typescript "$made/openapi.json" -o "$made/schema.ts" >/dev/null
cmp "$made/schema.ts" console/src/api/schema.ts || { echo "console/src/api/schema.ts is stale: run make api" >&2; exit 1; }
