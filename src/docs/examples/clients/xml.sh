#!/bin/sh
# One message by XML over HTTP, as 1C sends it (send.bsl). Usage: sh xml.sh [http://127.0.0.1:8080]
set -eu
hub=${1:-http://127.0.0.1:8080}
# an answer of 500 has a fault that names every error; --fail-with-body makes it the script's failure, too
curl -sS --fail-with-body "$hub/soap/v1" -u "${VESTNIK_USER:-demo}:${VESTNIK_PASSWORD:-demo}" \
  -H 'Content-Type: text/xml; charset=utf-8' --data-binary "@$(dirname "$0")/envelope.xml"
