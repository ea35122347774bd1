-- The base of every script of a session. Scripts name keys, fields and channels by `layout.ts`: `K.board` is a key, `F.status` a
-- field of the session hash, `C.changed` a channel and `E.answer` a field of an outbox entry.

-- Milliseconds since the epoch by Redis' clock, the only one that counts.
local function redisNow()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

-- A whole number as text. Lua's own conversion turns large numbers into 1.7e+12.
local function whole(number)
  return string.format('%.0f', number)
end

-- Whether a live question is open. A paused question is open too.
local function isQuestionOpen(mode, status, pausedFrom)
  return mode == 'live' and (status == 'question' or (status == 'paused' and pausedFrom == 'question'))
end
