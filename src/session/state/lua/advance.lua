-- Does what a session's clock asks for: closes the open question, or opens the next one by `autoAdvanceMs`. Any number
-- of nodes can ask at once; the first finds it due, the rest find it done.
-- ARGV: sessionId graceMs sent (the rev that the node has sent to its sockets)
-- Returns {ms until something is due (-1: nothing), kicked players}, and after them the state for a host as read-state.lua returns it
-- when it is newer than what was sent; nil when the session is not there.
if isLost() then return nil end
local now = redisNow()
heedClock(ARGV[1], now)
local s = redis.call('HMGET', K.session, F.status, F.dueAt, F.index, F.rev)
local due = tonumber(s[2] or '')
if due and now >= due then
  if s[1] == 'question' then
    closeQuestion(ARGV[1], now)
  elseif s[1] == 'reveal' then
    nextQuestion(ARGV[1], now, tonumber(s[3]) + 1, tonumber(ARGV[2]))
  end
end
-- A failover lost the last changes after clients had them: what is true now must look newer than those.
local rev = tonumber(redis.call('HGET', K.session, F.rev))
if rev < tonumber(ARGV[3]) then
  redis.call('HSET', K.session, F.rev, ARGV[3])
  rev = nextRev(now)
  notifyNodes(rev)
end
local nextDue = tonumber(redis.call('HGET', K.session, F.dueAt) or '')
local reply = { nextDue and math.max(0, nextDue - now) or -1, redis.call('HLEN', K.kicked) }
if rev > tonumber(ARGV[3]) then reply[3] = readState('') end
return reply
