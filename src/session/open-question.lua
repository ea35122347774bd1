-- Opens a question for one player of a self-paced session; opening it again does not restart its clock.
-- ARGV: playerId questionId
-- Returns {status, openedAt, now} with status ok | closed | forbidden, or nil when there is no such session.
local s = redis.call('HMGET', K.session, 'mode', 'status')
if not s[1] then return nil end
if redis.call('HEXISTS', K.tallies, ARGV[1]) == 0 then return { 'forbidden', 0, 0 } end
if s[1] ~= 'self-paced' or s[2] ~= 'open' then return { 'closed', 0, 0 } end
local now = whole(redisNow())
local field = ARGV[1] .. ':' .. ARGV[2]
if redis.call('HSETNX', K.clock, field, now) == 1 then return { 'ok', now, now } end
return { 'ok', redis.call('HGET', K.clock, field), now }
