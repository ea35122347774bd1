-- What a host may do to a session that has no question of its own: end, lock and unlock it.
-- KEYS: session outbox
-- ARGV: command sessionId
-- Returns ok (also when there was nothing to change), missing, or the code of the rejection.
local s = redis.call('HMGET', KEYS[1], 'status', 'locked')
if not s[1] then return 'missing' end
local command = ARGV[1]
if command == 'lock' or command == 'unlock' then
  if s[1] == 'ended' then return 'SESSION_ENDED' end
  local locked = command == 'lock' and '1' or '0'
  if (s[2] or '0') ~= locked then
    redis.call('HSET', KEYS[1], 'locked', locked)
    redis.call('HINCRBY', KEYS[1], 'rev', 1)
  end
  return 'ok'
end
if command == 'end' then
  if s[1] ~= 'ended' then
    local at = string.format('%.0f', redisNow())
    redis.call('HSET', KEYS[1], 'status', 'ended', 'endedAt', at)
    redis.call('HINCRBY', KEYS[1], 'rev', 1)
    redis.call('HINCRBY', KEYS[1], 'changes', 1)
    redis.call('XADD', KEYS[2], '*', 's', '{"v":1,"type":"ended","id":"' .. ARGV[2] .. ':ended","at":' .. at ..
      ',"sessionId":"' .. ARGV[2] .. '"}')
  end
  return 'ok'
end
return 'COMMAND_NOT_ALLOWED'
