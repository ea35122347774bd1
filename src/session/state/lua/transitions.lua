-- The steps of a session's life. They check nothing: the script that takes a step has made sure that it is allowed.

-- Makes the question wait for every player who is there.
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
  for id, limit in string.gmatch(redis.call('HGET', K.session, F.questions), '(%S+) (%d+)') do
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
  redis.call('HSET', K.session, F.status, 'question', F.index, index, F.questionId, id, F.openedAt, whole(now),
    F.closesAt, whole(closesAt), F.dueAt, whole(closesAt + grace))
  announce(sessionId, 'question-opened', now, nextRev(now), ',"questionId":"' .. id .. '"')
end

local function closeQuestion(sessionId, now)
  local s = redis.call('HMGET', K.session, F.index, F.questionId, F.autoAdvanceMs)
  local dueAt = s[3] and whole(now + tonumber(s[3])) or ''
  redis.call('DEL', K.waiting)
  redis.call('HSET', K.session, F.status, 'reveal', F.dueAt, dueAt)
  announce(sessionId, 'question-closed', now, nextRev(now), ',"questionId":"' .. s[2] .. '"')
end

local function endSession(sessionId, now)
  redis.call('HSET', K.session, F.status, 'ended', F.endedAt, whole(now), F.dueAt, '')
  -- No question waits for players any more, so it does not matter who is there.
  redis.call('DEL', K.waiting, K.online, K.nodes, K.away)
  redis.call('HDEL', K.session, F.here, F.beatAt)
  local rows = standingRows({ board = K.board, tallies = K.tallies }, 0, 99)
  announce(sessionId, 'ended', now, nextRev(now),
    ',"players":' .. redis.call('ZCARD', K.board) .. ',"standings":[' .. table.concat(rows, ',') .. ']')
end

local function nextQuestion(sessionId, now, index, grace)
  if questionAt(index) then openQuestion(sessionId, now, index, grace) else endSession(sessionId, now) end
end
