-- ADR 16: why this clock stands still.
-- Each ws node with sockets of a session patrols it every second. When there was no patrol for longer than GAP_MS, or the last
-- one is more than BACK_MS in the future, Redis was away or its clock was set. Nobody could answer meanwhile, and the time by the
-- clock is not the time that has passed.
local GAP_MS = 2000
local BACK_MS = 1000

-- Takes the time since the last patrol out of the session's clock if Redis was away or its clock was set. The open question, the
-- next one that opens by itself, and the questions that players of a self-paced session have opened go on as if that time had not
-- passed. Without a patrol only an open question whose opening is in the future is moved, to now.
-- A script must call this before it reads these times. Returns true when it took time out of the clock.
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
  redis.call('HINCRBY', K.session, F.shift, whole(lost))
  if live and status == 'question' then
    redis.call('HSET', K.session, F.openedAt, whole(s[5] + lost), F.closesAt, whole(s[6] + lost), F.dueAt, whole(s[7] + lost))
    announce(sessionId, 'resumed', now, nextRev(now))
  elseif live and status == 'reveal' and s[7] and s[7] ~= '' then
    redis.call('HSET', K.session, F.dueAt, whole(s[7] + lost))
  end
  return true
end

-- The presence clock, in milliseconds since the first patrol. It advances with the patrols, and by GAP_MS at most between two of
-- them. While Redis is away no node can report that it and its players are still there, so nobody is forgotten because of that.
local function presenceNow(now)
  local s = redis.call('HMGET', K.session, F.beatAt, F.beat)
  local beat = tonumber(s[2] or 0)
  if not s[1] then return beat end
  return beat + math.max(0, math.min(now - s[1], GAP_MS))
end
