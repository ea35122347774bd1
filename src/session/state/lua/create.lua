-- Creates a session's keys, unless the session is there already.
-- ARGV: frozen(JSON) event-head event-tail traceparent, then field value … of the session hash
-- Returns the time of creation.
if redis.call('EXISTS', K.session) == 1 then return redis.call('HGET', K.session, F.createdAt) end
local at = whole(redisNow())
local fields = { F.createdAt, at, F.touchedAt, at, F.rev, 1, F.index, -1, F.changes, 0, F.answers, 0, F.version, 0,
  F.seats, 0, F.names, 0, F.here, 0 }
for i = 5, #ARGV do fields[#fields + 1] = ARGV[i] end
redis.call('HSET', K.session, unpack(fields))
redis.call('SET', K.frozen, ARGV[1])
trace = ARGV[4]
leaveEvent(ARGV[2] .. at .. ARGV[3])
return at
