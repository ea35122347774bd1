-- Ends a session that nobody has touched for a long time: it had no join, no command and no socket.
-- ARGV: sessionId touchedAt beatAt (the values that the caller has seen unchanged for a while; empty for none)
-- Returns ended, kept, or nil when the session is not there.
if isLost() then return nil end
local s = redis.call('HMGET', K.session, F.status, F.touchedAt, F.beatAt)
if s[1] ~= 'ended' and not s[2] and not s[3] then
  -- A session of an earlier version does not say when it was touched. From now on this one does.
  redis.call('HSET', K.session, F.touchedAt, whole(redisNow()))
  return 'kept'
end
if s[1] == 'ended' or (s[2] or '') ~= ARGV[2] or (s[3] or '') ~= ARGV[3] then return 'kept' end
endSession(ARGV[1], redisNow())
return 'ended'
