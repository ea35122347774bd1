-- Lets the keys of an ended session expire after so many seconds; from now on they can also be evicted. KEYS end with the answers
-- hash of each question.
-- ARGV: seconds
-- Returns 1, or 0 when the session has not ended, or its outbox still holds an event.
if redis.call('HGET', K.session, F.status) ~= 'ended' or redis.call('XLEN', K.outbox) > 0 then return 0 end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[1]) end
return 1
