-- The trace that a script's events belong to, as W3C traceparent; empty when it is not traced.
local trace = ''

-- Leaves an event for Kafka.
local function leaveEvent(event)
  if trace == '' then return redis.call('XADD', K.outbox, '*', 's', event) end
  return redis.call('XADD', K.outbox, '*', 's', event, 't', trace)
end

-- The steps of a session's life. Each checks nothing: whoever calls one has made sure that it is allowed.

-- Not a mere counter: a failover may lose the last changes, and the next one must still be newer than what was told.
local function nextRev(now)
  local s = redis.call('HMGET', K.session, 'rev', 'createdAt')
  local rev = math.max(s[1] + 1, now - s[2])
  redis.call('HSET', K.session, 'rev', whole(rev))
  redis.call('HINCRBY', K.session, 'changes', 1)
  return rev
end

-- An event for MongoDB, with all of the state that a rebuild needs, and word to every ws node with players here.
local function announce(sessionId, type, now, rev, extra)
  local s = redis.call('HMGET', K.session, 'status', 'index', 'locked', 'openedAt', 'closesAt', 'pausedFrom', 'remaining')
  local life = ',"life":{"status":"' .. s[1] .. '","index":' .. s[2] .. ',"locked":' ..
    (s[3] == '1' and 'true' or 'false')
  if s[4] then life = life .. ',"openedAt":' .. s[4] .. ',"closesAt":' .. s[5] end
  if s[1] == 'paused' then life = life .. ',"pausedFrom":"' .. s[6] .. '","remainingMs":' .. s[7] end
  leaveEvent('{"v":1,"type":"' .. type .. '","id":"' .. sessionId .. ':' .. rev ..
    '","at":' .. whole(now) .. ',"sessionId":"' .. sessionId .. '","rev":' .. rev .. life .. '}' .. (extra or '') .. '}')
  redis.call('SPUBLISH', 'podium:{' .. sessionId .. '}:changed', rev)
end

-- Everybody connected is waited for.
local function waitForAll()
  redis.call('DEL', K.waiting)
  local ids = redis.call('HKEYS', K.online)
  for i = 1, #ids, 1000 do redis.call('SADD', K.waiting, unpack(ids, i, math.min(i + 999, #ids))) end
end

local function copyKey(from, to)
  redis.call('DEL', to)
  redis.call('COPY', from, to)
end

-- The question at a place, from 0: its id and time limit; nil after the last.
local function questionAt(index)
  local place = 0
  for id, limit in string.gmatch(redis.call('HGET', K.session, 'questions'), '(%S+) (%d+)') do
    if place == index then return id, tonumber(limit) end
    place = place + 1
  end
end

local function openQuestion(sessionId, now, index, grace)
  local id, limit = questionAt(index)
  copyKey(K.board, K.previous)
  copyKey(K.tallies, K.previousTallies)
  waitForAll()
  local closesAt = now + limit
  redis.call('HSET', K.session, 'status', 'question', 'index', index, 'questionId', id, 'openedAt', whole(now),
    'closesAt', whole(closesAt), 'dueAt', whole(closesAt + grace))
  announce(sessionId, 'question-opened', now, nextRev(now), ',"questionId":"' .. id .. '"')
end

local function closeQuestion(sessionId, now)
  local s = redis.call('HMGET', K.session, 'index', 'questionId', 'autoAdvanceMs')
  local dueAt = s[3] and whole(now + tonumber(s[3])) or ''
  redis.call('DEL', K.waiting)
  redis.call('HSET', K.session, 'status', 'reveal', 'dueAt', dueAt)
  announce(sessionId, 'question-closed', now, nextRev(now), ',"questionId":"' .. s[2] .. '"')
end

local function endSession(sessionId, now)
  redis.call('HSET', K.session, 'status', 'ended', 'endedAt', whole(now), 'dueAt', '')
  redis.call('DEL', K.waiting)
  local rows = standingRows({ board = K.board, tallies = K.tallies }, 0, 99)
  announce(sessionId, 'ended', now, nextRev(now),
    ',"players":' .. redis.call('ZCARD', K.board) .. ',"standings":[' .. table.concat(rows, ',') .. ']')
end

local function nextQuestion(sessionId, now, index, grace)
  if questionAt(index) then openQuestion(sessionId, now, index, grace) else endSession(sessionId, now) end
end

-- Everyone connected has answered: no reason to wait for the clock.
local function closeIfAllAnswered(sessionId, now)
  if redis.call('SCARD', K.waiting) > 0 or redis.call('HLEN', K.online) == 0 then return end
  local s = redis.call('HMGET', K.session, 'mode', 'status', 'questionId', 'presentFrom')
  if s[1] ~= 'live' or s[2] ~= 'question' then return end
  -- Just rebuilt: nodes are still telling who is here, and those told of so far are not everyone.
  if s[4] and now < tonumber(s[4]) then return end
  if redis.call('HLEN', answersKey(s[3])) > 0 then closeQuestion(sessionId, now) end
end
