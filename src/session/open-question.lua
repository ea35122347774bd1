-- Opens a question for one player of a self-paced session; opening it again does not restart its clock.
-- KEYS: session tallies clock
-- ARGV: playerId questionId
-- Returns {status, openedAt, now} with status ok | closed | forbidden, or nil when there is no such session.
local s = redis.call('HMGET', KEYS[1], 'mode', 'status')
if not s[1] then return nil end
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 0 then return { 'forbidden', 0, 0 } end
if s[1] ~= 'self-paced' or s[2] ~= 'open' then return { 'closed', 0, 0 } end
local now = string.format('%.0f', redisNow())
local field = ARGV[1] .. ':' .. ARGV[2]
if redis.call('HSETNX', KEYS[3], field, now) == 1 then return { 'ok', now, now } end
return { 'ok', redis.call('HGET', KEYS[3], field), now }
