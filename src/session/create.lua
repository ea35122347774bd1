-- Creates a session's keys, unless they are there.
-- KEYS: session frozen outbox
-- ARGV: frozen(JSON) event-head event-tail, then field value … of the session hash
-- Returns the time of creation.
if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('HGET', KEYS[1], 'createdAt') end
local at = string.format('%.0f', redisNow())
local fields = { 'createdAt', at, 'rev', 1, 'index', -1, 'changes', 0, 'answers', 0, 'version', 0 }
for i = 4, #ARGV do fields[#fields + 1] = ARGV[i] end
redis.call('HSET', KEYS[1], unpack(fields))
redis.call('SET', KEYS[2], ARGV[1])
redis.call('XADD', KEYS[3], '*', 's', ARGV[2] .. at .. ARGV[3])
return at
