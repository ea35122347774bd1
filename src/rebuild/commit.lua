-- Puts a rebuilt session in its place: all of it at once, and only where none is. KEYS end with the answers hash of each question; a
-- staged key is named by `stagedKey`.
-- ARGV: lease-key holder, then field value … of the session hash
-- Returns done, there (another rebuild was first), or lease (the lease was lost meanwhile).
local lease = redis.call('GET', ARGV[1])
if not lease or string.sub(lease, 1, #ARGV[2] + 1) ~= ARGV[2] .. ' ' then return 'lease' end
if redis.call('EXISTS', K.session) == 1 then return 'there' end
for _, key in ipairs(KEYS) do
  -- The events that wait for Kafka in the outbox are nowhere else.
  if key ~= K.outbox then
    redis.call('UNLINK', key)
    local staged = stagedKey(key, ARGV[2])
    if redis.call('EXISTS', staged) == 1 then
      redis.call('RENAME', staged, key)
      redis.call('PERSIST', key)
    end
  end
end
for i = 3, #ARGV, 1000 do
  redis.call('HSET', K.session, unpack(ARGV, i, math.min(i + 999, #ARGV)))
end
redis.call('SPUBLISH', C.changed, redis.call('HGET', K.session, F.rev))
return 'done'
