-- Makes a PIN lead to a session for good, if the PIN is free or leads to this session already.
-- KEYS: pin; ARGV: sessionId
-- Returns 1, or 0 when it leads to another session.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1
