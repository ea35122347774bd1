-- Ends a rebuilt session whose end reached MongoDB after the rebuild had read it.
-- ARGV: sessionId leaseKey at(ms) of the end
-- Returns restored, kept, or later while the session is being rebuilt.
local s = redis.call('HMGET', K.session, F.status, F.rebuiltAt)
if not s[1] then return redis.call('EXISTS', ARGV[2]) == 1 and 'later' or 'kept' end
if s[1] == 'ended' or not s[2] or tonumber(ARGV[3]) > tonumber(s[2]) then return 'kept' end
endSession(ARGV[1], redisNow())
return 'restored'
