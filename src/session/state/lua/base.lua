-- The keys of a session by name. `scriptKeys` in keys.ts passes them to every script in this order; answers hashes follow.
local K = {
  session = KEYS[1], frozen = KEYS[2], board = KEYS[3], previous = KEYS[4], previousTallies = KEYS[5],
  players = KEYS[6], nicknames = KEYS[7], tallies = KEYS[8], clock = KEYS[9], outbox = KEYS[10],
  online = KEYS[11], waiting = KEYS[12], nodes = KEYS[13], away = KEYS[14], kicked = KEYS[15],
}
local FIXED_KEYS = 15

-- The answers hash of a question belongs to the same session, and so lies in the same slot.
local function answersKey(questionId)
  return string.sub(K.session, 1, -8) .. 'answers:' .. questionId
end

-- The field of the session hash that counts the records in the answers hash of a question.
local function recordsField(questionId)
  return 'n:' .. questionId
end

-- Milliseconds since the epoch by Redis' clock, the only one that counts.
local function redisNow()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

-- Whole numbers as text: Lua's own way turns large ones into 1.7e+12.
local function whole(number)
  return string.format('%.0f', number)
end
