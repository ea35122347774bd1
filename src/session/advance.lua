-- Does what a session's clock asks for: closes the open question, or opens the next one by `autoAdvanceMs`. Any number
-- of nodes can ask at once; the first finds it due, the rest find it done.
-- ARGV: sessionId graceMs sent (the rev that the node has sent to its sockets)
-- Returns {rev, ms until something is due (-1: nothing), kicked players}, or nil when the session is not there.
if isLost() then return nil end
local now = redisNow()
heedClock(ARGV[1], now)
local s = redis.call('HMGET', K.session, 'status', 'dueAt', 'index', 'rev')
local due = tonumber(s[2] or '')
if due and now >= due then
  if s[1] == 'question' then
    closeQuestion(ARGV[1], now)
  elseif s[1] == 'reveal' then
    nextQuestion(ARGV[1], now, tonumber(s[3]) + 1, tonumber(ARGV[2]))
  end
end
-- A failover lost the last changes after clients had them: what is true now must look newer than those.
local rev = tonumber(redis.call('HGET', K.session, 'rev'))
if rev < tonumber(ARGV[3]) then
  redis.call('HSET', K.session, 'rev', ARGV[3])
  rev = nextRev(now)
  notifyNodes(ARGV[1], rev)
end
local nextDue = tonumber(redis.call('HGET', K.session, 'dueAt') or '')
return { rev, nextDue and math.max(0, nextDue - now) or -1, redis.call('HLEN', K.kicked) }
