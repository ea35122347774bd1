-- Moves events of a session from its outbox to the stream of parked ones. An event that has left the outbox meanwhile is skipped.
-- KEYS: outbox parked
-- ARGV: most events that may be parked, reason, then the outbox ids
-- Returns how many were moved.
local room = tonumber(ARGV[1]) - redis.call('XLEN', KEYS[2])
local moved = 0
for i = 3, #ARGV do
  if moved >= room then break end
  local entry = redis.call('XRANGE', KEYS[1], ARGV[i], ARGV[i])[1]
  if entry then
    local fields = entry[2]
    fields[#fields + 1] = 'reason'
    fields[#fields + 1] = ARGV[2]
    redis.call('XADD', KEYS[2], '*', unpack(fields))
    redis.call('XDEL', KEYS[1], ARGV[i])
    moved = moved + 1
  end
end
return moved
