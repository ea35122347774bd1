-- Opens a question for one player of a self-paced session; opening it again does not restart its clock.
-- ARGV: sessionId playerId questionId
-- Returns {status, openedAt, now} with status ok | closed | forbidden, or nil when the session is not there.
local now = redisNow()
if isLost() then return nil end
if redis.call('HEXISTS', K.tallies, ARGV[2]) == 0 then return { 'forbidden', 0, 0 } end
heedClock(ARGV[1], now)
local s = redis.call('HMGET', K.session, F.mode, F.status, F.shift)
if s[1] ~= 'self-paced' or s[2] ~= 'open' then return { 'closed', 0, 0 } end
-- The times of openings are stored without the time that was taken out of the session's clock.
local shift = tonumber(s[3] or 0)
local field = ARGV[2] .. ':' .. ARGV[3]
redis.call('HSETNX', K.clock, field, whole(now - shift))
return { 'ok', whole(redis.call('HGET', K.clock, field) + shift), whole(now) }
