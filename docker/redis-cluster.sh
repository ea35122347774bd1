#!/bin/sh
# Makes the nodes given as arguments one Redis Cluster, or makes one that restarted with other addresses whole again.
# Half of them become primaries, the other half their replicas.
set -eu

address() { getent hosts "$1" | cut -d' ' -f1 | head -n 1; }

addresses=''
for node in "$@"; do addresses="$addresses $(address "$node"):6379"; done

if [ "$(redis-cli -h "$1" cluster info | grep -c 'cluster_slots_assigned:16384')" = 0 ]; then
  # shellcheck disable=SC2086 # a list
  redis-cli --cluster create $addresses --cluster-replicas 1 --cluster-yes
else
  # A node keeps what it knew of the others; whom it meets again it learns the new address of.
  for node in "$@"; do
    for other in "$@"; do redis-cli -h "$node" cluster meet "$(address "$other")" 6379 >/dev/null; done
  done
fi

until [ "$(for node in "$@"; do redis-cli -h "$node" cluster info; done | grep -c 'cluster_state:ok')" = $# ]; do sleep 0.5; done
echo 'the cluster is whole'
