-- The trace to which the script's events belong, as W3C traceparent; empty when the call is not traced.
local trace = ''

-- Appends an event for Kafka to the outbox.
local function leaveEvent(event)
  if trace == '' then return redis.call('XADD', K.outbox, '*', E.session, event) end
  return redis.call('XADD', K.outbox, '*', E.session, event, E.trace, trace)
end

-- The time of an event. It is never before the session's creation, even when the clock was set back.
local function eventTime(now, createdAt)
  return math.max(now, tonumber(createdAt))
end

-- How long the session has run, in milliseconds: the time since its creation, without the time that was taken out of its clock.
local function sessionAge(now)
  local s = redis.call('HMGET', K.session, F.createdAt, F.shift)
  return now - s[1] - (s[2] or 0)
end

-- Gives the session its next rev. The rev follows the age of the session and is not a mere counter: a failover can lose the last
-- changes, and the next one must still be newer than those that were sent.
local function nextRev(now)
  local rev = math.max(redis.call('HGET', K.session, F.rev) + 1, sessionAge(now))
  redis.call('HSET', K.session, F.rev, whole(rev))
  redis.call('HINCRBY', K.session, F.changes, 1)
  return rev
end

-- ADR 7: why the script notifies the nodes.
local function notifyNodes(rev)
  redis.call('SPUBLISH', C.changed, whole(rev))
end

-- Appends an event for MongoDB, with all of the state that a rebuild needs, and notifies every ws node with its sockets.
local function announce(sessionId, type, now, rev, extra)
  local s = redis.call('HMGET', K.session, F.status, F.index, F.locked, F.openedAt, F.closesAt, F.pausedFrom, F.remaining,
    F.createdAt)
  local life = ',"life":{"status":"' .. s[1] .. '","index":' .. s[2] .. ',"locked":' ..
    (s[3] == '1' and 'true' or 'false')
  if s[4] then life = life .. ',"openedAt":' .. s[4] .. ',"closesAt":' .. s[5] end
  if s[1] == 'paused' then life = life .. ',"pausedFrom":"' .. s[6] .. '","remainingMs":' .. s[7] end
  leaveEvent('{"v":1,"type":"' .. type .. '","id":"' .. sessionId .. ':' .. whole(rev) ..
    '","at":' .. whole(eventTime(now, s[8])) .. ',"sessionId":"' .. sessionId .. '","rev":' .. whole(rev) .. life .. '}' ..
    (extra or '') .. '}')
  notifyNodes(rev)
end
