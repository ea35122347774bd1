-- Removes parked events, and the stream once it is empty: it would stay for ever.
-- KEYS: parked
-- ARGV: their ids
redis.call('XDEL', KEYS[1], unpack(ARGV))
if redis.call('XLEN', KEYS[1]) == 0 then redis.call('DEL', KEYS[1]) end
return 1
