-- Lets a PIN expire after so many seconds, if it leads to this session.
-- KEYS: pin; ARGV: sessionId seconds
-- Returns 1, or 0 when it leads to another session or to none.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('EXPIRE', KEYS[1], ARGV[2])
