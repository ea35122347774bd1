-- Players who are there. A player is there while connected, and for a while after the connection broke: away holds the time of
-- the presence clock at which that while ends.

-- After presence was lost or rebuilt, every node reports within this time which players are connected to it.
local ROLL_CALL_MS = 5000

-- The session hash counts the players who are there, since keys can disappear one by one.
local function countPresent()
  redis.call('HSET', K.session, F.here, redis.call('HLEN', K.online))
end

-- Each node finds at its next patrol that the session does not know it, and reports which players are connected to it. No
-- question is closed early until all nodes have had time for that, since the players who are reported so far are not everyone.
local function callRoll(now)
  redis.call('DEL', K.nodes)
  redis.call('HSET', K.session, F.rollUntil, whole(presenceNow(now) + ROLL_CALL_MS))
  countPresent()
end

-- Removes players who are not there any more.
local function forget(players)
  for i = 1, #players, 1000 do
    local last = math.min(i + 999, #players)
    redis.call('HDEL', K.online, unpack(players, i, last))
    redis.call('SREM', K.waiting, unpack(players, i, last))
    redis.call('ZREM', K.away, unpack(players, i, last))
  end
  if #players > 0 then countPresent() end
end

-- Adds every player who is there and has not answered to the waiting players. Returns whether there is one.
local function waitForMissing(questionId)
  local ids = redis.call('HKEYS', K.online)
  local found = false
  for i = 1, #ids, 1000 do
    local last = math.min(i + 999, #ids)
    local records = redis.call('HMGET', answersKey(questionId), unpack(ids, i, last))
    for place = i, last do
      if not records[place - i + 1] then
        redis.call('SADD', K.waiting, ids[place])
        found = true
      end
    end
  end
  return found
end

-- Closes the open question if everyone who is there has answered: there is no reason to wait for the clock.
local function closeIfAllAnswered(sessionId, now)
  if redis.call('SCARD', K.waiting) > 0 then return end
  local s = redis.call('HMGET', K.session, F.mode, F.status, F.questionId, F.rollUntil, F.here, F.earlyClose)
  if s[1] ~= 'live' or s[2] ~= 'question' or s[6] == '0' then return end
  local here = redis.call('HLEN', K.online)
  if s[5] and here ~= tonumber(s[5]) then return callRoll(now) end
  if here == 0 or redis.call('EXISTS', answersKey(s[3])) == 0 then return end
  if s[4] and presenceNow(now) < tonumber(s[4]) then return end
  -- The set of waiting players can be lost, and a question that was closed too early can't be opened again. So the answers are
  -- checked before the close, normally once for each question.
  if not waitForMissing(s[3]) then closeQuestion(sessionId, now) end
end
