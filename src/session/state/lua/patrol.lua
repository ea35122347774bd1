-- A node with sockets of the session reports that it lives. Players who have been away for too long are forgotten, and so are the
-- players of nodes that no longer live.
-- ARGV: sessionId node patience(ms) beat (that the last patrol of this node returned, -1 for none) leaving(1|0)
-- Returns {known, beat, seats}, or nil when the session is not there. known is 0 when the session does not know this node with
-- that beat, since presence was lost or the node was given up.
local sessionId, node, patience = ARGV[1], ARGV[2], tonumber(ARGV[3])

-- The connections of players on unknown nodes count as broken from now on: such a node ended before it could report what became
-- of its sockets. The players of a node that has said goodbye are away already, and keep the time that they have there. This is
-- done at most once in `patience`, and not before all nodes have had that time to report that they live.
local function noteStrays(beat, rollUntil, strayAt)
  if beat < strayAt + patience or beat < rollUntil + patience then return end
  redis.call('HSET', K.session, F.strayAt, whole(beat))
  local lives = {}
  -- Nodes of an earlier version report under another key.
  for _, key in ipairs({ K.nodes, BASE .. 'nodes' }) do
    for _, name in ipairs(redis.call('ZRANGE', key, 0, -1)) do lives[name] = true end
  end
  local online = redis.call('HGETALL', K.online)
  for i = 1, #online, 2 do
    if not lives[string.match(online[i + 1], '^[^/]*')] then
      redis.call('ZADD', K.away, 'NX', whole(beat + patience), online[i])
    end
  end
end

local status = redis.call('HGET', K.session, F.status)
if not status then return nil end
if status == 'ended' then return { 1, -1, redis.call('ZCARD', K.board) } end
local now = redisNow()
if ARGV[5] == '1' then
  redis.call('ZREM', K.nodes, node)
  -- Without nodes there are no patrols, so the time since the last one has no meaning.
  if redis.call('EXISTS', K.nodes) == 0 then
    redis.call('HDEL', K.session, F.beatAt)
    redis.call('HSET', K.session, F.touchedAt, whole(now))
  end
  return { 1, -1, 0 }
end
heedClock(sessionId, now)
local beat = presenceNow(now)
redis.call('HSET', K.session, F.beatAt, whole(now), F.beat, whole(beat))
local last = redis.call('ZSCORE', K.nodes, node)
local known = last and tonumber(last) == tonumber(ARGV[4])
redis.call('ZADD', K.nodes, whole(beat), node)

forget(redis.call('ZRANGE', K.away, '-inf', whole(beat), 'BYSCORE'))
for _, dead in ipairs(redis.call('ZRANGE', K.nodes, '-inf', whole(beat - patience), 'BYSCORE')) do
  local gone = {}
  local online = redis.call('HGETALL', K.online)
  for i = 1, #online, 2 do
    local isOfDead = string.sub(online[i + 1], 1, #dead + 1) == dead .. '/'
    -- A player whose connection broke before is away, and has a time of its own there.
    if isOfDead and not redis.call('ZSCORE', K.away, online[i]) then gone[#gone + 1] = online[i] end
  end
  forget(gone)
  redis.call('ZREM', K.nodes, dead)
end
local s = redis.call('HMGET', K.session, F.here, F.rollUntil, F.strayAt)
if s[1] and redis.call('HLEN', K.online) ~= tonumber(s[1]) then
  callRoll(now)
  known = false
else
  noteStrays(beat, tonumber(s[2] or 0), tonumber(s[3] or 0))
end
-- The players who were forgotten can have been the last ones for whom the question waited.
if known then closeIfAllAnswered(sessionId, now) end
return { known and 1 or 0, beat, redis.call('ZCARD', K.board) }
