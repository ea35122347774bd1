-- Does what is due by a session's clock: it closes the open question, or opens the next one by `autoAdvanceMs`. Any number of
-- nodes can call it at once; the first one finds it due, and the others find it done.
-- ARGV: sessionId graceMs sent (the rev that the node has sent to its sockets)
-- Returns {ms until something is due (-1: nothing), number of kicked players}, followed by the state for a host, as
-- read-state.lua returns it, when that is newer than what was sent; nil when the session is not there.
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
-- A failover has lost the last changes after clients had received them. The state must now get a higher rev than theirs.
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
