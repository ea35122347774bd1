-- Lets go of an ended session: from here on its keys may be evicted, and go in a while. KEYS end with the answers hash of each question.
-- ARGV: seconds
-- Returns 1, or 0 when the session has not ended, or its outbox still holds something.
if redis.call('HGET', K.session, F.status) ~= 'ended' or redis.call('XLEN', K.outbox) > 0 then return 0 end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[1]) end
return 1
