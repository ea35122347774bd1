#!/bin/sh
# Makes one Redis Cluster of the nodes in the arguments, or repairs one whose nodes restarted with other addresses.
# Half of the nodes become primaries, and the other half their replicas.
set -eu

address() { getent hosts "$1" | cut -d' ' -f1 | head -n 1; }

addresses=''
for node in "$@"; do addresses="$addresses $(address "$node"):6379"; done

if [ "$(redis-cli -h "$1" cluster info | grep -c 'cluster_slots_assigned:16384')" = 0 ]; then
  # shellcheck disable=SC2086 # a list
  redis-cli --cluster create $addresses --cluster-replicas 1 --cluster-yes
else
  # A node keeps what it knew about the others, and learns the new address of a node when it meets that node again.
  for node in "$@"; do
    for other in "$@"; do redis-cli -h "$node" cluster meet "$(address "$other")" 6379 >/dev/null; done
  done
fi

until [ "$(for node in "$@"; do redis-cli -h "$node" cluster info; done | grep -c 'cluster_state:ok')" = $# ]; do sleep 0.5; done
echo 'the cluster is whole'
