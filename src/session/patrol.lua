-- A node with sockets of the session says that it lives, and forgets the sockets of nodes that no longer do.
-- ARGV: sessionId node patience(ms)
-- Returns {rev, known}: known is 0 when the session did not know this node (its keys were lost), or nil without session.
local rev = redis.call('HGET', K.session, 'rev')
if not rev then return nil end
local now = redisNow()
local known = redis.call('ZSCORE', K.nodes, ARGV[2]) and 1 or 0
redis.call('ZADD', K.nodes, whole(now), ARGV[2])
local dead = redis.call('ZRANGE', K.nodes, '-inf', whole(now - tonumber(ARGV[3])), 'BYSCORE')
for _, node in ipairs(dead) do
  local online = redis.call('HGETALL', K.online)
  for i = 1, #online, 2 do
    if string.sub(online[i + 1], 1, #node + 1) == node .. '/' then
      redis.call('HDEL', K.online, online[i])
      redis.call('SREM', K.waiting, online[i])
    end
  end
  redis.call('ZREM', K.nodes, node)
end
-- Nobody may be left to wait for: the dead are gone, or presence that was lost is back since the last round.
if known == 1 then closeIfAllAnswered(ARGV[1], now) end
return { tonumber(redis.call('HGET', K.session, 'rev')), known }
