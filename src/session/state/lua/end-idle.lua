-- Ends a session that nobody has touched for long: no join, no command, no socket.
-- ARGV: sessionId touchedAt beatAt (as the caller has seen them for long, empty for none)
-- Returns ended, kept, or nil when the session is not there.
if isLost() then return nil end
local s = redis.call('HMGET', K.session, F.status, F.touchedAt, F.beatAt)
if s[1] ~= 'ended' and not s[2] and not s[3] then
  -- An earlier version does not say when it was touched: from now on it is known.
  redis.call('HSET', K.session, F.touchedAt, whole(redisNow()))
  return 'kept'
end
if s[1] == 'ended' or (s[2] or '') ~= ARGV[2] or (s[3] or '') ~= ARGV[3] then return 'kept' end
endSession(ARGV[1], redisNow())
return 'ended'
