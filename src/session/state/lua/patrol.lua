-- A node with sockets of the session says that it lives; players who have been away for too long are forgotten, and so are those of
-- nodes that no longer live.
-- ARGV: sessionId node patience(ms) beat (that the last patrol of this node returned, -1 for none) leaving(1|0)
-- Returns {known, beat, seats}: known is 0 when the session does not know this node as of that beat, since presence was lost or
-- the node was given up; or nil when the session is not there.
local sessionId, node, patience = ARGV[1], ARGV[2], tonumber(ARGV[3])

-- Players of nodes that are not known (gone before they could say what became of their sockets) have lost the line as of now. Those
-- of a node that has said goodbye have lost it before, and are still there for the rest of their time. From time to time, and not
-- before all nodes have had their time to say that they live.
local function noteStrays(beat, rollUntil, strayAt)
  if beat < strayAt + patience or beat < rollUntil + patience then return end
  redis.call('HSET', K.session, F.strayAt, whole(beat))
  local lives = {}
  -- Nodes of an earlier version say so elsewhere.
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
  -- Without nodes there are no patrols, and the time between two of them says nothing.
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
    -- A player whose line broke before has a time of its own.
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
-- Nobody can be left to wait for: those who are gone are forgotten.
if known then closeIfAllAnswered(sessionId, now) end
return { known and 1 or 0, beat, redis.call('ZCARD', K.board) }
