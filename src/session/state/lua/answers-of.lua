-- Reads every player's answer to one question. KEYS end with its answers hash.
-- ARGV: questionId
-- Returns its fields and values as HGETALL does, or nil when the session or some of the answers are missing.
local count = redis.call('HMGET', K.session, F.seats, recordsField(ARGV[1]))
local key = KEYS[FIXED_KEYS + 1]
if isLost() or (count[1] and lacksRecords(key, count[2])) then return nil end
return redis.call('HGETALL', key)
