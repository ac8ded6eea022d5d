#!/bin/sh
# One message by REST, and what became of it. Usage: sh rest.sh [http://127.0.0.1:8080]
set -eu
hub=${1:-http://127.0.0.1:8080}
key=${VESTNIK_KEY:-demo-key}

# the same Idempotency-Key again never sends twice: repeat the call as it is when there was no answer
accepted=$(curl -sS --fail-with-body "$hub/api/v1/messages" \
  -H "Authorization: Bearer $key" -H 'Content-Type: application/json' -H "Idempotency-Key: ${REQUEST_ID:-order-17}" \
  -d '{"to": {"phone": "+79161234567"}, "class": "transactional", "text": "Заказ 17 в пути"}')
echo "$accepted"

id=$(echo "$accepted" | sed 's/.*"id":"\([^"]*\)".*/\1/')
curl -sS --fail-with-body "$hub/api/v1/messages/$id" -H "Authorization: Bearer $key"
