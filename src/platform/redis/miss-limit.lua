-- Counts the misses of a window, which begins with the first look, and the looks under way, any of which can become a miss.
-- KEYS: hash with the field `missed`, and a field for each look under way with the time at which it began
-- ARGV: 'look' id misses windowMs longestMs; 'missed' id; or 'found' id
-- Returns for a look: 0 when it may be done, -1 while others could use up the misses that are left, or milliseconds to wait.
local missed = tonumber(redis.call('HGET', KEYS[1], 'missed') or '0')
local id = ARGV[2]

if ARGV[1] == 'look' then
  local misses, longest = tonumber(ARGV[3]), tonumber(ARGV[5])
  if missed >= misses then return math.max(1, redis.call('PTTL', KEYS[1])) end
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local looking = 0
  local fields = redis.call('HGETALL', KEYS[1])
  for i = 1, #fields, 2 do
    if fields[i] ~= 'missed' then
      -- A look of such an age is dropped: its process has died, or could not report how it ended.
      local age = now - tonumber(fields[i + 1])
      if age < 0 or age > longest then redis.call('HDEL', KEYS[1], fields[i]) else looking = looking + 1 end
    end
  end
  if missed + looking >= misses then return -1 end
  local ttl = redis.call('PTTL', KEYS[1])
  redis.call('HSET', KEYS[1], id, string.format('%.0f', now))
  if ttl < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
  return 0
end
-- The window can have ended since the look began, and its counts with it.
if redis.call('HEXISTS', KEYS[1], id) == 0 then return 0 end
if ARGV[1] == 'missed' then redis.call('HINCRBY', KEYS[1], 'missed', 1) end
redis.call('HDEL', KEYS[1], id)
return 0
