-- A player's socket went, came, or says that it is still there.
-- ARGV: sessionId change(0 went|1 came|2 stays) playerId socket(node/socketId)
-- Returns the socket that this one replaces, or an empty string.
local sessionId, player, socket = ARGV[1], ARGV[3], ARGV[4]
local before = redis.call('HGET', K.online, player) or ''
if ARGV[2] == '0' then
  -- A socket that has been replaced leaves nothing behind.
  if before ~= socket then return '' end
  redis.call('HDEL', K.online, player)
  redis.call('SREM', K.waiting, player)
  closeIfAllAnswered(sessionId, redisNow())
  return ''
end
-- A node that was given up and is back must not throw out whoever has come back elsewhere meanwhile.
if ARGV[2] == '2' and before ~= '' and before ~= socket then return '' end
redis.call('HSET', K.online, player, socket)
local s = redis.call('HMGET', K.session, 'mode', 'status', 'questionId', 'pausedFrom')
local open = s[2] == 'question' or (s[2] == 'paused' and s[4] == 'question')
if s[1] == 'live' and open and redis.call('HEXISTS', answersKey(s[3]), player) == 0 then
  redis.call('SADD', K.waiting, player)
end
return before == socket and '' or before
