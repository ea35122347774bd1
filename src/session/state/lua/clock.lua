-- ADR 16: why this clock stands still.
-- Each ws node with sockets of a session patrols it every second. When no patrol has come for longer than this, Redis was away or
-- its clock was set: nobody could answer meanwhile, and what the clock says is not the time that has passed.
local GAP_MS = 2000
local BACK_MS = 1000

-- Takes the time since the last patrol out of the session's clock if Redis was away or its clock was set: the open question, the
-- next one that opens by itself, and the questions that players of a self-paced session have opened go on as if it had not been.
-- To be called before a script looks at these times.
-- Returns whether it changed them.
local function heedClock(sessionId, now)
  local s = redis.call('HMGET', K.session, F.mode, F.status, F.beatAt, F.beat, F.openedAt, F.closesAt, F.dueAt)
  local live, status, beatAt = s[1] == 'live', s[2], tonumber(s[3])
  local lost = 0
  if beatAt and (now - beatAt > GAP_MS or now - beatAt < -BACK_MS) then
    lost = now - beatAt
    redis.call('HSET', K.session, F.beatAt, whole(now), F.beat,
      whole((s[4] or 0) + math.max(0, math.min(lost, GAP_MS))))
  elseif not beatAt and status == 'question' and tonumber(s[5]) - now > BACK_MS then
    lost = now - tonumber(s[5])
  end
  if lost == 0 then return false end
  if not live then
    redis.call('HINCRBY', K.session, F.shift, whole(lost))
  elseif status == 'question' then
    redis.call('HSET', K.session, F.openedAt, whole(s[5] + lost), F.closesAt, whole(s[6] + lost), F.dueAt, whole(s[7] + lost))
    announce(sessionId, 'resumed', now, nextRev(now))
  elseif status == 'reveal' and s[7] and s[7] ~= '' then
    redis.call('HSET', K.session, F.dueAt, whole(s[7] + lost))
  end
  return true
end

-- The clock of presence, in milliseconds since the first patrol. It goes on with the patrols, and by no more than a gap between two
-- of them: while Redis is away nobody can say that a player or a node is still there, and nobody is forgotten for it.
local function presenceNow(now)
  local s = redis.call('HMGET', K.session, F.beatAt, F.beat)
  local beat = tonumber(s[2] or 0)
  if not s[1] then return beat end
  return beat + math.max(0, math.min(now - s[1], GAP_MS))
end
