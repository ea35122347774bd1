-- One leaderboard message per session and window for the whole cluster, however many nodes ask.
-- KEYS: session board players tallies previous
-- ARGV: sessionId windowMs channel
-- Returns -1: nothing to send, 0: sent, n: the window is taken, ask again in n ms (so that the last change is sent too).
local s = redis.call('HMGET', KEYS[1], 'changes', 'published', 'tickAt', 'size', 'answers')
if not s[1] or s[1] == s[2] then return -1 end
local now = redisNow()
local wait = tonumber(ARGV[2]) - (now - tonumber(s[3] or 0))
if wait > 0 then return wait end
local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('HSET', KEYS[1], 'tickAt', string.format('%.0f', now), 'published', s[1])
local rows = standingRows(KEYS[2], KEYS[3], KEYS[4], KEYS[5], 0, tonumber(s[4]) - 1)
redis.call('ZRANGESTORE', KEYS[5], KEYS[2], 0, 999, 'REV')
redis.call('SPUBLISH', ARGV[3],
  leaderboardJson(ARGV[1], version, now, redis.call('ZCARD', KEYS[2]), s[5] or 0, rows))
return 0
