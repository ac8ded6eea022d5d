#!/bin/sh
# A file of messages by OpenSSH's sftp (8.4 or later), with a password. Usage: sh sftp.sh [127.0.0.1] [2222]
# With one of the account's public keys it is one command: sftp -i KEY -P 2222 -b sftp.batch demo@127.0.0.1
set -eu
host=${1:-127.0.0.1}
port=${2:-2222}
export VESTNIK_PASSWORD="${VESTNIK_PASSWORD:-demo}"
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# a program that says the password, in the place of somebody who types it
printf '#!/bin/sh\necho "$VESTNIK_PASSWORD"\n' > "$work/ask"
chmod 700 "$work/ask"

run() {
  # accept-new trusts the first key that it sees; KNOWN_HOSTS keeps it, or has the hub's already
  SSH_ASKPASS="$work/ask" SSH_ASKPASS_REQUIRE=force sftp -q -P "$port" \
    -o BatchMode=no -o PreferredAuthentications=password \
    -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="${KNOWN_HOSTS:-$work/known}" \
    -b "$1" "${VESTNIK_USER:-demo}@$host"
}

run sftp.batch > "$work/said"

# the answer: one line a row, with its id or what is wrong with it
echo "get /out/winter-sh.accepted.csv $work/answer.csv" > "$work/get"
for second in $(seq 30); do
  if run "$work/get" > "$work/said" 2>&1; then
    cat "$work/answer.csv"
    exit 0
  fi
  sleep 1
done
echo "no answer yet: look into /out and /bad" >&2
exit 1
