-- Records that a player's socket has come, is still there, has lost its connection, or was closed by the player.
-- ARGV: sessionId change(came|stays|went|left) playerId socket(node/socketId@admitted) patience(ms)
-- Returns {ok, the socket that this one replaces, empty for none}, {PLAYER_UNKNOWN} when the player has no seat, {stale} when a
-- later socket of the player is known already, or nil when the session is not there.
local sessionId, change, player, socket = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- The report about a socket can be late: it waits while Redis is away, or the handshake lies on a connection that was frozen. So
-- a socket's name contains the time of its admission, in milliseconds by this clock. A difference that is longer than any
-- admission takes means that the clock was set back.
local LATE_MS = 15000
local function isStale(before)
  local was = tonumber(string.match(before, '@(%d+)$'))
  local is = tonumber(string.match(socket, '@(%d+)$'))
  return was and is and was > is and was - is < LATE_MS
end

local s = redis.call('HMGET', K.session, F.mode, F.status, F.questionId, F.pausedFrom)
if not s[1] then return nil end
if redis.call('HEXISTS', K.tallies, player) == 0 then
  if change == 'went' or change == 'left' then return { 'ok', '' } end
  if isLost() then return nil end
  return { 'PLAYER_UNKNOWN' }
end
if s[2] == 'ended' then return { 'ok', '' } end
local now = redisNow()
local before = redis.call('HGET', K.online, player) or ''

if change == 'went' or change == 'left' then
  -- The end of a socket that has been replaced changes nothing.
  if before ~= socket then return { 'ok', '' } end
  if change == 'went' then
    -- The connection broke. The player probably reconnects soon, and is still there until then.
    redis.call('ZADD', K.away, whole(presenceNow(now) + tonumber(ARGV[5])), player)
  else
    forget({ player })
    closeIfAllAnswered(sessionId, now)
  end
  return { 'ok', '' }
end

if change == 'came' and isStale(before) then return { 'stale' } end
-- A node that was given up and is back must not cut off a player who has reconnected on another node meanwhile.
if change == 'stays' and before ~= '' and before ~= socket then return { 'ok', '' } end
redis.call('HSET', K.online, player, socket)
redis.call('ZREM', K.away, player)
countPresent()
if isQuestionOpen(s[1], s[2], s[4]) and redis.call('HEXISTS', answersKey(s[3]), player) == 0 then
  redis.call('SADD', K.waiting, player)
end
return { 'ok', before == socket and '' or before }
