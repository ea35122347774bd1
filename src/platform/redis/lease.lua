-- Takes a lease that nobody has, renews the caller's own, or takes over one that has not been renewed for too long.
-- ARGV: holder beat duration(ms) stale (a value that the caller has seen unchanged for too long; empty for none)
-- Returns an empty text when the lease is the caller's now, else its value.
local value = redis.call('GET', KEYS[1])
local mine = value and string.sub(value, 1, #ARGV[1] + 1) == ARGV[1] .. ' '
if value and not mine and value ~= ARGV[4] then return value end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
return ''
