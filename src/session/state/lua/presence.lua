-- A player's socket came, says that it is still there, lost its line, or was closed by the player.
-- ARGV: sessionId change(came|stays|went|left) playerId socket(node/socketId@admitted) patience(ms)
-- Returns {ok, the socket that this one replaces, empty for none}, {PLAYER_UNKNOWN} when the player has no seat, {stale} when the
-- player has come by a later socket already, or nil when the session is not there.
local sessionId, change, player, socket = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- What a socket has to say can be late: it waits while Redis is away, or lies on a line that was frozen. So a socket's name says when
-- it was admitted, in milliseconds by this clock. A longer time than an admission takes means that the clock was set back.
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
  -- A socket that has been replaced leaves nothing behind.
  if before ~= socket then return { 'ok', '' } end
  if change == 'went' then
    -- The line broke; the player is back by another one soon, and until then still there.
    redis.call('ZADD', K.away, whole(presenceNow(now) + tonumber(ARGV[5])), player)
  else
    forget({ player })
    closeIfAllAnswered(sessionId, now)
  end
  return { 'ok', '' }
end

if change == 'came' and isStale(before) then return { 'stale' } end
-- A node that was given up and is back must not throw out a player who has come back elsewhere meanwhile.
if change == 'stays' and before ~= '' and before ~= socket then return { 'ok', '' } end
redis.call('HSET', K.online, player, socket)
redis.call('ZREM', K.away, player)
countPresent()
if isQuestionOpen(s[1], s[2], s[4]) and redis.call('HEXISTS', answersKey(s[3]), player) == 0 then
  redis.call('SADD', K.waiting, player)
end
return { 'ok', before == socket and '' or before }
