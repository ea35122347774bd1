-- Takes a lease that nobody has, or renews it.
-- ARGV: who duration(ms)
-- Returns 1 when it is theirs now, 0 while somebody else has it.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
