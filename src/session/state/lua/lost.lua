-- ADR 17: why a session that lacks a part is lost.
-- Whether Redis lacks the session, or a part of it. Keys can disappear one by one: they are evicted once they have a TTL, or
-- deleted by hand. With the rest, players would seem to have no seat or no points, so the rest counts as no session at all.
-- The session hash counts what the other keys must hold: seats for board, tallies and players, names for nicknames. The keys can
-- hold more than that, since a node of an earlier version adds to them without counting.
local function isLost()
  local s = redis.call('HMGET', K.session, F.mode, F.seats, F.names)
  if not s[1] then return true end
  -- A session that an earlier version created has no counts.
  if not s[2] then return false end
  local seats, names = tonumber(s[2]), tonumber(s[3])
  if redis.call('EXISTS', K.frozen) == 0 then return true end
  if redis.call('ZCARD', K.board) < seats or redis.call('HLEN', K.tallies) < seats then return true end
  if redis.call('HLEN', K.players) < seats or redis.call('HLEN', K.nicknames) < names then return true end
  return s[1] == 'live' and
    (redis.call('ZCARD', K.previous) < seats or redis.call('HLEN', K.previousTallies) < seats)
end

-- Whether the answers hash of a question lacks records; `count` is the session's own count of them.
local function lacksRecords(key, count)
  return redis.call('HLEN', key) < tonumber(count or 0)
end

-- Whether one of the answers hashes that KEYS end with lacks records. A session that an earlier version created has no counts.
local function lacksAnswers()
  if #KEYS == FIXED_KEYS or redis.call('HEXISTS', K.session, F.seats) == 0 then return false end
  local fields = {}
  for i = FIXED_KEYS + 1, #KEYS do fields[#fields + 1] = recordsField(questionOf(KEYS[i])) end
  for place, count in ipairs(redis.call('HMGET', K.session, unpack(fields))) do
    if lacksRecords(KEYS[FIXED_KEYS + place], count) then return true end
  end
  return false
end
