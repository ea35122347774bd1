-- Does what a session's clock asks for: closes the open question, or opens the next one by `autoAdvanceMs`. Any number
-- of nodes may ask at once; the first finds it due, the rest find it done.
-- ARGV: sessionId graceMs
-- Returns {rev, ms until something is due (-1: nothing)}, or nil when there is no such session.
local s = redis.call('HMGET', K.session, 'status', 'dueAt', 'index')
if not s[1] then return nil end
local now = redisNow()
local due = tonumber(s[2] or '')
if due and now >= due then
  if s[1] == 'question' then
    closeQuestion(ARGV[1], now)
  elseif s[1] == 'reveal' then
    nextQuestion(ARGV[1], now, tonumber(s[3]) + 1, tonumber(ARGV[2]))
  end
end
local after = redis.call('HMGET', K.session, 'rev', 'dueAt')
local nextDue = tonumber(after[2] or '')
return { tonumber(after[1]), nextDue and math.max(0, nextDue - now) or -1 }
