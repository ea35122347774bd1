-- Runs a host's command. A command that the state does not allow is rejected, so when two hosts press `next` at once, the session
-- advances by one question.
-- ARGV: sessionId graceMs command playerId (empty when none) foldedNickname (to kick) traceparent callId questionId (empty: any)
-- Returns ok (also when there was nothing to change), the code of the rejection, or nil when the session is not there.
local sessionId, grace, command, player = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
trace = ARGV[6]
if isLost() then return nil end
-- The Redis client sends a command again when the connection broke before the reply.
if redis.call('HGET', K.session, F.lastCall) == ARGV[7] then return 'ok' end
local now = redisNow()
heedClock(sessionId, now)
redis.call('HSET', K.session, F.touchedAt, whole(now))
local function done()
  redis.call('HSET', K.session, F.lastCall, ARGV[7])
  return 'ok'
end

local s = redis.call('HMGET', K.session, F.mode, F.status, F.index, F.locked, F.dueAt, F.questionId)
local mode, status, index = s[1], s[2], tonumber(s[3])
if status == 'ended' then return command == 'end' and 'ok' or 'SESSION_ENDED' end

-- A question whose time is over is closed here if no node has closed it yet.
local due = tonumber(s[5] or '')
if status == 'question' and due and now >= due then
  closeQuestion(sessionId, now)
  status = 'reveal'
  due = tonumber(redis.call('HGET', K.session, F.dueAt) or '')
  if command == 'close' then return done() end
end

-- The command is meant for a question that is not the current one any more: it was sent twice, or the session has moved on.
if ARGV[8] ~= '' and ARGV[8] ~= (s[6] or '') then return done() end

if command == 'end' then
  endSession(sessionId, now)
elseif command == 'lock' or command == 'unlock' then
  local locked = command == 'lock' and '1' or '0'
  if (s[4] or '0') == locked then return 'ok' end
  redis.call('HSET', K.session, F.locked, locked)
  announce(sessionId, command .. 'ed', now, nextRev(now))
elseif command == 'kick' then
  local nickname = player ~= '' and redis.call('HGET', K.players, player)
  if not nickname then return 'PLAYER_UNKNOWN' end
  unseat(sessionId, player, nickname, ARGV[5], now)
  closeIfAllAnswered(sessionId, now)
elseif mode ~= 'live' then
  return 'COMMAND_NOT_ALLOWED'
elseif command == 'start' and status == 'lobby' then
  nextQuestion(sessionId, now, 0, grace)
elseif command == 'close' and status == 'question' then
  closeQuestion(sessionId, now)
elseif command == 'next' and status == 'reveal' then
  nextQuestion(sessionId, now, index + 1, grace)
elseif command == 'pause' and (status == 'question' or status == 'reveal') then
  local rest = due and math.max(0, due - now - (status == 'question' and grace or 0)) or -1
  redis.call('HSET', K.session, F.status, 'paused', F.pausedFrom, status, F.remaining, whole(rest), F.dueAt, '')
  announce(sessionId, 'paused', now, nextRev(now))
elseif command == 'resume' and status == 'paused' then
  local p = redis.call('HMGET', K.session, F.pausedFrom, F.remaining, F.openedAt, F.closesAt)
  local rest = tonumber(p[2])
  redis.call('HSET', K.session, F.status, p[1])
  if p[1] == 'question' then
    -- The clock goes on as if there had been no pause: the opening and the end are moved together.
    local closesAt = now + rest
    local limit = tonumber(p[4]) - tonumber(p[3])
    redis.call('HSET', K.session, F.closesAt, whole(closesAt), F.openedAt, whole(closesAt - limit), F.dueAt,
      whole(closesAt + grace))
  elseif rest >= 0 then
    redis.call('HSET', K.session, F.dueAt, whole(now + rest))
  end
  announce(sessionId, 'resumed', now, nextRev(now))
  closeIfAllAnswered(sessionId, now)
else
  return 'COMMAND_NOT_ALLOWED'
end
return done()
